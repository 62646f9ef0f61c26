"""The console entry point: from its first line on, Ctrl-C ends with a sentence and not with a traceback.

What comes before belongs to Python and to the script that the installer writes: some 30 ms in which nothing of ours runs.
"""

import os
import sys

from lineup_cli.interruption import words_for

_INTERRUPTED = 130


def main() -> None:
    """The `lineup` command: everything else is loaded within. Ends the process."""
    try:
        from lineup_cli.main import main as run_command

        run_command()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write(f"lineup: {words_for(sys.argv[1:])}\n")
            sys.stderr.flush()
        # Skips the tear-down, in which a second Ctrl-C would show a traceback after all.
        os._exit(_INTERRUPTED)
