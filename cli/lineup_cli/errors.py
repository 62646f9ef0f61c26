"""What can go wrong in the command, and the exit code that each wrong turn has.

CliError
├── BadInput           the user's files, options or wishes (2)
├── DaemonUnreachable  nobody answers, or it speaks another language (3)
│   └── AnswerLost     it went away before it answered (3)
├── NotFound           no such job (4)
├── Interrupted        Ctrl-C while waiting: the job goes on (130)
└── Failure            anything else that the user should read (1)
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lineup_proto.v1.errors_pb2 import Problem


class ExitCode(IntEnum):
    """The exit codes of `lineup`; part of its contract."""

    DONE = 0
    FAILED = 1
    BAD_INPUT = 2
    UNREACHABLE = 3
    NOT_FOUND = 4
    CANCELLED = 5
    INTERRUPTED = 130


class CliError(Exception):
    """Something that ends the command with one sentence, and a hint how to cure it."""

    code = ExitCode.FAILED

    def __init__(self, message: str, hint: str = "", problems: Sequence["Problem"] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.problems = tuple(problems)


class BadInput(CliError):
    """What the user gave cannot be used."""

    code = ExitCode.BAD_INPUT


class DaemonUnreachable(CliError):
    """No daemon answers, or not in our language."""

    code = ExitCode.UNREACHABLE


class AnswerLost(DaemonUnreachable):
    """The daemon is not there, or went away before it answered: what was asked may have been done."""


class NotFound(CliError):
    """There is no such job."""

    code = ExitCode.NOT_FOUND


class Interrupted(CliError):
    """The user pressed Ctrl-C; the daemon goes on."""

    code = ExitCode.INTERRUPTED


class Failure(CliError):
    """The command could not do its work."""
