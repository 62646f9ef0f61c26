"""`lineup config path`."""


def run() -> None:
    """Print where the settings file lies."""
    from lineup_cli import output
    from lineup_proto.places import find_places

    output.write(str(find_places().settings_file))
