"""The schema of what the best lineup is best by, and of randomness."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from lineup_engine.config.numbers import Number, PerCent
from lineup_engine.config.part import Part
from lineup_engine.config.values import OneOf

OBJECTIVES = ("points", "ceiling", "leverage")
SPREADS = ("stddev", "share")
KINDS = ("normal", "uniform")

By = Annotated[str, BeforeValidator(OneOf(OBJECTIVES)), Field(json_schema_extra={"enum": list(OBJECTIVES)})]
SpreadBy = Annotated[str, BeforeValidator(OneOf(SPREADS)), Field(json_schema_extra={"enum": list(SPREADS)})]
Kind = Annotated[str, BeforeValidator(OneOf(KINDS)), Field(json_schema_extra={"enum": list(KINDS)})]


class Objective(Part):
    """What the best lineup is best by."""

    by: Annotated[
        By,
        Field(
            description="points: the projection; ceiling: the column of good results, for who has none the projection; "
            "leverage: the projection less `weight` points for each per cent of ownership.",
            examples=["ceiling"],
        ),
    ] = "points"
    weight: Annotated[
        Number,
        Field(
            description="With leverage: so many points less for each per cent of ownership. A player of 20% with weight "
            "0.1 counts 2 points less.",
            examples=[0.1],
        ),
    ] = Decimal("0.1")


class Randomness(Part):
    """Projections that are drawn anew for every lineup, from the seed: equal jobs have equal draws."""

    by: Annotated[
        SpreadBy,
        Field(
            description="What `share` is a part of: the player's standard deviation, or his projection.",
            examples=["stddev"],
        ),
    ] = "stddev"
    share: Annotated[
        PerCent,
        Field(description="So many per cent of it are the spread of the draws; 0 draws nothing.", examples=["25%"]),
    ]
    kind: Annotated[
        Kind,
        Field(
            description="normal: a bell whose standard deviation is the spread, cut at 4.3 of them; uniform: anything up "
            "to the spread, above or below, equally.",
            examples=["normal"],
        ),
    ] = "normal"
