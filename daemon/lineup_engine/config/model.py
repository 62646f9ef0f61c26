"""The one schema of config.yaml: what may be written, what it means, what holds when it is left out.

The checks, the reference page and the JSON Schema for editors all come from these classes.
"""

from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lineup_engine.config.values import (
    MAX_NAME,
    MAX_NAMES,
    AnyText,
    Difference,
    Dollars,
    GpuUse,
    JobName,
    LineupCount,
    Mode,
    Order,
    Seed,
    Share,
    Site,
    Sport,
    Truth,
    refuse,
)

DEFAULT_SEED = 7
DEFAULT_LINEUPS = 20


class Part(BaseModel):
    """A block of the configuration: unknown keys are refused, a key without a value counts as left out."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, given: object) -> object:
        if not isinstance(given, dict):
            return given
        return {key: value for key, value in given.items() if value is not None or key not in cls.model_fields}


class Columns(Part):
    """Which column of the projections means what. A column that is not named here is found by its usual names."""

    points: Annotated[AnyText | None, Field(description="Projected fantasy points.", examples=["Fpts"])] = None
    ownership: Annotated[
        AnyText | None,
        Field(description="Expected ownership in per cent; added up for each lineup.", examples=["Own%"]),
    ] = None
    stddev: Annotated[AnyText | None, Field(description="Standard deviation of the points.", examples=["StdDev"])] = (
        None
    )
    floor: Annotated[AnyText | None, Field(description="A bad result of the player.", examples=["Floor"])] = None
    ceiling: Annotated[AnyText | None, Field(description="A good result of the player.", examples=["Ceiling"])] = None
    id: Annotated[AnyText | None, Field(description="The site's id of the player.", examples=["DKID"])] = None
    name: Annotated[AnyText | None, Field(description="The player's name.", examples=["Player"])] = None
    team: Annotated[AnyText | None, Field(description="The player's team; tells namesakes apart.", examples=["Tm"])] = (
        None
    )
    position: Annotated[
        AnyText | None, Field(description="The player's position; tells namesakes apart.", examples=["Pos"])
    ] = None
    salary: Annotated[
        AnyText | None, Field(description="The player's salary; tells namesakes apart.", examples=["Sal"])
    ] = None

    def named(self) -> dict[str, str]:
        """The columns that were named, by their meaning."""
        return self.model_dump(exclude_none=True)


class Projections(Part):
    """What is expected of the players. Without this block AvgPointsPerGame of the slate is used, with a warning."""

    file: Annotated[
        AnyText,
        Field(description="A CSV with any columns; relative to the configuration.", examples=["projections.csv"]),
    ]
    columns: Annotated[
        Columns,
        Field(description="Which column means what, where its name alone does not tell."),
    ] = Columns()
    names: Annotated[
        dict[AnyText, AnyText],
        Field(
            max_length=MAX_NAMES,
            description="Corrections: a name or id in the projections, and the name or id on the slate that is meant. "
            "Everybody else is matched by id, else by name; accents, dots and suffixes do not count.",
            examples=[{"J. Nemechek": "John Hunter Nemechek", "Kyle L.": 30540023}],
        ),
    ] = {}


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


class PlayerExposure(Part):
    """In how many lineups one player may be."""

    max: Annotated[
        Share,
        Field(
            description="Per cent of the lineups, rounded down so that it is never exceeded, or a count of them. "
            "0 keeps him out.",
            examples=["50%", 3],
        ),
    ]


class Exposure(Part):
    """How often a player may be used over all lineups."""

    order: Annotated[
        Order,
        Field(
            description="greedy: the best lineup is built first; who is used up is left out of the following ones.",
            examples=["greedy"],
        ),
    ] = "greedy"
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
        Field(
            max_length=MAX_NAMES,
            description="Numbers for single players, by name or id.",
            examples=[{"Kyle Larson": {"max": "50%"}}],
        ),
    ] = {}


class Rules(Part):
    """What a lineup has to satisfy beside the rules of the site."""

    lock: Annotated[
        tuple[AnyText, ...],
        Field(
            max_length=MAX_NAMES,
            description="Players who are in every lineup, by name or id.",
            examples=[["Kyle Larson", 30540023]],
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
        Difference,
        Field(description="By how many players any two lineups differ at least.", examples=[2]),
    ] = 1
    exposure: Annotated[Exposure, Field(description="How often a player may be used over all lineups.")] = Exposure()


class Gpu(Part):
    """Whether a paired machine with a graphics card is used."""

    use: Annotated[
        GpuUse,
        Field(
            description="auto: where it helps; prefer: with a warning when there is none; require: refused when there "
            "is none; never: everything runs on this machine.",
            examples=["prefer"],
        ),
    ] = "auto"
    fallback: Annotated[
        Truth,
        Field(description="Whether this machine finishes the job when the other one fails.", examples=[False]),
    ] = True


class JobConfig(Part):
    """One job: a slate in, lineups out."""

    name: Annotated[
        JobName | None,
        Field(
            description=f"What the job is called in the history, in at most {MAX_NAME:,} characters. Without one it has "
            "the name of the slate's file.",
            examples=["Pennzoil 400, single entry"],
        ),
    ] = None
    site: Annotated[Site, Field(description="Where the contest is.", examples=["draftkings"])] = "draftkings"
    sport: Annotated[Sport, Field(description="The sport of the slate.", examples=["nascar"])]
    mode: Annotated[
        Mode,
        Field(
            description="classic: a full roster; showdown: one game, mostly with a captain or MVP.",
            examples=["classic"],
        ),
    ] = "classic"
    slate: Annotated[
        AnyText,
        Field(
            description="The salary file as downloaded, an upload template or an entries file (then its player pool is "
            "used); relative to the configuration.",
            examples=["DKSalaries.csv"],
        ),
    ]
    projections: Annotated[
        Projections | None,
        Field(description="What is expected of the players. Without it AvgPointsPerGame is used, with a warning."),
    ] = None
    lineups: Annotated[
        LineupCount, Field(description="How many lineups are wanted, all different, the best first.", examples=[150])
    ] = DEFAULT_LINEUPS
    seed: Annotated[
        Seed, Field(description="The same seed and files give the same lineups, on any machine.", examples=[2026])
    ] = DEFAULT_SEED
    rules: Annotated[Rules, Field(description="What a lineup has to satisfy beside the rules of the site.")] = Rules()
    gpu: Annotated[Gpu, Field(description="Whether a paired machine with a graphics card is used.")] = Gpu()

    def files(self) -> tuple[str, ...]:
        """The files that the configuration names, each once."""
        named = [self.slate] if self.projections is None else [self.slate, self.projections.file]
        return tuple(dict.fromkeys(named))
