"""The record of the forecasts for people: a row for each sport, and what it suggests."""

from collections.abc import Mapping, Sequence
from typing import Any

from lineup_cli import output
from lineup_cli.show.figures import dollars, per_cent
from lineup_cli.show.table import Column, Table, show

Json = Mapping[str, Any]


def show_calibration(calibration: Json) -> None:
    """Print the record in tables of at most 80 columns; a sentence where nothing was graded yet."""
    records = calibration["records"]
    if not records:
        output.write_line("no contest was graded yet: lineup grade ID --standings FILE")
        return
    show(forecasts_table(records))
    output.write("")
    show(contests_table(records))
    output.write("")
    for record in records:
        output.write_line(f"{record['sport']:<12}{record['suggestion']['words']}")


def forecasts_table(records: Sequence[Json]) -> Table:
    """How true the forecasts of players were: results in standard deviations, and within the middle of the forecasts."""
    titles = ("SLATES", "PLAYERS", "ERROR", "STD-DEVS", "IN 50 %", "IN 80 %", "IN 95 %", "CRPS")
    table = Table((Column("SPORT", flexible=True), *(Column(title, right=True) for title in titles)))
    for record in records:
        coverage = record["coverage"] or {}
        cells = [str(record["slates"]), str(record["players"]), _signed(record["mean_error"])]
        cells += [_two(record["z_sd"]), *(per_cent(coverage.get(level)) for level in ("50", "80", "95"))]
        table.rows.append((record["sport"], *cells, _two(record["crps"])))
    return table


def contests_table(records: Sequence[Json]) -> Table:
    """How true the fields were, and the money."""
    titles = ("CONTESTS", "OWN ERR", "SIM ERR", "CASH AT", "FEES", "PROFIT", "EXPECTED")
    table = Table((Column("SPORT", flexible=True), *(Column(title, right=True) for title in titles)))
    for record in records:
        money = record["money"] or {}
        cells = [str(record["contests"]), _two(record["projected_ownership_error"])]
        cells += [_two(record["simulated_ownership_error"]), per_cent(record["cash_line_percentile"], 0)]
        cells += [dollars(money.get(key), 0) for key in ("fees", "profit", "expected")]
        table.rows.append((record["sport"], *cells))
    return table


def _two(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _signed(value: float | None) -> str:
    return "" if value is None else f"{value:+.2f}"
