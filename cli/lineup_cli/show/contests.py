"""What simulated contests say of a job, as tables: each lineup in one contest, and the day as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lineup_cli.show.table import Cell, Column, Table

Lineups = Sequence[Mapping[str, Any]]

FIGURES = {"roi": "ROI%", "win": "WIN%", "top_1": "TOP1%", "cash": "CASH%", "duplicates": "DUP"}
"""The figures of a lineup that always have a column, by their names in the JSON shape."""

_OTHERS = {"profit": "PROFIT", "top_0_1": "TOP.1%", "top_10": "TOP10%"}
"""Those that have one where lineups are sorted by them."""


def contests_of(lineups: Lineups) -> list[str]:
    """The contests that any of the lineups is in, in their order."""
    return list(dict.fromkeys(one["contest"] for lineup in lineups for one in lineup.get("contests", ())))


def figures_in(lineup: Mapping[str, Any], contest: str) -> Mapping[str, Any]:
    """What a lineup does in a contest; nothing where it is not in it."""
    found: Sequence[Mapping[str, Any]] = lineup.get("contests", ())
    return next((one for one in found if one["contest"] == contest), {})


def shown_figures(sorted_by: str) -> dict[str, str]:
    """The figures that have a column, with its title: first what lineups are sorted by, if it has none otherwise."""
    return {name: title for name, title in _OTHERS.items() if name == sorted_by} | FIGURES


def figure_cells(figures: Mapping[str, Any], names: Iterable[str]) -> list[Cell]:
    """Some figures of one lineup, empty where there are none."""
    return [_cell(name, figures.get(name)) for name in names]


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return ""
    if name in {"duplicates", "profit"}:
        return f"{value:.1f}" if name == "duplicates" else f"{value:+.2f}"
    return f"{100 * value:+.0f}" if name == "roi" else f"{100 * value:.{3 if name in {'win', 'top_0_1'} else 1}f}"


def day_table(portfolio: Mapping[str, Any]) -> Table:
    """A row for each contest, and one for all of them where there are several."""
    columns = ("CONTEST", "ENTRIES", "FEES", "PROFIT", "+-", "ROI%", "WIN%", "WORST 5%", "MEDIAN", "BEST 5%")
    table = Table((Column(columns[0], flexible=True), *(Column(title, right=True) for title in columns[1:])))
    contests: Sequence[Mapping[str, Any]] = portfolio["contests"]
    for one in contests:
        table.rows.append((str(one["contest"]), str(one["entries"]), *_day_cells(one)))
    if len(contests) > 1:
        entries = sum(one["entries"] for one in contests)
        table.rows.append(("all", str(entries), *_day_cells(portfolio)))
    return table


def scores_table(portfolio: Mapping[str, Any]) -> Table:
    """What it takes to be paid and to win, contest by contest, in points: on a low, a middling and a high day."""
    columns = ("CONTEST", "CASH LINE 5%", "MEDIAN", "95%", "WINNER 5%", "MEDIAN", "95%")
    table = Table((Column(columns[0], flexible=True), *(Column(title, right=True) for title in columns[1:])))
    for one in portfolio["contests"]:
        cells = [
            _points(one.get(key), share) for key in ("cash_line", "winning_score") for share in ("0.05", "0.50", "0.95")
        ]
        table.rows.append((str(one["contest"]), *cells))
    return table


def _points(quantiles: Mapping[str, float] | None, share: str) -> str:
    return "" if quantiles is None else f"{quantiles[share]:.2f}"


def _day_cells(day: Mapping[str, Any]) -> tuple[str, ...]:
    """Dollars, but for the returns and the chance of a profit."""
    quantiles = day["quantiles"]
    roi = "" if day["roi"] is None else f"{100 * day['roi']:+.1f}"
    return (
        f"{day['fees']:.2f}",
        f"{day['profit_mean']:+.2f}",
        f"{_margin(day):.2f}",
        roi,
        f"{100 * day['p_profit']:.1f}",
        *(f"{quantiles[share]:+.2f}" for share in ("0.05", "0.50", "0.95")),
    )


def _margin(day: Mapping[str, Any]) -> float:
    """How far the mean profit may be off; of a job that an older version has done twice its standard error."""
    margin: Mapping[str, float] | None = day.get("margin")
    return 2 * float(day["stderr"]["profit_mean"]) if margin is None else margin["profit_mean"]
