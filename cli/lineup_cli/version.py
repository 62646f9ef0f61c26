"""The program's version as a constant: asking importlib.metadata for it would double the cost of `--version`.

A test compares it with `pyproject.toml`, where the version is written.
"""

VERSION = "0.1.0"
