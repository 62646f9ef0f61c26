"""What a file of projections calls the slate's teams: BRK or Brooklyn for the site's BKN, found out from the rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from lineup_engine.projections.read import ProjectionRow
from lineup_engine.slate.model import Slate
from lineup_engine.slate.names import plain_name

_LEAST_PLAYERS = 2
"""One player with another team may have been traded; two of them are a team's other name."""


def read_teams(slate: Slate, rows: Sequence[ProjectionRow]) -> Mapping[str, str]:
    """For each name that the file has for a team, in small letters, the slate's name in small letters."""
    teams = {player.team.casefold(): player.team.casefold() for player in slate.players}
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row, team in _pairs(slate, rows):
        votes[row.team.casefold() if row.team else ""][team.casefold()] += 1
    for called, counts in votes.items():
        team, count = counts.most_common(1)[0]
        if called and called not in teams and count >= _LEAST_PLAYERS and 2 * count > counts.total():
            teams[called] = team
    return teams


def _pairs(slate: Slate, rows: Sequence[ProjectionRow]) -> Iterator[tuple[ProjectionRow, str]]:
    """Rows beside the team of the only player with their name."""
    names = [plain_name(player.name) for player in slate.players]
    namesakes = Counter(names)
    team_of = {name: player.team for name, player in zip(names, slate.players, strict=True)}
    for row in rows:
        name = plain_name(row.name or "")
        if name and namesakes[name] == 1:
            yield row, team_of[name]
