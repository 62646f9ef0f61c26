"""Whom the names and ids of a file of scores or correlations mean: matched as projections are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lineup_engine.projections.candidates import Candidates, Directory, Likeness
from lineup_engine.projections.corrections import correction_key
from lineup_engine.projections.read import ProjectionRow
from lineup_engine.projections.teams import read_teams
from lineup_engine.seam import Problem
from lineup_engine.slate.find import listed, propose_names
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

    def twice(self, labels: Sequence[Label], file: str) -> tuple[Problem, ...]:
        """The labels of persons who have one already, where everybody may have one."""
        seen: dict[int, Label] = {}
        found: list[Problem] = []
        for label, person in zip(labels, self.persons, strict=True):
            if person is not None and seen.setdefault(person, label) is not label:
                words = f"{shown(label.text)} is {shown(seen[person].text)} a second time"
                found.append(Problem(file, label.line, label.column, words, "remove one of them"))
        return tuple(found)


def match_labels(
    slate: Slate, labels: Sequence[Label], file: str, corrections: Mapping[str, int] = _NO_CORRECTIONS
) -> Meant:
    """Match labels to persons; a captain's own id means the person. `corrections` are players of the slate by label.

    A loose likeness, such as a nickname, counts only if no label means the person surely.
    """
    people = Slate(slate.file, tuple(slate.players[number] for number in main_forms(slate)))
    place_of = {player.person: place for place, player in enumerate(people.players)}
    said = {
        key: place_of[slate.players[n].person]
        for text, n in corrections.items()
        for key in (text, correction_key(text))
    }
    ids = {player.id: people.players[place_of[player.person]].id for player in slate.players if player.id}
    rows = [_row(label, ids) for label in labels]
    directory = Directory(people, read_teams(people, rows))
    found = [_said(row, said) or directory.candidates(row) for row in rows]
    surest: dict[int, Likeness] = {}
    for one in found:
        if len(one.players) == 1:
            surest[one.players[0]] = min(one.likeness, surest.get(one.players[0], one.likeness))
    persons = tuple(
        one.players[0] if len(one.players) == 1 and one.likeness <= max(surest[one.players[0]], Likeness.SURE) else None
        for one in found
    )
    problems = [
        _ambiguous(people, label, one.players, file)
        for label, one in zip(labels, found, strict=True)
        if len(one.players) > 1
    ]
    return Meant(persons, tuple(problems))


def _said(row: ProjectionRow, said: Mapping[str, int]) -> Candidates | None:
    """Whom the user's corrections make of a label."""
    name = row.name or ""
    person = next((said[key] for key in (name, correction_key(name)) if key in said), None)
    return None if person is None else Candidates((person,), Likeness.SAID)


def _ambiguous(people: Slate, label: Label, players: Sequence[int], file: str) -> Problem:
    who = listed([people.players[number] for number in players])
    return Problem(file, label.line, label.column, f"{shown(label.text)} fits {who}", "write the id, or name and id")


def unknown(slate: Slate, label: Label, file: str) -> Problem:
    """Somebody whom nobody on the slate is called."""
    near = propose_names(slate, label.text)
    cure = f"did you mean {' or '.join(near)}?" if near else "names are written as in the salary file"
    return Problem(file, label.line, label.column, f"{shown(label.text)} is nobody on the slate", cure)


def _row(label: Label, ids: Mapping[str, str | None]) -> ProjectionRow:
    """A label as a row of projections: a name, an id, or `Name (id)`; a captain's id is the plain player's."""
    text = label.text.strip()
    name, _, rest = text.rpartition("(")
    own = next((key for key in (text, rest.removesuffix(")").strip()) if key in ids), "")
    return ProjectionRow(label.line, ids.get(own), name.strip() if own and name else text)
