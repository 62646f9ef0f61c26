"""Tables of scores that have the mean and the spread that are told: curves are moved and stretched, then made whole."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.scenarios.bell import PARTS, Floats, cell_places, cell_shares, knot_places
from lineup_engine.scenarios.shapes import NO_EDGE, Measure, Shape
from lineup_kernels.normals import NORMAL_BITS
from lineup_kernels.scores import KNOT_BITS, KNOTS, LEAST_NORMAL, MOST_STEPS

Whole = NDArray[np.int32]

_ROUNDS = 40
_STEPS = 3
_FINAL_ROUNDS = 4
_CLOSE = 2e-4
_LEAST_MOVE = 0.01
_LEAST_WIDTH = 1e-6
_GAP = -2 * LEAST_NORMAL // (KNOTS - 1)
_MOST_STRETCH = 1e6
_PART = 1 << KNOT_BITS


@dataclass(frozen=True, slots=True)
class Tables:
    """One table per person, as the kernel reads them; `mean` and `stddev` are what they come to, in points."""

    knots: Whole
    edge: Whole
    below: Whole
    step: Whole
    lowest: Whole
    highest: Whole
    mean: Floats
    stddev: Floats


def fit(shapes: Sequence[Shape], steps: Sequence[int], quantum: float) -> Tables:
    """The tables of persons whose scores are multiples of `steps[i]` quanta of so many points."""
    step = np.array(steps, np.int32)
    size: Floats = step * np.float64(quantum)
    stack = _Stack.of(shapes, size)
    return _made_whole(stack, stack.stretched(), step, size)


@dataclass(frozen=True, slots=True)
class _Stack:
    """The shapes of many persons, one in each row."""

    curve: Floats
    mean: Floats
    width: Floats
    least: Floats
    edge: Floats
    by_quantiles: NDArray[np.bool_]
    span: Floats

    @classmethod
    def of(cls, shapes: Sequence[Shape], size: Floats) -> "_Stack":
        """The shapes in their order; the least scores are whole steps of this size."""
        return cls(
            curve=np.array([shape.curve for shape in shapes]).reshape(len(shapes), KNOTS),
            mean=np.array([shape.mean for shape in shapes]),
            width=np.array([shape.width for shape in shapes]),
            least=np.floor(np.array([shape.least for shape in shapes]) / size + _CLOSE) * size,
            edge=np.array([shape.edge for shape in shapes]),
            by_quantiles=np.array([shape.measure is Measure.QUANTILES for shape in shapes], np.bool_),
            span=np.array([shape.span for shape in shapes]).reshape(len(shapes), 2),
        )

    def some(self, rows: NDArray[np.bool_]) -> "_Stack":
        """Some of the rows."""
        return _Stack(*(getattr(self, name)[rows] for name in self.__slots__))

    def stretched(self) -> Floats:
        """The curves where mean and width are as told; who is there waits for the others."""
        centre, stretch = self.curve[:, KNOTS // 2].copy(), np.ones(len(self.mean))
        going = np.ones(len(self.mean), np.bool_)
        for _ in range(_ROUNDS):
            stack = self.some(going)
            centre[going], mean, width = stack.centred(centre[going], stretch[going])
            ratio = stack.width / np.maximum(width, _LEAST_WIDTH)
            stretch[going] = np.minimum(stretch[going] * np.clip(ratio, 0.25, 4.0), _MOST_STRETCH)
            going[going] = (np.abs(ratio - 1.0) > _CLOSE) | (np.abs(stack.mean - mean) > _CLOSE * width)
            if not going.any():
                break
        return self.at(centre, stretch)

    def centred(self, centre: Floats, stretch: Floats) -> tuple[Floats, Floats, Floats]:
        """The centres at which the means are as told, with the means and widths there: by Newton's steps."""
        mean, width, moves = self._measured(self.at(centre, stretch))
        for _ in range(_STEPS):
            limit = 2.0 * width + np.abs(self.mean)
            centre = centre + np.clip((self.mean - mean) / np.maximum(moves, _LEAST_MOVE), -limit, limit)
            mean, width, moves = self._measured(self.at(centre, stretch))
        return centre, mean, width

    def at(self, centre: Floats, stretch: Floats) -> Floats:
        """The curves moved and stretched, and cut off below."""
        middle = self.curve[:, KNOTS // 2, None]
        moved = centre[:, None] + stretch[:, None] * (self.curve - middle)
        return np.maximum(moved, self.least[:, None])

    def _measured(self, curves: Floats) -> tuple[Floats, Floats, Floats]:
        """Mean and width of each curve, and how much of it moves when it is moved."""
        cells = self._cells(curves)
        shares = cell_shares()
        mean = cells @ shares
        width = np.sqrt(np.maximum((cells * cells) @ shares - mean * mean, 0.0))
        moves = ((cells > self.least[:, None]) & (cell_places() >= self.edge[:, None])) @ shares
        if self.by_quantiles.any():
            width = np.where(self.by_quantiles, self._distance(curves, mean), width)
        return mean, width, moves

    def _cells(self, curves: Floats) -> Floats:
        """The curves in the middle of each cell of the grid, as the kernel reads them: straight between knots."""
        part = (np.arange(PARTS) + 0.5) / PARTS
        cells = curves[:, :-1, None] + np.diff(curves)[:, :, None] * part
        cells = cells.reshape(len(curves), (KNOTS - 1) * PARTS)
        return np.where(cell_places() < self.edge[:, None], 0.0, cells)

    def _distance(self, curves: Floats, mean: Floats) -> Floats:
        """How far the two quantiles of a span are apart; instead of one that there is not the mean is taken."""
        ends = [
            [own if place == NO_EDGE else np.interp(place, knot_places(), curve) for place in span]
            for curve, own, span in zip(curves, mean, self.span, strict=True)
        ]
        distance: Floats = np.diff(np.array(ends).reshape(len(mean), 2))[:, 0]
        return distance


def _made_whole(stack: _Stack, curves: Floats, step: Whole, size: Floats) -> Tables:
    """The curves in whole parts of a step, moved until the mean of the whole scores is the one told."""
    parts, least = curves / size[:, None] * _PART, np.rint(stack.least / size * _PART)[:, None]
    moving = parts > least
    edge = np.where(stack.edge > NO_EDGE, np.rint(stack.edge * (1 << NORMAL_BITS)), LEAST_NORMAL * 2).astype(np.int32)
    shift, best = np.zeros((2, len(step)))
    error = np.full(len(step), np.inf)
    for _ in range(_FINAL_ROUNDS):
        off = stack.mean - _moments(_whole(parts + shift[:, None] * moving, least), edge, size)[0]
        best = np.where(np.abs(off) < error, shift, best)
        error = np.minimum(error, np.abs(off))
        shift = shift + off / size * _PART / np.maximum(moving @ _knot_shares(), 0.1)
    knots = _whole(parts + best[:, None] * moving, least)
    mean, stddev = _moments(knots, edge, size)
    lowest, highest = _bounds(knots, edge)
    return Tables(knots, edge, np.zeros(len(step), np.int32), step, lowest * step, highest * step, mean, stddev)


def _whole(parts: Floats, least: Floats) -> Whole:
    most = float(MOST_STEPS * _PART)
    return np.clip(np.maximum(np.rint(parts), least), -most, most).astype(np.int32)


def _knot_shares() -> Floats:
    """The share of the normal distribution around each knot."""
    cells = cell_shares().reshape(KNOTS - 1, PARTS).sum(axis=1)
    shares: Floats = np.concatenate([cells / 2, [0.0]]) + np.concatenate([[0.0], cells / 2])
    return shares


def scores_at(knots: Whole, edge: Whole, normals: Whole) -> Whole:
    """The scores of each row's table at some normal numbers, in steps: what the kernel makes of them."""
    place = np.clip(normals - LEAST_NORMAL, 0, (KNOTS - 1) * _GAP - 1)
    low, high = knots[:, place // _GAP], knots[:, place // _GAP + 1]
    line = low * _GAP + (high - low) * (place % _GAP)
    whole = _GAP * _PART
    steps: Whole = np.where(normals < edge[:, None], 0, (line + whole // 2) // whole).astype(np.int32)
    return steps


def _moments(knots: Whole, edge: Whole, size: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each table in points."""
    places = np.rint(cell_places() * (1 << NORMAL_BITS)).astype(np.int32)
    scores = scores_at(knots, edge, places) * size[:, None]
    mean: Floats = scores @ cell_shares()
    return mean, np.sqrt(np.maximum((scores * scores) @ cell_shares() - mean * mean, 0.0))


def _bounds(knots: Whole, edge: Whole) -> tuple[Whole, Whole]:
    """The least and the largest score of each table in steps: tables rise, but for a score of 0 below the edge."""
    ends = scores_at(knots, edge, np.array([LEAST_NORMAL, -LEAST_NORMAL], np.int32))
    above = scores_at(knots, np.full(len(knots), 2 * LEAST_NORMAL, np.int32), np.array([LEAST_NORMAL], np.int32))
    lowest = np.where(edge > LEAST_NORMAL, np.minimum(ends[:, 0], above[:, 0]), ends[:, 0])
    return lowest.astype(np.int32), ends[:, 1].astype(np.int32)
