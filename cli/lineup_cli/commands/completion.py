"""`lineup completion`: scripts that complete without starting Python."""

from enum import StrEnum
from typing import Annotated

import typer


class Shell(StrEnum):
    """The shells with a script."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def run(shell: Annotated[Shell, typer.Argument(help="Which shell.")]) -> None:
    """Print the completion script for a shell.

    bash: lineup completion bash > ~/.local/share/bash-completion/completions/lineup
    zsh: lineup completion zsh > a folder of $fpath, as _lineup
    fish: lineup completion fish > ~/.config/fish/completions/lineup.fish
    """
    from lineup_cli import output
    from lineup_cli.completion.scripts import script

    output.write(script(shell.value))
