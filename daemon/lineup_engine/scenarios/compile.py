"""From persons with what is expected of them to tables that scores are drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineup_engine.scenarios.blocks import Blocks, in_blocks, repair
from lineup_engine.scenarios.checks import check_outlooks, check_tables
from lineup_engine.scenarios.compiled import Compiled
from lineup_engine.scenarios.families import family_of
from lineup_engine.scenarios.forms import with_forms
from lineup_engine.scenarios.marginals import Tables, fit
from lineup_engine.scenarios.matrix import Correlations, default_matrix, overlaid
from lineup_engine.scenarios.people import Person
from lineup_engine.scenarios.scoring import scoring_of
from lineup_engine.scenarios.settings import Settings
from lineup_engine.scenarios.shapes import shape_of
from lineup_engine.seam import Problem
from lineup_engine.slate.model import Slate
from lineup_engine.units import POINT_UNITS
from lineup_kernels.normals import normal_table
from lineup_kernels.scores import Scenarios

_MOVED = 0.005
"""Correlations that are moved by less are not worth a word."""


@dataclass(frozen=True, slots=True)
class Compilation:
    """The scenarios, or the problems that there are none for; `mean` and `stddev` are what the tables come to, in points."""

    compiled: Compiled | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    mean: tuple[float, ...] = ()
    stddev: tuple[float, ...] = ()


def compile_scenarios(
    slate: Slate, people: Sequence[Person], settings: Settings, said: Correlations | None = None
) -> Compilation:
    """The scenarios of a slate whose persons are these; `said` are the user's own correlations."""
    checked = check_outlooks(people, settings)
    if checked.problems:
        return Compilation(None, checked.problems, checked.warnings)
    drawn = [number for number, person in enumerate(checked.people) if person.outlook.plays]
    playing = [checked.people[number] for number in drawn]
    tables = _tables(playing, settings)
    problems, doubts = check_tables(playing, tables, settings)
    if problems:
        return Compilation(None, problems, (*checked.warnings, *doubts))
    blocks, moved = _blocks(playing, settings, drawn, said)
    parts = _Parts(np.array(drawn, np.int32), len(people), tables, blocks)
    return _compiled(slate, settings, parts, (*checked.warnings, *doubts, *moved))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The numbers of the drawn among so many persons, their tables, and how they go together."""

    drawn: NDArray[np.int32]
    persons: int
    tables: Tables
    blocks: Blocks

    def of_persons(self, values: NDArray[Any]) -> NDArray[Any]:
        """The values of all persons, 0 for those who are not drawn."""
        every = np.zeros(self.persons, values.dtype)
        every[self.drawn] = values
        return every


def _tables(playing: Sequence[Person], settings: Settings) -> Tables:
    scoring = scoring_of(settings.site, settings.sport)
    families = [family_of(settings.sport, next(iter(person.positions), "")) for person in playing]
    shapes = [shape_of(family, person.outlook, settings) for family, person in zip(families, playing, strict=True)]
    steps = [scoring.step_of(person.positions) for person in playing]
    return fit(shapes, steps, scoring.quantum / POINT_UNITS)


def _blocks(
    playing: Sequence[Person], settings: Settings, drawn: Sequence[int], said: Correlations | None
) -> tuple[Blocks, tuple[str, ...]]:
    """The persons in blocks; a word where the user's correlations cannot be and others are taken."""
    matrix = default_matrix(settings.sport, playing)
    if said is None:
        return in_blocks(repair(matrix).matrix), ()
    rows = {number: row for row, number in enumerate(drawn)}
    repaired = repair(overlaid(matrix, said, rows))
    words = f"{said.file}: such correlations cannot be together; the nearest possible ones are used, and the largest change is"
    told = (f"{words} {repaired.moved:.3f}",) if repaired.moved > _MOVED else ()
    return in_blocks(repaired.matrix), told


def _compiled(slate: Slate, settings: Settings, parts: _Parts, warnings: tuple[str, ...]) -> Compilation:
    tables, blocks, order = parts.tables, parts.blocks, parts.blocks.order
    provider = Scenarios(
        normal=normal_table(),
        person=parts.drawn[order],
        first=blocks.first,
        wide=blocks.wide,
        start=blocks.start,
        weights=blocks.weights,
        knots=tables.knots[order],
        edge=tables.edge[order],
        below=tables.below[order],
        step=tables.step[order],
    )
    bounds = parts.of_persons(tables.lowest), parts.of_persons(tables.highest)
    mean, stddev = parts.of_persons(tables.mean), parts.of_persons(tables.stddev)
    compiled = with_forms(slate, provider, settings, bounds)
    return Compilation(compiled, (), warnings, tuple(mean.tolist()), tuple(stddev.tolist()))
