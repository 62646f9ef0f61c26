"""Writes docs/commands.md from the commands themselves: `python -m lineup_cli.reference`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import typer
from typer.core import TyperCommand, TyperGroup

from lineup_cli.lazy import build_root

TARGET = Path("docs/commands.md")
WIDTH = 80

INTRODUCTION = """\
# Commands

Generated from the commands by `make docs`; do not edit.

stdout is data, stderr is talk. Every listing has `--json`, whose shapes are in [schemas](schemas). Nothing asks a
question when stdin is not a terminal, and every command accepts `--yes`. A job is named by its id, by any unique
beginning of it, or as `latest`.

| exit code | means |
|---|---|
| 0 | done |
| 1 | the job failed, or the command could not do its work |
| 2 | bad usage or bad input |
| 3 | the daemon cannot be reached |
| 4 | not found |
| 5 | the job was cancelled |
| 130 | interrupted; the job goes on |

`check`, `submit`, `demo`, `lineups`, `exposure`, `grade`, `calibration` and the `jobs` commands but `backup` and
`restore` start `lineupd` when none answers; `LINEUP_AUTOSTART=0` turns that off. [Settings](settings.md) has every setting and every environment
variable.
"""


def reference() -> str:
    """The page: an introduction, then the help of every command."""
    return "\n".join([INTRODUCTION, *_sections(build_root(eager=True), None, "lineup")])


def _sections(command: TyperCommand | TyperGroup, parent: typer.Context | None, name: str) -> Iterator[str]:
    context = typer.Context(command, info_name=name, parent=parent, terminal_width=WIDTH)
    help_text = "\n".join(line.rstrip() for line in command.get_help(context).strip().splitlines())
    yield f"## `{context.command_path}`\n\n```text\n{help_text}\n```\n"
    if isinstance(command, TyperGroup):
        for child_name, child in command.commands.items():
            if isinstance(child, TyperCommand | TyperGroup):
                yield from _sections(child, context, child_name)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_text(reference(), encoding="utf-8")
