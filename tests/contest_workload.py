"""A contest of any size for measuring: an invented slate, lineups that follow its ownership, scores and prizes."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lineup_engine.contest.model import Band, Payouts
from lineup_engine.contest.money import DOLLAR
from lineup_kernels.contest.forms import Forms, form_points, largest_total, make_forms
from lineup_kernels.contest.layout import Field, Lineups, lay_out_field, lay_out_lineups, popularity
from lineup_kernels.contest.prizes import Prizes, make_prizes, top_places
from lineup_kernels.contest.room import Room, lanes_for, make_room
from lineup_kernels.contest.screen import screen
from lineup_kernels.contest.sums import no_sums
from slate_sports import SPORTS
from slates import make_players

SEED = 2026
QUANTUM = 2
"""Hundredths of a point: everything that a classic NFL slate can score is a multiple of it."""

_SHARP = 3.5
"""How much lineups follow ownership: the most popular player is in two of five. Without stacks hardly two are equal."""

_TOGETHER = 4_096


@cache
def players_of(sport: str) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Who may fill each slot [slots, players], and projection, standard deviation and weight of each player."""
    everybody = make_players(sport, SEED)
    slots = SPORTS[sport].slots.split()
    fits = np.array([[slot in player.slots for player in everybody] for slot in slots])
    means = np.array([player.projection for player in everybody], np.float64)
    spread = np.maximum(np.array([player.stddev for player in everybody], np.float64), means * 0.4)
    return fits, means, spread, np.array([player.ownership for player in everybody], np.float64) + 1


def make_lineups(sport: str, count: int, seed: int) -> NDArray[np.uint16]:
    """So many lineups [count, size]: each slot drawn by ownership, the rarest slots first; no salary cap."""
    fits, _, _, weight = players_of(sport)
    draw, found = np.random.default_rng(seed), []
    for first in range(0, count, _TOGETHER):
        rows = min(_TOGETHER, count - first)
        keys = _SHARP * np.log(weight) + draw.gumbel(size=(rows, len(weight)))
        chosen = []
        for slot in np.argsort(fits.sum(axis=1), kind="stable"):
            best = np.where(fits[slot], keys, -np.inf).argmax(axis=1)
            keys[np.arange(rows), best] = -np.inf
            chosen.append(best)
        found.append(np.stack(chosen, axis=1).astype(np.uint16))
    return np.concatenate(found)


def make_scores(sport: str, trials: int, seed: int) -> NDArray[np.int32]:
    """Scores [players, trials] in quanta."""
    _, means, spread, _ = players_of(sport)
    drawn = np.random.default_rng(seed).normal(means[:, None], spread[:, None], (len(means), trials))
    return np.rint(np.maximum(drawn, 0) / QUANTUM).astype(np.int32)


def top_heavy(entries: int, fee: int = 20 * DOLLAR) -> Payouts:
    """A site's usual table: 15 % rake, 20 % of the pool for the first, 22 % of the places paid, whole dollars."""
    pool, places = entries * fee * 85 // 100, max(1, entries * 22 // 100)
    curve = np.maximum(np.arange(1, places + 1, dtype=np.float64) ** -0.95 * pool * 0.2, 1.5 * fee)
    curve = np.maximum.accumulate((curve * min(1, pool / curve.sum()))[::-1])[::-1]
    dollars = np.maximum(np.floor(curve / DOLLAR), 1).astype(np.int64)
    starts = np.flatnonzero(np.diff(dollars, prepend=-1))
    ends = [*starts[1:], places]
    return Payouts(tuple(Band(int(a) + 1, int(b), int(dollars[a]) * DOLLAR) for a, b in zip(starts, ends, strict=True)))


@dataclass(frozen=True)
class Workload:
    """A contest laid out, with a block of scores that stands for any other block of trials."""

    entries: int
    forms: Forms
    field: Field
    candidates: Lineups
    prizes: Prizes
    scores: NDArray[np.int32]
    room: Room

    @property
    def lanes(self) -> int:
        """Trials in a block."""
        return int(self.scores.shape[1])

    def points(self) -> NDArray[np.uint16 | np.uint32]:
        """Points of the block."""
        points = np.zeros((len(self.forms.person), self.lanes), self.room.most.dtype)
        form_points(self.scores, self.forms, points)
        return points

    def run(self, blocks: int) -> NDArray[np.int64]:
        """Screen all candidates over so many blocks of trials."""
        sums = no_sums(len(self.candidates.rests))
        for _ in range(blocks):
            screen(self.points(), self.lanes, self.field, self.candidates, self.prizes, self.room, sums)
        return sums


def make_workload(entries: int, candidates: int, sport: str = "nfl") -> Workload:
    """A field of so many entries and so many other lineups."""
    others, own = make_lineups(sport, entries, SEED), make_lineups(sport, candidates, SEED + 1)
    scores = make_scores(sport, 64, SEED)
    persons = np.arange(len(scores), dtype=np.int32)
    forms = make_forms(persons, np.ones_like(persons), np.zeros(len(scores), np.int64))
    total = largest_total(forms, scores.max(axis=1).astype(np.int64), others, own)
    rank = popularity(others, len(scores))
    field = lay_out_field(others, rank)
    lineups = len(field.lineups.rests)
    lanes = lanes_for(lineups, total)
    return Workload(
        entries,
        forms,
        field,
        lay_out_lineups(own, rank),
        make_prizes(top_heavy(entries + 1).prefix(), top_places(entries + 1)),
        np.ascontiguousarray(scores[:, :lanes]),
        make_room(lineups, candidates, lanes, total),
    )
