"""On slates of real size the fast path and the solver give the same lineups, one by one, under any of the rules."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from effort import examples
from engine_runs import submission
from lineup_engine.errors import InputError
from lineup_engine.optimizer.chain import Ahead, next_lineup
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.fast.listing import TooMuchWork
from lineup_engine.optimizer.fast.portfolio import best_portfolio
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.specify import specify
from slates import make_projections, make_slate

LINEUPS = 4

RULES = (
    "unique: 2",
    "unique: 3",
    "exposure: {max: 50%}",
    "salary: {min: 49500}",
    "salary: {max: 47000}",
    "groups: [{name: cheap, at_most: 2, of: {salary: {max: 6500}}}]",
    "groups: [{name: dear, at_least: 2, of: {salary: {min: 8000}}}]",
    "ownership: {sum: {max: 110}}",
    "ownership: {under: {share: 6%, at_least: 2}}",
)
WITH_TEAMS = ("team: {max: 3}", "game: {max: 4}", "team: {min_games: 3}")
OF_A_SPORT = {
    "nfl": (
        "stacks: [{name: s, anchor: QB, with: {count: 2, of: [WR, TE]}, bring_back: {count: 1, of: [WR]}}]",
        "never: [{of: [QB, RB, WR, TE], against: DST}]",
        "positions: {RB: {max: 2}}",
    ),
    "mlb": (
        "stacks: [{name: s, sizes: [5, 3], of: hitters}]",
        "stacks: [{name: s, team: any, count: 4, of: hitters}]",
        "never: [{of: [P], against: hitters}]",
    ),
    "nba": ("stacks: [{name: g, game: any, count: 4, each_side: 1}]", "positions: {C: {max: 1}}"),
    "nhl": ("stacks: [{name: t, team: any, count: 3, of: skaters}]", "never: [{of: [G], against: skaters}]"),
}
ALONE_OR_TOGETHER = {"pga": RULES, **{sport: (*RULES, *WITH_TEAMS, *own) for sport, own in OF_A_SPORT.items()}}


def one_by_one(job: CompiledJob) -> list[Lineup]:
    """The lineups of the general path."""
    lineups: list[Lineup] = []
    ahead = Ahead()
    while len(lineups) < job.lineups and (step := next_lineup(job, lineups, ahead)):
        lineups.append(step.lineup)
        ahead = step.ahead
    return lineups


@pytest.mark.parametrize("sport", ALONE_OR_TOGETHER)
@given(drawn=st.data())
@settings(max_examples=examples(2))
def test_both_paths_give_the_same_lineups(sport: str, drawn: st.DataObject) -> None:
    """Two rules of different kinds together."""
    seed = drawn.draw(st.integers(1, 10_000))
    rules = {rule.partition(":")[0]: rule for rule in drawn.draw(st.permutations(ALONE_OR_TOGETHER[sport]))[:2]}
    config = (
        f"sport: {sport}\nslate: s.csv\nprojections: {{file: p.csv}}\nlineups: {LINEUPS}\n"
        f"rules: {{{', '.join(rules.values())}}}\n"
    )
    files = {"s.csv": make_slate(sport, seed).encode(), "p.csv": make_projections(sport, seed).encode()}
    try:
        job = compile_job(specify(submission(config, files)))
        found = best_portfolio(job)
    except (InputError, TooMuchWork):
        # Nobody of this slate is meant by a rule, or the general path is the quicker one.
        assume(False)
    assert found == one_by_one(job)
