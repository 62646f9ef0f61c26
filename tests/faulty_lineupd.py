"""A real lineupd process that meets what `fault_connection.py` and the environment say: `python tests/faulty_lineupd.py`.

`LINEUP_FAULT_CLOCK=PATH`: the clock of the wall is as many seconds ahead as stand in the file.
"""

import os
import sqlite3
import sys
from datetime import datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from unittest.mock import patch

from fault_connection import FaultyConnection

FAKE_WORKER = (sys.executable, str(Path(__file__).with_name("fake_worker.py")))


class ShiftedTime(datetime):
    """The time, and as much more as a file says."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "ShiftedTime":
        """This moment, as a clock shows it that somebody has moved."""
        file = Path(os.environ["LINEUP_FAULT_CLOCK"])
        ahead = float(file.read_text(encoding="ascii")) if file.exists() else 0.0
        return super().now(tz) + timedelta(seconds=ahead)


if __name__ == "__main__":
    patch("sqlite3.connect", partial(sqlite3.connect, factory=FaultyConnection)).start()
    if "LINEUP_FAULT_CLOCK" in os.environ:
        patch("lineupd.clock.datetime", ShiftedTime).start()
    from lineupd.main import main

    main(FAKE_WORKER)
