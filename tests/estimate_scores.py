"""What the defaults of simulated scores rest on: spreads, shares of zeros and correlations, with their uncertainty.

`python tests/estimate_scores.py FOLDER` prints the tables of `docs/scenarios.md`; the folder is a checkout of the
archive that `played.py` names. Races come from `../shared/data`. Standard errors are of a bootstrap over days (or
races): players of one day are not independent.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from played import Played, archive, races, without_dead_teams
from score_truth import truth_of

DRAWS = 200
WINDOW = 400
POWERS = np.arange(0.1, 1.01, 0.05)

LEAST = {"nfl QB": 10, "nfl RB": 2, "nfl WR": 2, "nfl TE": 2, "mlb OF": 3, "mlb SP": 4, "nba SG": 5}
"""Players with fewer expected points are hardly on anybody's lineup."""

Pair = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class Scored:
    """A player with his normal score: his rank among the players of his group with about as much expected."""

    played: Played
    z: float


def by_group(played: Iterable[Played]) -> dict[str, list[Played]]:
    """The players of each group of whom enough is expected; not the pitcher or quarterback who did not play at all."""
    groups: defaultdict[str, list[Played]] = defaultdict(list)
    for one in played:
        absent = one.actual == 0 and (one.group == "mlb SP" or (one.sport == "nfl" and one.expected > 9))
        hitter = one.group != "mlb OF" or 1 <= one.order <= 9
        if one.expected >= LEAST.get(one.group, 0) and hitter and not (absent and one.position != "DST"):
            groups[one.group].append(one)
    return dict(groups)


def spread(played: Sequence[Played]) -> tuple[float, float, float]:
    """Factor and power of the standard deviation by normal likelihood, around the unbiased mean; and that bias."""
    expected, actual = (np.array([getattr(one, name) for one in played]) for name in ("expected", "actual"))
    bias = float(actual.sum() / expected.sum())
    squares = (actual - bias * expected) ** 2

    def likelihood(power: float) -> float:
        variance = np.mean(squares / expected ** (2 * power)) * expected ** (2 * power)
        return float(-np.sum(np.log(variance) + squares / variance))

    power = max(POWERS, key=likelihood)
    return float(np.sqrt(np.mean(squares / expected ** (2 * power)))), float(power), bias


def resampled(played: Sequence[Played]) -> Iterator[list[Played]]:
    """The players of as many days as there are, drawn with repetition, again and again."""
    days: defaultdict[str, list[Played]] = defaultdict(list)
    for one in played:
        days[one.day].append(one)
    names, generator = sorted(days), np.random.default_rng(1)
    for _ in range(DRAWS):
        yield [one for number in generator.integers(0, len(names), len(names)) for one in days[names[number]]]


