"""Places of a payout table as sites and people write them: `1`, `1-5`, `11th - 20th`, `1 to 5`."""

import re
from dataclasses import dataclass

from lineup_engine.texts.shown import quoted

_PLACE = r"(?:top\s+|places?\s+)?#?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\s*(?:st|nd|rd|th))?\.?"
_ONE = re.compile(_PLACE, re.IGNORECASE | re.ASCII)
_TO = r"(?:[-\u2010-\u2014\u2212]|\.\.|to|thru|through)"
_RANGE = re.compile(rf"{_PLACE}\s*{_TO}\s*{_PLACE}", re.IGNORECASE | re.ASCII)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"\d{{1,2}}[-/ ]{_MONTH}.*|{_MONTH}[-/ ]\d{{1,2}}.*|\d{{1,4}}[/-]\d{{1,2}}[/-]\d{{1,4}}.*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class NoPlaces:
    """Why a text says no places."""

    what: str
    cure: str


def read_places(text: str) -> tuple[int, int] | NoPlaces:
    """The first and the last place that a text says."""
    plain = " ".join(text.split())
    both = _RANGE.fullmatch(plain)
    one = _ONE.fullmatch(plain)
    if both:
        return _ordered(_whole(both[1]), _whole(both[2]), text)
    if one:
        return _ordered(1 if plain.casefold().startswith("top") else _whole(one[1]), _whole(one[1]), text)
    if _DATE.fullmatch(plain):
        words = f"{quoted(text)} is a date: a spreadsheet program has made it of two places"
        return NoPlaces(words, "write the places as 1 to 5, or in two columns, and save the file again")
    return NoPlaces(
        f"{quoted(text)} says no places" if plain else "says no places", "write them like 1, 1-5 or 1st - 5th"
    )


def between(first: str, last: str) -> tuple[int, int] | NoPlaces:
    """The places from one cell to another; an empty second cell means the first one's place alone."""
    low, high = read_places(first), read_places(last or first)
    if isinstance(low, NoPlaces):
        return low
    if isinstance(high, NoPlaces):
        return high
    return _ordered(low[0], high[1], f"{first} to {last}")


def said(first: int, last: int) -> str:
    """Places in words: `place 4`, `places 4 to 6`."""
    return f"place {first:,}" if first == last else f"places {first:,} to {last:,}"


def _ordered(first: int, last: int, text: str) -> tuple[int, int] | NoPlaces:
    if first < 1:
        return NoPlaces(f"{quoted(text)}: places count from 1", "correct it")
    if last < first:
        return NoPlaces(f"{quoted(text)} goes backwards", "write the better place first")
    return first, last


def _whole(digits: str) -> int:
    return int(digits.replace(",", ""))
