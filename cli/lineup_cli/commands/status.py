"""`lineup status`: one line for a prompt, a script or a menu bar."""

from enum import StrEnum
from typing import Annotated

import typer

from lineup_cli.options import AsJson


class StatusFormat(StrEnum):
    """Who reads the line."""

    TEXT = "text"
    JSON = "json"
    SWIFTBAR = "swiftbar"


def run(
    form: Annotated[
        StatusFormat, typer.Option("--format", help="text, json, or swiftbar for the menu bar.")
    ] = StatusFormat.TEXT,
    as_json: AsJson = False,
) -> None:
    """Say in one line what runs and what waits.

    Never starts lineupd: that it is not running is an answer, too.
    """
    from lineup_cli import output
    from lineup_cli.service.client import reach
    from lineup_cli.show import one_line
    from lineup_proto.places import find_places

    connection = reach(find_places())
    status = connection.status if connection else None
    if as_json or form is StatusFormat.JSON:
        output.write_json(one_line.as_shape(status))
    elif form is StatusFormat.SWIFTBAR:
        output.write(one_line.as_menu(status))
    else:
        output.write(one_line.as_text(status))
