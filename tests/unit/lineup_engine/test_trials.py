"""The best lineups of drawn slates are those of trying all, however the trials are split and whatever is drawn."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import small_jobs
from effort import examples
from lineup_engine.errors import RulesClash
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.drawn import Builds, take_most_frequent
from lineup_engine.optimizer.draws import Drawing, make_quantiles
from lineup_engine.optimizer.fast import trials
from lineup_engine.optimizer.methods import FAST, Methods
from lineup_engine.optimizer.portfolio import ExposureOf
from lineup_engine.optimizer.trials import Trials
from lineup_engine.sites.model import MaxPerTeam, Source
from lineup_engine.specification import Specification
from small_jobs import Lineup, choices, contest, fits_behind, job, player, rank, satisfies

QUANTILES = make_quantiles("normal")
REPEATS = 20


def with_points(specification: Specification, drawn: NDArray[np.int64]) -> Specification:
    """The same job with other points for those who have any."""
    pairs = zip(specification.points, drawn.tolist(), strict=True)
    return replace(specification, points=tuple(None if own is None else worth for own, worth in pairs))


def allowed(specification: Specification) -> list[Lineup]:
    """Every lineup that a job may have."""
    most = specification.choices.max_lineups
    everyone = [member for member in range(len(most)) if most[member]]
    sets = combinations(everyone, len(specification.rules.slots))
    return [lineup for lineup in sets if satisfies(specification, lineup)]


def drawing(specification: Specification, spread: int, trials: int = 0) -> Drawing:
    """Draws of a small job, all players with the same spread."""
    return Drawing(7, trials, np.full(len(specification.points), spread), QUANTILES)


spreads = st.sampled_from([0, 1, 60_000, 10**7])


@given(small_jobs.small_jobs(), spreads)
@settings(max_examples=examples(300), deadline=None)
def test_the_best_lineup_of_every_trial_is_as_by_trying_all(specification: Specification, spread: int) -> None:
    """Under any rules, and with ties wherever the spread is small."""
    compiled, lineups = compile_job(specification), allowed(specification)
    drawn = drawing(specification, spread, trials=8).drawn(compiled.players, 0, 8)
    if not lineups:
        with pytest.raises(RulesClash):
            Trials(compiled, Methods()).best(drawn)
        return
    found = Trials(compiled, Methods()).best(drawn)
    slates = [with_points(specification, worth) for worth in drawn]
    assert [tuple(row) for row in found.tolist()] == [min(lineups, key=lambda one: rank(s, one)) for s in slates]


def builds_by_trying_all(specification: Specification, drawing: Drawing) -> list[Lineup]:
    """The lineups of builds as they are defined."""
    lineups, taken, draw, repeats = allowed(specification), list[Lineup](), 0, 0
    players = compile_job(specification).players
    while len(taken) < specification.lineups and lineups:
        slate = with_points(specification, drawing.drawn(players, draw, 1)[0])
        draw += 1
        if min(lineups, key=lambda one: rank(slate, one)) in taken and repeats < REPEATS:
            repeats += 1
            continue
        repeats = 0
        rest = [one for one in lineups if fits_behind(specification, taken, one)]
        if not rest:
            break
        taken.append(min(rest, key=lambda one: rank(slate, one)))
    return taken


@given(small_jobs.small_jobs(), spreads, st.integers(0, 12))
@settings(max_examples=examples(150), deadline=None)
def test_builds_are_as_by_trying_all(specification: Specification, spread: int, known: int) -> None:
    """However many of the draws were searched before."""
    if not allowed(specification):
        return
    compiled, draws = compile_job(specification), drawing(specification, spread)
    best = Trials(compiled, Methods()).best(draws.drawn(compiled.players, 0, known))
    found = Builds(compiled, draws, Methods()).take(best).lineups
    assert found == builds_by_trying_all(specification, draws)


@given(small_jobs.small_jobs(), spreads)
@settings(max_examples=examples(100), deadline=None)
def test_the_most_frequent_come_first_and_keep_the_rules(specification: Specification, spread: int) -> None:
    """Ties by value, then by key, as everywhere."""
    if not allowed(specification):
        return
    compiled = compile_job(specification)
    drawn = drawing(specification, spread, trials=40).drawn(compiled.players, 0, 40)
    times = Counter(tuple(row) for row in Trials(compiled, Methods()).best(drawn).tolist())
    order = sorted(times, key=lambda one: (-times[one], *rank(specification, one), one))
    wanted: list[Lineup] = []
    for lineup in order:
        if len(wanted) < specification.lineups and fits_behind(specification, wanted, lineup):
            wanted.append(lineup)
    taken = take_most_frequent(compiled, np.array(list(times), np.int32), np.array(list(times.values())))
    assert taken.lineups == wanted
    assert taken.times == [times[lineup] for lineup in wanted]
    assert bool(taken.warnings) is (len(wanted) < specification.lineups)


ALIKE = job([player(number) for number in range(8)], [5] * 8, contest("A A"), choices(8, 5))


def test_lineups_that_nothing_tells_apart_are_ordered_by_their_players() -> None:
    """One value and one key for all: the first is taken, whatever way the search goes."""
    compiled = compile_job(ALIKE)
    same = replace(compiled, players=replace(compiled.players, tie_key=compiled.players.tie_key * 0))
    assert Trials(same, Methods()).best(np.full((2, 8), 5)).tolist() == [[0, 1], [0, 1]]


def test_a_set_that_may_be_in_no_lineup_is_in_no_slate() -> None:
    """As if its players were excluded: slates whose best lineup they are in would count for nobody."""
    compiled = compile_job(ALIKE)
    drawn = drawing(ALIKE, 3, trials=30).drawn(compiled.players, 0, 30)
    never = replace(compiled, exposures=(ExposureOf("exposure of a team", (0, 1, 2), 1, 0, 0),))
    excluded = replace(compiled, exclude=(0, 1, 2))
    assert Trials(never, Methods()).best(drawn).tolist() == Trials(excluded, Methods()).best(drawn).tolist()


def test_the_general_path_finds_the_same() -> None:
    """Where the fast one is left out."""
    compiled = compile_job(ALIKE)
    drawn = drawing(ALIKE, 3, trials=4).drawn(compiled.players, 0, 4)
    general, fast = Methods(), Trials(compiled, Methods())
    general.leave_out_fast()
    slow = Trials(compiled, general)
    assert slow.best(drawn).tolist() == fast.best(drawn).tolist()
    assert fast.used == {FAST}
    assert slow.used == {"general: the fast path is turned off"}


def test_a_search_without_an_end_is_given_up_and_done_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that exclude nearly everything make many near misses; the answer is the same."""
    monkeypatch.setattr(trials, "_NODES", 10)
    strict = contest("A A A", limits=[MaxPerTeam(1, Source.FILE)])
    players = [player(number, team="X" if number < 9 else "Y" if number < 12 else "Z") for number in range(14)]
    specification = job(players, [1_000 - number for number in range(14)], strict, choices(14, 1))
    compiled = compile_job(specification)
    drawn = drawing(specification, 5, trials=3).drawn(compiled.players, 0, 3)
    found = Trials(compiled, Methods()).best(drawn)
    slates = [with_points(specification, worth) for worth in drawn]
    lineups = allowed(specification)
    assert [tuple(row) for row in found.tolist()] == [min(lineups, key=lambda one: rank(s, one)) for s in slates]
