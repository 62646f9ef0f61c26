"""The tables of a result show what is known and nothing else."""

from typing import Any

import pytest

from lineup_cli.results import lineups_table

PLAYERS = [{"slot": "D", "id": "1", "name": "Ann Able", "team": "T", "salary": 5000}]
LINEUP: dict[str, Any] = {"players": PLAYERS, "salary": 5000, "points": 12.5, "ownership": None, "optimal": None}


@pytest.mark.parametrize(
    ("known", "headers", "cells"),
    [
        ({}, ["#", "SALARY", "POINTS", "PLAYERS"], ("1", "5000", "12.50")),
        ({"ownership": 20.0}, ["#", "SALARY", "POINTS", "OWN%", "PLAYERS"], ("1", "5000", "12.50", "20.0")),
        ({"optimal": 0.0125}, ["#", "SALARY", "POINTS", "OPT%", "PLAYERS"], ("1", "5000", "12.50", "1.25")),
    ],
)
def test_a_column_is_there_where_something_is_known(
    known: dict[str, Any], headers: list[str], cells: tuple[str, ...]
) -> None:
    """Ownership from projections, and from sims how often a lineup was the best one."""
    table = lineups_table([{**LINEUP, **known}])
    assert [column.title for column in table.columns] == headers
    assert table.rows[0] == (*cells, ("Ann Able",))


def test_results_of_before_have_no_such_column() -> None:
    """Old histories have lineups without the field."""
    old = {key: value for key, value in LINEUP.items() if key != "optimal"}
    assert "OPT%" not in [column.title for column in lineups_table([old]).columns]
