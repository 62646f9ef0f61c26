"""A real lineupd process whose workers have the fake engine: `python tests/fake_lineupd.py`."""

import sys
from pathlib import Path

FAKE_WORKER = (sys.executable, str(Path(__file__).with_name("fake_worker.py")))

if __name__ == "__main__":
    from lineupd.main import main

    main(FAKE_WORKER)
