"""The user's entries among the inputs of a stage."""

from collections.abc import Sequence

from lineup_engine.specification import Entry
from lineup_engine.stages.container import Array
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.text import from_json, to_json

ENTRIES = "entries"
"""The part of a stage's inputs that only jobs with an entries file have."""

LIST = "list"
"""Its one array."""


def pack_entries(entries: Sequence[Entry]) -> Array:
    """The entries as an array."""
    return from_json([[entry.id, entry.pinned] for entry in entries])


def entries_in(inputs: Inputs) -> tuple[Entry, ...]:
    """The entries again; none where the job has no file of them."""
    if ENTRIES not in inputs.parts:
        return ()
    listed = to_json(inputs.parts[ENTRIES][LIST])
    return tuple(Entry(name, tuple((slot, player) for slot, player in pinned)) for name, pinned in listed)
