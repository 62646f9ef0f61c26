"""Requests that make no sense are refused at the door."""

from collections.abc import Callable

import pytest

from lineup_proto.connect import MAX_CONFIG_BYTES, MAX_INPUT_BYTES
from lineup_proto.v1 import jobs_pb2 as pb
from lineupd.errors import BadInput, BadRequest
from lineupd.jobs import JobStatus
from lineupd.store.listing import Order
from lineupd.transport import requests
from lineupd.transport.replies import STATUSES

HASH = "0" * 64


def _files(*files: pb.InputFile) -> pb.Submission:
    return pb.Submission(config=b"", config_name="config.yaml", files=files)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: requests.to_draft(_files(pb.InputFile(path="a.csv"))),
        lambda: requests.to_draft(_files(pb.InputFile(path="a.csv", sha256="../../etc/passwd"))),
        lambda: requests.to_draft(_files(pb.InputFile(path="a.csv", sha256="0" * 63 + "A"))),
        lambda: requests.to_draft(_files(*[pb.InputFile(path="a.csv", sha256=HASH)] * 1001)),
        lambda: requests.to_draft(pb.Submission(gpu=pb.GpuUse.ValueType(99))),
        lambda: requests.to_wishes(pb.SubmitRequest()),
        lambda: requests.to_wishes(pb.SubmitRequest(key="k" * 201)),
        lambda: requests.to_wishes(pb.SubmitRequest(key="k", priority=1_000_001)),
        lambda: requests.to_wishes(pb.SubmitRequest(key="k", not_before="tomorrow")),
        lambda: requests.to_question(pb.ListRequest(statuses=[pb.JOB_STATUS_UNSPECIFIED])),
        lambda: requests.to_question(pb.ListRequest(sort=pb.SortKey.ValueType(99))),
        lambda: requests.to_form(pb.ResultFormat.ValueType(99)),
        lambda: requests.to_repeat(pb.RerunRequest(id="latest")),
    ],
)
def test_a_request_without_sense_is_refused(ask: Callable[[], object]) -> None:
    with pytest.raises(BadRequest):
        ask()


@pytest.mark.parametrize(
    "submission",
    [
        pb.Submission(config=bytes(MAX_CONFIG_BYTES + 1), config_name="config.yaml"),
        _files(pb.InputFile(path="config.yaml", sha256=HASH, size=MAX_INPUT_BYTES + 1)),
    ],
)
def test_what_is_over_a_limit_is_a_problem_with_its_file(submission: pb.Submission) -> None:
    """The limit is stated."""
    with pytest.raises(BadInput, match="MiB") as caught:
        requests.to_draft(submission)
    assert caught.value.problems[0].file == "config.yaml"


def test_a_submission_is_taken_as_it_is() -> None:
    draft = requests.to_draft(
        pb.Submission(
            config=b"\xff",
            config_name="config.yaml",
            overrides=["a=1", "a=2"],
            files=[pb.InputFile(path="a.csv", sha256=HASH, size=3), pb.InputFile(path="b", unreadable="a directory")],
            gpu=pb.GPU_USE_PREFER,
            name="n",
        )
    )
    assert (draft.config, draft.overrides, draft.gpu, draft.name) == (b"\xff", ("a=1", "a=2"), "prefer", "n")
    assert [(file.sha256, file.size, file.unreadable) for file in draft.files] == [
        (HASH, 3, ""),
        ("", 0, "a directory"),
    ]


def test_a_time_is_taken_in_its_own_zone() -> None:
    wishes = requests.to_wishes(pb.SubmitRequest(key="k", not_before="2026-11-23T18:30:00-05:00"))
    assert wishes.not_before == "2026-11-23T23:30:00.000000Z"


def test_a_question_without_wishes_asks_for_the_newest() -> None:
    question = requests.to_question(pb.ListRequest())
    assert (question.statuses, question.order, question.since) == ((), Order.CREATED, "")
    asked = requests.to_question(pb.ListRequest(statuses=[pb.JOB_STATUS_FAILED], sort=pb.SORT_KEY_DURATION))
    assert (asked.statuses, asked.order) == ((JobStatus.FAILED,), Order.DURATION)


def test_every_state_has_its_number() -> None:
    assert set(STATUSES) == set(JobStatus)
    assert set(STATUSES.values()) == set(pb.JobStatus.values()) - {pb.JOB_STATUS_UNSPECIFIED}
