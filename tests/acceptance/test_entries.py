"""An entries file through the whole program: submitted, filled, exported, and refused when it is of another slate."""

import json
from pathlib import Path

import pytest

from acceptance_home import Home
from entries_files import entries_file, entry, read_back
from small_submissions import DRIVERS, driver, slate

LOCKED = "Al Able (101) (LOCKED)"


@pytest.fixture
def folder(home: Home) -> Path:
    """A reservation, an entry to edit and one with a locked player; the pool is beside them."""
    blank, old = [""] * 6, [str(number) for _, number, *_ in DRIVERS[2:]]
    rows = [entry(1, *blank), entry(2, *old), entry(3, *blank[:2], LOCKED, *blank[3:])]
    (home.folder / "DKEntries.csv").write_bytes(entries_file("DDDDDD", rows, slate()))
    (home.folder / "config.yaml").write_text("{sport: nascar, entries: DKEntries.csv}", encoding="utf-8")
    return home.folder


def test_entries_come_back_filled_from_a_job_and_from_its_repetition(home: Home, folder: Path) -> None:
    home.said("submit", "config.yaml", "--wait", cwd=folder)
    result = json.loads(home.said("jobs", "show", "latest", "--json"))["result"]
    assert [lineup["entries"] for lineup in result["lineups"]] == [["4000000001"], ["4000000002"], ["4000000003"]]
    assert ["101" in [one["id"] for one in lineup["players"]] for lineup in result["lineups"]] == [False, False, True]
    home.said("jobs", "export", "latest", "--format", "dk", "-o", "upload.csv", cwd=folder)
    upload = (folder / "upload.csv").read_bytes()
    after = read_back(upload, 6)
    assert [one.id for one in after] == ["4000000001", "4000000002", "4000000003"]
    assert after[2].cells[2] == LOCKED
    assert all(cell for one in after for cell in one.cells)
    kept = home.run("jobs", "export", "latest", "--format", "dk", "-o", "upload.csv", cwd=folder)
    assert kept.returncode == 2
    (folder / "DKEntries.csv").unlink()
    again = home.said("jobs", "rerun", "latest").strip()
    home.said("jobs", "wait", again)
    home.said("jobs", "export", again, "--format", "dk", "-o", "upload.csv", "--yes", cwd=folder)
    assert (folder / "upload.csv").read_bytes() == upload


def test_entries_of_another_slate_are_not_queued(home: Home, folder: Path) -> None:
    (folder / "other.csv").write_bytes(slate(driver(*each) for each in DRIVERS[1:]))
    done = home.run("submit", "config.yaml", "--set", "slate=other.csv", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "DKEntries.csv:" in done.stderr
    assert 'is nobody in "other.csv"' in done.stderr
    assert json.loads(home.said("jobs", "ls", "--json")) == []
