"""Stacked players: as many of a team as the template says, with the anchor's team and his opponent where there is one."""

from collections import Counter

import numpy as np
import pytest
from numpy.typing import NDArray

from lineup_engine.field.frame import Frame
from lineup_engine.field.weights import Taste
from lineup_engine.sites.model import MaxPerTeam, Source
from lineup_engine.slate.model import Player
from lineup_engine.specification import Specification
from lineup_kernels.field_tables import FieldTables
from small_fields import drawn, plain_frame, tables_of
from small_jobs import choices, contest, job, player

TEAMS = ("AAA", "BBB", "CCC", "DDD")
GAMES = {"AAA": "AAA@BBB", "BBB": "AAA@BBB", "CCC": "CCC@DDD", "DDD": "CCC@DDD"}
MANY = 8_000


def of_every_team(*slots: tuple[str, ...]) -> list[Player]:
    """One player with these slots for each, in each team."""
    cells = [(team, own) for team in TEAMS for own in slots]
    return [
        player(n, slots=own, positions=own, team=team, game=GAMES[team], salary=3_000 + 100 * (n * 7 % 30))
        for n, (team, own) in enumerate(cells)
    ]


def baseball(limit: int) -> Specification:
    """Every team has three of each position and a pitcher."""
    hitters = (("C",), ("1B",), ("OF",)) * 3
    rules = contest("P C 1B OF OF OF", 30_000, [MaxPerTeam(limit, Source.FILE)])
    everybody = of_every_team(("P",), *hitters)
    return job(everybody, [1] * len(everybody), rules, choices(len(everybody), 1))


def football() -> Specification:
    """Every team has a passer, catchers and runners."""
    everybody = of_every_team(("QB",), *(("WR", "FLEX"),) * 4, ("TE", "FLEX"), ("RB", "FLEX"), ("RB", "FLEX"))
    rules = contest("QB RB WR WR TE FLEX", 26_000)
    return job(everybody, [1] * len(everybody), rules, choices(len(everybody), 1))


def with_sizes(tables: FieldTables, chances: dict[tuple[int, int], float]) -> FieldTables:
    """The same field with other templates."""
    upper = np.cumsum(list(chances.values()))
    chance = np.minimum(np.rint(upper * 2**32), 2**32 - 1).astype(np.uint32)
    return tables._replace(stacks=tables.stacks._replace(chance=chance, sizes=np.array(list(chances), np.int32)))


def flat(frame: Frame, keeps_rivals: float = 0.05) -> FieldTables:
    """Everybody equally liked."""
    return tables_of(frame, [0.0] * len(frame.pool), 300.0, Taste(0.4, 3, 0.0, keeps_rivals))


def team_counts(frame: Frame, lineups: NDArray[np.uint16]) -> list[Counter[int]]:
    """How many stacked players of each team every lineup has."""
    team, stacked = frame.job.players.team, frame.stacked
    return [Counter(int(team[player]) for player in lineup if stacked[player]) for lineup in lineups.tolist()]


def test_sizes_come_as_often_as_the_templates_say() -> None:
    """Of five hitters: 4-1, 3-2 and 2-2 (so 2-2-1) in parts of 0.5, 0.3 and 0.2."""
    frame = plain_frame(baseball(5), "mlb")
    lineups = drawn(with_sizes(flat(frame), {(4, 1): 0.5, (3, 2): 0.3, (2, 2): 0.2}), MANY)
    found = Counter(tuple(sorted(counts.values(), reverse=True)) for counts in team_counts(frame, lineups))
    assert found.keys() == {(4, 1), (3, 2), (2, 2, 1)}
    for sizes, wanted in (((4, 1), 0.5), ((3, 2), 0.3), ((2, 2, 1), 0.2)):
        assert found[sizes] / MANY == pytest.approx(wanted, abs=0.025)


def test_a_limit_of_the_site_cuts_stacks() -> None:
    """A template of five hitters where the site allows three of a team, the pitcher included."""
    frame = plain_frame(baseball(3), "mlb")
    lineups = drawn(with_sizes(flat(frame), {(5, 0): 1.0}), 1_000)
    team = frame.job.players.team
    assert max(np.bincount(team[lineup]).max() for lineup in lineups) == 3


def test_teams_are_drawn_by_their_weight() -> None:
    """A team with half of the weight is the first team of half of the lineups."""
    frame = plain_frame(baseball(5), "mlb")
    tables = with_sizes(flat(frame), {(4, 1): 1.0})
    weight = np.tile(np.array([3, 1, 1, 1], np.uint32) << np.uint32(20), (3, 1))
    lineups = drawn(tables._replace(stacks=tables.stacks._replace(team_weight=weight)), MANY)
    first = Counter(counts.most_common(1)[0][0] for counts in team_counts(frame, lineups))
    assert first[0] / MANY == pytest.approx(0.5, abs=0.025)


@pytest.mark.parametrize(("keeps", "share"), [(0.0, 0.0), (1.0, 0.8)])
def test_batters_do_not_face_their_pitcher(keeps: float, share: float) -> None:
    """Rivals are apart, unless the lineup has no regard for them."""
    frame = plain_frame(baseball(5), "mlb")
    lineups = drawn(flat(frame, keeps), 2_000)
    team, stacked = frame.job.players.team, frame.stacked
    faces = {0: 1, 1: 0, 2: 3, 3: 2}
    facing = [
        any(int(team[hitter]) == faces[int(team[pitcher])] for hitter in lineup if stacked[hitter])
        for lineup in lineups.tolist()
        for pitcher in lineup
        if not stacked[pitcher]
    ]
    assert len(facing) == 2_000
    assert (np.mean(facing) == share) if share == 0 else (np.mean(facing) > 0.4)


def test_a_passer_comes_with_his_catchers_and_opponents() -> None:
    """Two of his team and one of the other side; runners are free."""
    frame = plain_frame(football(), "nfl")
    lineups = drawn(with_sizes(flat(frame), {(2, 1): 0.75, (0, 0): 0.25}), MANY)
    team, opponent = frame.job.players.team, {0: 1, 1: 0, 2: 3, 3: 2}
    passer = [next(int(team[p]) for p in lineup if p % 8 == 0) for lineup in lineups.tolist()]
    sizes = Counter(
        (counts[own], counts[opponent[own]]) for own, counts in zip(passer, team_counts(frame, lineups), strict=True)
    )
    assert sizes.keys() == {(2, 1), (0, 0)}
    assert sizes[2, 1] / MANY == pytest.approx(0.75, abs=0.025)


def test_a_team_without_players_gives_a_smaller_stack() -> None:
    """Nobody of the other side, since no game is told: the passer's catchers alone."""
    everybody = [
        player(n, slots=own, positions=own, team="AAA", game=None)
        for n, own in enumerate([("QB",), ("WR",), ("WR",), ("WR",), ("RB",)])
    ]
    specification = job(everybody, [1] * 5, contest("QB RB WR WR"), choices(5, 1))
    frame = plain_frame(specification, "nfl")
    lineups = drawn(with_sizes(flat(frame), {(2, 2): 1.0}), 500)
    assert {tuple(lineup) for lineup in lineups.tolist()} == {(0, 1, 2, 4), (0, 1, 3, 4), (0, 2, 3, 4)}
