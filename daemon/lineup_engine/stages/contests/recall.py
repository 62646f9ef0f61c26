"""A contest of a finished job simulated once more, for grading: made again from the submission, exactly as it was.

Nothing of it is kept with the job: fields and scores follow from the seed, and the first trials of the job are these.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineup_engine.errors import InputError
from lineup_engine.grading.mine import read_lineups
from lineup_engine.grading.order import Known
from lineup_engine.grading.prizes import Prizes
from lineup_engine.grading.simulated import NOTHING, Simulated
from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.seam import GradeOrder, Problem
from lineup_engine.slate.forms import main_forms
from lineup_engine.specification import ContestTerms, Specification
from lineup_engine.specify import Specified, specify
from lineup_engine.stages.candidates import METHODS, in_parts
from lineup_engine.stages.contests.arena import Trials, enter, laid_out, lay_out, make_arena
from lineup_engine.stages.contests.fields import TABLES, fill_field, make_tables
from lineup_engine.stages.contests.played import play
from lineup_engine.stages.contests.terms import contests_in, plan_in
from lineup_engine.stages.prepare import arrays_of
from lineup_engine.stages.scores import REPORT_STREAM, Parts, scenarios_in, worth_of_trials
from lineup_engine.texts.shown import quoted

TRIALS = 4_096
"""So many trials at most: the standard error of a percentile is below 0.8 per cent."""


def recall(order: GradeOrder, specified: Specified, contest: str) -> Known:
    """What a job with contests knows of one of them; raises `InputError` where it is not clear which."""
    METHODS.wait_for_contests()
    play_of_job = specified.specification.play
    contests = () if play_of_job is None else play_of_job.contests
    number = _number_of(contest, [terms.name for terms in contests])
    terms = contests[number]
    again = _Again(order, specified.specification, number)
    written = json.loads(specified.specification.config_json)["contest"][number]["field"]
    return Known(
        Prizes(terms.fee, terms.sums), again.simulate, terms.name, entries=terms.entries, user=written["user"] or ""
    )


def _number_of(contest: str, names: Sequence[str]) -> int:
    if contest in names:
        return names.index(contest)
    if not contest and len(names) == 1:
        return 0
    words = f"the job has no contest {quoted(contest)}" if contest else f"the job has {len(names)} contests"
    ways = " or ".join(f"--contest {_shell(name)}" for name in names)
    raise InputError([Problem("--contest", 0, 0, words, f"say which one was played: {ways}")])


def _shell(name: str) -> str:
    return f"'{name}'" if " " in name else name


class _Again:
    """One contest of a job."""

    def __init__(self, order: GradeOrder, specification: Specification, contest: int) -> None:
        self._order, self._specification, self._contest = order, specification, contest

    def simulate(self, spread: float | None) -> Simulated:
        """The contest as the job simulated it; with another spread only what scores decide, and nothing where it has none."""
        if spread is None:
            return self._all()
        wider = self._with(spread)
        if wider is None:
            return NOTHING
        cash, best = self._lines(in_parts(arrays_of(wider)))
        return Simulated(cash_lines=cash, winning=best)

    def _with(self, spread: float) -> Specification | None:
        """The job with another spread; None where its scores are the user's own, or would be too large."""
        if json.loads(self._specification.config_json)["simulate"]["scenarios"] is not None:
            return None
        sent = self._order.submission
        try:
            return specify(replace(sent, overrides=(*sent.overrides, f"simulate.spread={spread}")))
        except InputError:
            return None

    def _all(self) -> Simulated:
        persons, samples = self._samples()
        cash, best = self._lines(self._parts)
        return Simulated(self._fields, persons, samples, cash, best)

    @cached_property
    def _parts(self) -> Parts:
        parts = in_parts(arrays_of(self._specification))
        return {**parts, f"{TABLES}.{self._contest}": make_tables(parts, self._contest)}

    @cached_property
    def _fields(self) -> tuple[NDArray[np.uint16], ...]:
        """The others; who plays does not depend on the spread."""
        fields = range(self._terms.field.fields)
        return tuple(fill_field(self._parts, self._contest, number) for number in fields)

    @property
    def _terms(self) -> ContestTerms:
        return contests_in(self._parts)[self._contest]

    def _samples(self) -> tuple[tuple[int, ...], IntArray]:
        """Everybody who can score, by his main form, and his scores in rising order."""
        scenarios = scenarios_in(self._parts)
        can_score = ((scenarios.lowest != 0) | (scenarios.highest != 0))[scenarios.person]
        persons = tuple(number for number in main_forms(self._specification.slate) if can_score[number])
        scores = worth_of_trials(self._parts, REPORT_STREAM, 0, _trials_in(self._parts))
        return persons, np.sort(scores[:, list(persons)], axis=0).T

    def _lines(self, parts: Parts) -> tuple[IntArray | None, IntArray]:
        """The cash line, where anybody is paid, and the winning score of each trial, in units."""
        players = len(self._specification.slate.players)
        fields = tuple(laid_out(lay_out(lineups, players)) for lineups in self._fields)
        arena = make_arena(self._terms, fields)
        trials = Trials(parts, REPORT_STREAM)
        played = play(trials, [enter(arena, self._own(), trials)], 0, _trials_in(parts))
        return played.cash[0] if arena.prizes.paid else None, played.best[0]

    def _own(self) -> NDArray[np.uint16]:
        """The lineups of the job that are in this contest [n, size]."""
        result: Mapping[str, Any] = json.loads(self._order.result_json)
        lineups = read_lineups(result, self._specification.slate)
        own = [
            one.players
            for one, told in zip(lineups, result["lineups"], strict=True)
            if any(figures["contest"] == self._terms.name for figures in told["contests"])
        ]
        return np.array(own, np.uint16).reshape(len(own), len(self._fields[0][0]))


def _trials_in(parts: Parts) -> int:
    return min(plan_in(parts).trials, TRIALS)