def scored(played: Sequence[Played]) -> list[Scored]:
    """Each player's normal score; equal results share the middle of their ranks."""
    ordered = sorted(played, key=lambda one: one.expected)
    actual, size = np.array([one.actual for one in ordered]), min(WINDOW, len(ordered))
    z = np.empty(len(ordered))
    for number, own in enumerate(actual):
        start = min(max(number - size // 2, 0), len(ordered) - size)
        window = actual[start : start + size]
        share = (np.count_nonzero(window < own) + np.count_nonzero(window == own) / 2) / size
        z[number] = NormalDist().inv_cdf(min(max(share, 0.5 / size), 1 - 0.5 / size))
    return [Scored(one, float(value)) for one, value in zip(ordered, z / z.std(), strict=True)]


def correlation(pairs: Sequence[Pair]) -> tuple[float, float]:
    """The correlation over pairs, and its standard error."""
    days: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for day, one, other in pairs:
        sums = days[day]
        sums[0], sums[1], sums[2] = sums[0] + one * other, sums[1] + one * one, sums[2] + other * other
    sums_of = np.array(list(days.values()))
    generator = np.random.default_rng(1)
    draws = [sums_of[generator.integers(0, len(sums_of), len(sums_of))].sum(axis=0) for _ in range(DRAWS)]
    return _ratio(sums_of.sum(axis=0)), float(np.std([_ratio(draw) for draw in draws]))


def _ratio(sums: NDArray[np.float64]) -> float:
    return float(sums[0] / np.sqrt(sums[1] * sums[2]))


def team_pairs(players: Sequence[Scored]) -> Iterator[tuple[str, Scored, Scored]]:
    """All pairs of team-mates and of opponents of a day."""
    teams: defaultdict[tuple[str, str], list[Scored]] = defaultdict(list)
    for one in players:
        teams[one.played.day, one.played.team].append(one)
    for (day, team), members in teams.items():
        yield from (("own", *pair) for pair in combinations(members, 2))
        opponent = members[0].played.opponent
        if team < opponent:
            yield from (("opponent", one, other) for one in members for other in teams.get((day, opponent), ()))


def roles(players: Sequence[Scored]) -> dict[int, str]:
    """The position; of footballers with the rank in the team, as far as it counts."""
    most = {"QB": 1, "RB": 2, "WR": 3, "TE": 1, "DST": 1, "SP": 1}
    seen: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    found: dict[int, str] = {}
    for one in sorted(players, key=lambda one: -one.played.expected):
        key = (one.played.day, one.played.team, one.played.position)
        seen[key] += 1
        name = "WR3" if key[2] == "WR" and seen[key] == 3 else key[2]
        if seen[key] <= most.get(key[2], 99):
            found[id(one)] = name
    return found


def pairs_by_kind(players: Sequence[Scored]) -> dict[str, list[Pair]]:
    """The pairs of a sport by what they are to each other."""
    named = roles(players)
    kinds: defaultdict[str, list[Pair]] = defaultdict(list)
    for side, one, other in team_pairs([one for one in players if id(one) in named]):
        first, second = sorted((one, other), key=lambda player: named[id(player)])
        kind = f"{side} {named[id(first)]} {named[id(second)]}"
        if kind == "own OF OF":
            apart = abs(first.played.order - second.played.order) % 9
            kind = f"own hitters, {min(apart, 9 - apart)} places apart"
        kinds[kind].append((first.played.day, first.z, second.z))
    return dict(kinds)


def race_pairs(players: Sequence[Scored]) -> list[Pair]:
    """All pairs of drivers of a race, summed up by race: the sum of products is half of what the square of the sum has more."""
    fields: defaultdict[str, list[float]] = defaultdict(list)
    for one in players:
        fields[f"{one.played.day} {one.played.team}"].append(one.z)
    return [(race, one, other) for race, field in fields.items() for one, other in combinations(field, 2)]


def show(title: str, rows: Iterable[Sequence[object]]) -> None:
    """Print rows as Markdown."""
    sys.stdout.write(f"\n### {title}\n\n" + "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows))


def spreads_of(groups: Mapping[str, Sequence[Played]]) -> Iterator[tuple[object, ...]]:
    """A row for each group: size, days, fit with its standard error at the median projection, share of zeros."""
    for group, played in sorted(groups.items()):
        factor, power, bias = spread(played)
        middle = float(np.median([one.expected for one in played]))
        at_middle = [spread(draw)[:2] for draw, _ in zip(resampled(played), range(40), strict=False)]
        error = float(np.std([own * middle**rise for own, rise in at_middle]))
        zeros = np.mean([one.actual <= 0 for one in played])
        days = len({one.day for one in played})
        sd = f"{factor * middle**power:.2f} +- {error:.2f} at {middle:.1f}"
        yield group, len(played), days, f"{bias:.3f}", f"{factor:.2f} m^{power:.2f}", sd, f"{zeros:.3f}"


def main(folder: Path) -> None:
    """Print all tables."""
    known = without_dead_teams(archive(folder))
    data = Path(__file__).resolve().parents[2] / "shared" / "data"
    groups = {**by_group(known), "nascar D": races(data)}
    show("Spreads", spreads_of(groups))
    scale = {group: spread(played)[2] for group, played in groups.items()}
    show("Fit of the default tables", (_truth_row(group, groups[group], scale[group]) for group in sorted(groups)))
    for sport in ("nfl", "mlb", "nba"):
        players = [one for group, played in groups.items() if group.startswith(sport) for one in scored(played)]
        kinds = pairs_by_kind(players).items()
        show(
            sport,
            (
                (kind, len(pairs), *(f"{v:.3f}" for v in correlation(pairs)))
                for kind, pairs in sorted(kinds)
                if len(pairs) > 150
            ),
        )
    show("nascar", [("any two", *(f"{v:.4f}" for v in correlation(race_pairs(scored(groups["nascar D"])))))])


def _truth_row(group: str, played: Sequence[Played], scale: float) -> tuple[str, ...]:
    """The default tables around the unbiased mean; the archive's results have one digit."""
    unbiased = [Played(o.day, o.group, o.team, o.opponent, o.expected * scale, o.actual) for o in played]
    tick = 0.05 if group != "nascar D" else 0.0
    parts = [truth_of(unbiased[start : start + 2000], tick=tick) for start in range(0, len(unbiased), 2000)]
    weights = np.array([part.players for part in parts])
    bands = sum(part.bands * part.players for part in parts) / weights.sum()
    covered, beyond = bands[1:-1].sum(), sum(p.beyond(0.99) * p.players for p in parts) / weights.sum()
    z = np.sqrt(sum(part.z_spread**2 * part.players for part in parts) / weights.sum())
    return (
        group,
        str(weights.sum()),
        f"{z:.2f}",
        f"{covered:.3f}",
        " ".join(f"{b:.2f}"[1:] for b in bands),
        f"{beyond:.4f}",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
