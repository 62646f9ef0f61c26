"""Correlation matrices: blocks of persons who have to do with each other, made possible where they are not, in integers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_kernels.normals import MOST_NORMAL
from lineup_kernels.scores import WEIGHT_BITS

Matrix = NDArray[np.float64]

_LEAST_EIGENVALUE = 1e-6
_POSSIBLE = -1e-9
_REPAIRS = 200
_LEAST_PIVOT = 1e-7
_ONE = 1 << WEIGHT_BITS
_MOST_SUM = (1 << 31) - _ONE


@dataclass(frozen=True, slots=True)
class Blocks:
    """Persons in blocks, as the kernel draws them; `order` are their rows in the matrix."""

    order: NDArray[np.int32]
    first: NDArray[np.int32]
    wide: NDArray[np.uint8]
    start: NDArray[np.int64]
    weights: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A matrix that results can have, and by how much the most changed correlation was moved."""

    matrix: Matrix
    moved: float = 0.0


def repair(matrix: Matrix) -> Repaired:
    """The nearest possible matrix, by cutting off negative eigenvalues and restoring ones on the diagonal, by turns.

    Higham (2002), IMA Journal of Numerical Analysis 22, with Dykstra's correction; it ends as soon as the smallest
    eigenvalue is not below zero.
    """
    parts = [part for part in components(matrix) if len(part) > 1]
    found = matrix.copy()
    for part in parts:
        place = np.ix_(part, part)
        found[place] = _nearest(matrix[place])
    return Repaired(found, float(np.abs(found - matrix).max(initial=0.0)))


def _nearest(matrix: Matrix) -> Matrix:
    if np.linalg.eigvalsh(matrix)[0] >= _POSSIBLE:
        return matrix
    found, correction = matrix, np.zeros_like(matrix)
    for _ in range(_REPAIRS):
        shifted = found - correction
        cut = _cut(shifted)
        correction = cut - shifted
        found = cut.copy()
        np.fill_diagonal(found, 1.0)
        if np.linalg.eigvalsh(found)[0] >= _POSSIBLE:
            return found
    cut = _cut(found)
    scaled: Matrix = cut / np.sqrt(np.outer(np.diag(cut), np.diag(cut)))
    return scaled


def _cut(matrix: Matrix) -> Matrix:
    """The matrix without its negative eigenvalues."""
    values, vectors = np.linalg.eigh(matrix)
    cut: Matrix = (vectors * np.maximum(values, _LEAST_EIGENVALUE)) @ vectors.T
    return cut


def components(matrix: Matrix) -> list[NDArray[np.int64]]:
    """The rows that hang together, each group in rising order, the groups by their first row."""
    linked = matrix != 0.0
    waiting, groups = set(range(len(matrix))), []
    while waiting:
        group, edge = set[int](), {min(waiting)}
        while edge:
            group |= edge
            edge = {int(row) for one in edge for row in np.flatnonzero(linked[one])} - group
        waiting -= group
        groups.append(np.array(sorted(group)))
    return groups


def in_blocks(matrix: Matrix) -> Blocks:
    """The rows of integer weights that make correlated normal numbers of independent ones: Cholesky factors."""
    groups = components(matrix)
    rows: list[list[int]] = []
    wide: list[bool] = []
    for group in groups:
        own = whole_factor(matrix[np.ix_(group, group)])
        wide.append(bool((np.abs(own).sum(axis=1) * MOST_NORMAL > _MOST_SUM).any()))
        rows += [row[: place + 1] for place, row in enumerate(own.tolist())]
    return Blocks(
        order=np.array([row for group in groups for row in group.tolist()], np.int32),
        first=np.cumsum([0, *(len(group) for group in groups)]).astype(np.int32),
        wide=np.array(wide, np.uint8),
        start=np.cumsum([0, *(len(row) for row in rows)])[:-1].astype(np.int64),
        weights=np.array([weight for row in rows for weight in row], np.int16),
    )


def whole_factor(matrix: Matrix) -> NDArray[np.int64]:
    """The Cholesky factor in parts of 2 to the power of `WEIGHT_BITS`; it may be of a matrix without full rank.

    The last weight of a row is what makes its squares sum up to one, so that every person's spread stays his own.
    """
    size = len(matrix)
    factor = np.zeros((size, size))
    for row in range(size):
        for column in range(row):
            rest = matrix[row, column] - float(factor[row, :column] @ factor[column, :column])
            pivot, room = factor[column, column], max(1.0 - float(factor[row, :column] @ factor[row, :column]), 0.0)
            # Rounding must not make a row longer than one where the matrix has hardly full rank.
            limit = room**0.5
            factor[row, column] = min(max(rest / pivot, -limit), limit) if pivot > _LEAST_PIVOT else 0.0
        factor[row, row] = np.sqrt(max(matrix[row, row] - float(factor[row, :row] @ factor[row, :row]), 0.0))
    whole = np.rint(factor * _ONE).astype(np.int64)
    before = (np.tril(whole, -1) ** 2).sum(axis=1)
    np.fill_diagonal(whole, np.rint(np.sqrt(np.maximum(_ONE * _ONE - before, 0))).astype(np.int64))
    return whole
