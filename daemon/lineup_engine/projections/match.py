"""Whose projection a row is: decided only when there is no doubt, and everything else is reported."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lineup_engine.projections.candidates import Candidates, Directory, Likeness
from lineup_engine.projections.corrections import correction_key
from lineup_engine.projections.read import ProjectionRow
from lineup_engine.projections.report import Matching, NoteKind, Settled, report
from lineup_engine.projections.teams import read_teams
from lineup_engine.seam import MatchNote, Problem
from lineup_engine.slate.find import listed
from lineup_engine.slate.model import Slate
from lineup_engine.texts.shown import shown

_NOT_PLAIN = {
    Likeness.SUFFIX_LEFT_OUT: NoteKind.SUFFIX,
    Likeness.DEFENSE: NoteKind.DEFENSE,
    Likeness.NICKNAME: NoteKind.NICKNAME,
    Likeness.OTHER_TEAM: NoteKind.TEAM,
    Likeness.OTHER_NAME: NoteKind.ID,
}


@dataclass(frozen=True, slots=True)
class _Claim:
    """A row that can mean one player only."""

    row: ProjectionRow
    likeness: Likeness


@dataclass(slots=True)
class _Match:
    """One matching at work."""

    slate: Slate
    file: str
    corrected: Mapping[str, int]
    directory: Directory
    claims: defaultdict[int, list[_Claim]] = field(default_factory=lambda: defaultdict(list))
    unmatched: list[ProjectionRow] = field(default_factory=list[ProjectionRow])
    not_plain: list[MatchNote] = field(default_factory=list[MatchNote])
    problems: list[Problem] = field(default_factory=list[Problem])
    corrections_used: set[str] = field(default_factory=set[str])

    def place(self, row: ProjectionRow) -> None:
        """Let a row claim the one player that it means, or note why there is none."""
        found = self._candidates(row)
        if len(found.players) == 1:
            self.claims[found.players[0]].append(_Claim(row, found.likeness))
        elif not found.players:
            self.unmatched.append(row)
        elif row.points is not None:
            self._refuse_ambiguous(row, found.players)

    def _candidates(self, row: ProjectionRow) -> Candidates:
        for said in (row.id, row.name, row.name and correction_key(row.name)):
            if said and said in self.corrected:
                self.corrections_used.add(said)
                return Candidates((self.corrected[said],), Likeness.SAID)
        return self.directory.candidates(row)

    def _refuse_ambiguous(self, row: ProjectionRow, players: Sequence[int]) -> None:
        who = listed([self.slate.players[number] for number in players])
        cure = "add a column with the id, the team or the salary to the projections"
        self.problems.append(Problem(self.file, row.line, 0, f"{shown(row.name or '')} fits {who}", cure))

    def settle(self, player: int) -> ProjectionRow | None:
        """The one row of a player: the surest claim; several that differ and are equally sure are a problem."""
        claims = self.claims[player]
        if not claims:
            return None
        surest = self._surest(claims, player)
        self._refuse_different([claim.row for claim in surest], player)
        lines = {claim.row.line for claim in surest}
        self.unmatched += [claim.row for claim in claims if claim.row.line not in lines]
        chosen = min(surest, key=lambda claim: claim.row.line)
        if chosen.likeness in _NOT_PLAIN:
            name = self.slate.players[player].name
            self.not_plain.append(MatchNote(_NOT_PLAIN[chosen.likeness], chosen.row.name or "", name))
        return chosen.row

    def _surest(self, claims: Sequence[_Claim], player: int) -> list[_Claim]:
        """Of a player's rows those that fit him best: a namesake's row fits him less, and one without points nobody."""
        useful = [claim for claim in claims if claim.row.points is not None] or claims
        likeness = min(claim.likeness for claim in useful)
        surest = [claim for claim in useful if claim.likeness == likeness]
        if likeness <= Likeness.OTHER_NAME:
            return surest
        nearest = {row.line for row in self.directory.nearest_rows([claim.row for claim in surest], player)}
        return [claim for claim in surest if claim.row.line in nearest]

    def _refuse_different(self, rows: Sequence[ProjectionRow], player: int) -> None:
        different = {_values(row): row for row in sorted(rows, key=lambda row: row.line, reverse=True)}
        first, *others = sorted(different.values(), key=lambda row: row.line)
        for row in others:
            name = shown(self.slate.players[player].name)
            words = f"a second, different projection for {name}; the first is in line {first.line}"
            self.problems.append(Problem(self.file, row.line, 0, words, "remove one of them"))


def match_projections(
    slate: Slate, rows: Sequence[ProjectionRow], corrections: Mapping[str, int], file: str
) -> Matching:
    """Match rows to players; `corrections` are players by what the file calls them: a name or an id."""
    return report(slate, file, settle(slate, rows, corrections, file), tuple(corrections))


def settle(slate: Slate, rows: Sequence[ProjectionRow], corrections: Mapping[str, int], file: str) -> Settled:
    """The row of each player, and all that was not plain about it."""
    by_key = {key: player for said, player in corrections.items() for key in (correction_key(said), said)}
    match = _Match(slate, file, by_key, Directory(slate, read_teams(slate, rows)))
    for row in rows:
        match.place(row)
    settled = tuple(match.settle(player) for player in range(len(slate.players)))
    used = frozenset(match.corrections_used)
    return Settled(settled, tuple(match.not_plain), tuple(match.unmatched), tuple(match.problems), used)


def _values(row: ProjectionRow) -> tuple[object, ...]:
    return (row.points, row.ownership, row.stddev, row.floor, row.ceiling, row.quantiles)
