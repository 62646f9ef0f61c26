"""Compiled scenarios draw what the slow sampler draws from the same tables, correlated as they should be."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from game_slates import game_projections, game_slate
from lineup_engine.scenarios.blocks import components, in_blocks, repair, whole_factor
from lineup_engine.scenarios.compile import Compilation, compile_scenarios
from lineup_engine.scenarios.compiled import Compiled, pack, unpack
from lineup_engine.scenarios.matrix import Correlations, default_matrix
from lineup_engine.scenarios.people import Outlook, people_of
from lineup_engine.scenarios.settings import Settings
from lineup_engine.slate.model import Slate
from lineup_engine.stages.container import map_file, write
from lineup_engine.stages.container import pack as as_bytes
from lineup_kernels.draws import Source
from lineup_kernels.scores import Scenarios
from reference_scores import Drawn, draw
from scenario_slates import expected_of, slate_of, tiny
from slate_sports import SPORTS
from slates import make_projections, make_slate

NFL = Settings("draftkings", "nfl")


def compiled(result: Compilation) -> Compiled:
    """What came out of it."""
    assert result.compiled is not None, result.problems
    return result.compiled


def everybody(scenarios: Scenarios) -> list[Drawn]:
    """What the slow sampler is told of scenarios."""
    found: list[Drawn] = []
    for begin, end in zip(scenarios.first[:-1], scenarios.first[1:], strict=True):
        for number in range(begin, end):
            start, size = int(scenarios.start[number]), number - int(begin) + 1
            found.append(
                Drawn(
                    int(scenarios.person[number]),
                    scenarios.person[begin : number + 1].tolist(),
                    scenarios.weights[start : start + size].tolist(),
                    scenarios.knots[number].tolist(),
                    int(scenarios.edge[number]),
                    int(scenarios.below[number]),
                    int(scenarios.step[number]),
                )
            )
    return found


@pytest.mark.parametrize("sport", ["nfl", "mlb", "nascar", "mma"])
def test_a_slate_is_drawn_as_the_slow_sampler_draws_it(sport: str) -> None:
    slate = slate_of(("draftkings", sport, "classic"), make_slate(sport, 5, 30).encode())
    people = expected_of(slate, make_projections(sport, 5, 30).encode())
    ready = compiled(compile_scenarios(slate, people, Settings("draftkings", sport)))
    assert isinstance(ready.provider, Scenarios)
    wanted = draw(everybody(ready.provider), len(people), (7, 3, range(40, 52)), ready.provider.normal.tolist())
    assert np.array_equal(ready.draw(Source(7, 3), 40, 12), wanted)
    assert (wanted >= ready.lowest[:, None]).all()
    assert (wanted <= ready.highest[:, None]).all()


def test_what_is_packed_draws_the_same(tmp_path: Path) -> None:
    """Also through the bytes of a container, whose arrays have its own types."""
    slate = slate_of(("draftkings", "nfl", "classic"), make_slate("nfl", 5, 30).encode())
    ready = compiled(compile_scenarios(slate, expected_of(slate, make_projections("nfl", 5, 30).encode()), NFL))
    write(tmp_path / "arrays", as_bytes(pack(ready), {})[0])
    again = unpack(map_file(tmp_path / "arrays").arrays)
    assert np.array_equal(again.draw(Source(7, 3), 0, 70), ready.draw(Source(7, 3), 0, 70))
    assert (again.quantum, again.parts) == (ready.quantum, ready.parts)
    assert np.array_equal(again.multiplier, ready.multiplier)


def test_captains_count_three_parts_for_two() -> None:
    slate = slate_of(("draftkings", "nba", "showdown"), game_slate("nba showdown", 3))
    people = expected_of(slate, game_projections("nba showdown", 3))
    ready = compiled(compile_scenarios(slate, people, Settings("draftkings", "nba")))
    assert ready.parts == 2
    assert ready.part_units == 12_500
    for number, player in enumerate(slate.players):
        assert ready.multiplier[number] == (3 if player.form else 2)
        assert people[ready.person[number]].name == player.name


def ranks(scores: NDArray[np.int32]) -> NDArray[np.float64]:
    """The ranks of each row, equal scores with their mean rank."""
    order = np.argsort(np.argsort(scores, axis=1, kind="stable"), axis=1, kind="stable").astype(float)
    for row in range(len(scores)):
        _, inverse, counts = np.unique(scores[row], return_inverse=True, return_counts=True)
        order[row] = (np.bincount(inverse, order[row]) / counts)[inverse]
    return order


def correlated(rows: NDArray[Any]) -> NDArray[np.float64]:
    """The correlation of any two rows."""
    return np.atleast_2d(np.corrcoef(rows))


def test_team_mates_and_opponents_are_correlated_as_told() -> None:
    """Spearman's correlation of a Gaussian copula is 6 / pi asin(r / 2); zeros tie, so receivers of many points."""
    slate = tiny(
        [
            ("Q", "QB", "A", "B"),
            ("W", "WR", "A", "B"),
            ("R", "RB", "A", "B"),
            ("P", "QB", "B", "A"),
            ("D", "DST", "B", "A"),
        ]
    )
    people = people_of(slate, [Outlook(2_000_000)] * 5)
    ready = compiled(compile_scenarios(slate, people, NFL))
    found = correlated(ranks(ready.draw(Source(7, 1), 0, 60_000)))
    for (one, other), value in {(0, 1): 0.34, (0, 2): 0.09, (0, 3): 0.21, (0, 4): -0.41, (1, 4): -0.13}.items():
        assert found[one, other] == pytest.approx(6 / np.pi * np.arcsin(value / 2), abs=0.015)


