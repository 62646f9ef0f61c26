"""Grading, slow and obvious: what the fast versions have to agree with, written from the definitions alone."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

Lineup = Sequence[int]


def ranks(points: Sequence[int]) -> list[int]:
    """The place of each: sorted from the best, those with equal points have the place of the first of them."""
    order = sorted(points, reverse=True)
    return [order.index(own) + 1 for own in points]


def pool(prizes: Sequence[int], points: Sequence[int], entry: int) -> Fraction:
    """What one entry wins: everybody is handed the prize of a place, and those who tie put theirs together."""
    order = sorted(range(len(points)), key=lambda number: -points[number])
    handed = {number: prizes[place] if place < len(prizes) else 0 for place, number in enumerate(order)}
    tied = [number for number in order if points[number] == points[entry]]
    return Fraction(sum(handed[number] for number in tied), len(tied))


def crps(sample: Sequence[int], result: int) -> Fraction:
    """Half the mean distance of two draws, taken from the mean distance of a draw to the result."""
    n = len(sample)
    to_result = Fraction(sum(abs(x - result) for x in sample), n)
    apart = Fraction(sum(abs(x - y) for x in sample for y in sample), n * n)
    return to_result - apart / 2


def crps_by_area(sample: Sequence[int], result: int) -> Fraction:
    """The area between the sample's distribution function and the step at the result, squared."""
    edges = sorted({*sample, result})
    area = Fraction()
    for low, high in itertools.pairwise(edges):
        below = Fraction(sum(x <= low for x in sample), len(sample))
        step = 1 if low >= result else 0
        area += (high - low) * (below - step) ** 2
    return area


def pit(sample: Sequence[int], result: int) -> Fraction:
    """The share of the sample below the result, and half of what equals it."""
    return Fraction(2 * sum(x < result for x in sample) + sum(x == result for x in sample), 2 * len(sample))


def quantile(sample: Sequence[int], share: Fraction) -> int:
    """The smallest value that at least this share of the sample does not exceed."""
    return min(x for x in sample if Fraction(sum(y <= x for y in sample), len(sample)) >= share)


def is_covered(sample: Sequence[int], result: int, level: int) -> bool:
    """Whether a result is between the two quantiles that leave as much on either side."""
    outside = Fraction(100 - level, 200)
    return quantile(sample, outside) <= result <= quantile(sample, 1 - outside)


def groups(lineups: Sequence[Lineup]) -> Counter[tuple[int, ...]]:
    """How often each set of players is there."""
    return Counter(tuple(sorted(lineup)) for lineup in lineups)


def share_in_groups(lineups: Sequence[Lineup], low: int, high: int) -> Fraction:
    """The share of lineups of which there are between so many and so many."""
    sizes = groups(lineups)
    return Fraction(sum(low <= sizes[tuple(sorted(lineup))] <= high for lineup in lineups), len(lineups))


def pattern(lineup: Lineup, team_of: Mapping[int, int]) -> str:
    """How many players of one team a lineup has, the most first; players without a team do not count."""
    counts = Counter(team_of[player] for player in lineup if player in team_of)
    return "-".join(map(str, sorted(counts.values(), reverse=True))) or "none"


def patterns(lineups: Sequence[Lineup], team_of: Mapping[int, int]) -> dict[str, Fraction]:
    """The share of lineups with each pattern."""
    counts = Counter(pattern(lineup, team_of) for lineup in lineups)
    return {name: Fraction(count, len(lineups)) for name, count in counts.items()}
