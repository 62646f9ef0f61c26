"""Payouts without a file: `double-up`, `winner`, `top 20%`.

What is paid is the fees less the rake. A double-up pays twice the fee to as many places as that is enough for; a top so
many per cent shares it equally among them, the winner takes it all, to whole cents. The rest stays with the site, as in
the sites' own tables, which are round.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from lineup_engine.contest.model import MOST_PRIZE, Band, Payouts
from lineup_engine.contest.money import CENT, dollars
from lineup_engine.contest.read import ContestReading, Terms, finish
from lineup_engine.seam import Problem

DEFAULT_RAKE = Decimal(15)
"""Per cent. DraftKings kept 9.9 to 15.9 % of the fees in six contests of 2017, 2019 and 2024."""

_DOUBLE_UP = re.compile(r"double[- ]?up|50[/-]50", re.IGNORECASE)
_WINNER = re.compile(r"winner(?:[- ]takes?[- ]all)?", re.IGNORECASE)
_TOP = re.compile(r"top\s*(\d{1,3}(?:\.\d{1,4})?)\s*%", re.IGNORECASE)

KNOWN = ("double-up", "winner", "top 20%")
"""What presets are called; the per cent may be others."""

_LIKE_TOP = re.compile(r"top\b.*", re.IGNORECASE)
_LIKE_A_FILE = re.compile(r".*[./\\].*")


@dataclass(frozen=True, slots=True)
class Preset:
    """How a pool is shared out. `kind`: double-up, winner or top; `per_cent` of the places, for the last."""

    kind: str
    per_cent: Decimal = Decimal(0)


def find_preset(words: str) -> Preset | None:
    """The preset that words mean; None where they mean none, and are a file then."""
    plain = words.strip()
    if _DOUBLE_UP.fullmatch(plain):
        return Preset("double-up")
    if _WINNER.fullmatch(plain):
        return Preset("winner")
    top = _TOP.fullmatch(plain)
    return Preset("top", Decimal(top[1])) if top and 0 < Decimal(top[1]) <= 100 else None


def looks_like_preset(words: str) -> bool:
    """Whether words that are neither a preset nor a file that is there were rather meant as a preset."""
    plain = words.strip()
    return bool(_LIKE_TOP.fullmatch(plain)) or not _LIKE_A_FILE.fullmatch(plain)


def preset_contest(preset: Preset, terms: Terms, place: Problem, rake: Decimal = DEFAULT_RAKE) -> ContestReading:
    """The contest with a preset's payouts; problems are told at `place`, whose words are not used."""
    lacks = [word for word, value in (("entries", terms.entries), ("fee", terms.fee)) if not value]
    if lacks or terms.entries is None or terms.fee is None:
        return _refused(place, f"the contest has no {' and no '.join(lacks)}", "a preset needs both")
    pool = int(terms.entries * terms.fee * (100 - rake) / 100)
    band = _band(preset, terms.entries, terms.fee, pool)
    if band is None:
        words = f"{dollars(pool)} are left of the fees: that pays no place of the {preset.kind}"
        return _refused(place, words, "more entries, a lower rake, or another preset")
    if band.prize > MOST_PRIZE:
        return _refused(place, f"a prize of {dollars(band.prize)} is beyond any contest", "correct entries or fee")
    return finish(place, Payouts((band,)), terms)


def _band(preset: Preset, entries: int, fee: int, pool: int) -> Band | None:
    if preset.kind == "double-up":
        places = min(pool // (2 * fee), entries)
        return Band(1, places, 2 * fee) if places else None
    places = max(1, int(entries * preset.per_cent / 100)) if preset.kind == "top" else 1
    prize = pool // places // CENT * CENT
    return Band(1, places, prize) if prize else None


def _refused(place: Problem, what: str, cure: str) -> ContestReading:
    return ContestReading(None, (Problem(place.file, place.line, place.column, what, cure),))
