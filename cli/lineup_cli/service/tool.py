"""lineupd as a tool: what it does for a command without serving, such as a backup."""

import json
import signal
import subprocess
import sys
from typing import Any

from lineup_cli.errors import BadInput, CliError, Failure

_BAD_BACKUP = 65
_IN_USE = 75


def ask_lineupd(*flags: str) -> dict[str, Any]:
    """Run lineupd with these flags; answers the object that it prints. Raises `CliError` with its sentence."""
    # -P: a folder that happens to hold a file called numpy.py must not matter.
    done = subprocess.run(
        [sys.executable, "-P", "-m", "lineupd", *flags],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        left = (
            f"lineupd was ended by {signal.Signals(-done.returncode).name}"
            if done.returncode < 0
            else "lineupd left no word"
        )
        words = (done.stderr.strip().splitlines() or [left])[-1].removeprefix("lineupd: ")
        raise _refusal(done.returncode, words)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _refusal(code: int, words: str) -> CliError:
    if code == _BAD_BACKUP:
        return BadInput(words)
    return Failure(words, "try again" if code == _IN_USE else "")
