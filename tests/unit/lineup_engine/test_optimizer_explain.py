"""Why there is no lineup: the rules that are named clash, and each of them is needed for it."""

from itertools import chain, combinations

from hypothesis import assume, given, settings

import small_jobs
from lineup_engine.optimizer.chain import allowed_next
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.explain import clash_words, clashing_rules, has_more, why_ended
from lineup_engine.optimizer.rule import Rule
from lineup_engine.sites.model import MinGames, Source
from lineup_engine.specification import Specification
from small_jobs import best_chain, choices, contest, job, player


def some_set_satisfies(rules: tuple[Rule, ...], players: int) -> bool:
    """Whether any set of players, of any size, is allowed by all of the rules."""
    sets = chain.from_iterable(combinations(range(players), size) for size in range(players + 1))
    return any(all(rule.allows(some) for rule in rules) for some in sets)


@given(small_jobs.small_jobs())
@settings(max_examples=60)
def test_a_clash_is_one_and_is_minimal(specification: Specification) -> None:
    """No lineup satisfies the named rules together; without any one of them some set of players does."""
    compiled = compile_job(specification)
    players = len(compiled.players)
    assume(not some_set_satisfies(allowed_next(compiled, ()), players))
    clash = clashing_rules(compiled)
    assert not some_set_satisfies(clash, players)
    for left_out in clash:
        assert some_set_satisfies(tuple(rule for rule in clash if rule is not left_out), players)


def clash_of(specification: Specification) -> tuple[str, ...]:
    """The words for what clashes in a job."""
    return clash_words(clashing_rules(compile_job(specification)))


def test_a_salary_floor_above_the_cap_names_both() -> None:
    """The user's own limit and the site's are called by their numbers."""
    players = [player(number, salary=9000) for number in range(4)]
    wishes = choices(4, 1, salary_min=17_500)
    assert clash_of(job(players, [1] * 4, contest("A A", cap=17_000), wishes)) == (
        "salary at least 17500",
        "salary cap 17000",
    )


def test_locks_that_do_not_fit_are_named_by_player() -> None:
    """Namesakes are told apart by id."""
    players = [player(0, name="Al"), player(1, name="Al"), player(2, name="Bo"), player(3)]
    wishes = choices(4, 1, lock=(0, 1, 2))
    words = clash_of(job(players, [1] * 4, contest("A A"), wishes))
    assert words == ("lock Al (1000)", "lock Al (1001)", "lock Bo", "fill the slots A A")


def test_one_game_is_not_two() -> None:
    """A slate of a single game cannot satisfy a site that wants two."""
    players = [player(number, game="X@Y") for number in range(4)]
    rules = contest("A A", limits=[MinGames(2, Source.FILE)])
    assert clash_of(job(players, [1] * 4, rules, choices(4, 1))) == ("players of at least 2 games",)


def test_many_excluded_players_are_shortened() -> None:
    """The message stays readable when everybody is excluded."""
    players = [player(number) for number in range(40)]
    words = clash_of(job(players, [1] * 40, contest("A"), choices(40, 1, exclude=tuple(range(40)))))
    assert words[-2:] == ("exclude 35 more players", "fill the slots A")
    assert len(words) == 7


def test_no_player_at_all_is_a_clash_of_the_slots() -> None:
    """An empty pool is explained, not a crash."""
    assert clash_of(job([], [], contest("A A"), choices(0, 1))) == ("fill the slots A A",)


def ended(specification: Specification) -> str:
    """Why the job's chain has no further lineup."""
    return why_ended(compile_job(specification), best_chain(specification), has_more)


def test_all_lineups_delivered_is_said_so() -> None:
    """Three players give three pairs and no more."""
    players = [player(number) for number in range(3)]
    assert ended(job(players, [3, 2, 1], contest("A A"), choices(3, 9))) == "no more exist"


def test_unique_is_named_where_it_ends_the_chain() -> None:
    """Four players give two pairs without a player in common."""
    players = [player(number) for number in range(4)]
    specification = job(players, [4, 3, 2, 1], contest("A A"), choices(4, 9, unique=2))
    assert ended(specification) == "no more exist under unique: 2"


def test_exposure_is_named_where_it_ends_the_chain() -> None:
    """Four players used once each give two pairs."""
    players = [player(number) for number in range(4)]
    specification = job(players, [4, 3, 2, 1], contest("A A"), choices(4, 9, max_lineups=(9, 1, 1, 1)))
    assert ended(specification) == (
        "no more exist under exposure of Player 1 (at most 1 of 9 lineups), Player 2 (at most 1 of 9 lineups), "
        "Player 3 (at most 1 of 9 lineups)"
    )


def test_unique_and_exposure_are_named_where_both_are_needed() -> None:
    """Either alone would leave a lineup."""
    players = [player(number) for number in range(5)]
    wishes = choices(5, 9, unique=2, max_lineups=(9, 9, 9, 0, 9))
    specification = job(players, [9, 8, 7, 6, 5], contest("A A A"), wishes)
    words = "no more exist under unique: 2 and exposure of Player 3 (at most 0 of 9 lineups)"
    assert best_chain(specification) == [(0, 1, 2)]
    assert ended(specification) == words
