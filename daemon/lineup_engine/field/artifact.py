"""A frozen field as named integer arrays, and back: what the tasks of a job read, with the hash of its container."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineup_kernels.field_tables import FieldTables, Law, Roster, Stacks, Trains

Array = NDArray[Any]

_NUMBERS = ("size", "groups", "keeps_rivals", "has_anchor", "balanced", "candidates")
_UNSIGNED = {
    **dict.fromkeys(("player", "last_resort"), np.uint16),
    **dict.fromkeys(("weight", "ending", "spread", "accepted", "chance", "team_weight"), np.uint32),
}
"""Containers keep signed numbers only: these lie in them bit for bit."""


def pack_field(tables: FieldTables) -> dict[str, Array]:
    """One array per table, and one of the single numbers."""
    parts = (tables, tables.roster, tables.law, tables.stacks, tables.trains)
    named = {name: value for part in parts for name, value in part._asdict().items()}
    arrays = {name: _signed(value) for name, value in named.items() if isinstance(value, np.ndarray)}
    return {**arrays, "numbers": np.array([named[name] for name in _NUMBERS], np.int64)}


def unpack_field(arrays: Mapping[str, Array]) -> FieldTables:
    """The field again, in the memory that its arrays are in."""
    values: dict[str, Any] = {name: array for name, array in arrays.items() if name != "numbers"}
    values |= {name: values[name].view(dtype) for name, dtype in _UNSIGNED.items()}
    values |= zip(_NUMBERS, arrays["numbers"].tolist(), strict=True)
    values["has_anchor"] = bool(values["has_anchor"])
    return FieldTables(
        size=values["size"],
        roster=Roster(**_named(Roster._fields, values)),
        law=Law(**_named(Law._fields, values)),
        stacks=Stacks(**_named(Stacks._fields, values)),
        trains=Trains(**_named(Trains._fields, values)),
        last_resort=values["last_resort"],
    )


def _named(names: Sequence[str], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in names}


def _signed(array: Array) -> Array:
    kept = np.ascontiguousarray(array)
    return kept.view(f"i{kept.itemsize}") if kept.dtype.kind == "u" else kept
