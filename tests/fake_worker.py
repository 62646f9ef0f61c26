"""A real worker process around the fake engine."""

import sys

import fake_engine

sys.modules["lineup_engine.work"] = fake_engine

if __name__ == "__main__":
    from lineupd.executors.worker import main

    main(sys.argv[1:])
