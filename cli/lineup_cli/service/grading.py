"""Bringing the files of a contest to the daemon, to grade a job against them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lineup_cli.errors import BadInput, Failure
from lineup_cli.service.connection import Connection
from lineup_cli.service.inputs import ReadFile, read_named
from lineup_cli.service.submission import upload
from lineup_proto.v1.jobs_pb2 import GradeRequest, WantedFile

_MAX_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Played:
    """The contest that was played, as the user tells it; empty = not said."""

    standings: str
    payouts: str = ""
    fee: str = ""
    user: str = ""
    contest: str = ""


def grade(connection: Connection, job_id: str, played: Played) -> dict[str, Any]:
    """The `grade` object; raises `BadInput` for files that are not those of the job's contest."""
    files = [_read(path) for path in (played.standings, played.payouts) if path]
    request = GradeRequest(
        id=job_id,
        standings=files[0].named,
        payouts=files[1].named if played.payouts else None,
        fee=played.fee,
        user=played.user,
        contest=played.contest,
    )
    for _ in range(_MAX_ROUNDS):
        wanted, content = connection.grade(request)
        if not wanted:
            graded: dict[str, Any] = json.loads(content)
            return graded
        _bring(connection, files, wanted)
    raise Failure("lineupd keeps asking for files that it was given", "see `lineup daemon logs`")


def _read(path: str) -> ReadFile:
    file = read_named(path, Path())
    if file.named.unreadable:
        raise BadInput(f"{path}: {file.named.unreadable}")
    return file


def _bring(connection: Connection, files: Iterable[ReadFile], wanted: Iterable[WantedFile]) -> None:
    contents = {file.named.sha256: file.content for file in files}
    for file in wanted:
        upload(connection, file.sha256, contents.get(file.sha256))
