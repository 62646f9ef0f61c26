"""Whom the names and ids of a file of scores or correlations mean: matched as projections are, each label one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lineup_engine.projections.match import settle
from lineup_engine.projections.read import ProjectionRow
from lineup_engine.seam import Problem
from lineup_engine.slate.find import propose_names
from lineup_engine.slate.forms import main_forms
from lineup_engine.slate.model import Slate
from lineup_engine.texts.shown import shown

_NO_CORRECTIONS: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Label:
    """What a file calls somebody, and where: the line, and the column where several stand in one line."""

    text: str
    line: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class Meant:
    """The person whom each label means, by number among the main forms, None for nobody; and what is wrong."""

    persons: tuple[int | None, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def known(self) -> int:
        """How many labels mean somebody."""
        return sum(person is not None for person in self.persons)


def match_labels(
    slate: Slate, labels: Sequence[Label], file: str, corrections: Mapping[str, int] = _NO_CORRECTIONS
) -> Meant:
    """Match labels to persons; a captain's own id means the person. `corrections` are players of the slate by label."""
    numbers = main_forms(slate)
    people = Slate(slate.file, tuple(slate.players[number] for number in numbers))
    place_of = {player.person: place for place, player in enumerate(people.players)}
    plain_ids = {player.id: people.players[place_of[player.person]].id for player in slate.players if player.id}
    rows = [_row(number, label, plain_ids) for number, label in enumerate(labels)]
    meant = {said: place_of[slate.players[player].person] for said, player in corrections.items()}
    settled = settle(people, rows, meant, file)
    persons: list[int | None] = [None] * len(labels)
    for person, row in enumerate(settled.rows):
        if row is not None:
            persons[row.line] = person
    lost = {row.line for row in settled.unmatched}
    problems = [_as_said(problem, labels, file) for problem in settled.problems]
    ambiguous = {problem.line for problem in settled.problems}
    twice = [n for n, person in enumerate(persons) if person is None and n not in lost and n not in ambiguous]
    problems += [
        Problem(file, labels[n].line, labels[n].column, f"{shown(labels[n].text)} comes twice", "remove one of them")
        for n in twice
    ]
    return Meant(tuple(persons), tuple(problems))


def unknown(slate: Slate, label: Label, file: str) -> Problem:
    """Somebody whom nobody on the slate is called."""
    near = propose_names(slate, label.text)
    cure = f"did you mean {' or '.join(near)}?" if near else "names are written as in the salary file"
    return Problem(file, label.line, label.column, f"{shown(label.text)} is nobody on the slate", cure)


def _row(number: int, label: Label, plain_ids: Mapping[str, str | None]) -> ProjectionRow:
    """A label as a row of projections; its number stands for the line, so that it can be told whose it was."""
    text = label.text.strip()
    name, _, rest = text.rpartition("(")
    inner = rest.removesuffix(")").strip()
    own = text if text in plain_ids else inner if name and inner in plain_ids else ""
    return ProjectionRow(number, plain_ids.get(own), text if not name or not own else name.strip(), points=0)


def _as_said(problem: Problem, labels: Sequence[Label], file: str) -> Problem:
    """A problem with a row, at the place of its label."""
    label = labels[problem.line]
    return Problem(file, label.line, label.column, problem.message, "write the id, or name and id")
