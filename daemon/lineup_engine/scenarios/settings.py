"""What the user may say about all scenarios together."""

from dataclasses import dataclass
from decimal import Decimal

FLOOR_AT = Decimal(15)
CEILING_AT = Decimal(85)
"""Of one vendor's 33,000 floors and ceilings 12 to 21 % of all results lay below the former, 17 to 19 % above the latter."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The game, and how its scores are drawn.

    `spread` multiplies all standard deviations. `floor_at` and `ceiling_at`: so many per cent of all results are below
    a floor and a ceiling. `file` is where the outlooks stand, for messages. `streams`: of a table of scores, uses whose
    stream numbers differ by no multiple of it take different rows.
    """

    site: str
    sport: str
    spread: Decimal = Decimal(1)
    floor_at: Decimal = FLOOR_AT
    ceiling_at: Decimal = CEILING_AT
    file: str = ""
    streams: int = 2
