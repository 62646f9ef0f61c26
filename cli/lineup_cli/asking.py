"""Questions to the user: only on a terminal, never with `--yes`."""

import sys

from lineup_cli import output
from lineup_cli.errors import BadInput
from lineup_cli.text import clean


def make_sure(question: str, *, yes: bool) -> None:
    """Return when the user agrees; raises `BadInput` when he does not, or cannot be asked."""
    if yes:
        return
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stderr)):
        raise BadInput(f"{question}: not without --yes")
    sys.stderr.write(f"{clean(question)}? [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise BadInput("nothing was done")
