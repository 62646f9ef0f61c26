"""What is proposed where no lineup exists: each proposal is enough, and no smaller one is."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import small_jobs
from lineup_engine.optimizer.cases import Wish
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.cures import Change, Cure, find_clash
from lineup_engine.optimizer.explain import Rules, first_rules
from lineup_engine.optimizer.loosening import Bound, UsersRule, change_words
from lineup_engine.optimizer.ownership import OwnershipProduct
from lineup_engine.optimizer.rule import Rule
from lineup_engine.optimizer.written import WISHES
from lineup_engine.specification import Specification
from small_jobs import contest, job, player, rarely
from small_wishes import LINEUPS, PLAYERS, SIZE, wishes_of


def can_be_written(wish: Wish) -> bool:
    """Whether a configuration may come to such a rule: no range is empty, and a product has no minimum."""
    low, high = getattr(wish, "low", None), getattr(wish, "high", None)
    in_order = low is None or high is None or low <= high
    return in_order and not (isinstance(wish, OwnershipProduct) and low is not None)


ANY_WISH = st.sampled_from(WISHES).flatmap(wishes_of).filter(can_be_written)


@st.composite
def plain_jobs(draw: st.DrawFn) -> Specification:
    """Six players for three slots, with locks, excludes and a range of salaries."""
    players = [player(number, salary=1000 * (number % 4 + 1)) for number in range(PLAYERS)]
    chosen = small_jobs.choices(
        PLAYERS,
        2,
        lock=draw(rarely(st.sampled_from([((1,),), ((0,), (2,))]), ())),
        exclude=draw(rarely(st.sampled_from([(3,), (4, 5)]), ())),
        salary_min=draw(rarely(st.integers(5, 12).map(lambda thousands: 1000 * thousands), None)),
        salary_max=draw(rarely(st.integers(3, 9).map(lambda thousands: 1000 * thousands), None)),
    )
    return job(players, [1] * PLAYERS, contest("A A A", draw(st.sampled_from([6_000, 12_000]))), chosen)


@st.composite
def wishful_jobs(draw: st.DrawFn) -> CompiledJob:
    """Such a job with one to four more rules."""
    wishes = draw(st.lists(ANY_WISH, min_size=1, max_size=4))
    return replace(compile_job(draw(plain_jobs())), wishes=tuple(wishes))


def allowed(rules: Sequence[Rule]) -> list[tuple[int, ...]]:
    """Every lineup that the rules allow."""
    return [lineup for lineup in LINEUPS if all(rule.allows(lineup) for rule in rules)]


def keeps(rule: Rule, some: tuple[int, ...]) -> bool:
    """Whether players keep a rule's rows, which mean what the rule means for lineups of the right size."""
    return any(case.holds(some) for case in rule.cases() or ()) if isinstance(rule, Wish) else rule.allows(some)


def some_set_satisfies(rules: Sequence[Rule]) -> bool:
    """Whether any set of players, of any size, is allowed by all of the rules."""
    sets = (some for size in range(PLAYERS + 1) for some in combinations(range(PLAYERS), size))
    return any(all(keeps(rule, some) for rule in rules) for some in sets)


def without(rules: Rules, changes: Cure) -> Rules:
    """The rules that are not changed."""
    return tuple(rule for rule in rules if all(rule != change.rule for change in changes))


def changed(rules: Rules, changes: Cure) -> Rules:
    """The rules as they are proposed."""
    return (*without(rules, changes), *(change.instead for change in changes if change.instead is not None))


def distances(rule: Rule, others: Rules) -> list[int]:
    """How far every number that is enough is from the one that the rule has, by asking every lineup."""
    assert isinstance(rule, UsersRule)
    left, found = allowed(others), []
    for looser in rule.looser():
        if isinstance(looser, Bound):
            weights = dict(looser.weights)
            sums = [sum(weights.get(player, 0) for player in lineup) for lineup in left]
            found += [abs(total - looser.now) for total in sums if looser.other.holds(total)]
        else:
            found += [at for at, other in enumerate(looser.rules, 1) if allowed((*others, other))]
    return found