def test_two_winners_of_a_bout_are_warned_of() -> None:
    """As averages of earlier bouts have them; who has no opponent, or is expected to lose, is none."""
    names = [("One", "Two"), ("Two", "One"), ("Three", "Four"), ("Four", "Three"), ("Five", "Six")]
    slate = tiny([(name, "F", name, other) for name, other in names])
    means = (7_500_000, 8_000_000, 7_500_000, 4_000_000, 9_000_000)
    people = people_of(slate, [Outlook(mean) for mean in means])
    (warning,) = compile_scenarios(slate, people, Settings("draftkings", "mma", file="p.csv")).warnings
    assert warning.startswith("p.csv: in 1 of 2 bouts both sides are projected to win (Two and One): averages of")
    assert compile_scenarios(slate, people, Settings("draftkings", "nba")).warnings == ()


def test_of_two_fighters_one_wins() -> None:
    """Their scores are never both a winner's, if their means fit together."""
    slate = tiny([("One", "F", "One", "Two"), ("Two", "F", "Two", "One")])
    people = people_of(slate, [Outlook(6_800_000), Outlook(4_100_000)])
    scores = compiled(compile_scenarios(slate, people, Settings("draftkings", "mma"))).draw(Source(7, 1), 0, 20_000)
    won = scores > 5_000
    assert (won[0] ^ won[1]).mean() > 0.95
    assert won[0].mean() == pytest.approx(0.7, abs=0.04)


def test_who_does_not_play_is_never_drawn() -> None:
    """0 points with 0 standard deviation, or no projection; the numbers of the others do not change."""
    slate = tiny([(name, "QB", f"T{name}", "") for name in "ABCDE"])
    all_play = people_of(slate, [Outlook(1_000_000)] * 5)
    some = people_of(slate, [Outlook(1_000_000), Outlook(0, 0), Outlook(None), Outlook(0), Outlook(1_000_000)])
    whole = compiled(compile_scenarios(slate, all_play, NFL)).draw(Source(7, 1), 0, 100)
    part = compiled(compile_scenarios(slate, some, NFL)).draw(Source(7, 1), 0, 100)
    assert (part[1:4] == 0).all()
    assert np.array_equal(part[[0, 4]], whole[[0, 4]])


