"""Payout files in every usual form become contests; what is wrong is told with line and cure."""

import numpy as np
import pytest

from lineup_engine.contest.model import Band, Contest
from lineup_engine.contest.money import DOLLAR, dollars, read_money
from lineup_engine.contest.places import NoPlaces, read_places
from lineup_engine.contest.read import ContestReading, Terms, read_contest
from lineup_engine.seam import NamedFile

TERMS = Terms(10, 5 * DOLLAR)


def reading(text: str, terms: Terms = TERMS) -> ContestReading:
    """A file of this text."""
    return read_contest(NamedFile("p.csv", text.encode()), terms)


def contest(text: str, terms: Terms = TERMS) -> Contest:
    """The contest of a file without problems."""
    found = reading(text, terms)
    assert found.problems == ()
    assert found.contest is not None
    return found.contest


def prizes(text: str, terms: Terms = TERMS) -> list[float]:
    """What the places pay, in dollars."""
    payouts = contest(text, terms).payouts
    return [payouts.prize(place) / DOLLAR for place in range(1, payouts.places + 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Place,Payout\n1,20\n2-3,10\n4,5\n",
        "Place,Payout\n1st,$20.00\n2nd - 3rd,$10.00\n4th,$5.00\n",
        "Rank;Prize\n1;20,00\n2 to 3;10,00\n4;5,00\n",
        '"Place_lo","Place_hi","Payout"\n"1","1","20"\n"2","3","10"\n"4","4","5"\n',
        "minPosition,maxPosition,payout\n1,1,20\n2,3,10\n4,4,5\n",
        "From\tTo\tCash ($)\n1\t\t20\n2\t3\t10\n4\t-\t5\n",
        "Place_lo,Place_hi,Payout\r1,1,20.00\r2,3,10.00\r4,4,5.00",
        "Position,Prize\n4,5\n2\u20133,10\n1,20\n5-10,0\nTotal,45\n",
        "1,20\n2-3,10\n4,5\n",
        "1,1,$20\n2,3,$10\n4,4,$5\n",
        "Place,Cash,Ticket\n1,20,\n2-3,4,$6 ticket\n4,,$5\n",
        "Place,Payout\n1,$20\n2-3,$10 Ticket\n4,$5\n\n",
        "\ufeffPlaces,Payouts,Winners\n1,20,1\n2..3,10,2\nPlace 4,5,1\n",
    ],
)
def test_the_usual_forms_mean_the_same(text: str) -> None:
    """Whoever wrote the file."""
    assert prizes(text) == [20, 10, 10, 5]


def test_bands_and_sums() -> None:
    """Rows that pay the same are one band; the sums begin with 0."""
    found = contest("Place,Payout\n1,20\n2,10\n3,10\n4,0\n")
    assert found.payouts.bands == (Band(1, 1, 20 * DOLLAR), Band(2, 3, 10 * DOLLAR))
    assert (found.payouts.prefix() == np.array([0, 20, 30, 40]) * DOLLAR).all()
    assert (found.payouts.pool, found.payouts.places, found.fees) == (40 * DOLLAR, 3, 50 * DOLLAR)


def test_an_amount_without_quotes_is_put_together_again() -> None:
    """As people write it, where nothing else can be meant; what is empty behind it counts for nothing."""
    text = "Place,Payout\n1,$1,250,000.50\n2-3,$10,000,,\n4,999\n"
    assert prizes(text, Terms(500_000, 5 * DOLLAR)) == [1_250_000.5, 10_000, 10_000, 999]


@pytest.mark.parametrize(("rank", "sharing", "each"), [(1, 1, 20), (1, 2, 15), (2, 2, 10), (3, 3, 10 / 3), (4, 1, 0)])
def test_a_shared_rank_pays_the_mean_of_its_places(rank: int, sharing: int, each: float) -> None:
    """Rounded down to a whole milli-cent."""
    assert contest("Place,Payout\n1,20\n2-3,10\n").payouts.share(rank, sharing) == int(each * DOLLAR)


def test_the_file_may_say_what_the_contest_is() -> None:
    """As in a table with the field's size and the fee in its first row; the configuration holds where they differ."""
    text = "Place,Payout,Field Size,Entry Fee\n1,20,14,4\n2,10,,\n"
    found = contest(text, Terms(None, None))
    assert (found.entries, found.fee, found.max_per_user) == (14, 4 * DOLLAR, 150)
    other = reading(text, TERMS)
    assert other.contest is not None
    assert (other.contest.entries, other.contest.fee) == (10, 5 * DOLLAR)
    assert other.warnings == (
        "p.csv is for 14 entries, the configuration says 10: that is taken",
        "p.csv is for $4, the configuration says $5: that is taken",
    )


