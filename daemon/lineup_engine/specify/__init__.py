"""From what the user sent to a checked job, or to everything that is wrong with it."""

from lineup_engine.specify.submission import specify, wanted_files

__all__ = ["specify", "wanted_files"]
