"""Projections of a slate on which a player may be captain: once per person, or with rows of their own for captains.

A row speaks of the plain player, and as captain he has it times his multiplier. A row is a captain's own when it says
so: by a captain's id, by his slot in the place of the position, or by his salary. Its points are then taken as they
are, except in a file that does not multiply them: one in which most captains have the plain player's points, or that
has no plain rows beside them and only names everybody by a captain's id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lineup_engine.projections.candidates import name_key
from lineup_engine.projections.match import match_projections, settle
from lineup_engine.projections.read import ProjectionRow
from lineup_engine.projections.report import Matching, Settled, report
from lineup_engine.slate.forms import main_forms
from lineup_engine.slate.model import Player, Slate

Rows = tuple[ProjectionRow | None, ...]

_FOLLOWED = "its rows of captains have points of their own, which are not multiplied again"
_REPEATED = "its rows of captains repeat the plain players' points, which are multiplied for captains"


def match_forms(slate: Slate, rows: Sequence[ProjectionRow], corrections: Mapping[str, int], file: str) -> Matching:
    """Match rows to the players of a slate, in whatever forms they are."""
    numbers = main_forms(slate)
    if len(numbers) == len(slate.players):
        return match_projections(slate, rows, corrections, file)
    people = Slate(slate.file, tuple(slate.players[number] for number in numbers))
    place_of = {player.person: place for place, player in enumerate(people.players)}
    meant = {said: place_of[slate.players[number].person] for said, number in corrections.items()}
    split = _split(slate, people, rows)
    plain = settle(people, split.plain, meant, file)
    captains = {form: settle(people, own, meant, file) for form, own in split.captains.items()}
    pairs = _pairs(plain, captains)
    multiplied = 2 * sum(one.points != other.points for one, other in pairs) > len(pairs)
    main = plain.rows if multiplied else _first_of(plain, *captains.values())
    told = report(people, file, _told(main, (plain, *captains.values())), tuple(corrections))
    rows_of_forms: list[ProjectionRow | None] = []
    for player in slate.players:
        place = place_of[player.person]
        own = captains[player.form].rows[place] if player.form in captains else None
        rows_of_forms.append(own if own and multiplied else _boosted(player, main[place], own))
    warnings = (*told.warnings, *([f"{file}: {_FOLLOWED if multiplied else _REPEATED}"] if pairs else []))
    return replace(told, rows=tuple(rows_of_forms), warnings=warnings)


@dataclass(frozen=True, slots=True)
class _Split:
    """The rows of plain players, and those of captains by their slot."""

    plain: list[ProjectionRow]
    captains: dict[str, list[ProjectionRow]]


def _split(slate: Slate, people: Slate, rows: Sequence[ProjectionRow]) -> _Split:
    """The rows by the form that they speak of; a captain's own as if it spoke of the plain player."""
    captains = _Captains(slate, people)
    split = _Split([], {})
    for row in rows:
        form = captains.form_of(row)
        if form:
            split.captains.setdefault(form, []).append(captains.as_plain(row))
        else:
            split.plain.append(row)
    return split


class _Captains:
    """What tells that a row is a captain's own."""

    def __init__(self, slate: Slate, people: Slate) -> None:
        players = [player for player in slate.players if player.form]
        plain = {(name_key(player.name), player.salary) for player in slate.players if not player.form}
        plain_ids = {player.id for player in people.players}
        persons = {player.person: player for player in people.players}
        self._by_id = {player.id: player.form for player in players if player.id and player.id not in plain_ids}
        self._main_id = {player.id: persons[player.person].id for player in players}
        self._by_slot = {player.form.upper(): player.form for player in players}
        priced = {(name_key(player.name), player.salary): player.form for player in players}
        self._by_salary = {key: form for key, form in priced.items() if key not in plain}

    def form_of(self, row: ProjectionRow) -> str:
        """The captain's slot that a row is about; empty for the plain player."""
        return (
            self._by_id.get(row.id or "", "")
            or self._by_slot.get((row.position or "").upper(), "")
            or self._by_salary.get((name_key(row.name or ""), row.salary or 0), "")
        )

    def as_plain(self, row: ProjectionRow) -> ProjectionRow:
        """The row without what tells that it is a captain's."""
        is_slot = (row.position or "").upper() in self._by_slot
        return replace(
            row,
            id=self._main_id.get(row.id, row.id),
            position=None if is_slot else row.position,
            salary=None,
        )


def _pairs(plain: Settled, captains: Mapping[str, Settled]) -> list[tuple[ProjectionRow, ProjectionRow]]:
    """The rows of everybody who has points both as plain player and as captain."""
    pairs = (pair for own in captains.values() for pair in zip(plain.rows, own.rows, strict=True))
    return [(one, other) for one, other in pairs if one and other and one.points and other.points]


def _first_of(*every: Settled) -> Rows:
    """For everybody the first row that there is."""
    side_by_side = zip(*(one.rows for one in every), strict=True)
    return tuple(next((row for row in rows if row is not None), None) for rows in side_by_side)


def _told(main: Rows, every: Sequence[Settled]) -> Settled:
    """What several matchings have to say, as one."""
    return Settled(
        main,
        tuple(dict.fromkeys(note for one in every for note in one.not_plain)),
        tuple(row for one in every for row in one.unmatched),
        tuple(problem for one in every for problem in one.problems),
        frozenset[str]().union(*(one.corrections_used for one in every)),
    )


def _boosted(player: Player, row: ProjectionRow | None, own: ProjectionRow | None) -> ProjectionRow | None:
    """A plain row in the player's form; the captain's own row may tell another ownership."""
    if row is None:
        return None

    def boosted(units: int | None) -> int | None:
        return None if units is None else player.boosted(units)

    return replace(
        row,
        points=boosted(row.points),
        stddev=boosted(row.stddev),
        floor=boosted(row.floor),
        ceiling=boosted(row.ceiling),
        quantiles=tuple((share, player.boosted(units)) for share, units in row.quantiles),
        ownership=row.ownership if own is None or own.ownership is None else own.ownership,
    )
