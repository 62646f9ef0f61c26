"""Whose projection a row is: decided only when there is no doubt, and everything else is reported."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lineup_engine.projections.candidates import Candidates, Directory, Likeness
from lineup_engine.projections.read import ProjectionRow
from lineup_engine.seam import MatchNote, Problem
from lineup_engine.slate.find import described
from lineup_engine.slate.model import Slate
from lineup_engine.slate.names import plain_name
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import shown

_LEAST_LIKENESS = 70.0


class NoteKind(StrEnum):
    """Why a match is worth a line in the report."""

    UNMATCHED = "unmatched"
    NICKNAME = "nickname"
    NO_PROJECTION = "no projection"


@dataclass(frozen=True, slots=True)
class Matching:
    """The row of each player of the slate, None where there is none; and the report."""

    rows: tuple[ProjectionRow | None, ...]
    notes: tuple[MatchNote, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


@dataclass(slots=True)
class _Match:
    """One matching at work."""

    slate: Slate
    file: str
    corrected: Mapping[str, int]
    directory: Directory
    rows_of: defaultdict[int, list[ProjectionRow]] = field(default_factory=lambda: defaultdict(list))
    unmatched: list[ProjectionRow] = field(default_factory=list[ProjectionRow])
    nicknames: list[MatchNote] = field(default_factory=list[MatchNote])
    problems: list[Problem] = field(default_factory=list[Problem])
    corrections_used: set[str] = field(default_factory=set[str])

    def place(self, row: ProjectionRow) -> None:
        """Give a row to the one player that it means, or note why there is none."""
        found = self._candidates(row)
        if len(found.players) == 1:
            player = found.players[0]
            self.rows_of[player].append(row)
            if found.likeness is Likeness.NICKNAME:
                name = self.slate.players[player].name
                self.nicknames.append(MatchNote(NoteKind.NICKNAME, row.name or "", name))
        elif not found.players:
            self.unmatched.append(row)
        elif row.points is not None:
            self._refuse_ambiguous(row, found.players)

    def _candidates(self, row: ProjectionRow) -> Candidates:
        for said in (row.id, row.name and plain_name(row.name)):
            if said and said in self.corrected:
                self.corrections_used.add(said)
                return Candidates((self.corrected[said],), Likeness.ID)
        return self.directory.candidates(row)

    def _refuse_ambiguous(self, row: ProjectionRow, players: Sequence[int]) -> None:
        who = " and ".join(described(self.slate.players[number]) for number in players)
        cure = "add a column with the id, the team or the salary to the projections"
        self.problems.append(Problem(self.file, row.line, 0, f"{shown(row.name or '')} fits {who}", cure))

    def settle(self, player: int) -> ProjectionRow | None:
        """The one row of a player; several that differ are a problem."""
        rows = sorted(self.rows_of[player], key=lambda row: row.points is None)
        with_points = {_values(row): row for row in reversed(rows) if row.points is not None}
        if len(with_points) > 1:
            first, *others = sorted(with_points.values(), key=lambda row: row.line)
            name = shown(self.slate.players[player].name)
            words = f"a second, different projection for {name}; the first is in line {first.line}"
            self.problems += [Problem(self.file, row.line, 0, words, "remove one of them") for row in others]
        return rows[0] if rows else None


def match_projections(
    slate: Slate, rows: Sequence[ProjectionRow], corrections: Mapping[str, int], file: str
) -> Matching:
    """Match rows to players; `corrections` are players by what the file calls them: a name or an id."""
    by_key = {key: player for said, player in corrections.items() for key in {said, plain_name(said)} if key}
    match = _Match(slate, file, by_key, Directory(slate))
    for row in rows:
        match.place(row)
    settled = tuple(match.settle(player) for player in range(len(slate.players)))
    if rows and not any(settled) and not match.problems:
        words = f"none of its {len(rows)} names is on the slate {slate.file}"
        match.problems.append(Problem(file, 0, 0, words, "is it the file for this slate?"))
    notes = (*match.nicknames, *_unmatched(match, settled), *_without_projection(slate, settled))
    unused = [said for said in corrections if not {said, plain_name(said)} & match.corrections_used]
    return Matching(settled, notes, limited(match.problems), tuple(_warnings(file, notes, unused)))


def _unmatched(match: _Match, settled: Sequence[ProjectionRow | None]) -> Iterator[MatchNote]:
    """Rows with points that mean nobody, with whom they may mean: the surest first."""
    free = {
        player.name: plain_name(player.name)
        for player, row in zip(match.slate.players, settled, strict=True)
        if not row
    }
    notes = [_proposal(row, free) for row in match.unmatched if row.points]
    yield from sorted(notes, key=lambda note: -note.score)


def _proposal(row: ProjectionRow, free: Mapping[str, str]) -> MatchNote:
    from rapidfuzz import fuzz, process

    name = row.name or row.id or ""
    near = process.extractOne(plain_name(name), free, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
    return MatchNote(NoteKind.UNMATCHED, name, near[2], near[1]) if near else MatchNote(NoteKind.UNMATCHED, name)


def _without_projection(slate: Slate, settled: Sequence[ProjectionRow | None]) -> Iterator[MatchNote]:
    for player, row in zip(slate.players, settled, strict=True):
        if row is None or row.points is None:
            yield MatchNote(NoteKind.NO_PROJECTION, player.name)


def _warnings(file: str, notes: Sequence[MatchNote], unused: Sequence[str]) -> Iterator[str]:
    lost = sum(note.kind == NoteKind.UNMATCHED for note in notes)
    without = sum(note.kind == NoteKind.NO_PROJECTION for note in notes)
    if lost:
        verb = "matches" if lost == 1 else "match"
        yield f"{file}: {_counted(lost, 'row')} with points {verb} nobody on the slate (lineup check lists them)"
    if without:
        yield f"{_counted(without, 'player')} of the slate without a projection: not used"
    for said in unused:
        yield f"projections.names: nobody in {file} is called {shown(said)}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _values(row: ProjectionRow) -> tuple[object, ...]:
    return (row.points, row.ownership, row.stddev, row.floor, row.ceiling)
