"""The schema of exposures: in how many of the lineups somebody or something may, or has to, be."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from lineup_engine.config.numbers import Some
from lineup_engine.config.part import NOTHING, Part
from lineup_engine.config.values import MAX_NAMES, AnyText, Order, Share, refuse


class PlayerExposure(Part):
    """In how many lineups one player may or has to be."""

    max: Annotated[
        Share | None,
        Field(
            description="Per cent of the lineups, rounded down so that it is never exceeded, or a count of them. "
            "0 keeps him out.",
            examples=["50%", 3],
        ),
    ] = None
    min: Annotated[
        Share | None,
        Field(description="Per cent of the lineups, rounded up, or a count of them.", examples=["20%", 1]),
    ] = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.max is None and self.min is None:
            refuse("limits nothing", "write {max: 50%}")
        return self


class SetExposure(PlayerExposure):
    """In how many lineups players of a set may or have to be."""

    at_least: Annotated[
        Some, Field(description="A lineup counts if it has at least so many of the players.", examples=[3])
    ] = 1


def _sets(description: str, example: dict[str, object]) -> object:
    return Field(max_length=MAX_NAMES, description=description, examples=[example])


class Exposure(Part):
    """How often players, and sets of them, may or have to be used over all lineups."""

    order: Annotated[
        Order | None,
        Field(
            description="greedy: the best lineup is built first; who is used up is left out of the following ones. "
            "joint: all lineups as one problem, whose total is proven to be within a gap of the best possible one. "
            "Left out: joint where there is any min, else greedy.",
            examples=["greedy"],
        ),
    ] = None
    max: Annotated[
        Share | None,
        Field(
            description="For every player who has no number of his own and is not locked: per cent of the lineups, "
            "rounded down, or a count of them.",
            examples=["40%", 8],
        ),
    ] = None
    players: Annotated[
        dict[AnyText, PlayerExposure],
        _sets("Numbers for single players, by name or id.", {"Kyle Larson": {"max": "50%"}}),
    ] = NOTHING
    captains: Annotated[
        dict[AnyText, PlayerExposure],
        _sets("Numbers for single players as captain (MVP), by name or id.", {"Kyle Larson": {"max": "30%"}}),
    ] = NOTHING
    teams: Annotated[
        dict[AnyText, SetExposure], _sets("Lineups with players of a team.", {"HMS": {"max": "60%", "at_least": 2}})
    ] = NOTHING
    games: Annotated[
        dict[AnyText, SetExposure], _sets("Lineups with players of a game.", {"ALD@BRK": {"max": "60%", "at_least": 3}})
    ] = NOTHING
    positions: Annotated[
        dict[AnyText, SetExposure], _sets("Lineups with players of a position.", {"TE": {"max": "20%", "at_least": 2}})
    ] = NOTHING
    groups: Annotated[
        dict[AnyText, SetExposure], _sets("Lineups with players of a group, by its name.", {"value": {"max": "50%"}})
    ] = NOTHING
    stacks: Annotated[
        dict[AnyText, PlayerExposure],
        _sets("Lineups with the stack of any one team (game, line), by the stack's name.", {"five": {"max": "30%"}}),
    ] = NOTHING
