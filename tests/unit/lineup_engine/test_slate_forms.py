"""Forms of persons: which belong together, and what points come to in each."""

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.rulebook import standing_rules, used_up
from lineup_engine.slate.forms import first_forms, forms_of, main_forms
from lineup_engine.slate.model import Slate
from small_jobs import choices, contest, job, player

CAPTAIN = player(0, name="Al", slots=("CPT",), person="1001", boost_percent=150)
PLAIN = player(1, name="Al", slots=("FLEX",))
OTHER = player(2, name="Bo", slots=("FLEX",))
ALONE = player(3, name="Cy", slots=("CPT",), boost_percent=150)
SLATE = Slate("slate.csv", (CAPTAIN, PLAIN, OTHER, ALONE))


def test_forms_of_one_person_belong_together() -> None:
    assert [forms_of(SLATE, number) for number in range(4)] == [(0, 1), (0, 1), (2,), (3,)]
    assert first_forms(SLATE) == (0, 0, 2, 3)


def test_the_plain_form_stands_for_a_person_who_has_one() -> None:
    assert main_forms(SLATE) == (1, 2, 3)


def test_a_form_is_called_by_its_slot() -> None:
    assert [one.called for one in SLATE.players] == ["CPT Al", "Al", "Bo", "CPT Cy"]


@given(st.integers(-(10**12), 10**12), st.sampled_from([100, 120, 150, 200]))
def test_points_of_a_form_are_rounded_half_to_even(units: int, percent: int) -> None:
    exact = (Decimal(units) * percent / 100).to_integral_value(ROUND_HALF_EVEN)
    assert replace(CAPTAIN, boost_percent=percent).boosted(units) == exact


def test_rules_speak_of_persons() -> None:
    """An exclude of all forms is one rule, one of a single form says which; exposure counts and names persons."""
    wishes = choices(4, 2, exclude=(0, 1), lock=((2,), (0,), (1,)), max_lineups=(1, 1, 2, 2))
    compiled = compile_job(job(SLATE.players, [1] * 4, contest("CPT FLEX"), wishes))
    words = [rule.words for rule in standing_rules(compiled)]
    assert words[:4] == ["lock Bo", "lock CPT Al", "lock Al (plain)", "exclude Al"]
    assert "nobody twice in a lineup" in words
    (spent,) = used_up(compiled, [(0, 2)])
    assert spent.words == "exposure of Al (at most 1 of 2 lineups)"
    assert not spent.allows((1, 3))
