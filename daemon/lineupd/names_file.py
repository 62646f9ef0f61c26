"""Ids and names of the newest jobs in a small file: shell completion reads it without asking anybody."""

import asyncio
import logging
from pathlib import Path

from lineupd.errors import StoreError
from lineupd.store.store import Store

_PAUSE_S = 0.2
"""Who presses Tab does not notice; a thousand jobs that come in at once do."""

KEPT = 200
"""How many jobs the file names."""

_log = logging.getLogger(__name__)


class NamesFile:
    """Keeps the file current; many changes in a short time are written once."""

    def __init__(self, path: Path, store: Store) -> None:
        self._path = path
        self._store = store
        self._changed = asyncio.Event()
        self._changed.set()

    def change(self) -> None:
        """A job has come or gone."""
        self._changed.set()

    async def run(self) -> None:
        """Write the file now and after every change; for ever."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            try:
                names = await self._store.newest_names(KEPT)
                await asyncio.to_thread(_write, self._path, names)
            except (OSError, StoreError) as error:
                _log.warning("the names for shell completion cannot be written: %s", error)
            await asyncio.sleep(_PAUSE_S)


def _write(path: Path, names: list[tuple[str, str]]) -> None:
    """Replace the file at once, so that nobody reads half of it."""
    lines = "".join(f"{job_id}\t{_one_line(name)}\n" for job_id, name in names)
    unfinished = path.with_name(path.name + ".new")
    unfinished.write_text(lines, encoding="utf-8")
    unfinished.replace(path)


def _one_line(name: str) -> str:
    """`name` without tabs, line ends and other characters that a terminal obeys."""
    return "".join(letter if letter.isprintable() else " " for letter in name)
