"""A table of simulated scores as the user's file has it: labels of players, and a column of numbers for each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.errors import InputError
from lineup_engine.scenarios.labels import Label
from lineup_engine.seam import NamedFile, Problem

MAX_VALUES = 200_000_000
"""More scores than any table has: 500 players in 400,000 simulations."""


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """The scores in points: shape (simulations, labels). `lines`: the line of each simulation, where the file has lines."""

    file: str
    labels: tuple[Label, ...]
    points: NDArray[np.float64]
    warnings: tuple[str, ...] = ()


def table_of(
    file: NamedFile, names: Sequence[str], values: NDArray[np.generic], by_rows: bool | None = None
) -> ScoreTable:
    """A table of names and numbers, whichever way round; with as many simulations as players the players are columns."""
    if values.ndim != 2 or not np.issubdtype(values.dtype, np.number) or np.iscomplexobj(values):
        raise refused(
            file,
            f"has scores of shape {values.shape} and kind {values.dtype}",
            "numbers in rows and columns are needed",
        )
    if by_rows is None:
        by_rows = values.shape[1] != len(names)
    turned = values.T if by_rows else values
    if turned.shape[1] != len(names):
        words = f"has {len(names)} names and scores of shape {values.shape}"
        raise refused(file, words, "there is one column, or one row, for each name")
    if not turned.size:
        raise refused(file, "has no scores", "is it the right file?")
    points = np.asarray(turned, np.float64)
    if not np.isfinite(points).all():
        row, column = (int(place[0]) for place in np.nonzero(~np.isfinite(points)))
        words = f"simulation {row + 1} has no finite score for {names[column]}"
        raise refused(file, words, "every player has a score in every simulation; 0 for who does not play")
    return ScoreTable(file.path, tuple(Label(name, 0) for name in names), points)


def refused(file: NamedFile, message: str, hint: str, line: int = 0, column: int = 0) -> InputError:
    """The file cannot be used."""
    return InputError([Problem(file.path, line, column, message, hint)])
