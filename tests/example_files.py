"""Makes the example slates that come with the program: `python tests/example_files.py` writes them anew.

The slates are invented (see `slates`); the configuration is one text for all sports, with names of that sport's slate.
"""

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from slate_sports import SPORTS
from slates import SlatePlayer, make_players, projections_text, slate_text

EXAMPLES = Path(__file__).resolve().parent.parent / "cli" / "lineup_cli" / "examples"
SEED = 2026

CONFIG = """\
# A job for lineup: one slate in, a set of lineups out.
#
#   lineup check config.yaml              says what is wrong or doubtful; nothing is queued
#   lineup submit config.yaml --wait      builds the lineups and shows them
#   lineup jobs export latest --format dk -o upload.csv      the file that DraftKings takes
#
# Lines that begin with "# " are remarks. Settings that begin with "#" alone are switched off: remove the "#".
# Paths are relative to this file. Everybody and everything in this example is invented.

name: {name}
site: draftkings
sport: {sport}
mode: classic                   # {roster}

# The players and their salaries: "Export to CSV" on the page where you draft. An entries file
# (DKEntries.csv) or the upload template will do too: both have the player pool in them.
slate: DKSalaries.csv

# What you expect of the players. Any CSV will do; only say which of its columns means what.
# Leave the block out and DraftKings' AvgPointsPerGame is used, with a warning.
projections:
  file: projections.csv
  columns:
    points: Fpts                # the one column that is needed
    ownership: Own%             # per cent; added up for each lineup
    stddev: StdDev
    floor: Floor
    ceiling: Ceiling
  # Players are matched by id if there is one, else by name; accents, dots and "Jr." do not matter.
  # Whoever "lineup check" cannot match gets a line here, name in the projections: name or id on the slate.
  names:
    {short}: {long}

lineups: 20
seed: 7                         # the same seed and files give the same lineups, on any machine

rules:
  # Players by name or id, as they are written in the salary file.
  #lock: [{lock}]
  #exclude: [{exclude_1}, {exclude_2}]

  # What a lineup may cost in all.
  #salary: {{min: 49000, max: 50000}}

  # Any two lineups differ by at least so many players.
  unique: {unique}

  # How much of the portfolio one player may be in: per cent of the lineups, or a count.
  # The best lineup is built first; a player who is used up is left out of the following ones.
  exposure:
    max: 60%
    #players:
      #{popular}: {{max: 80%}}
      #{doubtful}: {{max: 2}}

# Building lineups runs on this machine. With a paired machine that has a graphics card, "prefer" uses it where it
# helps; "never" keeps everything here.
#gpu: {{use: auto}}
"""


@dataclass(frozen=True, slots=True)
class Wording:
    """What one sport's configuration says in its own words."""

    name: str
    roster: str
    unique: int = 1


WORDINGS = {
    "nascar": Wording("Copper Canyon 400", "six drivers, 50,000 dollars", unique=2),
    "nfl": Wording("Sunday main slate", "QB, 2 RB, 3 WR, TE, FLEX and DST of at least two games", unique=2),
    "nba": Wording("Sunday night", "PG, SG, SF, PF, C, G, F and UTIL of at least two games", unique=2),
    "mlb": Wording("Seven games", "2 P, C, 1B, 2B, 3B, SS and 3 OF; at most five hitters of one team", unique=2),
    "nhl": Wording("Six games", "2 C, 3 W, 2 D, G and UTIL; skaters of at least three teams", unique=2),
    "pga": Wording("Larkspur Open", "six golfers, 50,000 dollars", unique=2),
    "mma": Wording("Twelve bouts", "six fighters, never both of one bout"),
}


def example_files(sport: str) -> dict[str, bytes]:
    """The files of one sport's example by name."""
    players = make_players(sport, SEED)
    nickname = _by_value(players)[3]
    vendors = [replace(one, name=_short(one.name)) if one is nickname else one for one in players]
    return {
        "DKSalaries.csv": slate_text(players).encode("utf-8"),
        "projections.csv": projections_text(vendors).encode("utf-8"),
        "config.yaml": _config(sport, players).encode("utf-8"),
    }


def _config(sport: str, players: tuple[SlatePlayer, ...]) -> str:
    """The configuration: its examples name the players that come to mind first."""
    wording = WORDINGS[sport]
    best = _by_value(players)
    return CONFIG.format(
        name=wording.name,
        sport=sport,
        roster=wording.roster,
        unique=wording.unique,
        short=_short(best[3].name),
        long=best[3].name,
        lock=best[0].name,
        popular=best[1].name,
        doubtful=best[2].name,
        exclude_1=best[5].name,
        exclude_2=best[6].id,
    )


def _by_value(players: tuple[SlatePlayer, ...]) -> list[SlatePlayer]:
    """Players of above-average projection, most points per dollar first; nobody with a single name."""
    middle = sum(player.projection for player in players) // len(players)
    known = [player for player in players if player.projection > middle and " " in player.name]
    return sorted(known, key=lambda player: (-player.projection * 1_000 // player.salary, player.name))


def _short(name: str) -> str:
    first, last = name.split()
    return f"{first[0]}. {last}"


def main() -> int:
    """Write every example."""
    for sport in SPORTS:
        folder = EXAMPLES / sport
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in example_files(sport).items():
            (folder / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
