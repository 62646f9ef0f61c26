"""From what the user sent to a checked job, or to everything that is wrong with it."""

from lineup_engine.specify.submission import entries_of, specify, wanted_files

__all__ = ["entries_of", "specify", "wanted_files"]
