"""Payout tables in the forms that people have them."""

import pytest

from lineup_engine.errors import InputError
from lineup_engine.grading.payouts import read_money, read_payouts
from lineup_engine.seam import NamedFile

FORMS = {
    "ranges": ("Place,Payout,Field Size,Entry Fee\n1,10,20,4\n2-3,5,,\n4,2.50,,\n", 400_000),
    "with dashes of print": ("Place,Payout\n1,$10\n2 \u2013 3,$5.00\n4,2.5\n", None),
    "low and high": ('"Place_lo","Place_hi","Payout"\n"1","1","10"\n"2","3","5"\n"4","4","2.5"\n', None),
    "carriage returns": ("Place_lo,Place_hi,Payout\r1,1,10.00\r2,3,5.00\r4,4,2.50", None),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_tells_the_same(form: str) -> None:
    text, fee = FORMS[form]
    reading = read_payouts(NamedFile("p.csv", text.encode()))
    assert reading.prefix.tolist() == [0, 1_000_000, 1_500_000, 2_000_000, 2_250_000]
    assert reading.fee == fee


WRONG = {
    "a gap": ("Place,Payout\n1,10\n3,5\n", "p.csv:3: place 3 leaves out place 2"),
    "an overlap": ("Place,Payout\n1-3,10\n3,5\n", "p.csv:3: place 3 overlaps the row before"),
    "a rise": ("Place,Payout\n1,10\n2,11\n", "p.csv:3: place 2 pays more than the place before it"),
    "no amount": ("Place,Payout\n1,ticket\n", 'p.csv:2: prize "ticket" is no amount'),
    "no place": ("Place,Payout\nfirst,10\n", "p.csv:2: has no place or range of places"),
    "a backward range": ("Place,Payout\n3-1,10\n", "p.csv:2: has no place or range of places"),
    "other columns": ("A,B\n1,2\n", "p.csv:2: has no place or range of places"),
    "nothing": ("Place,Payout\n", "p.csv:1: has a header and nothing under it"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_table_is_told_with_its_place(case: str) -> None:
    text, words = WRONG[case]
    with pytest.raises(InputError) as refused:
        read_payouts(NamedFile("p.csv", text.encode()))
    assert str(refused.value.problems[0]).startswith(words)


@pytest.mark.parametrize(
    ("text", "milli_cents"),
    [
        ("4", 400_000),
        ("$4 ", 400_000),
        ("0.25", 25_000),
        ("$1,000.50", 100_050_000),
        ("four", None),
        ("-1", None),
        ("", None),
    ],
)
def test_money(text: str, milli_cents: int | None) -> None:
    assert read_money(text) == milli_cents
