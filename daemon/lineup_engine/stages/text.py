"""Texts among arrays: JSON as bytes, so that one kind of file keeps everything a task reads."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]


def from_bytes(content: bytes) -> Bytes:
    """Raw bytes as an array."""
    return np.frombuffer(content, dtype=np.uint8)


def from_json(value: object) -> Bytes:
    """A value as an array of the bytes of its JSON; pure ASCII, so any text of the user's survives."""
    return from_bytes(json.dumps(value, separators=(",", ":")).encode("ascii"))


def to_json(array: Bytes) -> Any:
    """The value again."""
    return json.loads(array.tobytes())
