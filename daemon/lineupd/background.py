"""Work that goes on for as long as the daemon does: whatever ends it is written down, and it begins again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from lineupd.patience import Patience

_PAUSE_S = 1.0

_log = logging.getLogger(__name__)


async def keep_going(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Do `work` until it returns; after an error again, each time after a longer pause."""
    patience = Patience(_PAUSE_S)
    while True:
        try:
            await work()
        except Exception:  # noqa: BLE001 - a daemon without this work would look well and not be
            _log.exception("%s ended badly, and begins again", name)
            await asyncio.sleep(patience.pause_s())
        else:
            return
