"""The schema of the user's rules: what a lineup has to satisfy beside the rules of the site."""

from typing import Annotated, Self

from pydantic import Field, model_serializer, model_validator

from lineup_engine.config.exposure import Exposure
from lineup_engine.config.groups import Group, Never
from lineup_engine.config.limits import GameLimit, Ownership, TeamLimit
from lineup_engine.config.numbers import CountRange
from lineup_engine.config.objective import Randomness
from lineup_engine.config.part import NOTHING, Part
from lineup_engine.config.plural import OneOrMore
from lineup_engine.config.stacks import Stack
from lineup_engine.config.values import MAX_NAMES, AnyText, Difference, Dollars, refuse

MAX_RULES = 200
"""The most rules of one kind."""


class Lock(Part):
    """A player who is in every lineup, in any slot or in one."""

    player: Annotated[AnyText, Field(description="His name or id.")]
    slot: Annotated[AnyText | None, Field(description="The slot that he has to fill.")] = None

    @model_serializer
    def _shortest(self) -> str | dict[str, str]:
        return self.player if self.slot is None else {"player": self.player, "slot": self.slot}


class Apart(Part):
    """By how many players any two lineups differ, in all or of one position."""

    by: Annotated[Difference, Field(description="At least so many players.")]
    position: Annotated[
        AnyText | None,
        Field(description="Only players of this position: each lineup has so many whom the other has not."),
    ] = None

    @model_serializer
    def _shortest(self) -> int | dict[str, int | str]:
        return self.by if self.position is None else {"by": self.by, "position": self.position}


class SalaryRange(Part):
    """What a lineup may cost in all."""

    min: Annotated[Dollars | None, Field(description="At least so many dollars.", examples=[49000])] = None
    max: Annotated[
        Dollars | None, Field(description="At most so many dollars, not more than the site's cap.", examples=[49900])
    ] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            refuse(f"the smallest salary, {self.min}, is above the largest, {self.max}", "swap them or change one")
        return self


_LOCKS = OneOrMore(
    "list of names, or of `{player: NAME, slot: SLOT}`",
    lambda name: {"player": "" if name is None else name},
    ("string", "integer", "number"),
)
_APART = OneOrMore(
    "whole number, `{by: 1, position: WR}`, or a list of both",
    lambda count: {"by": "" if count is None else count},
    ("integer",),
)
_BLOCKS = OneOrMore("block, or a list of blocks")


class Rules(Part):
    """What a lineup has to satisfy beside the rules of the site."""

    lock: Annotated[
        tuple[Lock, ...],
        _LOCKS,
        Field(
            max_length=MAX_NAMES,
            description="Players who are in every lineup, by name or id; into a slot with `{player: NAME, slot: SLOT}`.",
            examples=[["Kyle Larson", 30540023], [{"player": "Kyle Larson", "slot": "D"}]],
        ),
    ] = ()
    exclude: Annotated[
        tuple[AnyText, ...],
        Field(
            max_length=MAX_NAMES, description="Players who are in no lineup, by name or id.", examples=[["Cody Ware"]]
        ),
    ] = ()
    salary: Annotated[SalaryRange, Field(description="What a lineup may cost in all.")] = SalaryRange()
    unique: Annotated[
        tuple[Apart, ...],
        _APART,
        Field(
            max_length=MAX_RULES,
            description="By how many players any two lineups differ at least, in all (1 when left out) or of a position.",
            examples=[2, {"by": 1, "position": "WR"}, [2, {"by": 1, "position": "WR"}]],
        ),
    ] = (Apart(by=1),)
    team: Annotated[
        tuple[TeamLimit, ...],
        _BLOCKS,
        Field(
            max_length=MAX_RULES,
            description="How many players of one team; of how many teams and games.",
            examples=[{"max": 4}, [{"max": 4}, {"max": 1, "of": "RB"}], {"min_games": 2}],
        ),
    ] = ()
    game: Annotated[
        tuple[GameLimit, ...],
        _BLOCKS,
        Field(max_length=MAX_RULES, description="How many players of one game.", examples=[{"max": 6}, {"min": 2}]),
    ] = ()
    positions: Annotated[
        dict[AnyText, CountRange],
        Field(
            max_length=MAX_RULES,
            description="How many players of a position, in whatever slots. Who has two positions counts for both.",
            examples=[{"RB": {"max": 2}}],
        ),
    ] = NOTHING
    stacks: Annotated[
        tuple[Stack, ...],
        _BLOCKS,
        Field(
            max_length=MAX_RULES,
            description="Players who belong together. Every lineup has all of these stacks.",
            examples=[
                [
                    {
                        "name": "qb",
                        "anchor": "QB",
                        "with": {"count": 2, "of": ["WR", "TE"]},
                        "bring_back": {"count": 1},
                    },
                    {"name": "five-three", "sizes": [5, 3], "of": "hitters"},
                    {"name": "order", "consecutive": 4, "of": "batting_order"},
                    {"name": "line", "group": "line", "count": 3},
                    {"name": "five", "team": "any", "count": 5, "of": "hitters"},
                    {"name": "game", "game": "any", "count": 5, "each_side": 1},
                ]
            ],
        ),
    ] = ()
    never: Annotated[
        tuple[Never, ...],
        _BLOCKS,
        Field(
            max_length=MAX_RULES,
            description="Players who never come together with those who play against them.",
            examples=[[{"of": "hitters", "against": "P"}]],
        ),
    ] = ()
    groups: Annotated[
        tuple[Group, ...],
        _BLOCKS,
        Field(
            max_length=MAX_RULES,
            description="So many players of a set, and who comes along with whom.",
            examples=[
                [
                    {"name": "value", "at_most": 2, "of": {"salary": {"max": 4000}}},
                    {"name": "pair", "if": ["Ann Able"], "then": ["Bo Baker"]},
                    {"name": "apart", "if": ["Ann Able"], "then_not": ["Cy Cole"]},
                ]
            ],
        ),
    ] = ()
    ownership: Annotated[Ownership, Field(description="How many others will have the players of a lineup.")] = (
        Ownership()
    )
    randomness: Annotated[Randomness | None, Field(description="Projections that are drawn anew for every lineup.")] = (
        None
    )
    exposure: Annotated[Exposure, Field(description="How often a player may be used over all lineups.")] = Exposure()
