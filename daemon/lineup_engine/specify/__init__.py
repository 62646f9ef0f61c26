"""From what the user sent to a checked job, or to everything that is wrong with it."""

from lineup_engine.specify.submission import (
    Specified,
    entries_of,
    has_contests,
    specify,
    specify_with_places,
    wanted_files,
)

__all__ = ["Specified", "entries_of", "has_contests", "specify", "specify_with_places", "wanted_files"]
