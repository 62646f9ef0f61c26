"""The choice among candidates: in memory that does not grow with the trials, the same however the work is split."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from contest_jobs import contest_job, done
from lineup_engine import specification
from lineup_engine.specify import play
from lineup_engine.stages.contests import arena, screen
from lineup_engine.work import check, open_stage

_BIG = "{name: big, entries: 90, fee: 5, payouts: pay.csv, field: {any_sum: true, fields: 2}}"
_SMALL = "{name: small, entries: 20, fee: 2, payouts: double-up, lineups: 2, field: {ownership: model, fields: 2}}"


def chosen(folder: Path, more: str, contests: str = f"[{_BIG}, {_SMALL}]") -> list[Any]:
    """The lineups of a job, each with the contests it is in."""
    result = json.loads(done(folder, contest_job(contests, more)).result.result_json)
    return [
        ([player["id"] for player in lineup["players"]], [one["contest"] for one in lineup["contests"]])
        for lineup in result["lineups"]
    ]


@pytest.mark.parametrize("by", ["utility", "roi", "top"])
def test_parts_of_the_trials_are_nothing_but_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    """Two contests, chosen by all trials at once or block by block, with a screen before it."""
    monkeypatch.setattr(specification, "MOST_CANDIDATES", 20)
    more = f"select: {{by: {by}}}\n"
    whole = chosen(tmp_path / "whole", more)
    assert sum("small" in contests for _, contests in whole) == 2
    monkeypatch.setattr(arena, "_WORK_OF_A_TASK", 1)
    assert chosen(tmp_path / "parts", more) == whole
    assert len(list((tmp_path / "parts" / "results" / "select").iterdir())) == 4
    monkeypatch.setattr(screen, "MOST_TASKS", 2)
    assert chosen(tmp_path / "few", more) == whole
    for stage in ("screen", "select"):
        assert len(list((tmp_path / "few" / "results" / stage).iterdir())) == 2


def test_the_choice_keeps_what_lineups_win_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening the simulation takes a small part of the memory that all cells would take."""
    monkeypatch.setattr(arena, "_WORK_OF_A_TASK", 1)
    done(tmp_path, contest_job(_BIG, "simulate: {trials: 100, select_trials: 40000}\n"))
    cells = sum(file.stat().st_size for file in (tmp_path / "results" / "select").iterdir())
    assert cells > 4_000_000
    tracemalloc.start()
    try:
        open_stage(str(tmp_path), "simulate")
        assert tracemalloc.get_traced_memory()[1] < cells / 4
    finally:
        tracemalloc.stop()


def test_trials_of_all_contests_have_to_fit_into_memory() -> None:
    """So many of one contest, half of them of two."""
    trials = "simulate: {trials: 10000000}\n"
    assert not check(contest_job(_BIG, trials)).problems
    (problem,) = check(contest_job(f"[{_BIG}, {_SMALL}]", trials)).problems
    assert problem.line == 7
    assert problem.message == "simulate.trials: 10,000,000 of each of 2 contests are more than 10,000,000 in all"
    assert problem.hint == "write 5,000,000 or less"


def test_more_trials_than_the_disk_has_room_for_are_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said before the work begins; two contests have winnings of their own and together."""
    monkeypatch.setattr(play, "_MOST_CELLS", 40 * 150)
    told = "simulate.select_trials: 150 are used, not 200: what 40 lineups win in so many contests would take gigabytes"
    assert told in check(contest_job(_BIG)).warnings
    assert told.replace("150", "75") in check(contest_job(f"[{_BIG}, {_SMALL}]")).warnings
    assert not [words for words in check(contest_job(_BIG, "select: {by: points}\n")).warnings if "select" in words]
    course = done(tmp_path, contest_job(_BIG))
    assert told in course.result.warnings
    monkeypatch.undo()
    fewer = contest_job(_BIG, "simulate: {trials: 300, select_trials: 150}\n")
    assert done(tmp_path / "fewer", fewer).result.sha256 == course.result.sha256
