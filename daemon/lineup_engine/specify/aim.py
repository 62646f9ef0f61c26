"""What lineups are best by: each player's worth under the user's objective, and how far it is drawn at random."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from lineup_engine.config.model import JobConfig
from lineup_engine.config.objective import Objective, Randomness
from lineup_engine.config.sims import SHARE_OF_POINTS, SHARE_OF_STDDEV, Sims
from lineup_engine.specification import Spread
from lineup_engine.specify.findings import Findings
from lineup_engine.specify.inputs import Expected
from lineup_engine.units import POINT_UNITS


@dataclass(frozen=True, slots=True)
class Aim:
    """The worth of every player in units; empty where it is his points."""

    worth: tuple[int, ...] = ()
    spread: Spread | None = None


def read_aim(config: JobConfig, expected: Expected, findings: Findings) -> Aim:
    """The objective and the randomness of a configuration; a column that they need and is not there is a problem."""
    worth = measure(config.objective, ("objective", "by"), expected, findings)
    randomness = config.rules.randomness
    is_random = randomness is not None and bool(randomness.share)
    if config.sims is not None:
        if is_random:
            place = findings.locate.key("rules", "randomness")
            findings.refuse(place, "rules.randomness and sims are two ways to draw", "leave one of them out")
        return Aim(worth, _simulated(config.sims, expected, findings))
    return Aim(worth, _spread(randomness, expected, findings) if randomness is not None and is_random else None)


def measure(objective: Objective, path: tuple[str, ...], expected: Expected, findings: Findings) -> tuple[int, ...]:
    """The worth of every player under an objective, empty where it is his points; `path` is where the user wants it."""
    points = [units or 0 for units in expected.points]
    if objective.by == "ceiling" and _is_told(expected.ceiling, path, "ceiling", findings):
        return tuple(own if top is None else top for own, top in zip(points, expected.ceiling, strict=True))
    if objective.by == "leverage" and _is_told(expected.ownership, path, "ownership", findings):
        price = objective.weight * POINT_UNITS
        owned = [Decimal(str(share or 0)) for share in expected.ownership]
        return tuple(own - _whole(price * share) for own, share in zip(points, owned, strict=True))
    return ()


def _spread(randomness: Randomness, expected: Expected, findings: Findings) -> Spread:
    path = ("rules", "randomness", "by")
    by_stddev = randomness.by == "stddev" and _is_told(expected.stddev, path, "stddev", findings)
    base = expected.stddev if by_stddev else expected.points
    return Spread(randomness.kind, tuple(_whole(abs(units or 0) * randomness.share / 100) for units in base))


def _simulated(sims: Sims, expected: Expected, findings: Findings) -> Spread:
    by = sims.by or ("stddev" if any(units is not None for units in expected.stddev) else "share")
    by_stddev = by == "stddev" and _is_told(expected.stddev, ("sims", "by"), "stddev", findings)
    share = (SHARE_OF_STDDEV if by == "stddev" else SHARE_OF_POINTS) if sims.share is None else sims.share
    base = expected.stddev if by_stddev else expected.points
    return Spread(sims.kind, tuple(_whole(abs(units or 0) * share / 100) for units in base), sims.count)


def _is_told(column: Sequence[object], path: tuple[str, ...], name: str, findings: Findings) -> bool:
    """Whether the projections have a column; a problem where not, a warning where some players have nothing there."""
    without = sum(cell is None for cell in column)
    if without == len(column):
        words = f"{'.'.join(path)}: the projections have no {name}"
        findings.refuse(findings.locate.value(*path), words, f"name its column: columns: {{{name}: ...}}")
    return without < len(column)


def _whole(units: Decimal) -> int:
    return int(units.to_integral_value(ROUND_HALF_EVEN))
