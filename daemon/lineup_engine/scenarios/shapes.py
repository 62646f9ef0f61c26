"""The form of one person's results before they are moved and stretched to his mean and spread: a rising curve of knots."""

from dataclasses import dataclass, replace
from enum import IntEnum
from math import exp

import numpy as np

from lineup_engine.scenarios.bell import Floats, below, knot_places, knot_shares, place_of
from lineup_engine.scenarios.families import Family, Two
from lineup_engine.scenarios.people import Outlook
from lineup_engine.scenarios.settings import Settings
from lineup_engine.units import POINT_UNITS

NO_EDGE = -9.0
"""A place that no normal number is below."""

_LEAST_SHARE, _MOST_SHARE = 0.02, 0.98
_TIGHTEST = 0.6
_MOST_NONE = 0.97
_WIDEST = 6.0
_THIN = 0.01
_STRAIGHT = 3.0
_ROOM = 0.8
_WORTH = 1.75
_SMALLEST = 0.05


class Measure(IntEnum):
    """What is stretched until it is as wide as told: the standard deviation, or the distance of two quantiles."""

    STDDEV = 0
    QUANTILES = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """A curve over the knots in points; below `edge`, in standard deviations, the score is 0, above it at least `least`.

    It is stretched until `measure` is `width` points; quantiles are those at the places `span`, or of one and the mean.
    """

    curve: Floats
    mean: float
    width: float
    least: float
    edge: float = NO_EDGE
    measure: Measure = Measure.STDDEV
    span: tuple[float, float] = (-1.0, 1.0)


def shape_of(family: Family, outlook: Outlook, settings: Settings) -> Shape:
    """What a person's outlook says, and what his family says beside it.

    Quantiles come before the standard deviation, that before floor and ceiling, and these before the family. Nothing is
    wider than six times the way from the least score to the mean: no game's results are.
    """
    shape = _shape_of(family, outlook, settings)
    return replace(shape, width=min(shape.width, _WIDEST * max(shape.mean - min(shape.least, 0.0), _THIN)))


def _shape_of(family: Family, outlook: Outlook, settings: Settings) -> Shape:
    mean = (outlook.mean or 0) / POINT_UNITS
    factor = float(settings.spread)
    if outlook.quantiles:
        return _told(outlook, mean, factor, family)
    curve = _two_kinds(family.two, mean) if family.two else _skewed(family.skew)
    stddev = _natural(family, curve, mean) if outlook.stddev is None else outlook.stddev / POINT_UNITS
    least = _least(family, mean, stddev * factor)
    if outlook.stddev is None and (outlook.floor is not None or outlook.ceiling is not None):
        return _between(outlook, Shape(curve, mean, 0.0, least), settings)
    return _with_none(family, Shape(curve, mean, stddev * factor, least))


def _natural(family: Family, curve: Floats, mean: float) -> float:
    """The default spread: of results of two kinds that of the curve itself."""
    if not family.two:
        return family.stddev(mean)
    shares = np.diff(knot_shares())
    middles = (curve[1:] + curve[:-1]) / 2
    centre = float(shares @ middles)
    return float(np.sqrt(shares @ (middles - centre) ** 2))


def _least(family: Family, mean: float, stddev: float) -> float:
    """Nobody scores less than the game's least; but who is expected near it may."""
    return family.least if mean > family.least else mean - 3.0 * stddev


def _with_none(family: Family, shape: Shape) -> Shape:
    """With the share of results that are 0: so large that the others can be worth something, as far as the spread allows."""
    if family.none is None or shape.mean <= 0.0 or shape.width <= 0.0:
        return shape
    often, power = family.none
    relative = (_TIGHTEST * shape.width / shape.mean) ** 2
    worth = 1.0 - shape.mean / (_WORTH * family.first)
    share = min(max(exp(-often * shape.mean**power), worth), relative / (1.0 + relative), _MOST_NONE)
    edge = float(place_of(np.array([share]))[0])
    # Where even so the least score above 0 would be too much on average, smaller ones are let in.
    least = min(family.first, _ROOM * shape.mean / (1.0 - share))
    return Shape(shape.curve, shape.mean, shape.width, least, edge)


def _skewed(skew: float) -> Floats:
    """(exp(skew z) - 1) / skew; beyond three standard deviations it goes on straight, for nobody scores without end."""
    places = knot_places()
    if skew == 0.0:
        return places
    near = np.clip(places, -_STRAIGHT, _STRAIGHT)
    return np.expm1(skew * near) / skew + np.exp(skew * near) * (places - near)


def _two_kinds(two: Two, mean: float) -> Floats:
    """The quantiles of a mixture of two normal distributions whose mean is the person's.

    Somebody of whom less is expected than of a loser loses nearly always, with scores that are smaller in proportion.
    """
    rest = two.low + _LEAST_SHARE * (two.high - two.low)
    size = min(max(mean / rest, _SMALLEST), 1.0)
    share = min(max((two.high - mean / size) / (two.high - two.low), _LEAST_SHARE), _MOST_SHARE)
    start = min(two.low - 6.0 * two.low_spread, two.high - 6.0 * two.high_spread)
    points = np.linspace(start, two.high + 6.0 * two.high_spread, 1_000)
    lows, highs = below((points - two.low) / two.low_spread), below((points - two.high) / two.high_spread)
    return size * np.interp(knot_shares(), share * lows + (1.0 - share) * highs, points)


def _between(outlook: Outlook, shape: Shape, settings: Settings) -> Shape:
    """Stretched between floor and ceiling; with one of them only, between it and the mean."""
    low, high = (place_of(np.array([float(share) / 100]))[0] for share in (settings.floor_at, settings.ceiling_at))
    bottom = shape.mean if outlook.floor is None else outlook.floor / POINT_UNITS
    top = shape.mean if outlook.ceiling is None else outlook.ceiling / POINT_UNITS
    span = (NO_EDGE if outlook.floor is None else float(low), NO_EDGE if outlook.ceiling is None else float(high))
    width = (top - bottom) * float(settings.spread)
    return Shape(shape.curve, shape.mean, width, shape.least, measure=Measure.QUANTILES, span=span)


def _told(outlook: Outlook, mean: float, factor: float, family: Family) -> Shape:
    """A curve through the user's quantiles: straight between them and beyond the outer ones, over normal numbers."""
    shares = np.array([float(share) / 100 for share, _ in outlook.quantiles])
    values = np.array([units / POINT_UNITS for _, units in outlook.quantiles])
    places, knots = place_of(shares), knot_places()
    curve = np.interp(knots, places, values)
    slopes = np.diff(values) / np.diff(places)
    curve = curve + np.minimum(knots - places[0], 0.0) * slopes[0] + np.maximum(knots - places[-1], 0.0) * slopes[-1]
    span, width = (float(places[0]), float(places[-1])), float(values[-1] - values[0]) * factor
    least = min(_least(family, mean, width), float(values[0]))
    return Shape(curve, mean, width, least, measure=Measure.QUANTILES, span=span)
