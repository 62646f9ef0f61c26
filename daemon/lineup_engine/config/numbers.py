"""Ranges and figures of the rules: counts of players, per cents of ownership, small numbers such as a product."""

import re
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from lineup_engine.config.part import Part
from lineup_engine.config.values import MAX_DIFFERENCE, read_whole_number, refuse
from lineup_engine.texts.shown import quoted

_NEGATIVE = re.compile(r"-[0-9.]+([eE][-+]?[0-9]{1,2})?")
_NUMBER = re.compile(r"\+?[0-9]{1,9}(\.[0-9]{1,9})?([eE][-+]?[0-9]{1,2})?")


def read_number(value: object) -> Decimal:
    """A number that is not negative, exactly as written; a % sign behind it may be there."""
    text = "" if isinstance(value, list | dict | bool) else str(value).strip().removesuffix("%").rstrip()
    if _NEGATIVE.fullmatch(text):
        refuse(f"may not be negative: {quoted(str(value))}", "write 0 or more")
    if not _NUMBER.fullmatch(text):
        refuse(f"has to be a number{f', not {quoted(text)}' if text else ''}", "write it like 120, 5% or 1e-9")
    return Decimal(text)


def read_per_cent(value: object) -> Decimal:
    """A number from 0 to 100."""
    number = read_number(value)
    if number > 100:
        refuse(f"is more than 100%: {quoted(str(value))}", "write per cent, like 5%")
    return number


NUMBER_SCHEMA = WithJsonSchema({"$comment": "number", "type": ["string", "number"]})
SHOWN = PlainSerializer(float, return_type=float, when_used="json")

Number = Annotated[Decimal, BeforeValidator(read_number), SHOWN, NUMBER_SCHEMA]
PerCent = Annotated[
    Decimal,
    BeforeValidator(read_per_cent),
    SHOWN,
    WithJsonSchema({"$comment": "per cent", "type": ["string", "number"]}),
]
Count = Annotated[int, Field(ge=0, le=MAX_DIFFERENCE), BeforeValidator(read_whole_number)]
"""So many players of a lineup."""

Some = Annotated[int, Field(ge=1, le=MAX_DIFFERENCE), BeforeValidator(read_whole_number)]
"""At least one player of a lineup."""


class CountRange(Part):
    """From so many to so many players."""

    min: Annotated[Count | None, Field(description="At least so many players.", examples=[1])] = None
    max: Annotated[Count | None, Field(description="At most so many players.", examples=[2])] = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        require_order(self.min, self.max)
        if self.min is None and self.max is None:
            refuse("limits nothing", "write {max: 2}, {min: 1} or both")
        return self


class PerCentRange(Part):
    """From so much to so much ownership."""

    min: Annotated[Number | None, Field(description="At least so much, in per cent.", examples=[60])] = None
    max: Annotated[Number | None, Field(description="At most so much, in per cent.", examples=[120])] = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        require_order(self.min, self.max)
        if self.min is None and self.max is None:
            refuse("limits nothing", "write {max: 120}, {min: 60} or both")
        return self


def require_order(least: int | Decimal | None, most: int | Decimal | None) -> None:
    """Nothing lies between a min and a smaller max."""
    if least is not None and most is not None and least > most:
        refuse(f"min, {least}, is above max, {most}", "swap them or change one")