@pytest.mark.parametrize(
    ("rows", "line", "words", "cure"),
    [
        ("1,20\n1,20", 3, "place 1: stands in line 2 too", "remove one"),
        ("1,20\n2-5,4\n4-6,3", 4, "places 4 to 5: stands in line 3 too", "remove one"),
        ("1,20\n4-6,3", 3, "places 2 to 3: no prize before this row", "add the row"),
        ("2,20\n3,10", 2, "place 1: no prize before this row", "add the row"),
        ("1,20\n2,25", 3, "place 2: $25 is more than the $20 of place 1", "prizes fall"),
        ("1,20\n2-11,1", 3, "places 2 to 11: the contest has only 10 entries", "number of entries"),
        ("1,20\n5-Jan,4", 3, '"5-Jan" is a date', "1 to 5"),
        ("1,20\nsecond,4", 3, '"second" says no places', "1-5"),
        ("1,20\n3-2,4", 3, '"3-2" goes backwards', "better place first"),
        ("0,20", 2, '"0": places count from 1', "correct"),
        ("1,twenty", 2, '"twenty" is no amount of money', "1000"),
        ("1,-5", 2, '"-5" is no amount of money', "1000"),
        ("1,nan", 2, '"nan" is no amount of money', "1000"),
        ("1,0.0000001", 2, '"0.0000001" is no amount of money', "1000"),
        ("1,ticket", 2, '"ticket": the price of the ticket is missing', "worth"),
        ("1,40000000", 2, '"40000000" is more than $30,000,000', "correct"),
        ("1,", 2, "has no prize", "write 0"),
        ("1,0\n2-4,$0", 2, "pays nothing", "right file"),
        ("1,$10,5", 2, "has 3 cells under 2 titles", 'into quotes, like "$10,000"'),
        ("1,001-2,000,5", 2, "has 4 cells under 2 titles", "into quotes"),
        ("99999999,5", 2, "place 99,999,999 is beyond any contest", "correct"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(rows: str, line: int, words: str, cure: str) -> None:
    """And with the cure."""
    problems = reading(f"Place,Payout\n{rows}\n").problems
    (problem,) = problems
    assert (problem.file, problem.line) == ("p.csv", line)
    assert words in problem.message
    assert cure in problem.hint


def test_all_problems_are_told_at_once() -> None:
    """Nobody wants to mend a table row by row."""
    found = reading("Place,Payout\n1,20\n3,25\n3,5\n12,1\n", Terms(10, None))
    assert [problem.line for problem in found.problems] == [3, 3, 4, 5, 5, 0]
    assert "has no fee, neither here nor in the configuration" in found.problems[-1].message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"Player,Salary\nA,1\n", 'no columns of places and prizes that are known: its columns are "Player", "Salary"'),
        (b"PK\x03\x04", "is a spreadsheet"),
        (b"Place,Payout\n", "pays nothing"),
        (b'Place,Payout\n1,"20\n', "quotes do not match"),
    ],
)
def test_other_files_are_refused(content: bytes, words: str) -> None:
    """With the reason."""
    (problem,) = read_contest(NamedFile("p.csv", content), TERMS).problems
    assert words in problem.message


def test_an_overlay_is_named_and_not_refused() -> None:
    """A site may pay more than it takes; a site that keeps nearly half is more likely a mistake."""
    assert reading("Place,Payout\n1,60\n").warnings == ("p.csv pays $60, 10 entries bring $50: an overlay of $10",)
    assert contest("Place,Payout\n1,60\n").overlay == 10 * DOLLAR
    (warning,) = reading("Place,Payout\n1,20\n").warnings
    assert "the site would keep 60%" in warning
    assert reading("Place,Payout\n1,40\n").warnings == ()


def test_tickets_count_at_their_price() -> None:
    """And are told."""
    assert reading("Place,Payout\n1,$42.50 ticket\n").warnings == ("p.csv: tickets are counted at their price",)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$1,234.50", 123_450_000),
        ("20", 2_000_000),
        ("0.25", 25_000),
        (".5", 50_000),
        ("1.234,50 €", 123_450_000),
        ("12,5", 1_250_000),
        ("$10K", 1_000_000_000),
        ("1.5m", 150_000_000_000),
        ("0.00001", 1),
        ("10,000", 1_000_000_000),
        ("US$5", 500_000),
        ("5 USD", 500_000),
        ("0.000001", None),
        ("1,23,4", None),
        ("1e3", None),
        ("", None),
        ("$", None),
        ("٣", None),
    ],
)
def test_money_is_exact(text: str, amount: int | None) -> None:
    """In milli-cents, or refused."""
    assert read_money(text) == amount


@pytest.mark.parametrize(
    ("amount", "words"),
    [(123_450_000, "$1,234.50"), (2_000_000, "$20"), (33_333, "$0.33333"), (-50_000, "-$0.50"), (0, "$0")],
)
def test_money_is_shown_in_dollars(amount: int, words: str) -> None:
    """With cents where there are any."""
    assert dollars(amount) == words
    assert read_money(words.removeprefix("-")) == abs(amount)


@pytest.mark.parametrize(
    ("text", "places"),
    [("7", (7, 7)), ("1,001 - 1,500", (1001, 1500)), ("101st-103rd", (101, 103)), ("Top 10", (1, 10)), ("#3", (3, 3))],
)
def test_places_are_read_as_they_are_written(text: str, places: tuple[int, int]) -> None:
    """With and without ordinals."""
    assert read_places(text) == places


@pytest.mark.parametrize("text", ["", "1-", "-1", "1.5", "one", "1-2-3", "٣", "Jan-05", "2024-01-05"])
def test_what_says_no_places_is_refused(text: str) -> None:
    """Never guessed."""
    assert isinstance(read_places(text), NoPlaces)


@pytest.mark.parametrize(
    "bands",
    [(Band(2, 2, 5),), (Band(1, 1, 5), Band(3, 3, 5)), (Band(1, 1, 5), Band(2, 2, 6)), (Band(1, 1, -5),)],
)
def test_a_table_that_cannot_be_is_our_mistake(bands: tuple[Band, ...]) -> None:
    """The reader has looked at all of that before."""
    from lineup_engine.contest.model import Payouts

    with pytest.raises(ValueError, match="no band"):
        Payouts(bands)


def test_sums_that_do_not_fit_are_refused() -> None:
    """So many entries at such a fee would pass 64 bits long before the last trial."""
    (problem,) = reading("Place,Payout\n1,20\n", Terms(16_000_000, 100_000 * DOLLAR)).problems
    assert "beyond any contest" in problem.message
    assert contest("Place,Payout\n1,20000000\n", Terms(2_000_000, 20 * DOLLAR)).most_trials > 2_000_000
