"""A check finds rules that clash, and tells them at their place in the configuration with the smallest change."""

from dataclasses import replace

import pytest

from engine_runs import submission
from lineup_engine.optimizer import methods
from lineup_engine.optimizer.search import Unproven
from lineup_engine.seam import CheckReport
from lineup_engine.stages.candidates import METHODS
from lineup_engine.work import check
from rule_slates import rule_files

CONFIG = "sport: {sport}\nslate: DKSalaries.csv\nprojections: {{file: projections.csv}}\nlineups: 4\nrules:\n"
QB = "{name: qb, anchor: QB, with: {count: 1, of: [WR, TE]}}"

PRODUCT = "with ownership multiplied at most 1.82e-13 instead of 1e-14"

CLASHES: dict[str, tuple[str, list[str], str, str]] = {
    "positions": (
        "nfl",
        ["positions:", "  RB: {max: 2}", "  WR: {max: 3}", "  TE: {max: 1}"],
        "7:9",
        "with at most 3 RB instead of 2, or with at most 4 WR instead of 3, or with at most 2 TE instead of 1",
    ),
    "a stack and a limit": (
        "nfl",
        ["team: {max: 1}", f"stacks: [{QB}]"],
        "6:9",
        'with at most 2 players of one team instead of 1, or without stack "qb": with QB come 1 WR or TE of his team',
    ),
    "sizes": (
        "mlb",
        ["stacks: {sizes: [5, 3], of: hitters}", "team: {max: 4, of: hitters}"],
        "6:11",
        "with stack 1: 4-4 of hitters instead of 5-3, or with at most 5 hitters of one team instead of 4",
    ),
    "an order": (
        "mlb",
        ["team: {max: 3, of: hitters}", "stacks: {consecutive: 4, of: batting_order}"],
        "6:9",
        "with stack 1: 3 in a row in the batting_order instead of 4, or with at most 4 hitters of one team instead of 3",
    ),
    "sides of a game": (
        "nfl",
        ["stacks: {game: any, count: 5, each_side: 2}", "game: {max: 4}"],
        "6:11",
        "with stack 1: 4 players of any game, 2 of each side instead of 5, or with at most 5 players of one game instead of 4",
    ),
    "exactly": (
        "nfl",
        ["positions: {TE: {max: 1}}", "groups: {name: ends, exactly: 2, of: TE}"],
        "6:19",
        'with group "ends": exactly 1 of TE instead of 2, or with at most 2 TE instead of 1',
    ),
    "if and then": (
        "nfl",
        ["groups: {if: Corard Crowholt, then_not: RB}", "lock: [Corard Crowholt]"],
        "6:11",
        "without group 1: if Corard Crowholt then none of RB, or without lock Corard Crowholt",
    ),
    "two clashes": (
        "nfl",
        ["ownership: {average: {max: 3}, product: {max: 1e-14}}"],
        "6:14",
        f"with average of ownership at most 3.94% instead of 3% and {PRODUCT}",
    ),
}


def checked(sport: str, *lines: str, overrides: tuple[str, ...] = ()) -> CheckReport:
    """What a check says of these rules on an invented slate."""
    text = CONFIG.format(sport=sport) + "".join(f"  {line}\n" for line in lines)
    return check(replace(submission(text, rule_files(sport)), overrides=overrides))


@pytest.mark.parametrize("what", CLASHES)
def test_a_clash_is_a_problem_at_its_place_with_the_smallest_change(what: str) -> None:
    """At the first of the rules that the user has written; the general path says the same."""
    sport, rules, place, cure = CLASHES[what]
    (problem,) = checked(sport, *rules).problems
    assert f"{problem.line}:{problem.column}" == place
    assert problem.file == "config.yaml"
    assert problem.message.startswith("no lineup satisfies these rules together: ")
    assert problem.hint == f"possible {cure}"
    assert len(str(problem)) < 400


def test_a_rule_of_the_command_line_is_told_there() -> None:
    """An override has no line."""
    (problem,) = checked("nfl", "team: {max: 1}", overrides=(f"rules.stacks=[{QB}]",)).problems
    assert problem.file.startswith("--set rules.stacks=")
    assert problem.line == 0


def test_the_general_path_sees_a_clash_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """And says which path it will be."""
    monkeypatch.setattr(METHODS, "_is_off", True)
    sport, rules, _, cure = CLASHES["positions"]
    (problem,) = checked(sport, *rules).problems
    assert problem.hint == f"possible {cure}"
    summary = checked(sport, "team: {max: 4}").summary
    assert summary is not None
    assert summary.method == methods.LEFT_OUT


def test_what_takes_too_much_work_to_tell_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The job itself has the time."""

    def give_up(*_: object) -> None:
        raise Unproven

    monkeypatch.setattr(METHODS, "_is_off", True)
    monkeypatch.setattr(methods, "find_any", give_up)
    sport, rules, *_ = CLASHES["positions"]
    assert checked(sport, *rules).problems == ()


def test_exposures_and_unique_do_not_clash_with_a_first_lineup() -> None:
    """They are about several."""
    report = checked("nfl", "unique: 9", "exposure: {max: 25%, players: {Corard Crowholt: {max: 0}}}")
    assert report.problems == ()
