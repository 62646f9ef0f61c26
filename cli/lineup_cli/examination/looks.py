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
    return [finding for look in _LOOKS for finding in look(places)]
