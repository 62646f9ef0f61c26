"""What a file of projections calls the slate's teams: BRK or Brooklyn for the site's BKN, found out from the rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lineup_engine.projections.read import ProjectionRow
from lineup_engine.slate.model import Slate
from lineup_engine.slate.names import plain_name

_LEAST_PLAYERS = 2
"""One player with another team may have been traded; two of them are a team's other name."""


@dataclass(frozen=True, slots=True)
class Teams:
    """For each name that the file has for a team the slate's name, both in small letters.

    `tell`: whether a team that differs says something, which it does not where most of them do: sports without teams
    have anything in that column.
    """

    slate_names: Mapping[str, str]
    tell: bool

    def called(self, name: str | None) -> str:
        """The slate's name of a team; the name itself where it is not known."""
        folded = (name or "").casefold()
        return self.slate_names.get(folded, folded)


def read_teams(slate: Slate, rows: Sequence[ProjectionRow]) -> Teams:
    """The teams of a file, learnt from the players that only one on the slate can be."""
    names = {player.team.casefold(): player.team.casefold() for player in slate.players}
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for said, team in _pairs(slate, rows):
        votes[said][team] += 1
    for said, counts in votes.items():
        team, count = counts.most_common(1)[0]
        if said not in names and count >= _LEAST_PLAYERS and 2 * count > counts.total():
            names[said] = team
    agreeing = sum(counts[names.get(said, "")] for said, counts in votes.items())
    return Teams(names, 2 * agreeing > sum(counts.total() for counts in votes.values()))


def _pairs(slate: Slate, rows: Sequence[ProjectionRow]) -> Iterator[tuple[str, str]]:
    """The team of a row, where it has one, beside that of the only player with its name."""
    names = [plain_name(player.name) for player in slate.players]
    namesakes = Counter(names)
    team_of = {name: player.team.casefold() for name, player in zip(names, slate.players, strict=True)}
    for row in rows:
        name = plain_name(row.name or "")
        if name and row.team and namesakes[name] == 1:
            yield row.team.casefold(), team_of[name]
