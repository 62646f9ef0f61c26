"""Stages 3 and 4: the field of each contest made ready to be drawn, then its lineups, field by field."""

from collections.abc import Mapping
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from lineup_engine.field.artifact import pack_field, unpack_field
from lineup_engine.field.parameters import ContestKind, FieldParameters
from lineup_engine.field.prepare import prepare_field
from lineup_engine.specification import ContestTerms
from lineup_engine.specify.fields import as_others_play, field_slate
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.contests.arena import FIELD, lay_out
from lineup_engine.stages.contests.terms import POOL_PART, contests_in, game_in
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import unpack_job
from lineup_engine.stages.pool import merge_pool
from lineup_engine.stages.scores import SIMULATION, Parts, scenarios_in
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_engine.stages.text import from_json

_CONTESTS = 64
"""No job has so many contests."""

_FIRST_FOR_CHOICE = 1 << 30
"""The first of the fields that lineups are chosen in; those of calibration have larger numbers, all others smaller."""

REPORT = "report"
"""How well a field has become what it was to be stands beside its tables."""

TABLES = "tables"
"""Parts of the inputs are called `tables.0`, `tables.1` and so on: what a contest's fields are drawn from."""


def _merge_candidates(before: Before) -> Mapping[str, Arrays]:
    """What there was, and the lineups to choose from."""
    return {**before.inputs.parts, POOL_PART: merge_pool(before)}


def _prepare(inputs: Inputs, index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """What one contest's fields are drawn from."""
    return Outcome(make_tables(inputs.parts, index))


def make_tables(parts: Parts, contest: int) -> dict[str, Array]:
    """The tables of one contest's fields, or nothing where the opponents are known; and how well they are met."""
    terms, job = contests_in(parts)[contest], unpack_job(parts["job"])
    if terms.field.opponents is not None:
        return {REPORT: from_json(None)}
    job = as_others_play(job, np.array(parts[SIMULATION]["eligible"]))
    prepared = prepare_field(field_slate(job, terms, scenarios_in(parts)), _parameters(terms, parts, contest))
    return {**pack_field(prepared.tables), REPORT: from_json(asdict(prepared.report))}


def _parameters(terms: ContestTerms, parts: Parts, index: int) -> FieldParameters:
    field = terms.field
    return FieldParameters(
        sport=game_in(parts).sport,
        entries=terms.entries - terms.own,
        most_entries=terms.per_user,
        kind=ContestKind(field.kind),
        seed=_seed(parts, index),
        sigma=field.sigma,
        mean_entries=field.mean_entries,
        ownership_noise=field.error,
        any_sum=field.any_sum,
    )


def _seed(parts: Parts, contest: int) -> int:
    """Entries of different contests are different; the seeds of both have at most 63 bits."""
    return (int(parts[SIMULATION]["numbers"][0]) * _CONTESTS + contest) % (1 << 63)


def _merge_tables(before: Before) -> Mapping[str, Arrays]:
    """The tables of each contest as a part of their own."""
    tables = {f"{TABLES}.{index}": result.arrays for index, result in before.results.items()}
    return {**before.inputs.parts, **tables}


def _tasks(parts: Parts) -> list[tuple[int, int]]:
    """Contest and field of each task."""
    return [(number, field) for number, terms in enumerate(contests_in(parts)) for field in range(terms.field.drawn)]


def _fill(inputs: Inputs, index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """One field of one contest, laid out."""
    contest, number = _tasks(inputs.parts)[index]
    players = len(unpack_job(inputs.parts["job"]).players)
    lineups = fill_field(inputs.parts, contest, number)
    return Outcome({**lay_out(lineups, players), "numbers": np.array([contest, number], np.int64)})


def fill_field(parts: Parts, contest: int, number: int) -> NDArray[np.uint16]:
    """The lineups of the others [n, size] in one field of a contest, from the `tables` of the contest."""
    terms, size = contests_in(parts)[contest], unpack_job(parts["job"]).size
    wanted = terms.others_in(number)
    if terms.field.opponents is not None:
        return _spread_over(terms.field.opponents, wanted)
    return _drawn(parts, contest, number, np.empty((wanted, size), np.uint16))


def _spread_over(lineups: NDArray[np.uint16], wanted: int) -> NDArray[np.uint16]:
    """So many of some lineups, each as often as any other but for one."""
    places = np.arange(wanted, dtype=np.int64) * len(lineups) // wanted
    return np.array(lineups)[places]


def _drawn(parts: Parts, contest: int, number: int, lineups: NDArray[np.uint16]) -> NDArray[np.uint16]:
    from lineup_kernels.field import FieldKey, draw_field

    arrays = {name: array for name, array in parts[f"{TABLES}.{contest}"].items() if name != REPORT}
    # Ownership errs in all contests of a day alike.
    drawn = _number_drawn(number, contests_in(parts)[contest].field.fields)
    key = FieldKey(_seed(parts, contest), _seed(parts, 0), drawn)
    draw_field(unpack_field(arrays), key, 0, lineups)
    return lineups


def _number_drawn(number: int, told_of: int) -> int:
    """The number that a field of a contest is drawn by: contests have different numbers of fields that are told of.

    No field that lineups are chosen in may err as one that is told of, in whatever contest.
    """
    return number if number < told_of else _FIRST_FOR_CHOICE + number - told_of


def merge_fields(before: Before) -> Mapping[str, Arrays]:
    """The fields as parts of their own, beside what there was but the tables."""
    fields: dict[str, Arrays] = {}
    for index in before.results:
        arrays = before.results.mapped(index).arrays
        part = ".".join(map(str, (FIELD, *arrays["numbers"].tolist())))
        fields[part] = {name: array for name, array in arrays.items() if name != "numbers"}
    kept = {part: arrays for part, arrays in before.inputs.parts.items() if not part.startswith(f"{TABLES}.")}
    return {**kept, **fields}


FIELD_STAGE = Stage("field", _merge_candidates, lambda inputs: len(contests_in(inputs.parts)), _prepare, is_played=True)
OPPONENTS = Stage("opponents", _merge_tables, lambda inputs: len(_tasks(inputs.parts)), _fill, is_played=True)
