"""Watches what a daemon stands on: home, socket, history. Where one is gone, it answers nobody, or for nothing."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from lineupd.errors import DaemonError, HomeUnusable
from lineupd.home import Holding
from lineupd.identity import is_gone
from lineupd.logs import limit_stderr
from lineupd.store.soundness import way_out
from lineupd.store.store import Store

_LOOK_S = 1.0


class Vigil:
    """Looks once a second.

    `give_up` is called when there is nothing left to stand on. It must end the process at once: a clean end would
    write to a damaged file, and remove socket and journal by name, which may be another lineupd's by then.
    """

    def __init__(self, holding: Holding, socket: Path, store: Store, give_up: Callable[[DaemonError], None]) -> None:
        self._holding = holding
        self._socket = socket
        self._store = store
        self._give_up = give_up

    async def run(self) -> None:
        """Look until something is lost."""
        while True:
            await asyncio.sleep(_LOOK_S)
            limit_stderr()
            loss = self._look()
            if loss is not None:
                self._give_up(loss)

    def _look(self) -> DaemonError | None:
        words = self._holding.loss()
        if words:
            return HomeUnusable(words, "the next command begins with what is there now")
        if is_gone(self._socket):
            return HomeUnusable(
                f"{self._socket} was removed while lineupd ran", "the next command starts lineupd again"
            )
        self._store.look()
        damage = self._store.damage
        if damage is None:
            return None
        return type(damage)(damage.message, f"the file is kept as it is; {way_out(self._store.path)}")
