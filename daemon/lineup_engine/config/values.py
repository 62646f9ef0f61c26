"""What single values of a configuration may be: each type says in its own words what is wrong with a text."""

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Never

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from lineup_engine.config.nearest import did_you_mean
from lineup_engine.sites.tables import known_games
from lineup_engine.texts.shown import quoted

MAX_LINEUPS = 20_000
"""The most lineups of one job."""

MAX_NAME = 16_384
"""The most characters of a job's name."""

MAX_NAMES = 2_000
"""The most names in one list or block; no slate has so many players."""

MAX_DOLLARS = 1_000_000
"""Far above any salary cap."""

MAX_DIFFERENCE = 20
"""More players than any lineup has."""

MAX_SEED = 2**63 - 1
"""The largest seed that the history can hold."""

_DIGITS = re.compile(r"[-+]?[0-9]{1,100}")
_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*%")
_TRUTHS = {word: truth for truth, words in ((True, "true yes on"), (False, "false no off")) for word in words.split()}


def refuse(message: str, hint: str) -> Never:
    """A value is wrong: what, and the cure."""
    raise PydanticCustomError("wrong", "{message}", {"message": message, "hint": hint})


def read_text(value: object) -> str:
    """A text, exactly as written."""
    if isinstance(value, list | dict):
        refuse(
            "has to be one text, not a list or a block", "write it behind the colon; texts with brackets need quotes"
        )
    text = "" if value is None else str(value)
    if not text.strip():
        refuse("is empty", "write a text, or leave the key out")
    return text


def read_whole_number(value: object) -> object:
    """A whole number written with digits only; a bool or a number with a point is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or not _DIGITS.fullmatch(value.strip()):
        refuse(f"has to be a whole number{_not(value)}", "write it with digits only, like 20 or 49000")
    return int(value)


def read_truth(value: object) -> bool:
    """`true` or `false`, or one of the words that people use for them."""
    known = value if isinstance(value, bool) else _TRUTHS.get(str(value).strip().lower())
    if known is None:
        refuse(f"has to be true or false{_not(value)}", "write true or false")
    return known


def read_share(value: object) -> int | str:
    """A count of lineups, or per cent of them in its shortest form."""
    text = str(value).strip()
    if isinstance(value, list | dict | bool) or value is None:
        refuse("has to be per cent of the lineups or a count of them", "write 40% or 8")
    if share := _SHARE.fullmatch(text):
        if Fraction(share[1]) > 100:
            refuse(f"is more than 100%: {quoted(text)}", "write 40% or 8")
        whole, _, part = share[1].partition(".")
        part = part.rstrip("0")
        return f"{int(whole)}{'.' if part else ''}{part}%"
    if re.fullmatch(r"-[0-9.]+\s*%?", text):
        refuse(f"may not be negative: {quoted(text)}", "write 40% or 8")
    if not re.fullmatch("[0-9]{1,18}", text):
        refuse(f"has to be per cent of the lineups or a count of them{_not(value)}", _share_cure(text))
    if int(text) > MAX_LINEUPS:
        refuse(f"is more than {MAX_LINEUPS} lineups: {quoted(text)}", "write 40% or 8")
    return int(text)


def most_lineups(share: int | str, lineups: int) -> int:
    """In how many of the lineups a share allows a player: rounded down, so that it is never exceeded."""
    if isinstance(share, int):
        return min(share, lineups)
    return int(Fraction(share.removesuffix("%")) * lineups / 100)


def least_lineups(share: int | str, lineups: int) -> int:
    """In how many of the lineups a share demands a player: rounded up, so that it is always met."""
    if isinstance(share, int):
        return share
    return math.ceil(Fraction(share.removesuffix("%")) * lineups / 100)


def _share_cure(text: str) -> str:
    """Whoever writes 0.4 means 40%."""
    if re.fullmatch(r"[01]?\.[0-9]{1,6}", text) and Fraction(text) <= 1:
        return f"write {float(Fraction(text) * 100):g}%"
    return "write 40% or 8"


def _not(value: object) -> str:
    return f", not {quoted(value)}" if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class OneOf:
    """A check that a text is one of a few words; case does not count."""

    words: tuple[str, ...]

    def __call__(self, value: object) -> str:
        """The word as the tables write it."""
        text = read_text(value)
        word = text.strip().lower()
        if word not in self.words:
            refuse(f"cannot be {quoted(text)}", did_you_mean(word, self.words))
        return word


def _limited_name(text: str) -> str:
    if len(text) > MAX_NAME:
        refuse(f"has {len(text)} characters, more than {MAX_NAME}", "shorten it")
    return text


_TEXT_SCHEMA = WithJsonSchema({"type": ["string", "integer", "number"]})
_SHARE_SCHEMA = WithJsonSchema(
    {
        "anyOf": [
            {"type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,6})?\s*%$"},
            {"type": "integer", "minimum": 0, "maximum": MAX_LINEUPS},
        ]
    }
)
_TRUTH_SCHEMA = WithJsonSchema({"type": "boolean"})

AnyText = Annotated[str, BeforeValidator(read_text), _TEXT_SCHEMA]
"""A player's name or id, a column's name or a path."""

JobName = Annotated[str, BeforeValidator(read_text), AfterValidator(_limited_name), _TEXT_SCHEMA]
Truth = Annotated[bool, BeforeValidator(read_truth), _TRUTH_SCHEMA]
Share = Annotated[int | str, BeforeValidator(read_share), _SHARE_SCHEMA]
"""Per cent of the lineups ("40%") or a count of them."""

SITES, SPORTS, MODES = (tuple(sorted({game[part] for game in known_games()})) for part in range(3))
GPU_USES = ("auto", "prefer", "require", "never")
ORDERS = ("greedy", "joint")

Site = Annotated[str, BeforeValidator(OneOf(SITES)), Field(json_schema_extra={"enum": list(SITES)})]
Sport = Annotated[str, BeforeValidator(OneOf(SPORTS)), Field(json_schema_extra={"enum": list(SPORTS)})]
Mode = Annotated[str, BeforeValidator(OneOf(MODES)), Field(json_schema_extra={"enum": list(MODES)})]
GpuUse = Annotated[str, BeforeValidator(OneOf(GPU_USES)), Field(json_schema_extra={"enum": list(GPU_USES)})]
Order = Annotated[str, BeforeValidator(OneOf(ORDERS)), Field(json_schema_extra={"enum": list(ORDERS)})]

LineupCount = Annotated[int, Field(ge=1, le=MAX_LINEUPS), BeforeValidator(read_whole_number)]
Seed = Annotated[int, Field(ge=0, le=MAX_SEED), BeforeValidator(read_whole_number)]
Dollars = Annotated[int, Field(ge=0, le=MAX_DOLLARS), BeforeValidator(read_whole_number)]
Difference = Annotated[int, Field(ge=1, le=MAX_DIFFERENCE), BeforeValidator(read_whole_number)]
