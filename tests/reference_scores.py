"""The slow and obvious sampler: one score at a time, in Python's whole numbers, as the kernel has to draw them.

It shares no code with the kernel: random words, the way from a word to a normal number, correlation and tables are
written down once more from their description.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LIMIT = 1 << 32


@dataclass(frozen=True)
class Drawn:
    """One person who is drawn: his number, those of his block up to himself with their weights, and his table."""

    person: int
    others: Sequence[int]
    weights: Sequence[int]
    knots: Sequence[int]
    edge: int
    below: int
    step: int


def philox(seed: int, trial: int, block: int, stream: int) -> list[int]:
    """The four words of Philox4x32-10 (Salmon et al. 2011)."""
    words = [trial % LIMIT, trial // LIMIT, block, stream]
    keys = [seed % LIMIT, seed // LIMIT]
    for _ in range(10):
        one, two = words[0] * 0xD2511F53, words[2] * 0xCD9E8D57
        words = [two // LIMIT ^ words[1] ^ keys[0], two % LIMIT, one // LIMIT ^ words[3] ^ keys[1], one % LIMIT]
        keys = [(keys[0] + 0x9E3779B9) % LIMIT, (keys[1] + 0xBB67AE85) % LIMIT]
    return words


def normal_number(word: int, table: Sequence[int]) -> int:
    """The normal number of a word in 1/4096 standard deviations; the outermost 1/4096 has a table of its own."""
    size = word % (1 << 31)
    place, rest, gap = size // (1 << 19), size % (1 << 19), 1 << 19
    if place == 4095:
        place, rest, gap = 4097 + rest // (1 << 7), rest % (1 << 7), 1 << 7
    low, high = table[place], table[place + 1]
    found = low + (2 * (high - low) * rest + gap) // (2 * gap)
    return found if word < (1 << 31) else -found


def score(drawn: Drawn, seed: int, stream: int, trial: int, table: Sequence[int]) -> int:
    """The score of one person in one trial, in quanta."""
    total = 0
    for person, weight in zip(drawn.others, drawn.weights, strict=True):
        word = philox(seed, trial, person // 4, stream)[person % 4]
        total += weight * normal_number(word, table)
    normal = (total + 4096) // 8192
    if normal < drawn.edge:
        return drawn.below * drawn.step
    place = min(max(normal + 22528, 0), 176 * 256 - 1)
    low, high = drawn.knots[place // 256], drawn.knots[place // 256 + 1]
    line = low * 256 + (high - low) * (place % 256)
    return (line + 2048) // 4096 * drawn.step


def draw(everybody: Sequence[Drawn], persons: int, counts: tuple[int, int, range], table: Sequence[int]) -> np.ndarray:
    """The scores of all persons in the trials of a seed and a stream; `counts` are seed, stream and trials."""
    seed, stream, trials = counts
    scores = np.zeros((persons, len(trials)), np.int32)
    for drawn in everybody:
        scores[drawn.person] = [score(drawn, seed, stream, trial, table) for trial in trials]
    return scores
