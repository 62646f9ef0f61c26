"""Simulated scores from a CSV, an npz or a parquet file, told apart by how they begin."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineup_engine.errors import InputError
from lineup_engine.scenarios.read_score_csv import read_csv
from lineup_engine.scenarios.score_table import MAX_VALUES, ScoreTable, refused, table_of
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.slate.model import Slate

_PARQUET = b"PAR1"
_ZIP = b"PK\x03\x04"
_EXTRA = "pip install 'lineup-dfs[parquet]'"
_BYTES_OF_A_VALUE = 8


def read_scores(slate: Slate, file: NamedFile) -> ScoreTable | tuple[Problem, ...]:
    """The table of a file, or what is wrong with it."""
    content = file.content or b""
    try:
        if content.startswith(_PARQUET):
            return _parquet(file, content)
        return _npz(file, content) if content.startswith(_ZIP) else read_csv(slate, file)
    except InputError as problem:
        return problem.problems


def _npz(file: NamedFile, content: bytes) -> ScoreTable:
    """One array of numbers in two dimensions, and one of names beside it."""
    arrays = _arrays(file, content)
    scores = {name: array for name, array in arrays.items() if array.ndim == 2}
    names = {name: array for name, array in arrays.items() if array.ndim == 1 and array.dtype.kind in "US"}
    if len(scores) != 1 or len(names) != 1:
        found = ", ".join(f"{name} {array.dtype} {array.shape}" for name, array in arrays.items())
        cure = "save it as numpy.savez(file, players=names, scores=scores)"
        raise refused(file, f"has no two arrays of names and scores, but: {found or 'nothing'}", cure)
    (labels,), (values,) = names.values(), scores.values()
    return table_of(file, [_text(name) for name in labels.tolist()], values)


def _arrays(file: NamedFile, content: bytes) -> dict[str, NDArray[Any]]:
    """The arrays of an npz; one that would not fit into memory is not unpacked."""
    cure = "write it with numpy.savez or numpy.savez_compressed"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size > MAX_VALUES * _BYTES_OF_A_VALUE:
            raise refused(file, f"unpacks to {size >> 20} MiB", "bring fewer simulations")
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, KeyError) as error:
        raise refused(file, f"cannot be read as npz: {error}", cure) from error


def _text(name: object) -> str:
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)


def _parquet(file: NamedFile, content: bytes) -> ScoreTable:
    """One column of numbers for each player; pyarrow reads it, which is an extra."""
    try:
        from pyarrow import ArrowException, parquet  # pyright: ignore[reportMissingImports]
    except ImportError as error:
        raise refused(
            file, "is a parquet file, and pyarrow is not installed", f"{_EXTRA}, or save it as npz"
        ) from error
    try:
        columns: Mapping[str, Any] = parquet.read_table(io.BytesIO(content)).to_pydict()
    except (ArrowException, OSError) as error:
        raise refused(file, f"cannot be read as parquet: {error}", "write it again, or save it as npz") from error
    numbers = {name: values for name, values in columns.items() if all(isinstance(v, int | float) for v in values)}
    if not numbers:
        raise refused(file, "has no column of numbers", "there is one column of scores for each player")
    return table_of(file, list(numbers), np.array(list(numbers.values())), by_rows=True)
