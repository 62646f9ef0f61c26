"""Small contests for tests: any field, any own lineups, any prizes and trials, as the kernels want them and as lists."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from lineup_kernels.contest.forms import Forms, Points, form_points, lane_type, largest_total, make_forms
from lineup_kernels.contest.layout import Field, Lineups, lay_out_field, lay_out_lineups, popularity
from lineup_kernels.contest.prizes import Prizes, make_prizes, top_places
from lineup_kernels.contest.room import MOST_BINS, Room, make_room
from reference_contest import Finish, Lineup, alone, together, total_of

LANES = 8


@dataclass(frozen=True)
class Small:
    """Scores are [persons][trials] in base quanta; player p is person `person[p]` times `multiplier[p]`."""

    person: tuple[int, ...]
    multiplier: tuple[int, ...]
    scores: tuple[tuple[int, ...], ...]
    others: tuple[Lineup, ...]
    own: tuple[Lineup, ...]
    prizes: tuple[int, ...]
    most_bins: int = MOST_BINS

    @property
    def trials(self) -> int:
        """How many there are."""
        return len(self.scores[0])

    @property
    def places(self) -> list[int]:
        """A prize for every place that there can be."""
        entries = len(self.others) + len(self.own)
        return [*self.prizes, *[0] * entries][: max(entries, len(self.prizes))]

    def points(self, trial: int) -> list[int]:
        """What each player scores, as plain numbers."""
        return [self.scores[person][trial] * by for person, by in zip(self.person, self.multiplier, strict=True)]

    def alone(self, trial: int) -> list[Finish]:
        """The truth about each own lineup by itself."""
        return [alone(lineup, self.others, self.points(trial), self.places) for lineup in self.own]

    def together(self, trial: int) -> list[Finish]:
        """The truth about all own lineups in one contest."""
        return together(self.own, self.others, self.points(trial), self.places)

    def totals(self, trial: int) -> list[int]:
        """What the entries of one contest score, all own lineups among them."""
        return [total_of(lineup, self.points(trial)) for lineup in (*self.own, *self.others)]

    @property
    def paid(self) -> int:
        """How many places pay something."""
        return sum(prize > 0 for prize in self.prizes)

    def kernel_prizes(self) -> Prizes:
        """The prizes and the places that count as top ones."""
        prefix = np.concatenate([[0], np.cumsum(self.prizes)]).astype(np.int64)
        return make_prizes(prefix, top_places(len(self.others) + 1))


@dataclass(frozen=True)
class Laid:
    """A small contest laid out for the kernels."""

    forms: Forms
    kind: np.dtype[np.uint16 | np.uint32]
    scores: NDArray[np.int32]
    field: Field
    own: Lineups
    prizes: Prizes
    room: Room

    def points(self, first: int, trials: int, lanes: int = LANES) -> Points:
        """The points of some trials; what is in the other lanes must not matter."""
        scores = np.full((len(self.scores), lanes), 5, np.int32)
        scores[:, :trials] = self.scores[:, first : first + trials]
        points = np.zeros((len(self.forms.person), lanes), self.kind)
        form_points(np.minimum(scores, self.scores.max(axis=1, keepdims=True)), self.forms, points)
        return points


def lay_out(small: Small, lanes: int = LANES) -> Laid:
    """What a stage would do before the first trial."""
    scores = np.array(small.scores, np.int32).reshape(len(small.scores), -1)
    least = np.minimum(scores.min(axis=1), 5).astype(np.int64)
    forms = make_forms(np.array(small.person, np.int32), np.array(small.multiplier, np.int32), least)
    size = len(small.own[0])
    others = np.array(small.others, np.uint16).reshape(-1, size)
    own = np.array(small.own, np.uint16)
    rank = popularity(others, len(small.person))
    field = lay_out_field(others, rank)
    total = largest_total(forms, scores.max(axis=1).astype(np.int64), others, own)
    room = make_room(len(field.lineups.rests), len(own), lanes, total, small.most_bins)
    return Laid(forms, lane_type(total), scores, field, lay_out_lineups(own, rank), small.kernel_prizes(), room)


@st.composite
def smalls(draw: st.DrawFn) -> Small:
    """Few different scores, so that ties are many; sizes of lineups from 1 to 11; narrow and wide totals."""
    persons = draw(st.integers(1, 5))
    forms = draw(st.lists(st.tuples(st.integers(0, persons - 1), st.sampled_from([1, 2, 3])), min_size=1, max_size=7))
    size = draw(st.integers(1, 11))
    lineup = st.lists(st.integers(0, len(forms) - 1), min_size=size, max_size=size).map(tuple)
    known = draw(st.lists(lineup, min_size=1, max_size=6))
    some = st.one_of(st.sampled_from(known), lineup)
    step = draw(st.sampled_from([1, 1, 7, 40_000, 3_000_000]))
    trials = draw(st.integers(1, 9))
    row = st.lists(st.integers(-2, 4).map(lambda score: score * step), min_size=trials, max_size=trials).map(tuple)
    return Small(
        person=tuple(person for person, _ in forms),
        multiplier=tuple(by for _, by in forms),
        scores=tuple(draw(st.lists(row, min_size=persons, max_size=persons))),
        others=tuple(draw(st.lists(some, max_size=25))),
        own=tuple(draw(st.lists(some, min_size=1, max_size=8))),
        prizes=tuple(sorted(draw(st.lists(st.sampled_from([0, 1, 7, 1000, 99_999]), max_size=20)), reverse=True)),
        most_bins=draw(st.sampled_from([MOST_BINS, 2, 16, 1 << 10])),
    )
