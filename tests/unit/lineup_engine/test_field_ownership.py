"""Ownership as the user has it: checked, made possible with as little change as it takes, and told about."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from effort import examples
from lineup_engine.errors import InputError
from lineup_engine.field.inputs import FieldSlate, slate_of
from lineup_engine.field.money import left_chances
from lineup_engine.field.ownership import read_shares
from lineup_engine.field.parameters import ContestKind, FieldParameters
from lineup_engine.field.sizes import train_sizes
from lineup_engine.field.tilt import Slots, logit, tilt
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.ownership import OWNERSHIP_UNITS
from small_jobs import choices, contest, job, player


def slate(per_cent: list[float], slots: str = "A A A") -> FieldSlate:
    """Players with these ownerships in a contest of three."""
    compiled = compile_job(
        job([player(n) for n in range(len(per_cent))], [1] * len(per_cent), contest(slots), choices(len(per_cent), 1))
    )
    return FieldSlate(compiled, np.array(per_cent), np.ones(len(per_cent), np.bool_), "p.csv")


def test_the_sum_of_the_slots_is_taken_as_it_is() -> None:
    """No warning; unknown is nothing."""
    shares = read_shares(slate([100, 90, 60, 50, np.nan]), any_sum=False)
    assert shares is not None
    assert shares.share.tolist() == [1.0, 0.9, 0.6, 0.5, 0.0]
    assert shares.warnings == ()


@pytest.mark.parametrize("total", [286.0, 314.0])
def test_a_sum_within_five_per_cent_is_told(total: float) -> None:
    """Vendors round, and leave out who they think does not play."""
    shares = read_shares(slate([total / 4] * 4), any_sum=False)
    assert shares is not None
    assert shares.warnings == (f"p.csv: the ownership sums up to {total:.1f}%, not to 300%: it is scaled",)


@pytest.mark.parametrize(("total", "cure"), [(280.0, "any sum"), (330.0, "any sum"), (3.0, "multiply it by 100")])
def test_a_sum_further_off_is_refused_unless_any_is_right(total: float, cure: str) -> None:
    """With the cure; ownership in parts of 1 is recognised."""
    with pytest.raises(InputError) as refused:
        read_shares(slate([total / 4] * 4), any_sum=False)
    assert refused.value.problems[0].message == f"the ownership sums up to {total:.1f}%, but 3 slots make 300%"
    assert cure in refused.value.problems[0].hint
    assert read_shares(slate([total / 4] * 4), any_sum=True) is not None


def test_without_any_ownership_there_are_no_shares() -> None:
    """Then it is estimated."""
    assert read_shares(slate([np.nan] * 4), any_sum=False) is None
    assert read_shares(slate([0.0] * 4), any_sum=False) is None


def test_who_does_not_play_is_in_no_lineup() -> None:
    """0 points with a standard deviation of 0; what was given to him is missing in the sum."""
    told = slate([100, 100, 90, 10])
    shares = read_shares(replace(told, plays=np.array([True, True, True, False])), any_sum=False)
    assert shares is not None
    assert shares.share[3] == 0


def test_the_job_knows_its_ownership() -> None:
    """In per cent, and unknown where it is."""
    compiled = slate([1, 2, 3]).job
    known = replace(compiled.players, ownership=np.array([-1, 25 * OWNERSHIP_UNITS, 0]))
    told = slate_of(replace(compiled, players=known))
    assert np.isnan(told.per_cent[0])
    assert told.per_cent[1:].tolist() == [25.0, 0.0]


def forms(plain: list[float], captain: list[float]) -> FieldSlate:
    """Persons as captain and plain, one captain and two others wanted."""
    people = [
        player(n, slots=("B",), person=str(n), boost_percent=100 if n < len(plain) else 150) for n in range(len(plain))
    ]
    boosted = [
        replace(one, key=f"c{one.key}", id=f"c{one.key}", slots=("A",), positions=("A",), boost_percent=150)
        for one in people
    ]
    everybody = [*people, *boosted]
    rules = contest("A B B")
    compiled = compile_job(job(everybody, [1] * len(everybody), rules, choices(len(everybody), 1)))
    return FieldSlate(compiled, np.array([*plain, *captain]), np.ones(len(everybody), np.bool_), "p.csv")


def test_captains_with_ownership_of_their_own_keep_it() -> None:
    """The file tells both."""
    shares = read_shares(forms([80, 70, 50], [40, 35, 25]), any_sum=False)
    assert shares is not None
    assert shares.share.tolist() == pytest.approx([0.8, 0.7, 0.5, 0.4, 0.35, 0.25])
    assert shares.warnings == ()


@pytest.mark.parametrize("captain", [[120, 105, 75], [np.nan] * 3, [0.0] * 3], ids=["repeated", "unknown", "zero"])
def test_one_ownership_for_both_forms_is_split(captain: list[float]) -> None:
    """A sum of all three slots counts both forms: a third of it is for captains."""
    shares = read_shares(forms([120, 105, 75], captain), any_sum=False)
    assert shares is not None
    assert shares.share.tolist() == pytest.approx([0.8, 0.7, 0.5, 0.4, 0.35, 0.25])
    assert "does not tell captains from others" in shares.warnings[0]


def test_ownership_of_plain_players_alone_is_kept() -> None:
    """A sum of the two plain slots: captains are like them."""
    shares = read_shares(forms([80, 70, 50], [np.nan] * 3), any_sum=False)
    assert shares is not None
    assert shares.share.tolist() == pytest.approx([0.8, 0.7, 0.5, 0.4, 0.35, 0.25])


SHARES = st.lists(st.floats(0.001, 0.98), min_size=6, max_size=30)


@given(SHARES, st.floats(-1_000, 1_000))
@settings(max_examples=examples(60))
def test_tilted_ownership_is_possible(shares: list[float], above: float) -> None:
    """Sums to 1e-6, the mean salary to a cent, and with the smallest change: log odds move by a line in the salary."""
    count = len(shares)
    salary = np.array([3_000 + 100 * ((7 * n) % 40) for n in range(count)])
    slots = Slots((np.arange(count) % 2).astype(np.int64), np.array([1, 1]), salary)
    plain = tilt(np.array(shares), slots, None)
    cost = float(plain.share @ salary)
    target = cost + above
    tilted = tilt(np.array(shares), slots, target)
    assume(abs(tilted.slope) < 0.99)
    for part in (0, 1):
        assert float(tilted.share[slots.part == part].sum()) == pytest.approx(1, abs=1e-6)
    assert float(tilted.share @ salary) == pytest.approx(target, abs=0.01)
    moved = logit(tilted.share) - logit(np.array(shares)) - tilted.slope * salary / 1_000
    for part in (0, 1):
        assert np.ptp(moved[slots.part == part]) < 1e-4


def test_money_left_has_the_wanted_mean() -> None:
    """Falling chances over as many steps as there are, most of them small."""
    for mean in (0.3, 1.46, 3.2, 12.0):
        chances = left_chances(mean, 501)
        assert float(chances @ np.arange(501)) == pytest.approx(mean, rel=1e-6)
        assert (np.diff(chances) < 0).all()
        assert float(chances.sum()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("entries", "most", "mean"),
    [(14_857, 20, 1.03), (1_722, 51, 3.29), (150_000, 150, 1.03), (10, 1, 1.0), (7, 150, 3.0)],
)
def test_trains_have_the_wanted_mean(entries: int, most: int, mean: float) -> None:
    """Entries per lineup within 2 per cent, no train longer than allowed, the longest first."""
    sizes = train_sizes(entries, most, mean)
    assert sizes.sum() <= entries
    assert (np.diff(sizes) <= 0).all()
    assert len(sizes) == 0 or sizes.max() <= most
    if entries > 1_000:
        assert entries / (len(sizes) + entries - sizes.sum()) == pytest.approx(mean, rel=0.02)


def test_defaults_are_those_of_the_kind_of_contest() -> None:
    """Double-ups have long trains; nobody has more entries than he may."""
    assert FieldParameters("nba", 1_000).entries_of_a_lineup == 1.03
    assert FieldParameters("nba", 1_000, kind=ContestKind.DOUBLE_UP).entries_of_a_lineup == 3.3
    assert FieldParameters("nba", 1_000, most_entries=1, kind=ContestKind.DOUBLE_UP).entries_of_a_lineup == 1.0
    assert FieldParameters("nba", 1_000, mean_entries=2.5).entries_of_a_lineup == 2.5
    assert FieldParameters("mlb", 1_000).default_left(50_000) == pytest.approx(235)
    assert FieldParameters("mlb", 1_000, left_usd=100).default_left(50_000) == 100
