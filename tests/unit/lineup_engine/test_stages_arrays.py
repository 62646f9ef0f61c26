"""What goes into a job's folder comes out the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

import small_jobs
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.seam import NamedFile, Submission
from lineup_engine.specification import Specification
from lineup_engine.stages.container import Arrays
from lineup_engine.stages.job_arrays import pack_job, unpack_job
from lineup_engine.stages.submission import pack_submission, unpack_submission


def as_bytes(arrays: Arrays) -> dict[str, bytes]:
    """Arrays in a form that compares."""
    return {name: array.tobytes() for name, array in arrays.items()}


@given(small_jobs.small_jobs())
@settings(max_examples=50)
def test_a_compiled_job_survives(specification: Specification) -> None:
    """Every number, name and limit is there again."""
    arrays = pack_job(compile_job(specification))
    again = unpack_job(arrays)
    assert as_bytes(pack_job(again)) == as_bytes(arrays)
    assert (again.salary_min, again.salary_max) == (
        specification.choices.salary_min,
        specification.choices.salary_max,
    )
    assert [limit.words for limit in again.limits] == [limit.words for limit in compile_job(specification).limits]


FILES = st.builds(NamedFile, st.text(), st.one_of(st.none(), st.binary()), st.text())


@given(st.builds(Submission, st.binary(), st.text(), st.lists(st.text()).map(tuple), st.lists(FILES).map(tuple)))
def test_a_submission_survives(submission: Submission) -> None:
    """Contents to the byte, names to the letter, an empty file apart from a missing one."""
    assert unpack_submission(pack_submission(submission)) == submission
