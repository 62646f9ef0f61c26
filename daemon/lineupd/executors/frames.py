"""How daemon and worker talk through their socket: a length, then a pickled value. Both ends are ours."""

import pickle
import struct
from collections.abc import Callable
from dataclasses import dataclass

from lineup_engine.seam import Submission, TaskFailed

_LENGTH = struct.Struct(">Q")

HEADER_BYTES = _LENGTH.size
"""What comes before every value."""


HearNote = Callable[[object], None]
"""Told what a call tells before its answer."""


@dataclass(frozen=True, slots=True)
class Call:
    """A function of `lineup_engine.work` and its arguments."""

    function: str
    arguments: tuple[object, ...]


VISIT = "visit"
"""The function that is no function of the engine but several in a row; its argument is a `Visit`."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One job to be taken on as far as it goes at once: these stages, or all of a submission that is laid out first."""

    folder: str
    stages: tuple[str, ...] = ()
    submission: Submission | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A call with its number: a worker counts what it is asked."""

    number: int
    call: Call


@dataclass(frozen=True, slots=True)
class Stop:
    """Nobody wants the answer to the call with this number any more."""

    number: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded the engine and waits for calls."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The worker has done all that comes before its first call: when it dies from now on, that was not its start."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a call has to tell before its answer: how far it is."""

    value: object


@dataclass(frozen=True, slots=True)
class Answer:
    """What the function returned, or why it could not."""

    value: object = None
    failure: TaskFailed | None = None


def packed(value: Asked | Stop | Ready | Settled | Note | Answer) -> bytes:
    """A value as it travels."""
    content = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(content)) + content


def length_in(header: bytes | bytearray) -> int:
    """How many bytes follow this header."""
    length: int = _LENGTH.unpack(header)[0]
    return length


def unpacked(content: bytes) -> object:
    """The value that travelled; the socket was made by us and is open to nobody else."""
    return pickle.loads(content)  # noqa: S301 - see above
