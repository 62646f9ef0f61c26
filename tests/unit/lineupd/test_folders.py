"""Folders of jobs: emptied but for their logs, and set aside."""

from pathlib import Path

from lineupd.folders import Folders


def test_only_the_log_stays(tmp_path: Path) -> None:
    """Whatever else is there, links included: what they lead to is not touched."""
    folders = Folders(tmp_path / "jobs")
    folder = folders.make("abcdefghij")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").touch()
    (folder / "results" / "report").mkdir(parents=True)
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("course", "log.1", "log.2", "results/report/0.arrays"):
        (folder / name).touch()
    folders.empty("abcdefghij")
    folders.empty("nobodysjob")
    assert sorted(path.name for path in folder.iterdir()) == ["log.1", "log.2"]
    assert (tmp_path / "elsewhere" / "file").exists()


def test_what_is_set_aside_is_all_there(tmp_path: Path) -> None:
    """Also when something lies there already; without folders there is nothing to be set aside."""
    folders, aside = Folders(tmp_path / "jobs"), tmp_path / "replaced" / "now"
    folders.set_aside(aside)
    assert not aside.exists()
    for job_id in ("first", "second", "third"):
        (folders.make(job_id) / "log.1").touch()
        folders.set_aside(aside)
    assert folders.found() == []
    assert sorted(str(path.relative_to(aside)) for path in aside.rglob("log.1")) == [
        "jobs-2/second/log.1",
        "jobs-3/third/log.1",
        "jobs/first/log.1",
    ]
