"""What clients ask for, as the daemon's own values; what makes no sense is refused here."""

import re

from lineup_engine.seam import Problem
from lineup_proto.connect import MAX_CONFIG_BYTES, MAX_INPUT_BYTES, MAX_PRIORITY
from lineup_proto.v1 import jobs_pb2 as pb
from lineupd.clock import moment_of, written
from lineupd.errors import BadInput, BadRequest
from lineupd.gradings import Grading
from lineupd.jobs import FINAL, Draft, InputFile, Wishes
from lineupd.store.listing import Order, Question
from lineupd.store.pruning import Unwanted
from lineupd.submissions import Repeat
from lineupd.transport.replies import STATUSES

_STATUS_OF = {number: status for status, number in STATUSES.items()}

_GPU_WORDS: dict[pb.GpuUse.ValueType, str] = {
    pb.GPU_USE_UNSPECIFIED: "",
    pb.GPU_USE_AUTO: "auto",
    pb.GPU_USE_PREFER: "prefer",
    pb.GPU_USE_REQUIRE: "require",
    pb.GPU_USE_NEVER: "never",
}

_ORDERS: dict[pb.SortKey.ValueType, Order] = {
    pb.SORT_KEY_UNSPECIFIED: Order.CREATED,
    pb.SORT_KEY_CREATED: Order.CREATED,
    pb.SORT_KEY_NAME: Order.NAME,
    pb.SORT_KEY_STATUS: Order.STATUS,
    pb.SORT_KEY_DURATION: Order.DURATION,
}

_FORMS: dict[pb.ResultFormat.ValueType, str] = {
    pb.RESULT_FORMAT_UNSPECIFIED: "json",
    pb.RESULT_FORMAT_JSON: "json",
    pb.RESULT_FORMAT_CSV: "csv",
    pb.RESULT_FORMAT_DK: "dk",
    pb.RESULT_FORMAT_FD: "fd",
}

_HASH = re.compile(r"[0-9a-f]{64}")
_MAX_FILES = 1000
_MAX_KEY_CHARACTERS = 200
_MAX_SEARCH_CHARACTERS = 1000


def to_draft(message: pb.Submission) -> Draft:
    """A submission; raises `BadInput` for what is over a limit, `BadRequest` for what is none."""
    if len(message.config) > MAX_CONFIG_BYTES:
        words = f"is larger than {MAX_CONFIG_BYTES >> 20} MiB"
        raise BadInput([Problem(message.config_name, 0, 0, words, "lists of players belong into a projections file")])
    if len(message.files) > _MAX_FILES:
        raise BadRequest(f"a job names at most {_MAX_FILES} files")
    return Draft(
        config=message.config,
        config_name=message.config_name,
        overrides=tuple(message.overrides),
        files=tuple(_input_file(file) for file in message.files),
        gpu=_gpu(message.gpu),
        name=message.name,
    )


def _input_file(message: pb.InputFile) -> InputFile:
    if message.sha256:
        hash_of(message.sha256)
    elif not message.unreadable:
        raise BadRequest(f"{message.path} has neither contents nor a reason why not")
    if message.size > MAX_INPUT_BYTES:
        raise BadInput([Problem(message.path, 0, 0, f"is larger than {MAX_INPUT_BYTES >> 20} MiB")])
    return InputFile(message.path, message.sha256, message.size, message.unreadable)


def hash_of(text: str) -> str:
    """`text` if it is a SHA-256 in lower-case hex; raises `BadRequest`."""
    if not _HASH.fullmatch(text):
        raise BadRequest("a content hash is 64 hexadecimal digits in lower case")
    return text


def _gpu(number: pb.GpuUse.ValueType) -> str:
    if number not in _GPU_WORDS:
        raise BadRequest("this use of a GPU is not known", "lineupd may be older than the command: restart it")
    return _GPU_WORDS[number]


def to_wishes(message: pb.SubmitRequest) -> Wishes:
    """Key, priority and time of a submission."""
    return Wishes(_key(message.key), to_priority(message.priority), _moment(message.not_before))


def to_priority(number: int) -> int:
    """A priority within its bounds; raises `BadRequest`."""
    if not -MAX_PRIORITY <= number <= MAX_PRIORITY:
        raise BadRequest(f"a priority is between {-MAX_PRIORITY} and {MAX_PRIORITY}")
    return number


def to_count(number: int) -> int:
    """A number of lines; raises `BadRequest`."""
    if number < 0:
        raise BadRequest("there is no negative number of lines")
    return number


def _key(text: str) -> str:
    if not 0 < len(text) <= _MAX_KEY_CHARACTERS:
        raise BadRequest("a submission needs a key, so that a retry does not make a second job")
    return text


def _moment(text: str) -> str:
    if not text:
        return ""
    try:
        return written(moment_of(text))
    except ValueError as error:
        raise BadRequest(f"{text[:40]} is not a time with its zone, like 2026-11-23T18:00:00Z") from error


def to_repeat(message: pb.RerunRequest) -> Repeat:
    """Which job to run again, and what to change."""
    return Repeat(_key(message.key), message.id, tuple(message.overrides), _gpu(message.gpu))


def to_grading(message: pb.GradeRequest) -> Grading:
    """What to grade a job against."""
    for text in (message.fee, message.user, message.contest):
        if len(text) > _MAX_KEY_CHARACTERS:
            raise BadRequest(f"{text[:40]}... is too long to be a fee, a user or a contest")
    return Grading(
        job_id=message.id,
        standings=_input_file(message.standings),
        payouts=_input_file(message.payouts) if message.HasField("payouts") else None,
        fee=message.fee,
        user=message.user,
        contest=message.contest,
    )


def to_question(message: pb.ListRequest) -> Question:
    """Which part of the history is asked for."""
    if message.sort not in _ORDERS or any(number not in _STATUS_OF for number in message.statuses):
        raise BadRequest("this order or state is not known", "lineupd may be older than the command: restart it")
    if len(message.search) > _MAX_SEARCH_CHARACTERS:
        raise BadRequest(f"{message.search[:40]}... is too long to be searched for")
    return Question(
        statuses=tuple(_STATUS_OF[number] for number in message.statuses),
        search=message.search,
        since=_moment(message.since),
        order=_ORDERS[message.sort],
        limit=message.limit,
        page_token=message.page_token,
    )


def to_unwanted(message: pb.PruneRequest) -> Unwanted:
    """Which finished jobs are to go."""
    statuses = tuple(_STATUS_OF[number] for number in message.statuses if number in _STATUS_OF)
    if len(statuses) != len(message.statuses) or not FINAL.issuperset(statuses):
        raise BadRequest("only finished jobs can be pruned: completed, failed, cancelled")
    if message.keep < 0:
        raise BadRequest("no fewer than 0 jobs can be kept")
    if not (statuses or message.before or message.keep):
        raise BadRequest("it must be said which jobs are to go: by state, age or number")
    return Unwanted(statuses, _moment(message.before), message.keep, message.graded)


def to_form(number: pb.ResultFormat.ValueType) -> str:
    """The name of a result's form."""
    if number not in _FORMS:
        raise BadRequest("this form of a result is not known", "lineupd may be older than the command: restart it")
    return _FORMS[number]
