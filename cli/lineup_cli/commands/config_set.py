"""`lineup config set`."""

from typing import Annotated

import typer

CONTEXT = {"ignore_unknown_options": True}
"""A value may begin with a dash: what is wrong with -1 is for the setting to say."""


def run(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The setting, as `lineup config show` lists it.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Its new value.")],
) -> None:
    """Change one setting in the file.

    Comments in the file stay. A lineupd that runs uses what it can at once; the rest waits for its next start.
    """
    from lineup_cli import output
    from lineup_cli.preferences import set_setting
    from lineup_proto.places import find_places

    places = find_places()
    stored = set_setting(places, key, value)
    output.say(f"{key} is now {str(stored).lower() if isinstance(stored, bool) else stored}")
    if key.startswith("daemon."):
        from lineup_cli.steering import put_into_force

        output.say(put_into_force(places, key))
