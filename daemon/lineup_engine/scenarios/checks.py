"""What is wrong with what is expected of the players, and what of it cannot be had: with place and cure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from lineup_engine.scenarios.families import family_of
from lineup_engine.scenarios.marginals import Tables
from lineup_engine.scenarios.people import Outlook, Person
from lineup_engine.scenarios.scoring import scoring_of
from lineup_engine.scenarios.settings import Settings
from lineup_engine.seam import Problem
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import shown, some_of
from lineup_engine.units import POINT_UNITS, to_points
from lineup_kernels.scores import MOST_STEPS

_NAMED_LETTERS = 100
_WINNERS = 1.25
"""So many winners of a bout are too many, even where projections are rounded and some bouts end quickly."""

_OFF = 0.02
_OFF_SPREAD = 0.05


@dataclass(frozen=True, slots=True)
class Checked:
    """The persons without what cannot be used of their outlooks, or the problems."""

    people: tuple[Person, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


def check_outlooks(people: Sequence[Person], settings: Settings) -> Checked:
    """Whether each person's numbers can be true together."""
    problems = [problem for person in people for problem in _problems(person, settings.file)]
    without = [person.name for person in people if _is_out_of_order(person.outlook)]
    words = "floor or ceiling is on the wrong side of the points, and not used"
    usable = tuple(_usable(person) for person in people)
    warnings = (f"{settings.file}: of {_people(without)} {words}",) if without else ()
    told = (*warnings, *_followed(usable, settings.file), *_two_winners(usable, settings))
    return Checked(usable, limited(problems), told)


def _followed(people: Sequence[Person], file: str) -> Iterator[str]:
    """That quantiles are used, and which: they are found by the names of their columns alone."""
    told = [person.outlook.quantiles for person in people if person.outlook.quantiles]
    if told:
        shares = ", ".join(f"{share:f}%" for share, _ in told[0])
        noun = "player" if len(told) == 1 else "players"
        yield f"{file}: the scores of {len(told)} {noun} follow its quantiles ({shares})"


def _two_winners(people: Sequence[Person], settings: Settings) -> Iterator[str]:
    """That both sides of a bout are expected to win it, as averages of earlier bouts often say."""
    chances: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for person in people:
        two = family_of(settings.sport, next(iter(person.positions), "")).two
        if two is not None and person.opponent and person.outlook.plays:
            mean = (person.outlook.mean or 0) / POINT_UNITS
            chances[person.game].append(((mean - two.low) / (two.high - two.low), shown(person.name)))
    bouts = [sorted(sides, reverse=True) for sides in chances.values() if len(sides) == 2]
    told = [f"{one[1]} and {other[1]}" for one, other in bouts if one[0] + other[0] > _WINNERS]
    if told:
        words = f"in {len(told)} of {len(bouts)} bouts both sides are projected to win ({some_of(told, ', ', _NAMED_LETTERS)})"
        yield f"{settings.file}: {words}: averages of earlier bouts are no projections"


def _problems(person: Person, file: str) -> Iterator[Problem]:
    outlook, name = person.outlook, shown(person.name)
    mean, stddev = outlook.mean or 0, outlook.stddev
    if stddev is not None and stddev < 0:
        words = f"the standard deviation of {name} is below 0: {to_points(stddev):g}"
        yield Problem(file, outlook.line, 0, words, "correct it, or leave the cell empty for the default")
    if stddev == 0 and mean and not outlook.quantiles:
        words = f"{name} has {to_points(mean):g} points and a standard deviation of 0"
        cure = "leave the cell empty for the default; who does not play has 0 points too"
        yield Problem(file, outlook.line, 0, words, cure)
    values = [units for _, units in outlook.quantiles]
    if any(higher < lower for lower, higher in pairwise(values)):
        words = f"the quantiles of {name} fall: {', '.join(f'{to_points(units):g}' for units in values)}"
        yield Problem(file, outlook.line, 0, words, "a higher quantile has at least as many points")


def _is_out_of_order(outlook: Outlook) -> bool:
    """Whether a floor lies above the points, or a ceiling below them."""
    mean = outlook.mean or 0
    is_high = outlook.floor is not None and outlook.floor > mean
    is_low = outlook.ceiling is not None and outlook.ceiling < mean
    return outlook.plays and (is_high or is_low)


def _usable(person: Person) -> Person:
    """The person without floor and ceiling where they tell nothing, and without quantiles that do not spread."""
    outlook = person.outlook
    mean, bottom, top = outlook.mean or 0, outlook.floor, outlook.ceiling
    bottom = None if bottom is None or bottom >= mean else bottom
    top = None if top is None or top <= mean else top
    values = {units for _, units in outlook.quantiles}
    quantiles = outlook.quantiles if len(values) > 1 else ()
    return replace(person, outlook=replace(outlook, floor=bottom, ceiling=top, quantiles=quantiles))


def check_tables(
    playing: Sequence[Person], tables: Tables, settings: Settings
) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """Scores that are too large to be true; and means and spreads that no table has, for a warning."""
    quantum = scoring_of(settings.site, settings.sport).quantum / POINT_UNITS
    reach = np.maximum(np.abs(tables.lowest), np.abs(tables.highest)) // tables.step
    problems = [
        Problem(
            settings.file,
            person.outlook.line,
            0,
            f"{shown(person.name)} could score more than {MOST_STEPS * quantum:,.0f} points",
            "look at his points and his standard deviation",
        )
        for person, steps in zip(playing, reach, strict=True)
        if steps >= MOST_STEPS
    ]
    off = [
        f"{shown(person.name)} ({mean:.2f} +- {stddev:.2f})"
        for person, mean, stddev, step in zip(playing, tables.mean, tables.stddev, tables.step, strict=True)
        if _is_off(person.outlook, (mean, stddev), max(step * quantum / 2, _OFF), float(settings.spread))
    ]
    words = "no scores have such a mean with such a spread, and the nearest are used"
    return limited(problems), (f"of {_people(off)} {words}",) if off else ()


def _is_off(outlook: Outlook, found: tuple[float, float], limit: float, spread: float) -> bool:
    """Whether a table misses the mean, or the standard deviation where one is told, by more than its steps make it."""
    mean, stddev = found
    if abs(mean - (outlook.mean or 0) / POINT_UNITS) > limit:
        return True
    told = None if outlook.quantiles or outlook.stddev is None else outlook.stddev / POINT_UNITS * spread
    return told is not None and abs(stddev - told) > max(_OFF_SPREAD * told, 2 * limit)


def _people(names: Sequence[str]) -> str:
    """How many, and who they are as far as there is room."""
    noun = "player" if len(names) == 1 else "players"
    return f"{len(names)} {noun} ({some_of([shown(name) for name in names], ', ', _NAMED_LETTERS)})"
