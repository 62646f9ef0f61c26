"""The user's own table of simulated scores, ready to be taken row by row."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import gcd

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.fast.weights import MOST_POINTS
from lineup_engine.scenarios.compile import Compilation
from lineup_engine.scenarios.forms import with_forms
from lineup_engine.scenarios.labels import Meant, match_labels, unknown
from lineup_engine.scenarios.people import Person
from lineup_engine.scenarios.score_table import ScoreTable
from lineup_engine.scenarios.scoring import scoring_of
from lineup_engine.scenarios.settings import Settings
from lineup_engine.seam import Problem
from lineup_engine.slate.model import Slate
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import shown, some_of
from lineup_engine.units import POINT_UNITS
from lineup_kernels.outcomes import Outcomes

ENOUGH_ROWS = 2_000
"""With so many simulations or more, those that lineups are chosen by and those that are reported are different ones."""

_MOST_POINTS = MOST_POINTS // (2 * POINT_UNITS)
"""Half of what fits the search, for captains count up to twice: 671 points."""

_GOLDEN = 0.6180339887498949
_NAMED_LETTERS = 100
_CLOSE = 1e-3


def compile_outcomes(
    slate: Slate,
    people: Sequence[Person],
    settings: Settings,
    table: ScoreTable,
    corrections: Mapping[str, int],
) -> Compilation:
    """The scenarios that a table has; everybody with a projection needs scores in it."""
    meant = match_labels(slate, table.labels, table.file, corrections)
    problems = (
        *meant.problems,
        *meant.twice(table.labels, table.file),
        *_strangers(slate, table, meant),
        *_missing(people, meant, table.file),
        *_too_large(table, meant),
    )
    if problems:
        return Compilation(None, limited(problems), table.warnings)
    quanta, rounded = _in_quanta(table, settings)
    used = [place for place, person in enumerate(meant.persons) if person is not None]
    column = np.full(len(people), -1, np.int32)
    for place, label in enumerate(used):
        column[meant.persons[label] or 0] = place
    provider = _provider(quanta[:, used], column, settings.streams)
    warnings = (*table.warnings, *rounded, *_left_out(table, meant), *_few(len(quanta), table.file))
    return _compiled(slate, provider, settings, warnings)


def _compiled(slate: Slate, provider: Outcomes, settings: Settings, warnings: tuple[str, ...]) -> Compilation:
    rows, column = provider.rows, provider.column
    quantum = scoring_of(settings.site, settings.sport).quantum / POINT_UNITS
    is_there = column >= 0

    def of_persons(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(is_there, values[np.maximum(column, 0)], 0.0)

    lowest, highest = of_persons(rows.min(axis=0)), of_persons(rows.max(axis=0))
    compiled = with_forms(slate, provider, settings, (lowest.astype(np.int32), highest.astype(np.int32)))
    mean, stddev = of_persons(rows.mean(axis=0)) * quantum, of_persons(rows.std(axis=0)) * quantum
    return Compilation(compiled, (), warnings, tuple(mean.tolist()), tuple(stddev.tolist()))


def _in_quanta(table: ScoreTable, settings: Settings) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """The scores as whole quanta of the game, and a word where they were none."""
    quantum = scoring_of(settings.site, settings.sport).quantum
    exact = table.points * (POINT_UNITS / quantum)
    whole = np.rint(exact)
    odd = float((np.abs(exact - whole) > _CLOSE).mean())
    words = f"{table.file}: {odd:.1%} of the scores are no multiples of {quantum / POINT_UNITS:g} and were rounded"
    return whole, (words,) if odd else ()


def _provider(quanta: NDArray[np.float64], column: NDArray[np.int32], streams: int) -> Outcomes:
    """The rows in as few bytes as they need, divided among the streams where there are enough."""
    count = len(quanta)
    narrow = np.abs(quanta).max(initial=0) < 1 << 15
    rows = np.ascontiguousarray(quanta, np.int16) if narrow else np.ascontiguousarray(quanta, np.int32)
    parts = streams if count >= ENOUGH_ROWS else 1
    ends = [count * part // parts for part in range(parts + 1)]
    spans = np.array(list(pairwise(ends)), np.int32)
    stride = max(1, round(count * _GOLDEN))
    while gcd(stride, count) != 1:
        stride += 1
    return Outcomes(rows, column, spans, stride)


def _strangers(slate: Slate, table: ScoreTable, meant: Meant) -> tuple[Problem, ...]:
    """A file of which most players are nobody on the slate is another slate's."""
    if 2 * meant.known >= len(table.labels):
        return ()
    lost = [label for label, person in zip(table.labels, meant.persons, strict=True) if person is None]
    words = f"{len(lost)} of its {len(table.labels)} players are nobody on the slate {shown(slate.file)}"
    whole = Problem(table.file, 0, 0, words, "is it the file for this slate?")
    return (whole, *(unknown(slate, label, table.file) for label in lost))


def _too_large(table: ScoreTable, meant: Meant) -> Iterator[Problem]:
    """Scores that no game gives, of those who are on the slate: nothing could be searched quickly among them."""
    reach = np.maximum(table.points.max(axis=0), -table.points.min(axis=0))
    for place in np.flatnonzero(reach > _MOST_POINTS).tolist():
        label = table.labels[place]
        if meant.persons[place] is not None:
            row = int(np.abs(table.points[:, place]).argmax())
            words = f"{shown(label.text)} scores {table.points[row, place]:,.12g} points in simulation {row + 1}"
            cure = f"scores are points: nobody has more than {_MOST_POINTS}"
            yield Problem(table.file, label.line, label.column, words, cure)


def _missing(people: Sequence[Person], meant: Meant, file: str) -> tuple[Problem, ...]:
    there = set(meant.persons)
    names = [p.name for n, p in enumerate(people) if n not in there and p.outlook.plays]
    if not names or not meant.known:
        return ()
    words = (
        f"has no scores for {len(names)} with a projection: {some_of([shown(n) for n in names], ', ', _NAMED_LETTERS)}"
    )
    return (Problem(file, 0, 0, words, "add them, or give them no projection; who does not play has 0 points"),)


def _left_out(table: ScoreTable, meant: Meant) -> tuple[str, ...]:
    lost = [shown(label.text) for label, p in zip(table.labels, meant.persons, strict=True) if p is None]
    words = f"{table.file}: {len(lost)} of its players are nobody on the slate and not used"
    return (f"{words}: {some_of(lost, ', ', _NAMED_LETTERS)}",) if lost else ()


def _few(rows: int, file: str) -> tuple[str, ...]:
    words = (
        f"{file}: with fewer than {ENOUGH_ROWS:,} simulations lineups are chosen by the same {rows:,} that are reported"
    )
    return (f"{words}, so that the figures flatter them",) if rows < ENOUGH_ROWS else ()