@pytest.mark.parametrize(
    ("outlook", "words"),
    [
        (Outlook(1_000_000, -5, line=7), "the standard deviation of A is below 0: -5e-05"),
        (Outlook(1_234_000, 0, line=7), "A has 12.34 points and a standard deviation of 0"),
        (
            Outlook(1_000_000, quantiles=((10, 500_000), (90, 400_000)), line=7),  # type: ignore[arg-type]
            "the quantiles of A fall: 5, 4",
        ),
        (Outlook(10**10, line=7), "A could score more than 5,243 points"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(outlook: Outlook, words: str) -> None:
    slate = tiny([("A", "QB", "T", "")])
    result = compile_scenarios(slate, people_of(slate, [outlook]), replace(NFL, file="p.csv"))
    assert [(p.file, p.line, p.message) for p in result.problems] == [("p.csv", 7, words)]
    assert all(problem.hint for problem in result.problems)


def test_floors_on_the_wrong_side_are_told_and_not_used() -> None:
    slate = tiny([("A", "QB", "T", ""), ("B", "QB", "U", "")])
    people = people_of(slate, [Outlook(1_000_000, floor=1_500_000), Outlook(1_000_000)])
    result = compile_scenarios(slate, people, replace(NFL, file="p.csv"))
    words = "p.csv: of 1 player (A) floor or ceiling is on the wrong side of the points, and not used"
    assert result.warnings == (words,)
    assert result.stddev[0] == pytest.approx(result.stddev[1])


@pytest.mark.parametrize(("mean", "stddev", "told"), [(7, 5, 0), (7, 100, 1), (0.2, 30, 1)])
def test_a_spread_that_no_scores_have_is_told(mean: float, stddev: float, told: int) -> None:
    """The mean is kept, and the spread as near as any game has it."""
    slate = tiny([("A", "DST", "T", "")])
    people = people_of(slate, [Outlook(round(mean * 100_000), round(stddev * 100_000))])
    result = compile_scenarios(slate, people, NFL)
    assert result.mean[0] == pytest.approx(mean, abs=0.02)
    assert len([words for words in result.warnings if words.startswith("of 1 player (A (")]) == told


def test_impossible_correlations_are_moved_and_told() -> None:
    slate = tiny([(name, "QB", f"T{name}", "") for name in "ABC"])
    people = people_of(slate, [Outlook(2_000_000)] * 3)
    said = Correlations("c.csv", ((0, 1, 0.9), (0, 2, 0.9), (1, 2, -0.9)))
    result = compile_scenarios(slate, people, NFL, said)
    assert result.warnings[0].startswith("c.csv: such correlations cannot be together")
    found = correlated(compiled(result).draw(Source(7, 1), 0, 20_000))
    assert found[0, 1] == pytest.approx(0.5, abs=0.05)
    assert found[1, 2] == pytest.approx(-0.5, abs=0.05)


def test_a_repair_leaves_what_is_possible_alone() -> None:
    """And the repaired matrix is as near as alternating projections come."""
    possible = np.array([[1, 0.5, 0.3], [0.5, 1, -0.2], [0.3, -0.2, 1]])
    assert np.array_equal(repair(possible).matrix, possible)
    generator = np.random.default_rng(5)
    wild = np.clip(generator.normal(0, 0.6, (12, 12)), -0.99, 0.99)
    wild = np.triu(wild, 1) + np.triu(wild, 1).T + np.eye(12)
    found = repair(wild)
    assert np.linalg.eigvalsh(found.matrix)[0] > -1e-8
    assert np.allclose(np.diag(found.matrix), 1)
    assert found.moved == pytest.approx(np.abs(found.matrix - wild).max())


@pytest.mark.parametrize("sport", SPORTS)
def test_the_defaults_of_a_sport_are_possible(sport: str) -> None:
    """To two hundredths, on a whole slate."""
    slate = slate_of(("draftkings", sport, "classic"), make_slate(sport, 4).encode())
    matrix = default_matrix(sport, expected_of(slate, make_projections(sport, 4).encode()))
    assert repair(matrix).moved < 0.02


def test_factors_in_whole_numbers_give_the_matrix_back() -> None:
    """And every person's own spread exactly."""
    people = people_of(*_team())
    matrix = default_matrix("nfl", people)
    factor = whole_factor(matrix) / 8192
    assert np.abs(factor @ factor.T - matrix).max() < 5e-4
    assert np.abs((factor**2).sum(axis=1) - 1).max() < 2e-4


def _team() -> tuple[Slate, list[Outlook]]:
    slate = tiny(
        [
            (f"P{n}", position, "AB"[n % 2], "BA"[n % 2])
            for n, position in enumerate(["QB", "WR", "WR", "RB", "TE", "DST"] * 4)
        ]
    )
    return slate, [Outlook(1_000_000 + n) for n in range(24)]


def test_blocks_hold_who_hangs_together() -> None:
    matrix = np.eye(6)
    for one, other in ((0, 4), (4, 2), (1, 5)):
        matrix[one, other] = matrix[other, one] = 0.3
    assert [group.tolist() for group in components(matrix)] == [[0, 2, 4], [1, 5], [3]]
    blocks = in_blocks(matrix)
    assert blocks.order.tolist() == [0, 2, 4, 1, 5, 3]
    assert blocks.first.tolist() == [0, 3, 5, 6]
    assert blocks.start.tolist() == [0, 1, 3, 6, 7, 9]


def test_large_sums_are_counted_widely() -> None:
    """As soon as 32 bits might not hold them."""
    size = 400
    matrix = np.full((size, size), 0.7)
    np.fill_diagonal(matrix, 1.0)
    assert in_blocks(matrix).wide.tolist() == [0]
    generator = np.random.default_rng(3)
    factor = np.tril(generator.normal(0, 1, (size, size)), -1) + 5 * np.eye(size)
    spread = factor @ factor.T
    scale = np.sqrt(np.diag(spread))
    assert in_blocks(spread / np.outer(scale, scale)).wide.tolist() == [1]
