"""`lineup jobs export`: a job's result as a file."""

from enum import StrEnum
from typing import Annotated

import typer

from lineup_cli.options import JobId, Yes


class ExportFormat(StrEnum):
    """The forms a result can have."""

    JSON = "json"
    CSV = "csv"
    DK = "dk"
    FD = "fd"


def run(
    job_id: JobId,
    form: Annotated[
        ExportFormat,
        typer.Option("--format", help="json: all of it; csv: a row per lineup; dk, fd: the upload file of the site."),
    ] = ExportFormat.JSON,
    target: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; `-` is standard output.")
    ] = "-",
    yes: Yes = False,
) -> None:
    """Write a job as JSON, CSV or the site's upload file.

    A file that exists is only overwritten with --yes, or after asking on a terminal.
    """
    from pathlib import Path

    from lineup_cli import output
    from lineup_cli.exporting import exported
    from lineup_cli.files import refuse_own, write_file
    from lineup_cli.service.client import connect

    path = Path(target).expanduser()
    if target != "-":
        refuse_own(path)
    content = exported(connect(), job_id, form.value)
    if target == "-":
        output.write_bytes(content)
        return
    write_file(path, content, yes=yes)
    output.say(f"wrote {path}")
