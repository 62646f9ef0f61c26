"""What a worker answers, and what the user is told when it cannot."""

import errno
import os
from pathlib import Path

import pytest

from lineup_engine import work
from lineup_engine.config.tree import Locator, Place, Text
from lineup_engine.errors import InputError, InternalError, RulesClash
from lineup_engine.seam import Problem, Submission
from lineup_engine.specify import Specified
from lineup_engine.specify.inputs import Expected
from lineup_engine.specify.mentions import Mentions
from lineup_engine.specify.places import Places
from small_jobs import choices, contest, job, player

SUBMISSION = Submission(b"", "config.yaml")
NOWHERE = Places(Locator(Text(Place("config.yaml"), "")), Mentions({}, {}, {}), {})
SMALL = job([player(n) for n in range(4)], [1, None, 3, 4], contest("A A"), choices(4, 5))


def test_wanted_files_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is judged before every file is here."""
    monkeypatch.setattr(work, "wanted_files", lambda _submission: ("slate.csv",))
    report = work.check(SUBMISSION)
    assert (report.wanted, report.summary, report.problems) == (("slate.csv",), None, ())


def test_every_problem_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal carries all problems and no summary."""
    problems = (Problem("config.yaml", 1, 2, "wrong"), Problem("slate.csv", 3, 0, "worse"))

    def refuse(_submission: Submission) -> None:
        raise InputError(problems)

    monkeypatch.setattr(work, "wanted_files", lambda _submission: ())
    monkeypatch.setattr(work, "specify_with_places", refuse)
    assert work.check(SUBMISSION).problems == problems


def test_a_good_submission_is_summed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many players can be used, and how many tasks the job will be."""
    monkeypatch.setattr(work, "wanted_files", lambda _submission: ())
    monkeypatch.setattr(work, "specify_with_places", lambda _submission: Specified(SMALL, NOWHERE, Expected((), ())))
    summary = work.check(SUBMISSION).summary
    assert summary is not None
    assert (summary.players, summary.with_projection, summary.lineups, summary.tasks) == (4, 3, 5, 7)
    assert summary.stages == ("prepare", "candidates", "report")
    assert summary.method == "fast"


def test_clashing_rules_are_the_users() -> None:
    """Their names are the message, their cure is the hint."""
    told = work.failed(RulesClash("lock Al; salary cap 100", "possible without lock Al"))
    assert (told.kind, told.trace, told.hint) == ("rules", "", "possible without lock Al")
    assert told.message == "no lineup satisfies these rules together: lock Al; salary cap 100"


def test_bad_input_is_the_users() -> None:
    """One problem brings its own cure."""
    told = work.failed(InputError([Problem("slate.csv", 2, 0, "no salary", "download it again")]))
    assert (told.kind, told.message, told.hint) == ("input", "slate.csv:2: no salary", "download it again")
    several = work.failed(InputError([Problem("s.csv", n, 0, "no salary", "try again") for n in (2, 3)]))
    assert (several.message.count("(try again)"), several.hint) == (2, "")


@pytest.mark.parametrize(("code", "words"), [(errno.ENOSPC, "disk is full"), (errno.EDQUOT, "disk quota is used up")])
def test_a_result_that_finds_no_room_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    """Nothing is left of what was written of it."""

    def no_room(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(OSError, match=os.strerror(code)) as caught:
        work.lay_out(str(tmp_path), SUBMISSION)
    told = work.failed(caught.value)
    assert (told.kind, told.message) == ("space", f"the {words}: what the job makes cannot be written")
    assert "lineup jobs rm" in told.hint
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_that_is_not_there_is_a_bug() -> None:
    assert work.failed(FileNotFoundError(errno.ENOENT, "gone")).kind == "internal"


@pytest.mark.parametrize("bug", [InternalError("impossible"), ZeroDivisionError("by zero")])
def test_anything_else_is_our_bug_and_has_its_trace(bug: Exception) -> None:
    """The message for the user, the traceback for the log."""
    with pytest.raises(type(bug)) as caught:
        stumble(bug)
    told = work.failed(caught.value)
    assert told.kind == "internal"
    assert str(bug) in told.message
    assert "in stumble" in told.trace


def stumble(bug: Exception) -> None:
    """Fail as code in a worker may."""
    raise bug
