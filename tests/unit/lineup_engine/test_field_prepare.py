"""From a slate and its ownership to frozen tables: legal lineups with the wanted ownership, or the reason why not."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from effort import examples
from lineup_engine.errors import InputError, RulesClash
from lineup_engine.field.artifact import pack_field, unpack_field
from lineup_engine.field.distinct import distinct_lineups
from lineup_engine.field.guess import GUESSED, guess_shares
from lineup_engine.field.inputs import FieldSlate
from lineup_engine.field.parameters import ContestKind, FieldParameters
from lineup_engine.field.prepare import prepare_field
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.seam import NamedFile
from lineup_engine.sites.model import MaxPerTeam, Source
from lineup_engine.sites.tables import find_rules
from lineup_engine.slate.read import read_slate
from lineup_engine.specification import Specification
from lineup_engine.stages.container import map_file, pack, write
from lineup_kernels import warm_contests
from lineup_kernels.field_ahead import look_ahead, spread_weights
from lineup_kernels.field_draw import draw_lineups
from lineup_kernels.field_tables import FieldTables
from lineup_kernels.field_trains import choose_balanced
from slates import make_players, slate_text
from small_fields import counted, drawn, field_slate, legal_lineups, without_wishes
from small_jobs import choices, contest, job, player, small_jobs

ENTRIES = 3_000


def compiled(sport: str, players: int | None = None) -> CompiledJob:
    """An invented slate whose points follow the salaries."""
    text = slate_text(make_players(sport, 11, players))
    reading = read_slate(NamedFile("s.csv", text.encode()), find_rules("draftkings", sport, "classic"))
    assert reading.slate is not None
    assert reading.rules is not None
    points = [player.salary * (90 + 7 * (n * 5 % 7)) for n, player in enumerate(reading.slate.players)]
    wanted = choices(len(points), 1)
    return compile_job(job(reading.slate.players, points, reading.rules, wanted))


def without_ownership(sport: str, players: int | None = None) -> FieldSlate:
    """The same slate, of which no ownership is known."""
    known = compiled(sport, players)
    return FieldSlate(known, np.full(len(known.players), np.nan), np.ones(len(known.players), np.bool_))


@pytest.mark.parametrize("sport", ["nba", "mlb", "nfl", "nhl", "mma"])
def test_the_ownership_of_every_sport_is_met(sport: str) -> None:
    """Fed with an estimated ownership, the field has it, and spends what it implies."""
    slate = without_ownership(sport)
    parameters = FieldParameters(sport, ENTRIES, mean_entries=1.0)
    shares = guess_shares(slate, parameters)
    prepared = prepare_field(replace(slate, per_cent=100 * shares.share), parameters)
    report = prepared.report
    assert report.own_error < 2 * report.own_floor
    assert abs(report.salary - report.told.salary_wanted) < 40
    assert report.told.sum_per_cent == pytest.approx(100 * slate.job.size)
    assert report.told.warnings == ()
    assert not report.told.is_guessed


def test_without_ownership_the_field_follows_points_and_says_so() -> None:
    """The likelier a player is in the estimate, the more points he costs little for."""
    slate = without_ownership("nba")
    report = prepare_field(slate, FieldParameters("nba", ENTRIES)).report
    assert report.told.is_guessed
    assert GUESSED in report.told.warnings
    shares = guess_shares(slate, FieldParameters("nba", ENTRIES)).share
    per_dollar = slate.job.players.points / slate.job.players.salary
    assert np.corrcoef(shares, per_dollar)[0, 1] > 0.3


def test_equal_inputs_give_equal_fields() -> None:
    """To the bit; another seed is another field."""
    slate = without_ownership("nascar")
    one, same, other = (
        pack(pack_field(prepare_field(slate, FieldParameters("nascar", 500, seed=seed)).tables), {})[1]
        for seed in (1, 1, 2)
    )
    assert one == same != other


@pytest.mark.parametrize("sport", ["mlb", "nfl", "nascar"])
def test_a_frozen_field_comes_back(sport: str) -> None:
    """Its arrays can lie in a container, and what comes out draws the same lineups."""
    parameters = FieldParameters(sport, 400, kind=ContestKind.DOUBLE_UP, ownership_noise=0.4)
    tables = prepare_field(without_ownership(sport), parameters).tables
    arrays = {name: array.copy() for name, array in pack_field(tables).items()}
    pack(arrays, {})
    again = unpack_field(arrays)
    assert_equal(again, tables)
    assert np.array_equal(drawn(again, 400), drawn(tables, 400))


def assert_equal(one: FieldTables, other: FieldTables) -> None:
    """Every array and number, with its type."""
    left, right = pack_field(one), pack_field(other)
    assert left.keys() == right.keys()
    for name, array in left.items():
        assert array.dtype == right[name].dtype
        assert np.array_equal(array, right[name])


@given(small_jobs(), st.lists(st.floats(0.01, 1), min_size=9, max_size=9), st.booleans())
@settings(max_examples=examples(8))
def test_small_fields_are_legal_or_refused(specification: Specification, weights: list[float], paired: bool) -> None:
    """Any small slate: legal lineups alone; where there is none, that is said."""
    free = without_wishes(specification)
    shares = weights[: len(free.slate.players)]
    slate, legal = field_slate(free, shares), legal_lineups(free, range(len(shares)))
    assume(slate.job.players.eligible.any(axis=0).all())
    kind = ContestKind.DOUBLE_UP if paired else ContestKind.GPP
    parameters = FieldParameters("test", 60, kind=kind)
    if not legal:
        with pytest.raises(RulesClash):
            prepare_field(slate, parameters)
        return
    assert counted(drawn(prepare_field(slate, parameters).tables, 60)).keys() <= legal


def test_a_field_without_a_legal_lineup_is_refused() -> None:
    """Players with ownership of one team only, of whom two may come."""
    everybody = [player(n, team="X") for n in range(6)]
    rules = contest("A A A", limits=[MaxPerTeam(2, Source.FILE)])
    specification = job(everybody, [1] * 6, rules, choices(6, 1))
    with pytest.raises(RulesClash):
        prepare_field(field_slate(specification, [1.0] * 6), FieldParameters("test", 100))


def test_a_slot_without_ownership_is_refused() -> None:
    """Nobody of the field could fill it."""
    everybody = [player(n, slots=("AB"[n % 2],), positions=("AB"[n % 2],)) for n in range(6)]
    specification = job(everybody, [1] * 6, contest("A B"), choices(6, 1))
    with pytest.raises(InputError) as refused:
        prepare_field(field_slate(specification, [1, 0, 1, 0, 1, 0]), FieldParameters("test", 100))
    assert refused.value.problems[0].message == "nobody with ownership may fill B, so that there is no field"


def test_impossible_ownership_is_tilted_and_told() -> None:
    """Lineups of the dearest would cost far more than the cap: the field spends what fields of the sport spend."""
    slate = without_ownership("nba")
    shares = slate.job.players.salary.astype(np.float64) ** 2
    told = replace(slate, per_cent=100 * slate.job.size * shares / shares.sum())
    report = prepare_field(told, FieldParameters("nba", ENTRIES)).report
    assert report.told.salary_told > slate.job.salary_cap
    assert report.told.salary_wanted == pytest.approx(slate.job.salary_cap - 100, abs=1)
    assert report.told.slope < 0
    assert report.told.moved > 0.1


def test_a_part_whose_sum_is_off_is_told() -> None:
    """The sum is right, but goalkeepers have too little of it."""
    everybody = [player(n, slots=("AB"[n % 2],), positions=("AB"[n % 2],)) for n in range(6)]
    specification = job(everybody, [1] * 6, contest("A B"), choices(6, 1))
    report = prepare_field(field_slate(specification, [2, 1, 2, 1, 2, 1]), FieldParameters("test", 100)).report
    assert "projections: the ownership of B sums up to 66.7%, not to 100%: it is scaled" in report.told.warnings


def test_lineups_are_counted_once_each() -> None:
    """In ascending order, as rows compare; numbers above 255 too."""
    lineups = np.array([[300, 301], [2, 700], [300, 301], [2, 3], [300, 301]], np.uint16)
    distinct, weight = distinct_lineups(lineups)
    assert distinct.tolist() == [[2, 3], [2, 700], [300, 301]]
    assert weight.tolist() == [1, 1, 3]
    assert len(distinct_lineups(lineups[:0])[1]) == 0


def test_no_kernel_of_fields_is_compiled_for_a_second_kind_of_numbers(tmp_path: Path) -> None:
    """What is compiled beside other work has to serve every field, also one whose arrays are mapped from a file."""
    warm_contests.call_contest_kernels()
    parameters = FieldParameters("mlb", 300, kind=ContestKind.DOUBLE_UP, ownership_noise=0.4)
    tables = prepare_field(without_ownership("mlb"), parameters).tables
    write(tmp_path / "field.arrays", pack(pack_field(tables), {})[0])
    mapped = unpack_field(map_file(tmp_path / "field.arrays").arrays)
    assert np.array_equal(drawn(mapped, 300), drawn(tables, 300))
    for kernel in (draw_lineups, look_ahead, spread_weights, choose_balanced):
        assert len(getattr(kernel, "signatures", ())) == 1


def test_without_ownership_and_points_there_is_no_field() -> None:
    """What is missing is said."""
    slate = without_ownership("nascar")
    pointless = replace(slate.job, players=replace(slate.job.players, points=np.zeros(len(slate.per_cent), np.int64)))
    with pytest.raises(InputError) as refused:
        prepare_field(replace(slate, job=pointless), FieldParameters("nascar", 100))
    assert refused.value.problems[0].message == "nobody with points may fill D, so that there is no field"
