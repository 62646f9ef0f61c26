"""What the user is told of a matching: rows that mean nobody, players without a projection, what was not plain."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lineup_engine.projections.corrections import correction_key
from lineup_engine.projections.read import ProjectionRow
from lineup_engine.seam import MatchNote, Problem
from lineup_engine.slate.model import Slate
from lineup_engine.slate.names import plain_name
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import shown

_LEAST_LIKENESS = 70.0
_MOST_PROPOSALS = 1_000
_COMPARED = 200
"""Longer names are compared by so many of their letters: likeness costs the product of both lengths."""


class NoteKind(StrEnum):
    """Why a match is worth a line in the report."""

    UNMATCHED = "unmatched"
    NICKNAME = "nickname"
    SUFFIX = "suffix"
    DEFENSE = "defense"
    TEAM = "other team"
    ID = "other name"
    NO_PROJECTION = "no projection"


_SUSPICIOUS = {
    NoteKind.TEAM: "matched by name although the team is another",
    NoteKind.ID: "matched by id although the name is quite another",
}


@dataclass(frozen=True, slots=True)
class Settled:
    """The row of each player of a slate, None where there is none; what was not plain, and which rows mean nobody."""

    rows: tuple[ProjectionRow | None, ...]
    not_plain: tuple[MatchNote, ...] = ()
    unmatched: tuple[ProjectionRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    corrections_used: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Matching:
    """The row of each player of the slate, None where there is none; and the report."""

    rows: tuple[ProjectionRow | None, ...]
    notes: tuple[MatchNote, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


def report(slate: Slate, file: str, settled: Settled, corrections: Sequence[str]) -> Matching:
    """The matching with all that is to be said of it; `corrections` are what the user's corrections call players."""
    problems = list(settled.problems)
    if settled.unmatched and not any(settled.rows) and not problems:
        words = f"none of its {len(settled.unmatched)} names is on the slate {slate.file}"
        problems.append(Problem(file, 0, 0, words, "is it the file for this slate?"))
    notes = (*settled.not_plain, *_unmatched(slate, settled), *_without_projection(slate, settled.rows))
    unused = [said for said in corrections if not {said, correction_key(said)} & settled.corrections_used]
    problems.sort(key=lambda problem: problem.line)
    return Matching(settled.rows, notes, limited(problems), tuple(_warnings(file, notes, unused)))


def _unmatched(slate: Slate, settled: Settled) -> Iterator[MatchNote]:
    """Rows with points that mean nobody, with whom they may mean: the surest first."""
    free = {
        player.name: plain_name(player.name)[:_COMPARED]
        for player, row in zip(slate.players, settled.rows, strict=True)
        if not row
    }
    lost = [row for row in settled.unmatched if row.points is not None]
    notes = [_proposal(row, free) for row in lost[:_MOST_PROPOSALS]]
    yield from sorted(notes, key=lambda note: -note.score)
    for row in lost[_MOST_PROPOSALS:]:
        yield MatchNote(NoteKind.UNMATCHED, row.name or row.id or "")


def _proposal(row: ProjectionRow, free: Mapping[str, str]) -> MatchNote:
    from rapidfuzz import fuzz, process

    name = row.name or row.id or ""
    near = process.extractOne(plain_name(name)[:_COMPARED], free, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
    return MatchNote(NoteKind.UNMATCHED, name, near[2], near[1]) if near else MatchNote(NoteKind.UNMATCHED, name)


def _without_projection(slate: Slate, settled: Sequence[ProjectionRow | None]) -> Iterator[MatchNote]:
    for player, row in zip(slate.players, settled, strict=True):
        if row is None or row.points is None:
            yield MatchNote(NoteKind.NO_PROJECTION, player.name)


def _warnings(file: str, notes: Sequence[MatchNote], unused: Sequence[str]) -> Iterator[str]:
    counts = Counter(note.kind for note in notes)
    lost, without = counts[NoteKind.UNMATCHED], counts[NoteKind.NO_PROJECTION]
    if lost:
        verb = "matches" if lost == 1 else "match"
        yield f"{file}: {_counted(lost, 'row')} with points {verb} nobody on the slate (lineup check lists them)"
    for kind, words in _SUSPICIOUS.items():
        if counts[kind]:
            yield f"{file}: {_counted(counts[kind], 'row')} {words} (lineup check lists them)"
    if without:
        yield f"{_counted(without, 'player')} of the slate without a projection: not used"
    for said in unused:
        yield f"projections.names: nobody in {file} is called {shown(said)}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
