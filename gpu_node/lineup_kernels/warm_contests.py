"""The smallest contest through every kernel that contests need, so that all of them are compiled."""

import numpy as np

from lineup_kernels.choosing import Between, Chosen
from lineup_kernels.contest.cells import add_cells, by_candidate, from_sums, no_cells
from lineup_kernels.contest.forms import Forms, form_points
from lineup_kernels.contest.layout import lay_out_field, lay_out_lineups
from lineup_kernels.contest.prizes import make_prizes, top_places
from lineup_kernels.contest.room import make_room
from lineup_kernels.contest.screen import enter_together, pay_cells, screen
from lineup_kernels.contest.sums import no_sums
from lineup_kernels.draws import Source
from lineup_kernels.field import draw_field, key_of
from lineup_kernels.field_tables import SHARE_BITS, SPREAD_BITS, FieldTables, Law, Roster, Stacks, Trains
from lineup_kernels.logarithm import make_logarithms
from lineup_kernels.normals import normal_table
from lineup_kernels.outcomes import Outcomes, take_scores
from lineup_kernels.scores import KNOTS, Scenarios, draw_scores
from lineup_kernels.selecting import COVER, GROWTH, SUM, Aim, Offers, Rules, Span, choose_by_winnings


def call_contest_kernels() -> None:
    """Draw scores, rank and pay lineups, and choose one."""
    _call_contests()
    _call_scores()
    _call_field()
    _call_choice()


def _call_contests() -> None:
    """One contest of two lineups of one player each, in lanes of both widths."""
    lineups, rank = np.array([[0], [1]], np.uint16), np.array([0, 1], np.uint16)
    field, own = lay_out_field(lineups, rank), lay_out_lineups(lineups, rank)
    prizes = make_prizes(np.array([0, 1_000]), top_places(3))
    forms = Forms(np.arange(2, dtype=np.int32), np.ones(2, np.int32), 0)
    for total in (9, 1 << 16):
        room, cells = make_room(2, 2, 4, total), no_cells(4, 2)
        points = np.zeros((2, 4), room.most.dtype)
        form_points(np.ones((2, 4), np.int32), forms, points)
        screen(points, 4, field, own, prizes, room, no_sums(2))
        enter_together(points, field, own, prizes, room, no_sums(2), np.zeros(4, np.int64))
        pay_cells(points, field, own, prizes, room, 1, cells)
    by_candidate(cells, 2)
    add_cells(cells, 1, 1, np.zeros((2, 4), np.int64))


def _call_scores() -> None:
    """Draw the scores of one person, and take them from tables of both widths."""
    one, none = np.ones(1, np.int32), np.zeros(1, np.int32)
    weights, knots = np.array([8192], np.int16), np.zeros((1, KNOTS), np.int32)
    blocks = (np.array([0, 1], np.int32), np.zeros(1, np.uint8), np.zeros(1, np.int64))
    scenarios = Scenarios(normal_table(), none, *blocks, weights, knots, none, none, one)
    scores = np.empty((1, 1), np.int32)
    draw_scores(scenarios, Source(7, 1), 0, scores)
    for rows in (np.zeros((1, 1), np.int16), np.zeros((1, 1), np.int32)):
        take_scores(Outcomes(rows, none, np.array([[0, 1]], np.int32), 1), Source(7, 1), 0, scores)


def _call_choice() -> None:
    """The better of two sets of one player each."""
    none, masks = np.zeros(0, np.int64), np.zeros((0, 2), np.bool_)
    between = Between(np.arange(2), np.ones(2, np.int64), masks, none, masks, none, none)
    offered = np.array([[0], [1]], np.int32)
    spans = [Span(0, from_sums(np.array([[1], [2]])))]
    offers = Offers(offered, np.arange(2))
    for by in (SUM, GROWTH, COVER):
        chosen = Chosen(np.zeros((1, 1), np.int32), np.zeros(2, np.int64), none, np.zeros(1, np.int64))
        aim = Aim(by, make_logarithms() if by == GROWTH else none)
        choose_by_winnings(spans, offers, np.ones(1, np.int64), aim, Rules(between, none, chosen))


def _call_field() -> None:
    """Draw a field of lineups of one player of two, all in one train."""
    two, three = np.arange(2, dtype=np.int32), np.arange(3, dtype=np.int32)
    weight, none, nobody = np.ones((1, 2), np.uint32), np.zeros(0, np.int32), np.zeros(3, np.int32)
    roster = Roster(
        *(two.astype(np.uint16), two, two, two, three[::2].copy(), np.array([0, -1], np.int32)),
        after=np.array([[1], [-1]], np.int32),
        low=two * 0,
        high=two * 0 + 1,
        row=three,
        follows=two * 0,
        bar=two,
        bar_start=three,
        rival=none,
        rival_start=nobody,
        limit_kind=none,
        limit_count=none,
        group=np.zeros((0, 2), np.int32),
        groups=1,
    )
    law = Law(weight, weight, np.full((1, 2), 1 << SPREAD_BITS, np.uint32), weight[0] + np.uint32(1 << 31), 0)
    chance = np.zeros(0, np.uint32)
    stacks = Stacks(chance, np.zeros((0, 2), np.int32), two, weight[:, :0].copy(), none, False, none, none, none)
    trains = Trains(np.array([0, 1]), 1, 2, np.full(2, 1 << (SHARE_BITS - 1)))
    tables = FieldTables(1, roster, law, stacks, trains, np.zeros(1, np.uint16))
    draw_field(tables, key_of(7, 0), 0, np.empty((2, 1), np.uint16))
