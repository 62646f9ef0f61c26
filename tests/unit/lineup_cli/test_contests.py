"""Tables of contests show what is known of each lineup and of the day, in the order asked for."""

from typing import Any

import pytest

from lineup_cli.commands.lineups import LineupOrder
from lineup_cli.errors import BadInput
from lineup_cli.results import lineups_table, sort_lineups
from lineup_cli.show.contests import day_table, scores_table


def figures(contest: str, roi: float | None) -> dict[str, Any]:
    """A lineup's figures in a contest."""
    shares = {"win": 0.00123, "top_0_1": 0.002, "top_1": 0.02, "top_10": 0.1, "cash": 0.31}
    return {"contest": contest, "roi": roi, "profit": 1.0, **shares, "duplicates": 2.5, "stderr": {}}


def lineup(number: int, *contests: dict[str, Any]) -> dict[str, Any]:
    """A lineup of two players."""
    players = [{"slot": slot, "id": "1", "name": f"Ann Able {slot}", "team": "T", "salary": 5} for slot in ("PG", "SG")]
    return {"players": players, "salary": 9, "points": float(number), "ownership": None, "contests": list(contests)}


LINEUPS = [lineup(1, figures("a", 0.5)), lineup(2, figures("a", -0.25), figures("b", 0.1)), lineup(3)]


def test_figures_stand_beside_the_lineups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the first contest; who is not in it has none; names are short in little room."""
    monkeypatch.setenv("COLUMNS", "80")
    table = lineups_table(LINEUPS)
    titles = ["#", "POINTS", "ROI%", "WIN%", "TOP1%", "CASH%", "DUP", "PLAYERS"]
    assert [column.title for column in table.columns] == titles
    assert table.rows[0] == ("1", "1.00", "+50", "0.123", "2.0", "31.0", "2.5", ("A Able PG", "A Able SG"))
    assert table.rows[2][2:7] == ("", "", "", "", "")
    monkeypatch.setenv("COLUMNS", "140")
    assert lineups_table(LINEUPS, "b").rows[1][-1] == ("PG Ann Able PG", "SG Ann Able SG")


@pytest.mark.parametrize(
    ("by", "title", "cell"),
    [("top_10", "TOP10%", "10.0"), ("top_0_1", "TOP.1%", "0.200"), ("profit", "PROFIT", "+1.00")],
)
def test_what_lineups_are_sorted_by_is_shown(by: str, title: str, cell: str) -> None:
    """Though it has no column otherwise."""
    table = lineups_table(sort_lineups(LINEUPS, by, ""), "", by)
    assert [column.title for column in table.columns][2:4] == [title, "ROI%"]
    assert table.rows[0][2] == cell
    assert LineupOrder(by) == by


def test_lineups_are_sorted_by_any_figure() -> None:
    """Largest first; who has none comes last."""
    assert [one["points"] for one in sort_lineups(LINEUPS, "roi", "")] == [1.0, 2.0, 3.0]
    assert [one["points"] for one in sort_lineups(LINEUPS, "roi", "b")] == [2.0, 1.0, 3.0]
    assert [one["points"] for one in sort_lineups(LINEUPS, "points", "")] == [3.0, 2.0, 1.0]
    with pytest.raises(BadInput, match="no such contest"):
        sort_lineups(LINEUPS, "", "c")
    with pytest.raises(BadInput, match="has no contests"):
        sort_lineups([lineup(1)], "roi", "")


def day(contest: str = "") -> dict[str, Any]:
    """What a day comes to."""
    return {
        "contest": contest,
        "entries": 2,
        "fees": 8.0,
        "roi": None,
        "profit_mean": -1.5,
        "p_profit": 0.25,
        "quantiles": {"0.05": -8.0, "0.50": -3.0, "0.95": 12.0},
        "stderr": {"profit_mean": 0.125},
        "margin": {"profit_mean": 0.375},
    }


def test_the_day_has_a_row_for_all_contests_where_there_are_several() -> None:
    """A free contest has no return on its fee."""
    cells = ("2", "8.00", "-1.50", "0.38", "", "25.0", "-8.00", "-3.00", "+12.00")
    assert day_table({**day(), "contests": [day("a")]}).rows == [("a", *cells)]
    rows = day_table({**day(), "contests": [day("a"), day("b")]}).rows
    assert [row[:2] for row in rows] == [("a", "2"), ("b", "2"), ("all", "4")]
    before = {key: value for key, value in day("a").items() if key != "margin"}
    assert day_table({**before, "contests": [before]}).rows[0][4] == "0.25"


def test_what_it_takes_to_win_is_told_in_points() -> None:
    """Nothing where nobody is paid."""
    winner = {"0.05": 300.0, "0.25": 310.0, "0.50": 320.25, "0.75": 330.0, "0.95": 350.5}
    contests = [{"contest": "a", "cash_line": None, "winning_score": winner}]
    assert scores_table({"contests": contests}).rows == [("a", "", "", "", "300.00", "320.25", "350.50")]
