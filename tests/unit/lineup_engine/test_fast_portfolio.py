"""The fast path gives what trying every lineup gives, in the same order, or says that it is too much work."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

import small_jobs
from effort import examples
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.draws import Drawing, make_quantiles
from lineup_engine.optimizer.fast.listing import TooMuchWork
from lineup_engine.optimizer.fast.portfolio import best_portfolio, is_suited
from lineup_engine.optimizer.methods import Methods
from lineup_engine.optimizer.trials import Trials
from lineup_engine.sites.model import MaxPerTeam, Source
from lineup_engine.specification import Specification
from lineup_engine.stages.container import map_file, pack, write
from lineup_engine.stages.job_arrays import pack_job, unpack_job
from lineup_kernels import (
    best,
    bounds,
    choosing,
    completions,
    descent,
    draws,
    glance,
    graph,
    limits,
    listing,
    thinning,
    trials,
    warm,
)
from small_jobs import best_chain, choices, contest, job, player


@given(small_jobs.small_jobs())
@settings(max_examples=examples(400))
def test_every_lineup_and_every_tie_is_as_by_trying_all(specification: Specification) -> None:
    """The whole sequence, under any rules, until no lineup is left."""
    assert best_portfolio(compile_job(specification)) == best_chain(specification)


@given(small_jobs.small_jobs())
@settings(max_examples=examples(100))
def test_it_goes_on_behind_any_beginning(specification: Specification) -> None:
    """A chain that the general path has begun is finished in the same way."""
    compiled, whole = compile_job(specification), best_chain(specification)
    for begun in range(len(whole)):
        assert best_portfolio(compiled, whole[:begun]) == whole


def test_lineups_of_one_value_and_one_key_are_all_there() -> None:
    """Nothing in the numbers tells them apart, so a portion must never end between them."""
    alike = [player(number) for number in range(8)]
    compiled = compile_job(job(alike, [5] * 8, contest("A A"), choices(8, 28)))
    same = replace(compiled, players=replace(compiled.players, tie_key=compiled.players.tie_key * 0))
    for lineups in (1, 2, 27, 28, 30):
        limits = compiled.players.max_lineups * 0 + lineups
        wanted = replace(same, lineups=lineups, players=replace(same.players, max_lineups=limits))
        found = best_portfolio(wanted)
        assert len(set(found)) == len(found) == min(lineups, 28)


def test_salaries_too_fine_for_the_search_are_still_exact() -> None:
    """A cap of 50,000 in single dollars: the search rounds down, and the exact sum decides."""
    players = [player(number, salary=16_001 + 2 * (number % 5)) for number in range(9)]
    points = [10**7 - 13 * number for number in range(9)]
    exact = job(players, points, contest("A A A", cap=48_009), choices(9, 40, salary_min=48_005))
    assert best_portfolio(compile_job(exact)) == best_chain(exact)
    assert 0 < len(best_chain(exact)) < 40


def test_a_salary_far_above_the_budget_is_in_nobodys_way() -> None:
    """A typing error in one salary; what the price of a unit times that salary is does not fit into 64 bits."""
    salaries = [8900, 8900, 8500, 8600, 8800, 10_000_000, 8700, 8400, 8800, 8700, 8700]
    points = [44314180, 3735062, 5644846, 25274410, -2594256, 4161593, 50967640, 2352854, 4660777, 983625, 2678588]
    players = [player(number, salary=salary) for number, salary in enumerate(salaries)]
    dear = job(players, points, contest("A A A A A A", cap=51_600), choices(11, 3))
    assert best_portfolio(compile_job(dear)) == best_chain(dear) == [(2, 3, 6, 7, 9, 10)]


def test_players_who_cost_nothing_where_nothing_may_be_spent() -> None:
    """There is no unit of money then."""
    players = [player(number, salary=0) for number in range(3)]
    compiled = compile_job(job(players, [3, 2, 1], contest("A A"), choices(3, 3, salary_max=0)))
    assert best_portfolio(compiled) == [(0, 1), (0, 2), (1, 2)]


def test_rules_that_exclude_nearly_everything_are_left_to_the_general_path() -> None:
    """The search counts its work and gives up; it never runs on without an end."""
    strict = contest("A A A", limits=[MaxPerTeam(1, Source.FILE)])
    players = [player(number, team="X" if number < 30 else "Y") for number in range(32)]
    with pytest.raises(TooMuchWork):
        best_portfolio(compile_job(job(players, [100 - n for n in range(32)], strict, choices(32, 3))), most_nodes=10)


def test_points_that_do_not_fit_are_known_before() -> None:
    """Sums of larger numbers would not be exact in 64 bits."""
    players = [player(number) for number in range(3)]
    for points, suited in ((1300 * 10**5, True), (-1300 * 10**5, True), (1400 * 10**5, False)):
        assert is_suited(compile_job(job(players, [points, 1, 1], contest("A A"), choices(3, 1)))) is suited


def test_no_kernel_is_compiled_for_a_second_kind_of_numbers(tmp_path: Path) -> None:
    """What is compiled beside other work has to serve every job, also one whose arrays are mapped from a file."""
    warm.call_optimizer_kernels()
    file = tmp_path / "job.arrays"
    wishes = choices(9, 6, unique=2, max_lineups=(3,) * 9, lock=((2,),), salary_min=10_000)
    teams = [MaxPerTeam(2, Source.FILE)]
    specification = job([player(n) for n in range(9)], list(range(9)), contest("A A A", limits=teams), wishes)
    write(file, pack(pack_job(compile_job(specification)), {})[0])
    mapped = unpack_job(map_file(file).arrays)
    assert best_portfolio(mapped) == best_chain(specification)
    drawing = Drawing(7, 2, np.full(9, 3), make_quantiles("normal"))
    assert Trials(mapped, Methods()).best(drawing.drawn(mapped.players, 0, 2)).shape == (2, 3)
    for module in (
        best,
        bounds,
        choosing,
        completions,
        descent,
        draws,
        glance,
        graph,
        limits,
        listing,
        thinning,
        trials,
    ):
        for name, kernel in vars(module).items():
            assert len(getattr(kernel, "signatures", ())) <= 1, name
