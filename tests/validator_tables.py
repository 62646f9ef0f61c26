"""The site's rules as the validator knows them: written down here a second time, on purpose."""

from dataclasses import dataclass

HITTERS = frozenset({"C", "1B", "2B", "3B", "SS", "OF"})
SKATERS = frozenset({"C", "W", "LW", "RW", "D"})


@dataclass(frozen=True, slots=True)
class Table:
    """One DraftKings classic contest. `fits` says which positions a slot takes, for files that do not tell.

    `team_counts` and `teams_of` are the positions that the two team limits look at.
    """

    slots: tuple[str, ...]
    fits: dict[str, frozenset[str]]
    min_games: int = 0
    max_of_game: int = 0
    max_of_team: int = 0
    team_counts: frozenset[str] = frozenset()
    min_teams: int = 0
    teams_of: frozenset[str] = frozenset()


SALARY_CAP = 50_000


def _fits(**slots: str) -> dict[str, frozenset[str]]:
    return {slot.lstrip("_"): frozenset(positions.split()) for slot, positions in slots.items()}


TABLES: dict[str, Table] = {
    "nascar": Table(("D",) * 6, _fits(D="D")),
    "pga": Table(("G",) * 6, _fits(G="G")),
    "mma": Table(("F",) * 6, _fits(F="F"), max_of_game=1),
    "nfl": Table(
        ("QB", "RB", "RB", "WR", "WR", "WR", "TE", "FLEX", "DST"),
        _fits(QB="QB", RB="RB", WR="WR", TE="TE", FLEX="RB WR TE", DST="DST"),
        min_games=2,
    ),
    "nba": Table(
        ("PG", "SG", "SF", "PF", "C", "G", "F", "UTIL"),
        _fits(PG="PG", SG="SG", SF="SF", PF="PF", C="C", G="PG SG", F="SF PF", UTIL="PG SG SF PF C"),
        min_games=2,
    ),
    "mlb": Table(
        ("P", "P", "C", "1B", "2B", "3B", "SS", "OF", "OF", "OF"),
        _fits(P="P SP RP", C="C", _1B="1B", _2B="2B", _3B="3B", SS="SS", OF="OF"),
        min_games=2,
        max_of_team=5,
        team_counts=HITTERS,
    ),
    "nhl": Table(
        ("C", "C", "W", "W", "W", "D", "D", "G", "UTIL"),
        _fits(C="C", W="W LW RW", D="D", G="G", UTIL="C W LW RW D"),
        min_teams=3,
        teams_of=SKATERS,
    ),
}
