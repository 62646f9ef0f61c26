"""The schema of simulated slates, whose best lineups are counted."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from lineup_engine.config.numbers import PerCent
from lineup_engine.config.objective import Kind, SpreadBy
from lineup_engine.config.part import Part
from lineup_engine.config.values import read_whole_number

MAX_SIMS = 1_000_000
SHARE_OF_STDDEV = Decimal(100)
SHARE_OF_POINTS = Decimal(35)

SimCount = Annotated[int, Field(ge=1, le=MAX_SIMS), BeforeValidator(read_whole_number)]


class Sims(Part):
    """Simulated slates: the lineups are those that are most often the best of one."""

    count: Annotated[SimCount, Field(description="So many slates are simulated.", examples=[10000])] = 10_000
    by: Annotated[
        SpreadBy | None,
        Field(
            description="What `share` is a part of: stddev, the player's standard deviation; share, his projection. "
            "Without it stddev where the projections have it.",
            examples=["stddev"],
        ),
    ] = None
    share: Annotated[
        PerCent | None,
        Field(
            description="So many per cent of it are the spread of the draws. Without it 100% of the standard deviation, "
            "or 35% of the projection.",
            examples=["35%"],
        ),
    ] = None
    kind: Annotated[
        Kind,
        Field(
            description="normal: a bell whose standard deviation is the spread; uniform: anything up to the spread, "
            "above or below, equally. Nobody scores less than 0.",
            examples=["normal"],
        ),
    ] = "normal"
