"""Limits on ownership: sum, average, product, and players whom few others have."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from lineup_engine.config.limits import Ownership
from lineup_engine.config.numbers import PerCentRange
from lineup_engine.config.tree import Path
from lineup_engine.optimizer.cases import Wish
from lineup_engine.optimizer.counting import LowOwned
from lineup_engine.optimizer.ownership import (
    OWNERSHIP_UNITS,
    OwnershipProduct,
    OwnershipSum,
    log_of_limit,
    log_of_share,
)
from lineup_engine.specify.select import Selector
from lineup_engine.specify.wishes.limits import require_room

_PATH: Path = ("rules", "ownership")


def limit_ownership(limits: Ownership, selector: Selector) -> Iterator[Wish]:
    """`rules.ownership`."""
    yield from selector.placed(_PATH, _limits(limits, selector))


def _limits(limits: Ownership, selector: Selector) -> Iterator[Wish]:
    expected = selector.attributes.expected
    if limits == Ownership() or expected is None:
        return
    if all(share is None for share in expected.ownership):
        selector.refuse(
            _PATH, "there is no ownership in the projections", "name its column: columns: {ownership: Own%}"
        )
        return
    unknown = [
        share is None and points is not None for share, points in zip(expected.ownership, expected.points, strict=True)
    ]
    if any(unknown):
        selector.findings.warnings.append(
            f"{sum(unknown)} players have no ownership: it counts as 0 in rules.ownership"
        )
    shares = tuple(round((share or 0) * OWNERSHIP_UNITS) for share in expected.ownership)
    if limits.sum is not None:
        yield _sum("sum", limits.sum, shares, 1)
    if limits.average is not None:
        yield _sum("average", limits.average, shares, selector.size)
    if limits.product is not None:
        logs = tuple(log_of_share(Decimal(share) / (100 * OWNERSHIP_UNITS)) for share in shares)
        words = f"ownership multiplied at most {limits.product.max:g}"
        yield OwnershipProduct(words, logs, high=log_of_limit(limits.product.max))
    if limits.under is not None:
        yield from _under(limits, shares, selector)


def _sum(noun: str, limit: PerCentRange, shares: tuple[int, ...], times: int) -> Wish:
    """Bounds in units, rounded so that neither is ever passed."""
    low, high = (None if bound is None else bound * times * OWNERSHIP_UNITS for bound in (limit.min, limit.max))
    sides = [("at least", limit.min), ("at most", limit.max)]
    bounds = [f"{side} {bound:f}%" for side, bound in sides if bound is not None]
    return OwnershipSum(
        f"{noun} of ownership {' and '.join(bounds)}",
        shares,
        None if low is None else int(low.to_integral_value(ROUND_CEILING)),
        None if high is None else int(high.to_integral_value(ROUND_FLOOR)),
        times,
    )


def _under(limits: Ownership, shares: tuple[int, ...], selector: Selector) -> Iterator[Wish]:
    assert limits.under is not None  # noqa: S101 - the caller has seen to it
    share, wanted = limits.under.share, limits.under.at_least
    players = tuple(player for player, own in enumerate(shares) if own < share * OWNERSHIP_UNITS)
    path = (*_PATH, "under")
    if not players:
        selector.refuse(path, f"nobody is below {share:f}%", "write a larger share")
    elif require_room(selector, (*path, "at_least"), wanted, players):
        yield LowOwned(f"at least {wanted} players with ownership below {share:f}%", players, low=wanted)
