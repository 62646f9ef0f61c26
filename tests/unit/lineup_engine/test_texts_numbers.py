"""A number in a file is what people and spreadsheets write; everything else is none, whatever Python makes of it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.texts.numbers import read_decimal


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", "12"), (" -3.50 ", "-3.5"), ("+.5", "0.5"), ("7.", "7"), ("1e3", "1000"), ("2.5E-1", "0.25"), ("0", "0")],
)
def test_these_are_numbers(text: str, number: str) -> None:
    assert read_decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", " ", "-", ".", "1_0", "1,5", "1 000", "0x1F", "\u0661\u0662", "12a", "e5", "--1", "\u00b2"]
)
def test_these_are_none(text: str) -> None:
    assert read_decimal(text) is None


@pytest.mark.parametrize("text", ["nan", "-inf", "Infinity", "NaN"])
def test_these_are_no_finite_numbers(text: str) -> None:
    number = read_decimal(text)
    assert number is not None
    assert not number.is_finite()


@given(st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-(10**9), max_value=10**9))
def test_what_is_written_is_read(number: Decimal) -> None:
    assert read_decimal(f"{number:f}") == number
