"""How a one-shot command begins and ends: no garbage collector, and a hard exit after the last flush.

Together they halve the cost of a short command. `LINEUP_ORDINARY_EXIT=1` turns both off (tests, profilers,
coverage), and a command that follows a job calls `last_longer`.
"""

import gc
import os
import signal
import sys
from typing import NoReturn


def begin() -> None:
    """Turn the collector off: a one-shot command is over before there is anything to collect."""
    if not os.environ.get("LINEUP_ORDINARY_EXIT"):
        gc.disable()


def last_longer() -> None:
    """Go back to an ordinary process: this command stays for a while."""
    gc.enable()


def leave(code: int) -> NoReturn:
    """End the process with `code`; everything written must have been flushed."""
    # All is said and done: a late Ctrl-C has nothing to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if gc.isenabled():
        sys.exit(code)
    # Skips the interpreter's tear-down of modules that nobody will use again.
    os._exit(code)
