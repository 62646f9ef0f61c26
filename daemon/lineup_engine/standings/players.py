"""The table of players beside the entries: who is in how many of them, and what he scored, in every form."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from lineup_engine.slate.forms import forms_of
from lineup_engine.slate.model import Slate
from lineup_engine.standings.model import UNTOLD, Listed, References
from lineup_engine.standings.people import People
from lineup_engine.standings.rows import PlayerLine


def list_players(lines: Sequence[PlayerLine], people: People, slate: Slate, lineups: References) -> Listed:
    """The table by reference. A row for each slot that a player fills is possible: their shares add up.

    The file may have points of plain players and of captains, of either alone, and may end before its last players
    when the contest has fewer entries than players: the points of a form that has no row come from another form.
    """
    told = list(_assigned(lines, people, lineups))
    size = len(slate.players) + len(people.strangers)
    drafted = np.full(size, UNTOLD, np.int64)
    points: dict[int, int] = {}
    for reference, line in told:
        if line.drafted is not None:
            drafted[reference] = max(0, int(drafted[reference])) + line.drafted
        if line.points is not None:
            points.setdefault(reference, line.points)
    scored = _in_all_forms(slate, points)
    values, known = np.zeros(size, np.int64), np.zeros(size, np.bool_)
    for reference, units in scored.items():
        values[reference], known[reference] = units, True
    return Listed(drafted, values, known)


def _assigned(lines: Sequence[PlayerLine], people: People, lineups: References) -> Iterator[tuple[int, PlayerLine]]:
    """Each row with the one it means. Namesakes whom nothing else tells apart have the shares that they have."""
    shared: defaultdict[tuple[int, ...], list[PlayerLine]] = defaultdict(list)
    for line in lines:
        meant = tuple(people.listed(line.slot, line.name))
        if len(meant) == 1:
            yield meant[0], line
        else:
            shared[meant].append(line)
    for namesakes, rows in shared.items():
        uses = {reference: int((lineups == reference).sum()) for reference in namesakes}
        by_use = sorted(namesakes, key=lambda reference: -uses[reference])
        by_share = sorted(rows, key=lambda line: -(line.drafted or 0))
        yield from zip(by_use, by_share, strict=False)


def _in_all_forms(slate: Slate, points: Mapping[int, int]) -> dict[int, int]:
    """The points of everybody on the slate in every form of his, from the form that tells them best: the plain one."""
    scored = dict(points)
    known = [number for number in points if number < len(slate.players)]
    for number in sorted(known, key=lambda number: slate.players[number].boost_percent, reverse=True):
        percent = slate.players[number].boost_percent
        plain = points[number] if percent == 100 else _divided(points[number], percent)
        for form in forms_of(slate, number):
            if form != number or percent == 100:
                scored[form] = slate.players[form].boosted(plain)
    return scored


def _divided(units: int, percent: int) -> int:
    """The points of a person whose form with this multiplier has so many, rounded half to even."""
    whole, rest = divmod(units * 100, percent)
    return whole + (2 * rest > percent or (2 * rest == percent and whole % 2))
