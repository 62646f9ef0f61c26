"""The schema of the user's limits: players of one team or game, of a position, and ownership."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from lineup_engine.config.numbers import Number, PerCent, PerCentRange, Some, require_order
from lineup_engine.config.part import Part
from lineup_engine.config.selection import Selector
from lineup_engine.config.values import refuse


class _EachLimit(Part):
    """How many players of one team or game."""

    max: Annotated[Some | None, Field(description="At most so many players of one team (game).", examples=[4])] = None
    min: Annotated[
        Some | None,
        Field(
            description="At least so many players of every team (game) that has any in the lineup: no lonely ones.",
            examples=[2],
        ),
    ] = None
    of: Annotated[Selector, Field(description="Which players are counted.", examples=["hitters", ["RB", "WR"]])] = (
        "any",
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        require_order(self.min, self.max)
        if not self.model_fields_set - {"of"}:
            refuse("limits nothing", "write max: 4, or another limit")
        return self


class TeamLimit(_EachLimit):
    """How many players of one team; from how many teams and games the players are."""

    min_teams: Annotated[Some | None, Field(description="The players are of at least so many teams.", examples=[3])] = (
        None
    )
    min_games: Annotated[Some | None, Field(description="The players are of at least so many games.", examples=[2])] = (
        None
    )


class GameLimit(_EachLimit):
    """How many players of one game."""


class LowOwnership(Part):
    """So many players whom few others have."""

    share: Annotated[PerCent, Field(description="Below this ownership a player counts.", examples=["5%"])]
    at_least: Annotated[Some, Field(description="So many of them are in every lineup.", examples=[1])] = 1


class Product(Part):
    """The ownership of the players, multiplied."""

    max: Annotated[
        Number,
        Field(
            description="At most so much, each ownership taken as a part of 1. Never exceeded; met to about 1 part in "
            "100,000. Ownership below 0.01% counts as 0.01%.",
            examples=["1e-9"],
        ),
    ]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not 0 < self.max <= 1:
            refuse("the product of parts of 1 is above 0 and at most 1", "write it like 1e-9")
        return self


class Ownership(Part):
    """How many others will have the players of a lineup. Players without a figure count as 0, with a warning."""

    sum: Annotated[
        PerCentRange | None, Field(description="The sum over the players, in per cent.", examples=[{"max": 120}])
    ] = None
    average: Annotated[
        PerCentRange | None, Field(description="The average of the players, in per cent.", examples=[{"max": 15}])
    ] = None
    product: Annotated[
        Product | None,
        Field(
            description="The ownership of the players, multiplied: about how often the lineup is there again.",
            examples=[{"max": "1e-9"}],
        ),
    ] = None
    under: Annotated[
        LowOwnership | None,
        Field(description="So many players whom few others have.", examples=[{"share": "5%", "at_least": 1}]),
    ] = None
