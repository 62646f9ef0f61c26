"""The schema of the simulation: how scores are drawn, and what lineups are chosen from and by."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from lineup_engine.config.contest import Money
from lineup_engine.config.numbers import NUMBER_SCHEMA, SHOWN, read_number
from lineup_engine.config.part import Part
from lineup_engine.config.plural import OneOrMore
from lineup_engine.config.values import AnyText, OneOf, read_whole_number, refuse

MAX_TRIALS = 10_000_000
MAX_SELECT_TRIALS = 200_000
MAX_CANDIDATES = 20_000

SOURCES = ("points", "ceiling", "leverage", "sims")
SELECT_BY = ("points", "roi", "utility", "top")

TrialCount = Annotated[int, Field(ge=100, le=MAX_TRIALS), BeforeValidator(read_whole_number)]
SelectTrialCount = Annotated[int, Field(ge=100, le=MAX_SELECT_TRIALS), BeforeValidator(read_whole_number)]
CandidateCount = Annotated[int, Field(ge=1, le=MAX_CANDIDATES), BeforeValidator(read_whole_number)]
Source = Annotated[str, BeforeValidator(OneOf(SOURCES)), Field(json_schema_extra={"enum": list(SOURCES)})]


def read_factor(value: object) -> Decimal:
    """A factor above 0 and at most 10: 1.4, or 140%."""
    number = read_number(value)
    factor = number / 100 if str(value).rstrip().endswith("%") else number
    if not 0 < factor <= 10:
        refuse(f"has to be above 0 and at most 10, not {str(value).strip()}", "write it like 1.4 or 140%")
    return factor


Factor = Annotated[Decimal, BeforeValidator(read_factor), SHOWN, NUMBER_SCHEMA]
"""What standard deviations are multiplied by."""

SelectBy = Annotated[str, BeforeValidator(OneOf(SELECT_BY)), Field(json_schema_extra={"enum": list(SELECT_BY)})]


class Candidates(Part):
    """The pool that a portfolio for a contest is chosen from."""

    count: Annotated[CandidateCount, Field(description="So many different lineups are looked at.", examples=[1000])] = (
        1000
    )
    by: Annotated[
        tuple[Source, ...],
        OneOrMore("`points`, `ceiling`, `leverage`, `sims`, or a list of them", lambda word: word),
        Field(
            max_length=len(SOURCES),
            description="Where they come from, in equal parts: the best by an objective, or the lineups that are most "
            "often the best of a simulated slate.",
            examples=[["points", "sims"]],
        ),
    ] = ("points", "sims")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.by:
            refuse("has no source", "write by: [points, sims]")
        return self


class Simulation(Part):
    """How the scores of the players are drawn."""

    trials: Annotated[
        TrialCount,
        Field(description="So many contests are simulated for the figures that are told.", examples=[100000]),
    ] = 100_000
    select_trials: Annotated[
        SelectTrialCount,
        Field(description="So many others, for the choice of the lineups.", examples=[10000]),
    ] = 10_000
    spread: Annotated[
        Factor,
        Field(
            description="All standard deviations are multiplied by it; `lineup calibration` suggests a factor.",
            examples=["1.4"],
        ),
    ] = Decimal(1)
    scenarios: Annotated[
        AnyText | None,
        Field(
            description="Your own scores, players by simulations (CSV, npz or parquet), in place of drawn ones.",
            examples=["scenarios.csv"],
        ),
    ] = None
    correlations: Annotated[
        AnyText | None,
        Field(
            description="Your own correlations of the players' scores (CSV) in place of those of the sport.",
            examples=["correlations.csv"],
        ),
    ] = None

    @property
    def files(self) -> tuple[str, ...]:
        """The files that it names."""
        return tuple(path for path in (self.scenarios, self.correlations) if path is not None)


class Select(Part):
    """How the portfolio is chosen from the candidates."""

    by: Annotated[
        SelectBy | None,
        Field(
            description="utility: the largest growth of the bankroll over all trials, so that lineups win on different "
            "days; roi: the largest mean; top: most trials with a lineup in the top 0.1%; points: the projection. "
            "Without it utility where there is a contest.",
            examples=["roi"],
        ),
    ] = None
    bankroll: Annotated[
        Money | None,
        Field(
            description="With utility: what you have to play with, in dollars. The smaller it is, the more the lineups "
            "are spread. Without it ten times the fees of the day.",
            examples=[1000],
        ),
    ] = None
