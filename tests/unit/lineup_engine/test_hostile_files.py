"""Names and cells that mean harm are names and cells: no crash, no formula, no endless search, no long message."""

import csv
import io
from pathlib import Path

import pytest

from lineup_engine.work import check, export
from small_submissions import (
    CONFIG,
    DRIVERS,
    accepted,
    driver,
    projections,
    quoted_csv,
    run,
    slate,
    submission,
)

ROWS = [driver(*each) for each in DRIVERS]
PROJECTED = CONFIG + "projections: {file: p.csv}\n"
HOSTILE = {
    "a shell command": '"; rm -rf ~',
    "a substitution": "$(touch pwned)",
    "newlines": "Al\nAble\r\nJr.",
    "emoji": "🏎️ Al 🏁",
    "ten thousand characters": "x" * 10_000,
    "a formula": "=1+1",
    "a call": "@SUM(A1)",
    "terminal codes": "\x1b[31mred",
    "right to left": "\u202eelbA lA",
    "markup": "[bold]Al[/bold]",
    "a format": "%s {0} {name}",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_names_are_harmless(what: str, tmp_path: Path) -> None:
    """Of a driver and of the job, from the check to the exports."""
    name = HOSTILE[what]
    sent = submission(files={"DKSalaries.csv": quoted_csv(name)}, name=name)
    summary = accepted(sent).summary
    assert summary is not None
    assert summary.name == name
    result = run(sent, tmp_path)
    assert result.lineups == 3
    for fmt in ("csv", "dk"):
        rows = list(csv.reader(io.StringIO(export(result.result_json, fmt).decode("utf-8"), newline="")))
        assert [len(row) for row in rows] == [len(rows[0])] * 4
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_names_in_rules_are_just_unknown(what: str) -> None:
    """The message is one line and not long."""
    override = "rules.lock=['" + HOSTILE[what].replace("'", "''").replace("\n", "\n\n").replace("\r", "") + "']"
    for problem in check(submission(overrides=[override])).problems:
        assert "\n" not in str(problem)
        assert len(str(problem)) < 400


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("column", ["name", "position", "slot", "game", "team", "header"])
def test_hostile_slates_are_told_in_one_short_line(what: str, column: str) -> None:
    """Whatever stands in the file, on the side that a message quotes as known."""
    text = HOSTILE[what]
    cells = {"position": "D", "name": "Al", "slot": "D", "game": "Test 400", "team": "NAS", column: text}
    rows = [
        [cells["position"], cells["name"], str(n), cells["slot"], "9000", cells["game"], cells["team"], "1"]
        for n in range(9)
    ]
    header = ["Position", "Name", "ID", "Roster Position", "Salary", "Game Info", "TeamAbbrev", "AvgPointsPerGame"]
    file = io.StringIO(newline="")
    csv.writer(file).writerows([header, *rows])
    own = f'"{text.replace(chr(34), chr(34) * 2)}",Zorn\nA,1\n' if column == "header" else "Name,Fpts\nAl,1\n"
    config = PROJECTED + "rules: {lock: [Al, xxx], exclude: [Able]}\n"
    report = check(submission(config, {"DKSalaries.csv": file.getvalue().encode(), "p.csv": own.encode()}))
    for told in [*map(str, report.problems), *report.warnings]:
        assert told.isprintable()
        assert len(told) < 1000


@pytest.mark.parametrize("cell", ["A@b{}c", "A{}b", "{}", "A (101){}x", "A vs{}B 7:00PM"])
def test_a_cell_of_spaces_is_read_at_once(cell: str) -> None:
    """A pattern that looks at every pair of spaces would take minutes: the test would not end."""
    long = cell.format(" " * 100_000)
    sent = submission(files={"DKSalaries.csv": slate([*ROWS[1:], f"D,{long},Al Able,101,D,9000,{long},{long},50"])})
    assert check(sent).summary is not None


def test_thousands_of_rows_for_one_player_are_read_at_once() -> None:
    """Looking through all of them for each would take minutes."""
    rows = [f"{name},{average}" for name, _, _, average in DRIVERS]
    content = projections(*rows, *[rows[0]] * 20_000)
    assert accepted(submission(PROJECTED, {"p.csv": content}))
