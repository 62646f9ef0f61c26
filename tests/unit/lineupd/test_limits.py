"""What no honest request needs is refused before anybody works on it."""

import pytest
from google.protobuf.message import Message

from lineup_proto.v1 import jobs_pb2 as pb
from lineupd.errors import TooLarge
from lineupd.transport.limits import MOST_CHARACTERS, MOST_ITEMS, refuse_excess

_LONG = "x" * (MOST_CHARACTERS + 1)


def _submission(**changes: object) -> pb.SubmitRequest:
    return pb.SubmitRequest(key="k", submission=pb.Submission(**changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (pb.GetRequest(id=_LONG), "id is longer than 65,536 characters"),
        (pb.CancelRequest(ids=["a"] * (MOST_ITEMS + 1)), "ids: one request names at most 10,000"),
        (_submission(name=_LONG), "name is longer"),
        (_submission(overrides=["a=1", _LONG]), "overrides is longer"),
        (_submission(files=[pb.InputFile(path=_LONG)]), "path is longer"),
        (_submission(files=[pb.InputFile()] * (MOST_ITEMS + 1)), "files: one request"),
    ],
    ids=["text", "list", "in a part", "in a list", "in a list of parts", "list of parts"],
)
def test_excess_is_refused_wherever_it_is(request_: Message, words: str) -> None:
    with pytest.raises(TooLarge, match=words):
        refuse_excess(request_)


@pytest.mark.parametrize(
    "request_",
    [
        pb.ListRequest(),
        pb.CancelRequest(ids=["a"] * MOST_ITEMS),
        pb.GetRequest(id="x" * MOST_CHARACTERS),
        # Contents travel as bytes: their limits are others.
        _submission(config=b"x" * 1_000_000, files=[pb.InputFile(path="a", size=5)], gpu=pb.GPU_USE_AUTO),
    ],
    ids=["empty", "list", "text", "contents"],
)
def test_the_rest_is_not(request_: Message) -> None:
    refuse_excess(request_)
