"""The schema of contests: what others enter, what is paid, and what the user enters."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from lineup_engine.config.numbers import Number, PerCent
from lineup_engine.config.part import Part
from lineup_engine.config.values import AnyText, OneOf, Truth, read_whole_number, refuse
from lineup_engine.contest.presets import DEFAULT_RAKE, find_preset
from lineup_engine.contest.read import MAX_PER_USER
from lineup_engine.texts.shown import quoted

MAX_ENTRIES = 2_000_000
"""More than the largest contests have."""

MAX_FIELDS = 100


_MONEY = re.compile(r"\$?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(\.[0-9]{1,2})?")

OWNERSHIPS = ("projections", "model")
CONTEST_KINDS = ("gpp", "double-up")


def read_money(value: object) -> Decimal:
    """An amount of dollars, exactly as written; a $ in front and commas between thousands may be there."""
    text = "" if isinstance(value, list | dict | bool) or value is None else str(value).strip()
    found = _MONEY.fullmatch(text)
    if found is None:
        refuse(f"has to be an amount of dollars{f', not {quoted(text)}' if text else ''}", "write it like 4 or 0.25")
    return Decimal(found[1].replace(",", "") + (found[2] or ""))


EntryCount = Annotated[int, Field(ge=2, le=MAX_ENTRIES), BeforeValidator(read_whole_number)]
OwnCount = Annotated[int, Field(ge=1, le=20_000), BeforeValidator(read_whole_number)]
FieldCount = Annotated[int, Field(ge=1, le=MAX_FIELDS), BeforeValidator(read_whole_number)]
MAX_DOLLARS = 1_000_000_000
"""More than any fee or bankroll."""

Deviation = Annotated[Number, Field(le=2)]
"""A standard deviation of logarithms: with more of it all is chance. Per cents are refused so, too."""

Money = Annotated[
    Decimal,
    Field(le=MAX_DOLLARS),
    BeforeValidator(read_money),
    PlainSerializer(float, return_type=float, when_used="json"),
    WithJsonSchema({"$comment": "dollars", "type": ["string", "number"]}),
]
OwnershipFrom = Annotated[str, BeforeValidator(OneOf(OWNERSHIPS)), Field(json_schema_extra={"enum": list(OWNERSHIPS)})]
ContestKind = Annotated[
    str, BeforeValidator(OneOf(CONTEST_KINDS)), Field(json_schema_extra={"enum": list(CONTEST_KINDS)})
]


class Opponents(Part):
    """The lineups of the others."""

    lineups: Annotated[
        AnyText | None,
        Field(
            description="A CSV with the opponents' lineups, one a row, as names or ids; relative to the configuration. "
            "Without it they are drawn.",
            examples=["field.csv"],
        ),
    ] = None
    user: Annotated[
        AnyText | None,
        Field(
            description="Who you are on the site: your own entries in `lineups`, a file of standings, are no opponents, "
            "and `lineup grade` looks for them. Those of `entries` are known by their ids.",
            examples=["myname"],
        ),
    ] = None
    ownership: Annotated[
        OwnershipFrom | None,
        Field(
            description="projections: the ownership column; model: estimated from points and salaries. Without it the "
            "column where there is one.",
            examples=["projections"],
        ),
    ] = None
    kind: Annotated[
        ContestKind | None,
        Field(
            description="How people enter: gpp, or double-up, where many enter one lineup again and again. Without it "
            "double-up where every prize is the same and at least a third of the entries is paid.",
            examples=["gpp"],
        ),
    ] = None
    sharp: Annotated[
        Deviation,
        Field(
            description="How much the others differ in following the most popular players (standard deviation of the "
            "logarithm). More of it means more equal lineups.",
            examples=["0.65"],
        ),
    ] = Decimal("0.55")
    repeats: Annotated[
        Number | None,
        Field(
            description="How often a user enters one lineup on average. Without it 1.03, in a double-up 3.3.",
            examples=["1.03"],
        ),
    ] = None
    fields: Annotated[
        FieldCount | None,
        Field(
            description="So many fields are drawn, and trials take turns between them: ownership is wrong, and differently "
            "in each, which the standard errors tell. Lineups are chosen in half as many others. Without it 6 to 16 in all "
            "contests of the job, the fewer the larger the largest is.",
            examples=[10],
        ),
    ] = None
    error: Annotated[
        Deviation | None,
        Field(
            description="How wrong ownership is (standard deviation of the logarithm of its odds). Without it 0.4; 0 takes "
            "it as it is.",
            examples=["0.4"],
        ),
    ] = None
    any_sum: Annotated[
        Truth,
        Field(
            description="Whether ownership is scaled to the slots however far off its sum is; else only up to 5 per cent.",
            examples=[True],
        ),
    ] = False


class Contest(Part):
    """One contest: who else is in it, what it costs and pays, and how many lineups go into it."""

    name: Annotated[
        AnyText | None,
        Field(description="What the contest is called. Without one `main`, or its number.", examples=["main"]),
    ] = None
    entries: Annotated[
        EntryCount | None,
        Field(
            description="So many entries are in it, your own included. Not needed where the payout file says it.",
            examples=[14863],
        ),
    ] = None
    fee: Annotated[
        Money | None,
        Field(
            description="What one entry costs, in dollars. Not needed where the payout file says it.",
            examples=[4],
        ),
    ] = None
    payouts: Annotated[
        AnyText,
        Field(
            description="A CSV with places and prizes, relative to the configuration; or `double-up`, `top 20%`, "
            "`winner`.",
            examples=["payouts.csv", "double-up"],
        ),
    ]
    rake: Annotated[
        PerCent,
        Field(
            description="What the site keeps of the fees, where `payouts` is no file.",
            examples=["15%"],
        ),
    ] = DEFAULT_RAKE
    max_per_user: Annotated[OwnCount, Field(description="So many entries a user may have.", examples=[20])] = (
        MAX_PER_USER
    )
    lineups: Annotated[
        OwnCount | None,
        Field(
            description="So many of the job's lineups go into it: those that earn most there. Without it all, at most "
            "`max_per_user`.",
            examples=[20],
        ),
    ] = None
    field: Annotated[Opponents, Field(description="The lineups of the others.")] = Opponents()

    @property
    def files(self) -> tuple[str, ...]:
        """The files that it names."""
        payouts = () if find_preset(self.payouts) else (self.payouts,)
        return payouts if self.field.lineups is None else (*payouts, self.field.lineups)
