"""Payouts without a file are what their words say, never more than the fees less the rake."""

from decimal import Decimal

import pytest

from lineup_engine.contest.model import Band, Contest
from lineup_engine.contest.money import DOLLAR
from lineup_engine.contest.presets import Preset, find_preset, preset_contest
from lineup_engine.contest.read import ContestReading, Terms
from lineup_engine.seam import Problem

HERE = Problem("config.yaml", 7, 3, "")


def found(words: str, entries: int | None, fee: int | None, rake: str = "15") -> ContestReading:
    """The contest of a preset, the fee in dollars."""
    preset = find_preset(words)
    assert preset is not None
    terms = Terms(entries, None if fee is None else fee * DOLLAR)
    return preset_contest(preset, terms, HERE, Decimal(rake))


def contest(words: str, entries: int, fee: int, rake: str = "15") -> Contest:
    """The same without problems."""
    reading = found(words, entries, fee, rake)
    assert (reading.problems, reading.warnings) == ((), ())
    assert reading.contest is not None
    assert reading.contest.payouts.pool <= reading.contest.fees * (100 - Decimal(rake)) / 100
    return reading.contest


@pytest.mark.parametrize(
    ("words", "preset"),
    [
        ("double-up", Preset("double-up")),
        ("Double Up", Preset("double-up")),
        ("50/50", Preset("double-up")),
        ("winner", Preset("winner")),
        ("winner takes all", Preset("winner")),
        ("top 20%", Preset("top", Decimal(20))),
        ("TOP 12.5 %", Preset("top", Decimal("12.5"))),
        ("top 0%", None),
        ("top 101%", None),
        ("payouts.csv", None),
        ("", None),
    ],
)
def test_words_of_presets(words: str, preset: Preset | None) -> None:
    """What is none is a file."""
    assert find_preset(words) == preset


def test_a_double_up_pays_twice_the_fee() -> None:
    """The contest of 29 November 2017: 1,724 entries at 10 dollars, a rake of 12.99 per cent, 750 places of 20."""
    assert contest("double-up", 1_724, 10, "12.99").payouts.bands == (Band(1, 750, 20 * DOLLAR),)
    assert contest("double-up", 100, 1).payouts.bands == (Band(1, 42, 2 * DOLLAR),)
    assert contest("double-up", 3, 10, "0").payouts.bands == (Band(1, 1, 20 * DOLLAR),)


def test_a_top_shares_equally_in_whole_cents() -> None:
    """85 dollars among 30: 2.83 each."""
    assert contest("top 30%", 100, 1).payouts.bands == (Band(1, 30, 283_000),)
    assert contest("top 1%", 10, 1).payouts.bands == (Band(1, 1, 850_000),)


def test_the_winner_takes_it_all() -> None:
    """To whole cents."""
    assert contest("winner", 3, 10).payouts.bands == (Band(1, 1, 2_550_000),)


@pytest.mark.parametrize(
    ("words", "entries", "fee", "rake", "message"),
    [
        ("double-up", None, 5, "15", "the contest has no entries"),
        ("winner", 10, None, "15", "the contest has no fee"),
        ("winner", 0, 0, "15", "the contest has no entries and no fee"),
        ("double-up", 2, 5, "15", "$8.50 are left of the fees: that pays no place of the double-up"),
        ("winner", 10, 5, "100", "$0 are left of the fees"),
        ("winner", 1_000_000, 1_000, "15", "a prize of $850,000,000 is beyond any contest"),
        ("top 50%", 16_000_000, 100_000, "15", "are beyond any contest"),
    ],
)
def test_what_cannot_be_is_told_in_its_place(
    words: str, entries: int | None, fee: int | None, rake: str, message: str
) -> None:
    """With a cure."""
    (problem,) = found(words, entries, fee, rake).problems
    assert (problem.file, problem.line, problem.column) == ("config.yaml", 7, 3)
    assert message in problem.message
    assert problem.hint