def distance(change: Change, others: Rules) -> int:
    """How far the proposed number is from the one that the rule has."""
    assert isinstance(change.rule, UsersRule)
    for looser in change.rule.looser():
        if isinstance(looser, Bound):
            weights = dict(looser.weights)
            sums = {sum(weights.get(player, 0) for player in lineup) for lineup in allowed(others)}
            steps = [abs(total - looser.now) for total in sums if looser.moved(total) == change.instead]
        else:
            steps = [at for at, rule in enumerate(looser.rules, 1) if rule == change.instead]
        if steps:
            return min(steps)
    pytest.fail(f"{change.instead} is no other number of {change.rule}")


@given(wishful_jobs())
@settings(max_examples=150)
def test_the_named_clash_is_minimal_and_each_proposal_is_enough(compiled: CompiledJob) -> None:
    """Whatever rules come together."""
    rules = first_rules(compiled)
    assume(not allowed(rules))
    clash = find_clash(compiled)
    assert not some_set_satisfies(clash.rules)
    for left_out in clash.rules:
        assert some_set_satisfies([rule for rule in clash.rules if rule is not left_out])
    assert clash.cures
    for cure in clash.cures:
        assert allowed(changed(rules, cure))
        for change in cure:
            kept = tuple(other for other in cure if other is not change)
            assert not allowed(changed(rules, kept))


@given(wishful_jobs())
@settings(max_examples=150)
def test_no_smaller_change_of_one_rule_is_enough(compiled: CompiledJob) -> None:
    """Each rule of the clash that is enough alone is changed as little as possible; several only where none is."""
    rules = first_rules(compiled)
    assume(not allowed(rules))
    clash = find_clash(compiled)
    own = [rule for rule in rules if isinstance(rule, UsersRule)]
    alone = [rule for rule in own if allowed(without(rules, (Change(rule, None),)))]
    assert bool(alone) == all(len(cure) == 1 for cure in clash.cures)
    for cure in clash.cures:
        if len(cure) > 1:
            continue
        change = next(iter(cure))
        others = without(rules, cure)
        possible = distances(change.rule, others)
        assert (change.instead is None) == (not possible)
        assert change.instead is None or distance(change, others) == min(possible)


@given(wishful_jobs(), st.integers(1, 120))
@settings(max_examples=100)
def test_what_is_told_is_short(compiled: CompiledJob, letters: int) -> None:
    """One line with its cure, however long the rules are called."""
    assume(not allowed(first_rules(compiled)))
    named = [replace(wish, words=f"group {number} {'w' * letters}") for number, wish in enumerate(compiled.wishes)]
    told = find_clash(replace(compiled, wishes=tuple(named))).error()
    assert told.cure
    assert "\n" not in f"{told}{told.cure}"
    assert len(f"config.yaml:123:45: {told} ({told.cure})") < 400


def test_rules_of_the_site_alone_have_no_cure() -> None:
    """Nobody can be asked to change the site, or to leave out what he has not written."""
    players = [player(number, salary=9_000) for number in range(4)]
    told = find_clash(compile_job(job(players, [1] * 4, contest("A A", 10_000), small_jobs.choices(4, 1)))).error()
    assert told.cure.startswith("none of these rules is yours")


def test_lineups_have_the_size_that_is_tried() -> None:
    """The jobs above are about lineups of three."""
    assert len(["A", "A", "A"]) == SIZE


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("salary at least 9", "salary at least 8", "salary at least 8 instead of 9"),
        ("at most 2 RB", "at most 3 RB", "at most 3 RB instead of 2"),
        ('stack "a": 5-3 of hitters', 'stack "a": 4-4 of hitters', 'stack "a": 4-4 of hitters instead of 5-3'),
        ("at least 2 and at most 3 TE", "at least 1 and at most 3 TE", "at least 1 and at most 3 TE instead of 2"),
    ],
)
def test_a_change_is_told_by_the_new_words_and_the_old_number(old: str, new: str, words: str) -> None:
    """So that the user finds both in his file."""
    assert change_words(old, new) == words
