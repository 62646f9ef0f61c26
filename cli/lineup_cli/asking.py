"""Questions to the user: only on a terminal, never with `--yes`."""

import sys

from lineup_cli import output
from lineup_cli.errors import BadInput
from lineup_cli.text import clean


def make_sure(act: str, *, yes: bool, because: str = "") -> None:
    """Return when the user agrees to `act`; raises `BadInput` when he does not, or cannot be asked.

    Both read on: "`because`; give --yes to `act`" and "`because`: `act`? [y/N]".
    """
    if yes:
        return
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stderr)):
        raise BadInput("; ".join(filter(None, (because, f"give --yes to {act}"))))
    question = f"{because}: {act}" if because else act[:1].upper() + act[1:]
    sys.stderr.write(f"{clean(question)}? [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise BadInput("nothing was done")
