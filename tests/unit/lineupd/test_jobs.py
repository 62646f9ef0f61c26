"""What a job is: its states, its id, its contents."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineupd.jobs import FINAL, MOVES, Draft, InputFile, Job, JobStatus, could_be_id, new_id
from lineupd.store.moves import Move, move


def test_the_states_move_along_one_table() -> None:
    """Queued -> running -> completed | failed | cancelled, queued -> cancelled, running -> queued."""
    moves = {(start.value, end.value) for start, ends in MOVES.items() for end in ends}
    assert moves == {
        ("queued", "running"),
        ("queued", "cancelled"),
        ("running", "completed"),
        ("running", "failed"),
        ("running", "cancelled"),
        ("running", "queued"),
    }
    assert set(MOVES) == set(JobStatus)


@pytest.mark.parametrize("status", JobStatus)
def test_a_job_is_final_when_it_cannot_move(status: JobStatus) -> None:
    assert Job("a", "a", status).is_final == (not MOVES[status]) == (status in FINAL)


def test_an_id_is_ten_letters_of_base_32() -> None:
    ids = {new_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(len(job_id) == 10 and could_be_id(job_id) for job_id in ids)


@given(st.text(max_size=12))
def test_only_the_beginning_of_an_id_could_be_one(text: str) -> None:
    """What could not be an id is never looked up: `%`, quotes and `~` mean nothing to the database."""
    fits = 0 < len(text) <= 10 and set(text) <= set("abcdefghijklmnopqrstuvwxyz234567")
    assert could_be_id(text) == fits


def test_a_submission_has_the_contents_under_its_hashes() -> None:
    """A file that could not be read has no contents but the reason."""
    files = (InputFile("a.csv", "aa", 1), InputFile("b.csv", unreadable="no such file"))
    submission = Draft(b"x", "config.yaml", ("seed=1",), files, "never", "n").with_contents({"aa": b"1"})
    assert [(file.path, file.content, file.unreadable) for file in submission.files] == [
        ("a.csv", b"1", ""),
        ("b.csv", None, "no such file"),
    ]
    assert (submission.config, submission.overrides, submission.gpu, submission.name) == (
        b"x",
        ("seed=1",),
        "never",
        "n",
    )


def test_a_move_that_the_table_forbids_is_our_mistake() -> None:
    """And no lost race, which would be passed over."""
    with closing(sqlite3.connect(":memory:")) as db, pytest.raises(ValueError, match="cannot become"):
        move(db, Move("abcdefghij", 1, JobStatus.COMPLETED, JobStatus.QUEUED, "2026-11-23T18:00:00.000000Z"))
