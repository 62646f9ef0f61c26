"""How well tables of scores fitted what players really scored: coverage, places in the distribution, spread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.scenarios.bell import cell_places, cell_shares
from lineup_engine.scenarios.families import family_of
from lineup_engine.scenarios.marginals import fit, scores_at
from lineup_engine.scenarios.people import Outlook
from lineup_engine.scenarios.scoring import scoring_of
from lineup_engine.scenarios.settings import Settings
from lineup_engine.scenarios.shapes import shape_of
from played import Played

BINS = 10


@dataclass(frozen=True, slots=True)
class Truth:
    """How results lie in what was foreseen: shares of them in ten bands that should have a tenth each.

    `low`, `high`: the shares of each table below a result, and up to it.
    """

    players: int
    bias: float
    z_spread: float
    bands: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @property
    def covered(self) -> float:
        """The share of results within the middle 80 per cent of what was foreseen."""
        return float(self.bands[1:-1].sum())

    def beyond(self, share: float) -> float:
        """The share of results above the table's quantile of this share."""
        return float(
            (np.maximum(self.high - share, 0) / np.maximum(self.high - np.minimum(self.low, share), 1e-12)).mean()
        )


def default_outlook(played: Played) -> Outlook:
    """The projection alone."""
    return Outlook(_units(played.expected))


def given_outlook(played: Played) -> Outlook:
    """With what the vendor says of the spread."""
    stddev, floor, ceiling = (
        None if points is None else _units(points) for points in (played.stddev, played.floor, played.ceiling)
    )
    return Outlook(_units(played.expected), stddev, floor, ceiling)


def _units(points: float) -> int:
    return round(points * 100_000)


def truth_of(
    played: Sequence[Played], outlook_of: Callable[[Played], Outlook] = default_outlook, tick: float = 0.0
) -> Truth:
    """Compare results with the tables that the outlooks give; results are known to so many points more or less."""
    sizes, shapes, steps = [], [], []
    for one in played:
        scoring = scoring_of("draftkings", one.sport)
        step = scoring.step_of([one.position])
        sizes.append(step * scoring.quantum / 100_000)
        steps.append(step)
        settings = Settings("draftkings", one.sport)
        shapes.append(shape_of(family_of(one.sport, one.position), outlook_of(one), settings))
    tables = fit(shapes, steps, scoring_of("draftkings", played[0].sport).quantum / 100_000)
    normals = np.rint(cell_places() * 4096).astype(np.int32)
    scores = scores_at(tables.knots, tables.edge, normals) * np.array(sizes)[:, None]
    actual = np.array([one.actual for one in played])
    low = (scores < actual[:, None] - tick - 1e-6) @ cell_shares()
    high = (scores <= actual[:, None] + tick + 1e-6) @ cell_shares()
    z = (actual - tables.mean) / tables.stddev
    bias = float(actual.sum() / sum(one.expected for one in played))
    return Truth(len(played), bias, float(z.std()), _bands(low, high), low, high)


def _bands(low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.float64]:
    """A result that many would have is spread evenly over all places that it could take."""
    ends = np.linspace(0, 1, BINS + 1)
    wide = np.maximum(high - low, 1e-12)[:, None]
    middle = np.where(high > low, low, np.clip(low, 0, 1 - 1e-9) - 5e-13)[:, None]
    shares = np.clip(np.minimum(middle + wide, ends[1:]) - np.maximum(middle, ends[:-1]), 0, None) / wide
    bands: NDArray[np.float64] = shares.mean(axis=0)
    return bands


def row_of(name: str, truth: Truth) -> tuple[str, ...]:
    """A row of the pages' tables."""
    bands = " ".join(f"{share:.2f}".removeprefix("0") for share in truth.bands)
    beyond = f"{truth.beyond(0.99):.3f}"
    return name, str(truth.players), f"{truth.bias:.2f}", f"{truth.z_spread:.2f}", f"{truth.covered:.2f}", bands, beyond
