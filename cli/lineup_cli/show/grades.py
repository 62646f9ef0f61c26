"""A grade for people: what was won, lineup by lineup, and how true field and forecasts were."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lineup_cli import output
from lineup_cli.show.figures import dollars, number, per_cent, points
from lineup_cli.show.table import Column, Table, show
from lineup_cli.text import counted

Json = Mapping[str, Any]

_FOUND = {
    "entry id": "found by their entry ids",
    "user": "found by the user's name",
    "players": "told by their players",
}
_MISSES = 5


def show_grade(grade: Json) -> None:
    """Print a grade in tables of at most 80 columns."""
    for title, text in (*_contest(grade), *_portfolio(grade)):
        output.write_line(f"{title:<13}{text}")
    _titled("lineups", lineups_table(grade["lineups"]))
    if grade["field"] is not None:
        _titled("field", field_table(grade["field"]))
        for source in ("projected", "simulated"):
            _titled(f"{source} ownership", misses_table(grade["field"][f"{source}_ownership"]))
    if grade["forecasts"] is not None:
        output.write("\nforecasts")
        for title, text in _forecasts(grade["forecasts"]):
            output.write_line(f"{title:<13}{text}")
    if grade["contest_figures"] is not None:
        _titled("contest", figures_table(grade["contest_figures"]))


def _titled(title: str, table: Table) -> None:
    if table.rows:
        output.write(f"\n{title}")
        show(table)


def _contest(grade: Json) -> Iterator[tuple[str, str]]:
    paid = f", {number(grade['paid_places'])} paid" if grade["paid_places"] is not None else ""
    fee = f", {dollars(grade['fee'])} each" if grade["fee"] is not None else ""
    yield "standings", grade["standings"]
    yield "contest", f"{number(grade['entries'])} entries{paid}{fee}{'' if grade['final'] else ', still running'}"


def _portfolio(grade: Json) -> Iterator[tuple[str, str]]:
    mine = grade["portfolio"]
    lineups = counted(mine["lineups"], "lineup")
    if mine["would_be"]:
        yield "entered", f"{mine['entered']} of {lineups} {_FOUND[mine['found_by']]}; all count as entered"
    else:
        others = f", {mine['others']} with other lineups" if mine["others"] else ""
        yield "entered", f"{mine['entered']} of {lineups}, {_FOUND[mine['found_by']]}{others}"
    if mine["best_rank"] is not None:
        yield "best place", number(mine["best_rank"])
    if mine["profit"] is not None:
        roi = "" if mine["roi"] is None else f" ({per_cent(mine['roi'], 1)})"
        won = f"{dollars(mine['prizes'])} for {dollars(mine['fees'])} in fees"
        yield "won", f"{won}, {mine['cashed']} of {mine['entries']} in the money"
        yield "profit", f"{dollars(mine['profit'])}{roi}"
    if mine["forecast"] is not None and mine["forecast"]["mean"] is not None:
        low, high = mine["forecast"]["low"], mine["forecast"]["high"]
        spread = "" if low is None or high is None else f", nine times in ten {dollars(low)} to {dollars(high)}"
        yield "expected", f"{dollars(mine['forecast']['mean'])}{spread}"


def lineups_table(lineups: Sequence[Json]) -> Table:
    """One row per entry, a lineup that was not entered with the place that it would have had."""
    has_money = any(entry["prize"] is not None for one in lineups for entry in one["entries"])
    columns = [Column("#", right=True), Column("POINTS", right=True), Column("PROJ", right=True)]
    columns += [Column("PLACE", right=True), Column("TIED", right=True)]
    columns += [Column("PRIZE", right=True), Column("PROFIT", right=True)] if has_money else []
    table = Table((*columns, Column("COPIES", right=True), Column("ENTRY", flexible=True)))
    for one in lineups:
        for entry in one["entries"]:
            cells = [str(one["lineup"]), points(entry["points"]), points(one["projected"])]
            cells += [number(entry["rank"]), number(entry["tied"])]
            cells += [dollars(entry["prize"]), dollars(entry["profit"])] if has_money else []
            table.rows.append((*cells, number(one["copies"]), _entry(one, entry)))
    return table


def _entry(lineup: Json, entry: Json) -> str:
    if lineup["unknown"] and entry["points"] is None:
        return f"not told: {', '.join(lineup['unknown'])}"
    if entry["id"] is None:
        return "not entered"
    return f"{entry['id']}{', changed' if entry['changed'] else ''}"


def field_table(field: Json) -> Table:
    """The real field beside the simulated one; alone where there was no simulation."""
    real, simulated = field["real"], field["simulated"]
    fields = [real] if simulated is None else [real, simulated]
    titles = [Column("REAL", right=True), Column("SIMULATED", right=True)][: len(fields)]
    table = Table((Column("", flexible=True), *titles))
    for title, cells in _field_rows(fields):
        table.rows.append((title, *cells))
    return table


def _field_rows(fields: Sequence[Json]) -> Iterator[tuple[str, list[str]]]:
    def told(part: str, key: str, form: Any) -> list[str]:
        return ["" if one[part] is None else form(one[part][key]) for one in fields]

    yield "lineups", [number(one["entries"]) for one in fields]
    yield "mean salary", told("salary", "mean", lambda value: f"{value:,.0f}")
    yield "within 1 % of the cap", told("salary", "near_cap", per_cent)
    yield "at the cap", told("salary", "at_cap", per_cent)
    yield "entered once only", told("duplicates", "unique", per_cent)
    yield "different lineups", told("duplicates", "distinct", per_cent)
    yield "most entries of one lineup", told("duplicates", "largest", number)
    yield "mean points", told("points", "mean", points)
    yield "sd of points", told("points", "sd", points)
    yield "cash line", told("points", "cash_line", points)
    yield "winning score", told("points", "winning", points)
    shares = [{one["pattern"]: one["share"] for one in each["stacks"]} for each in fields]
    for pattern in list(shares[0])[:_MISSES]:
        yield f"stacks {pattern}", [per_cent(each.get(pattern, 0.0)) for each in shares]


def misses_table(error: Json | None) -> Table:
    """Whose ownership was furthest off, in per cent, and the mean error."""
    table = Table((Column("PLAYER", flexible=True), Column("EXPECTED", right=True), Column("REAL", right=True)))
    if error is None:
        return table
    for miss in error["misses"][:_MISSES]:
        table.rows.append((miss["player"], f"{miss['expected']:.1f}", f"{miss['real']:.1f}"))
    one = "" if error["error_of_one"] is None else f", {error['error_of_one']:.2f} of those with 1 % or more"
    table.rows.append((f"mean error of {error['players']} players: {error['error']:.2f}{one}", "", ""))
    return table


def _forecasts(forecasts: Json) -> Iterator[tuple[str, str]]:
    yield "players", f"{forecasts['players']}, forecasts from the {forecasts['source']}"
    yield (
        "error",
        (f"{forecasts['mean_error']:+.2f} points on average, {forecasts['mean_absolute_error']:.2f} without the sign"),
    )
    if forecasts["z"] is not None:
        yield "std-devs", f"results differ by {forecasts['z']['sd']:.2f} of those told (1 is right)"
    if forecasts["coverage"] is not None:
        inside = (f"{per_cent(share)} (of {level} %)" for level, share in forecasts["coverage"].items())
        yield "inside", ", ".join(inside)
        yield "CRPS", f"{forecasts['crps']:.2f} points"


def figures_table(figures: Json) -> Table:
    """Real figures of the contest in their simulated distributions."""
    table = Table(
        (
            Column("", flexible=True),
            *(Column(title, right=True) for title in ("REAL", "BELOW", "5 %", "MEDIAN", "95 %")),
        )
    )
    table.rows.extend(_figure_rows(figures, ""))
    corrected = figures["corrected"]
    if corrected is not None:
        table.rows.extend(_figure_rows(corrected, f", spread {corrected['spread']:g}"))
    return table


def _figure_rows(figures: Json, more: str) -> Iterator[tuple[str, ...]]:
    for title, key in (("cash line", "cash_line"), ("winning score", "winning")):
        placed = figures[key]
        if placed is not None:
            between = [points(placed["quantiles"][share]) for share in ("0.05", "0.5", "0.95")]
            yield f"{title}{more}", points(placed["real"]), per_cent(placed["percentile"]), *between
