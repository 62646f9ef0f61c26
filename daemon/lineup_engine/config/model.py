"""The one schema of config.yaml: what may be written, what it means, what holds when it is left out.

The checks, the reference page and the JSON Schema for editors all come from these classes.
"""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from lineup_engine.config.contest import Contest
from lineup_engine.config.objective import Objective
from lineup_engine.config.part import NOTHING, Part
from lineup_engine.config.plural import OneOrMore
from lineup_engine.config.rules import Rules
from lineup_engine.config.sims import Sims
from lineup_engine.config.simulation import Candidates, Select, Simulation
from lineup_engine.config.values import (
    MAX_NAME,
    MAX_NAMES,
    AnyText,
    GpuUse,
    JobName,
    LineupCount,
    Mode,
    Seed,
    Site,
    Sport,
    Truth,
)

DEFAULT_SEED = 7
DEFAULT_LINEUPS = 20

MAX_CONTESTS = 50
"""The most contests of one job."""


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
    ] = NOTHING


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


def _slate_or_entries(schema: dict[str, Any]) -> None:
    """An entries file has a slate in it, so that one of the two is enough."""
    schema["required"].remove("slate")
    schema["anyOf"] = [{"required": ["slate"]}, {"required": ["entries"]}]


class JobConfig(Part):
    """One job: a slate in, lineups out."""

    model_config = ConfigDict(json_schema_extra=_slate_or_entries)

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
            "used); relative to the configuration. With `entries` it may be left out: then the pool of that file is used.",
            examples=["DKSalaries.csv"],
        ),
    ]
    entries: Annotated[
        AnyText | None,
        Field(
            description="Your entries as downloaded (DKEntries.csv): reservations are filled and lineups replaced, the "
            "best in the first row; `(LOCKED)` players stay in their slots. `lineup jobs export` writes the file back.",
            examples=["DKEntries.csv"],
        ),
    ] = None
    projections: Annotated[
        Projections | None,
        Field(description="What is expected of the players. Without it AvgPointsPerGame is used, with a warning."),
    ] = None
    lineups: Annotated[
        LineupCount,
        Field(
            description="How many lineups are wanted, all different, the best first. Without it as many as there are "
            "`entries` to fill; with fewer the last entries stay as they are.",
            examples=[150],
        ),
    ] = DEFAULT_LINEUPS
    seed: Annotated[
        Seed, Field(description="The same seed and files give the same lineups, on any machine.", examples=[2026])
    ] = DEFAULT_SEED
    objective: Annotated[Objective, Field(description="What the best lineup is best by.")] = Objective()
    rules: Annotated[Rules, Field(description="What a lineup has to satisfy beside the rules of the site.")] = Rules()
    sims: Annotated[
        Sims | None,
        Field(
            description="Slates are simulated, and the lineups are those that are most often the best of one, the most "
            "frequent first. `sims: {}` is enough."
        ),
    ] = None
    contest: Annotated[
        tuple[Contest, ...],
        OneOrMore("block, or a list of blocks"),
        Field(
            max_length=MAX_CONTESTS,
            description="What the lineups are for: then they are chosen by what they earn in simulated contests, and each "
            "figure is told with its standard error. Without it lineups are the best by `objective`.",
            examples=[{"entries": 14863, "fee": 4, "payouts": "payouts.csv", "max_per_user": 20}],
        ),
    ] = ()
    candidates: Annotated[Candidates, Field(description="With a contest: the pool that lineups are chosen from.")] = (
        Candidates()
    )
    simulate: Annotated[Simulation, Field(description="With a contest: how it is simulated.")] = Simulation()
    select: Annotated[Select, Field(description="With a contest: what lineups are chosen by.")] = Select()
    gpu: Annotated[Gpu, Field(description="Whether a paired machine with a graphics card is used.")] = Gpu()

    def files(self) -> tuple[str, ...]:
        """The files that the configuration names, each once."""
        projections = None if self.projections is None else self.projections.file
        of_contests = (name for contest in self.contest for name in contest.files)
        names = (self.slate, projections, self.entries, *of_contests, *self.simulate.files)
        return tuple(dict.fromkeys(name for name in names if name is not None))

    @model_validator(mode="before")
    @classmethod
    def _pool_of_entries(cls, given: object) -> object:
        """An entries file is the slate where none is named."""
        if isinstance(given, dict) and given.get("slate") is None and isinstance(given.get("entries"), str):
            return {**given, "slate": given["entries"]}
        return given
