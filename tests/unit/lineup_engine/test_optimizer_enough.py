"""What is proposed where fewer lineups exist than were asked for gives all of them, and nothing smaller does."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.enough import enough_for_all
from lineup_engine.optimizer.methods import Methods
from lineup_engine.specification import Specification
from small_jobs import best_chain, choices, contest, job, player

METHODS = Methods()


def told(specification: Specification) -> str:
    """What would give all lineups of a job."""
    return enough_for_all(compile_job(specification), METHODS.count)


def of(players: int, slots: str, lineups: int, unique: int = 1, most: int | None = None) -> Specification:
    """A job whose lineups differ by so many players, each of whom is in at most so many of them."""
    limits = (lineups if most is None else most,) * players
    wanted = choices(players, lineups, unique=unique, max_lineups=limits)
    everyone = [player(number) for number in range(players)]
    return replace(job(everyone, range(players), contest(slots), wanted), lineups=lineups)


def test_a_smaller_unique_is_named() -> None:
    """Four players make two pairs without anybody in common, and six pairs in all."""
    assert told(of(4, "A A", 5, unique=2)) == "unique: 1 would give all"


def test_a_larger_exposure_is_named() -> None:
    """Five lineups of two have ten places for four players."""
    assert told(of(4, "A A", 5, most=1)) == "exposure of at most 3 of 5 lineups would give all"


def most_of(compiled: CompiledJob) -> int:
    """In how many lineups anybody may be."""
    return int(compiled.players.max_lineups[0])


def test_the_smallest_is_named_where_a_larger_one_is_not_enough() -> None:
    """The first lineups take others when more is allowed, so three may give what four do not."""
    compiled = compile_job(of(8, "A A", 8, most=1))
    said = enough_for_all(compiled, lambda one: 8 if most_of(one) in (3, 5, 6, 7, 8) else 7)
    assert said == "exposure of at most 3 of 8 lineups would give all"


@pytest.mark.parametrize(("enough", "told_of"), [(3, 3), (30, 30)])
def test_what_is_not_known_to_be_the_least_is_not_called_so(enough: int, told_of: int) -> None:
    """What takes too long may be enough too; and what is far from the user's number is looked for by halves."""

    def gives(one: CompiledJob) -> int | None:
        if most_of(one) == 2:
            return None
        return 40 if most_of(one) >= enough else 0

    said = enough_for_all(compile_job(of(40, "A A", 40, most=1)), gives)
    assert said == f"exposure of at most {told_of} of 40 lineups is enough"


def test_nothing_is_named_where_no_more_exist() -> None:
    """Six pairs are all there are."""
    assert told(of(4, "A A", 7, unique=2)) == ""


def test_nothing_is_named_where_that_takes_too_long() -> None:
    """The general path would have to find every lineup."""
    off = Methods()
    off.leave_out_fast()
    assert enough_for_all(compile_job(of(4, "A A", 5, unique=2)), off.count) == ""


@given(st.integers(4, 6), st.integers(2, 12), st.integers(1, 3), st.integers(1, 12))
@example(players=6, lineups=4, unique=3, most=2)
@settings(max_examples=60)
def test_what_is_named_is_enough(players: int, lineups: int, unique: int, most: int) -> None:
    """By trying every lineup; where nothing is named neither alone is enough.

    In the example a looser `unique` gives fewer: the best lineups use up what the next ones need.
    """
    most = min(most, lineups)

    def gives_all(by: int, exposure: int) -> bool:
        return len(best_chain(of(players, "A A A", lineups, by, exposure))) == lineups

    words = told(of(players, "A A A", lineups, unique, most))
    fewer = re.search(r"unique: (\d+)", words)
    enough = [by for by in range(1, unique) if gives_all(by, most)]
    assert enough[-1:] == ([int(fewer[1])] if fewer else [])
    more = re.search(r"at most (\d+) of", words)
    larger = [exposure for exposure in range(most + 1, lineups + 1) if gives_all(unique, exposure)]
    assert larger[:1] == ([int(more[1])] if more else [])
