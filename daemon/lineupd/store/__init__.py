"""The history: one SQLite file, written by one thread."""
