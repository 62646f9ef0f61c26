"""The solver writes nothing to a worker's output."""

import os
import subprocess
import sys


def test_the_solver_prints_nothing() -> None:
    """Neither its greeting nor a log reaches the worker's output."""
    code = (
        "from lineup_engine.optimizer.salary import SalaryCap\n"
        "from lineup_engine.optimizer.search import find_largest\n"
        "assert find_largest([3, 2], [SalaryCap((10, 10), 10)]) == (0,)\n"
        "print('mine')\n"
    )
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert (done.stdout, done.stderr) == ("mine\n", "")
