"""A submission as arrays: what the user sent, exactly, so that the job can be run again from its folder."""

from dataclasses import asdict
from typing import Any

from lineup_engine.seam import NamedFile, Submission
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.text import from_bytes, from_json, to_json


def pack_submission(submission: Submission) -> dict[str, Array]:
    """The contents as bytes, and everything else as one text."""
    about: dict[str, Any] = asdict(submission)
    about.pop("config")
    for named in about["files"]:
        named["content"] = named["content"] is not None
    arrays: dict[str, Array] = {"about": from_json(about), "config": from_bytes(submission.config)}
    for number, named in enumerate(submission.files):
        if named.content is not None:
            arrays[f"file_{number}"] = from_bytes(named.content)
    return arrays


def unpack_submission(arrays: Arrays) -> Submission:
    """The submission again."""
    about = to_json(arrays["about"])
    files = tuple(
        NamedFile(named["path"], arrays[f"file_{n}"].tobytes() if named["content"] else None, named["unreadable"])
        for n, named in enumerate(about.pop("files"))
    )
    overrides = tuple(about.pop("overrides"))
    return Submission(config=arrays["config"].tobytes(), files=files, overrides=overrides, **about)
