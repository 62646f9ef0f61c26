"""How work that nobody wants any more ends early: long work asks between two pieces of it."""

from collections.abc import Callable

from lineup_engine.errors import Unwanted


class _Ear:
    """Whom to ask; in a process that nobody sends word to, all work is wanted."""

    def __init__(self) -> None:
        self.is_unwanted: Callable[[], bool] = lambda: False


_EAR = _Ear()


def listen(is_unwanted: Callable[[], bool]) -> None:
    """From now on `heed` asks this."""
    _EAR.is_unwanted = is_unwanted


def heed() -> None:
    """Stop here if the work at hand is not wanted any more; raises `Unwanted`."""
    if _EAR.is_unwanted():
        raise Unwanted("the work was not wanted any more")
