"""Every look of the doctor, in the order in which they are told."""

from collections.abc import Callable, Iterator

from lineup_cli.examination.daemon import daemon
from lineup_cli.examination.finding import Finding
from lineup_cli.examination.history import backups, history
from lineup_cli.examination.home import folders, log, privacy, socket, space
from lineup_cli.examination.machine import packages, python, settings, solver
from lineup_proto.places import Places, find_places

_LOOKS: tuple[Callable[[Places], Iterator[Finding]], ...] = (
    python, packages, solver, settings, folders, privacy, socket, space, history, backups, log, daemon,
)  # fmt: skip


def examine() -> list[Finding]:
    """Look at everything; nothing is changed and no daemon is started."""
    places = find_places()
    return [finding for look in _LOOKS for finding in _seen(look, places)]


def _seen(look: Callable[[Places], Iterator[Finding]], places: Places) -> Iterator[Finding]:
    """What one look finds; that it may not look there is found, too."""
    try:
        yield from look(places)
    except OSError as error:
        cure = "make it one that you own and can read and write, or set LINEUP_HOME"
        yield Finding(look.__name__, False, f"{error.filename}: {error.strerror}", cure)
