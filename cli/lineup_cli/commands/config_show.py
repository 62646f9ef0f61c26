"""`lineup config show`."""

from lineup_cli.options import AsJson


def run(as_json: AsJson = False) -> None:
    """Show every setting, its value and where that comes from."""
    from lineup_cli import output
    from lineup_cli.preferences import chosen_settings
    from lineup_cli.show.table import Column, Table, show
    from lineup_proto.places import find_places

    settings = chosen_settings(find_places())
    if as_json:
        output.write_json({each.setting.key: {"value": each.value, "source": each.source} for each in settings})
        return
    source, what = (Column(title, flexible=True, folds=True) for title in ("FROM", "WHAT"))
    table = Table((Column("KEY"), Column("VALUE"), source, what))
    for each in settings:
        value = str(each.value).lower() if isinstance(each.value, bool) else str(each.value)
        table.rows.append((each.setting.key, value, each.source, each.setting.help))
    show(table)
