"""Named integer arrays in one file that describes itself, proves itself, and can be mapped into memory.

    8 bytes   LINEUPA1
    32 bytes  SHA-256 of everything behind it
    8 bytes   length of the header, little-endian
    header    JSON: {"label": {...}, "arrays": [{"name", "dtype", "shape", "offset"}]}, then zeros up to 64 bytes
    arrays    raw, little-endian, C order, each on a multiple of 64 bytes; offsets count from the first

The label says what the arrays are and what they were made from. Equal contents give equal bytes.
"""

import hashlib
import json
import mmap
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from lineup_engine.errors import EngineError

Array = NDArray[Any]
Arrays = Mapping[str, Array]
Label = Mapping[str, str | int]
Pieces = Sequence[bytes | memoryview]

_MAGIC = b"LINEUPA1"
_DIGEST_END = len(_MAGIC) + 32
_HEADER_START = _DIGEST_END + 8
_ALIGNMENT = 64
_MOST_PROOFS = 4_096
_PROOFS: dict[tuple[int, ...], bytes] = {}
"""The hashes of files that this process has proved, by device, file, size and times."""

_DTYPES = frozenset({"<i8", "<i4", "<i2", "|i1", "<u8", "<u4", "<u2", "|u1", "|b1", "<f8", "<f4"})


class TornFile(EngineError):
    """The file is not what a finished writer leaves: cut off, changed, or something else."""


@dataclass(frozen=True, slots=True)
class Container:
    """The contents of one file. `sha256` is in lower-case hex."""

    label: dict[str, str | int]
    arrays: dict[str, Array]
    sha256: str


def pack(arrays: Arrays, label: Label) -> tuple[Pieces, str]:
    """The bytes of a container, piece by piece in the arrays' own memory, and their hash."""
    ordered = {name: _little_endian(name, array) for name, array in arrays.items()}
    header = _header(ordered, label)
    pieces: list[bytes | memoryview] = [len(header).to_bytes(8, "little") + header]
    length = len(pieces[0])
    for array in ordered.values():
        pieces += [b"\0" * _padding(_DIGEST_END + length), array.reshape(-1).view(np.uint8).data]
        length += len(pieces[-2]) + len(pieces[-1])
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return (_MAGIC + digest.digest(), *pieces), digest.hexdigest()


def write(path: Path, content: Pieces) -> None:
    """Put a file in place in one step: a reader finds all of it or nothing, even after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            for piece in content:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def map_file(path: Path) -> Container:
    """Map a container into memory after checking every byte of it; `TornFile` when it is not whole.

    It holds a file descriptor as long as its arrays live: for the few files that are large. What is written into the
    arrays stays with this process.
    """
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            raise TornFile(f"{path}: is empty")
        # Arrays that may be written to, for read-only ones are of another type to a kernel; nothing is copied.
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        return _proved(path, file, np.frombuffer(mapped, dtype=np.uint8))


def read(path: Path) -> Container:
    """Read a container and check every byte of it; `TornFile` when it is not whole."""
    with path.open("rb") as file:
        return _proved(path, file, np.fromfile(file, dtype=np.uint8))


def _proved(path: Path, file: BinaryIO, raw: NDArray[np.uint8]) -> Container:
    """The contents of an open file; one that this process has proved is not proved again until it changes."""
    if len(raw) < _HEADER_START or bytes(raw[: len(_MAGIC)]) != _MAGIC:
        raise TornFile(f"{path}: not a container")
    found = os.fstat(file.fileno())
    seen = found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
    told = bytes(raw[len(_MAGIC) : _DIGEST_END])
    if _PROOFS.get(seen) != told:
        if hashlib.sha256(raw[_DIGEST_END:].data).digest() != told:
            raise TornFile(f"{path}: does not have its hash")
        while len(_PROOFS) >= _MOST_PROOFS:
            del _PROOFS[next(iter(_PROOFS))]
        _PROOFS[seen] = told
    return _unpack(raw, told.hex())


def _unpack(raw: NDArray[np.uint8], sha256: str) -> Container:
    """The parts of bytes that have proved to be a container of ours."""
    end = _HEADER_START + int.from_bytes(bytes(raw[_DIGEST_END:_HEADER_START]), "little")
    header = json.loads(bytes(raw[_HEADER_START:end]))
    values = raw[end + _padding(end) :]
    arrays: dict[str, Array] = {}
    for entry in header["arrays"]:
        dtype = np.dtype(entry["dtype"])
        stop = entry["offset"] + prod(entry["shape"]) * dtype.itemsize
        arrays[entry["name"]] = values[entry["offset"] : stop].view(dtype).reshape(entry["shape"])
    return Container(header["label"], arrays, sha256)


def _little_endian(name: str, array: Array) -> Array:
    kept = np.asarray(array, dtype=array.dtype.newbyteorder("<"), order="C")
    if kept.dtype.str not in _DTYPES:
        raise TypeError(f"{name}: arrays of {array.dtype} are not kept")
    return kept


def _header(arrays: Arrays, label: Label) -> bytes:
    entries: list[dict[str, Any]] = []
    offset = 0
    for name, array in arrays.items():
        entries.append({"name": name, "dtype": array.dtype.str, "shape": list(array.shape), "offset": offset})
        offset += array.nbytes + _padding(array.nbytes)
    text = json.dumps({"label": dict(label), "arrays": entries}, sort_keys=True, separators=(",", ":"))
    return text.encode("ascii")


def _padding(position: int) -> int:
    return -position % _ALIGNMENT
