"""A job with a contest through the whole program: submitted, graded by its own simulation, and in the record."""

import json

import pytest

from acceptance_home import Home
from contest_jobs import contest_job
from standings_files import standings_of

CONTEST = "{name: main event, entries: 90, fee: 5, payouts: pay.csv, field: {any_sum: true}}"


@pytest.fixture
def job(home: Home) -> Home:
    """A home with the files of a job with one contest."""
    sent = contest_job(CONTEST)
    for file in sent.files:
        (home.folder / file.path).write_bytes(file.content or b"")
    (home.folder / "config.yaml").write_bytes(sent.config)
    return home


def test_a_contest_is_graded_with_nothing_but_its_standings(job: Home) -> None:
    submitted = job.said("submit", "config.yaml", "--wait", "--json", cwd=job.folder)
    result = json.loads(submitted)["result"]
    (told,) = result["portfolio"]["contests"]
    (job.folder / "standings.csv").write_bytes(standings_of(result["lineups"]))
    grading = ("grade", "latest", "--standings", "standings.csv")
    graded = json.loads(job.said(*grading, "--json"))
    assert (graded["contest"], graded["fee"]) == ("main event", 5.0)
    # A prize that several share is rounded down to a thousandth of a cent.
    assert graded["portfolio"]["prizes"] == pytest.approx(176.0, abs=1e-4)
    quantiles = graded["contest_figures"]["winning"]["quantiles"]
    assert list(quantiles.values()) == list(told["winning_score"].values())
    lines = job.said(*grading).splitlines()
    assert max(map(len, lines)) <= 80
    for words in ("contest      5 entries, 40 paid, $5.00 each", "cash line", "winning score"):
        assert any(line.startswith(words) for line in lines), words
    (record, _) = json.loads(job.said("calibration", "--json"))["records"]
    assert (record["sport"], record["contests"]) == ("nascar", 1)
    assert record["winning_percentile"] == graded["contest_figures"]["winning"]["percentile"]
    assert "nascar" in job.said("calibration")


def test_a_contest_that_the_job_has_not_is_refused(job: Home) -> None:
    result = json.loads(job.said("submit", "config.yaml", "--wait", "--json", cwd=job.folder))["result"]
    (job.folder / "standings.csv").write_bytes(standings_of(result["lineups"]))
    done = job.run("grade", "latest", "--standings", "standings.csv", "--contest", "other")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "--contest: the job has no contest \"other\" (say which one was played: --contest 'main event')\n"
    )
    shown = job.said("jobs", "show", "latest")
    assert "CASH LINE 5%" in shown
