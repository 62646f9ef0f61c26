"""What the check of a job with contests refuses, and what it warns of, before anything is queued."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from contest_jobs import CONTEST, TERMS, contest_job, done
from engine_runs import submission
from lineup_engine.seam import CheckReport, NamedFile
from lineup_engine.stages.folder import JobFolder
from lineup_engine.work import check
from slates import make_players


def problems_of(contest: str, more: str = "") -> list[str]:
    """What the check has against a job."""
    report: CheckReport = check(contest_job(contest, more))
    return [f"{problem.line}: {problem.message} ({problem.hint})" for problem in report.problems]


def test_ownership_that_is_no_fields_is_refused_before_anything_is_queued() -> None:
    """A sum far off the slots, unless asked for or not wanted."""
    (problem,) = problems_of(f"{{{TERMS}}}")
    assert "the ownership sums up to" in problem
    assert not problems_of(f"{{{TERMS}, field: {{ownership: model}}}}")


@pytest.mark.parametrize(
    ("by", "entries", "is_told"),
    [("roi", 500, True), ("roi", 501, False), ("utility", 100, True), ("utility", 101, False), ("points", 40, False)],
)
def test_many_own_lineups_take_places_from_one_another(by: str, entries: int, is_told: bool) -> None:
    """The choice does not count that, which is told where it matters."""
    words = f"{{entries: {entries}, fee: 5, payouts: top 20%, field: {{any_sum: true}}}}"
    warnings = check(contest_job(words, f"select: {{by: {by}}}\n")).warnings
    assert is_told == any(f"contest: 5 of its {entries} entries are yours" in warning for warning in warnings)


def own_file(shares: Mapping[int, float], sport: str = "nascar") -> dict[str, bytes]:
    """Projections in which only some players, by their place on the slate, have ownership."""
    rows = [
        f"{player.name},{player.projection / 100},{shares.get(number, 0)}"
        for number, player in enumerate(make_players(sport, 5))
    ]
    return {"own.csv": "\n".join(["Name,Fpts,Own%", *rows]).encode()}


PLAIN = f"{{{TERMS}}}"


def test_what_is_made_of_the_ownership_is_told_before_anything_is_queued(tmp_path: Path) -> None:
    """That it is scaled, or estimated: by the check, and once by the job."""
    scaled = contest_job(PLAIN, files=own_file(dict.fromkeys(range(10, 22), 48.5)))
    words = "own.csv: the ownership sums up to 582.0%, not to 600%: it is scaled"
    guessed = "no ownership is known: it is estimated from points and salaries"
    assert words in check(scaled).warnings
    assert done(tmp_path, scaled).result.warnings.count(words) == 1
    several = f"[{{name: a, {TERMS}}}, {{name: b, {TERMS}}}, {{name: c, {TERMS}, field: {{ownership: model}}}}]"
    assert [text for text in check(contest_job(several, files=own_file({}))).warnings if text == guessed] == [guessed]


def test_a_field_that_cannot_be_is_refused_before_anything_is_queued() -> None:
    """A slot that nobody with ownership fills, and players with ownership who make no lineup."""
    dear = check(contest_job(PLAIN, files=own_file(dict.fromkeys(range(6), 100)))).problems
    assert [(problem.file, problem.line) for problem in dear] == [("config.yaml", 7)]
    assert "the players with ownership make no lineup that the site allows" in dear[0].message
    guards = [number for number, player in enumerate(make_players("nba", 5)) if "C" not in player.positions]
    sent = contest_job(PLAIN, sport="nba", files=own_file(dict.fromkeys(guards, 800 / len(guards)), "nba"))
    (empty,) = check(sent).problems
    assert str(empty).startswith("own.csv: nobody with ownership may fill C, so that there is no field")


def test_the_others_do_not_have_the_users_locks(tmp_path: Path) -> None:
    """A guard whom the user wants as such is a utility player of theirs as before."""
    player = next(player for player in make_players("nba", 5) if "PG" in player.positions)
    lock = f'rules: {{lock: [{{player: "{player.name}", slot: UTIL}}]}}\n'
    fields = []
    for number, more in enumerate(("", lock)):
        done(tmp_path / str(number), contest_job(CONTEST, f"select: {{by: points}}\n{more}", sport="nba"))
        fields.append(JobFolder(tmp_path / str(number)).read_inputs("simulate").parts["field.0.0"])
    assert all((fields[0][name] == fields[1][name]).all() for name in fields[0])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "dubble-up",
            'contest.payouts: "dubble-up" is no preset, and there is no such file (did you mean double-up? ',
        ),
        ("top 120%", "(did you mean top 20%? presets are double-up, winner, top 20% with any per cent up to 100)"),
        ("tripple-up", "is no preset, and there is no such file (presets are"),
        ("gone.csv", 'contest.payouts: "gone.csv": no such file (paths are relative'),
    ],
)
def test_payouts_that_are_nothing_known_name_the_presets(words: str, told: str) -> None:
    """What looks like a file is one that is missing."""
    sent = contest_job(f"{{entries: 20, fee: 5, payouts: {words}}}")
    (problem,) = check(replace(sent, files=(*sent.files, NamedFile(words, None, "no such file")))).problems
    assert told in str(problem)
    assert problem.line == 7


def test_lineups_that_a_user_may_not_enter_are_told() -> None:
    """Unless he has said how many."""
    told = "contest: 3 of the 5 lineups enter it, for max_per_user is 3"
    words = f"{{{TERMS}, max_per_user: 3, field: {{any_sum: true}}}}"
    assert told in check(contest_job(words)).warnings
    assert not any("enter it" in text for text in check(contest_job(words.replace("3,", "3, lineups: 3,"))).warnings)


def test_a_spread_may_be_in_per_cent() -> None:
    """As people say it."""
    for words in ("140%", "1.4", "'1.40'"):
        summary = check(contest_job(CONTEST, f"simulate: {{trials: 300, spread: {words}}}\n")).summary
        assert summary is not None
        assert json.loads(summary.config_json)["simulate"]["spread"] == 1.4


def test_one_field_alone_tells_too_little_of_errors(tmp_path: Path) -> None:
    """The check says so, and the job; not where the opponents are known."""
    told = "contest.field.fields: one field is simulated, so that standard errors do not tell how far fields lie apart"
    sent = contest_job(f"{{{TERMS}, field: {{any_sum: true, fields: 1}}}}")
    assert any(warning.startswith(told) for warning in check(sent).warnings)
    course = done(tmp_path, sent).result
    assert any(warning.startswith(told) for warning in course.warnings)
    (figures,) = json.loads(course.result_json)["portfolio"]["contests"]
    assert figures["fields"] == 1
    several = check(
        contest_job(f"[{{name: a, {TERMS}, field: {{any_sum: true, fields: 1}}}}, {{name: b, {CONTEST[1:]}]")
    )
    assert any(warning.startswith(told.replace("contest.", "contest.0.")) for warning in several.warnings)
    assert not any("one field" in warning for warning in check(contest_job(CONTEST)).warnings)


@pytest.mark.parametrize(
    ("contest", "more", "told"),
    [
        (f"[{{name: a, {CONTEST[1:]}, {{name: a, {CONTEST[1:]}]", "", "7: 'a' is there twice"),
        ("{entries: 5, fee: 5, payouts: winner}", "", "nobody else is in the contest"),
        ("{payouts: pay.csv}", "", "the contest has no entries and no fee, neither here nor"),
        (f"{{{TERMS}, lineups: 4, max_per_user: 3}}", "", "more than max_per_user"),
        (CONTEST, "sims: {}\n", "two ways to choose"),
        (CONTEST, "rules: {randomness: {share: 10%}}\n", "contest chooses them"),
        (CONTEST, "select: {bankroll: 20}\n", "8: select.bankroll: $20 is not more than the fees of $25"),
        (CONTEST, "simulate: {spread: x}\n", "has to be a number"),
        (CONTEST, "simulate: {spread: 1400%}\n", "simulate.spread: has to be above 0 and at most 10, not 1400%"),
        (CONTEST, "simulate: {spread: 14}\n", "simulate.spread: has to be above 0 and at most 10, not 14"),
        (CONTEST, "simulate: {spread: 0}\n", "simulate.spread: has to be above 0 and at most 10, not 0"),
        (
            "{entries: 20, fee: 900000, payouts: winner, field: {any_sum: true}}",
            "simulate: {trials: 10000000}\n",
            "simulate.trials: what is won in 10,000,000 contests of this size cannot be summed up (write 5,124,095",
        ),
        (f"{{{TERMS}, field: {{error: 40%}}}}", "", "contest.field.error: has to be at most 2"),
        (f"{{{TERMS}, field: {{sharp: 55}}}}", "", "contest.field.sharp: has to be at most 2"),
        (CONTEST, 'select: {bankroll: "1,000,000,000,000"}\n', "select.bankroll: has to be at most"),
    ],
)
def test_what_is_wrong_with_a_contest_is_told_with_its_place(contest: str, more: str, told: str) -> None:
    """Before anything is queued."""
    assert told in "\n".join(problems_of(contest, more))


def test_a_choice_by_profit_needs_a_contest() -> None:
    """Without one there is no profit."""
    files = {"slate.csv": contest_job(CONTEST).files[0].content or b""}
    report = check(submission("sport: nascar\nslate: slate.csv\nselect: {by: roi}\n", files))
    assert [problem.line for problem in report.problems] == [3]
    assert "needs a contest" in report.problems[0].message
