"""`lineup jobs backup` and `restore`, with the real lineupd behind them."""

import json
from pathlib import Path

import pytest

from daemons import places_of, running
from fake_service import Said, lineup
from lineup_proto.v1 import jobs_pb2 as pb
from lineupd.errors import BackupUnusable
from lineupd.oneshots import back_up
from lineupd.store.archive import read_manifest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one completed job, in which no daemon runs or is started unasked."""
    folder = tmp_path / "home"
    monkeypatch.setenv("LINEUP_HOME", str(folder))
    monkeypatch.setenv("LINEUP_AUTOSTART", "0")
    with running(folder) as daemon:
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        assert daemon.stop() == 0
    return folder


def test_a_backup_needs_no_daemon_and_disturbs_none(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "my backup.zip"
    said = lineup("jobs", "backup", str(target))
    assert (said.code, said.out) == (0, f"{target}\n")
    assert said.err.startswith("1 job, 0.0")
    with running(home) as daemon:
        daemon.submit("tasks: 1")
        made = json.loads(lineup("jobs", "backup", "--json").out)
        assert (made["jobs"], Path(made["file"]).parent) == (2, places_of(home).backups_dir)
        assert daemon.status().pid == daemon.process.pid
    assert (target.stat().st_mode & 0o777, read_manifest(target).jobs) == (0o600, 1)


def test_a_backup_overwrites_nothing_unasked(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    target.write_bytes(b"mine")
    said = lineup("jobs", "backup", str(target))
    assert (said.code, target.read_bytes()) == (2, b"mine")
    assert f"{target} exists; give --yes to overwrite it" in said.err
    assert lineup("jobs", "backup", str(target), "--yes").code == 0
    assert read_manifest(target).jobs == 1


def test_a_backup_does_not_go_to_standard_output(home: Path) -> None:
    said = lineup("jobs", "backup", "-")
    assert (said.code, "does not go to standard output" in said.err) == (2, True)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (".", "is a directory"),
        ("nowhere/b.zip", "there is no folder"),
        ("x" * 300, "too long"),
    ],
)
def test_a_backup_goes_where_files_can_be(home: Path, tmp_path: Path, target: str, words: str) -> None:
    said = lineup("jobs", "backup", str(tmp_path / target))
    assert said.code == 2
    assert words in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("is_left", [("-seen",), ("-wal",), ("-seen", "-wal")], ids="+".join)
def test_a_history_that_is_gone_is_missed(home: Path, tmp_path: Path, is_left: tuple[str, ...]) -> None:
    """No new one begins in its place, and what its jobs left stays, until the user wishes that; even then it is kept."""
    places = places_of(home)
    (places.jobs_dir / "abcdefghij").mkdir()
    (places.jobs_dir / "abcdefghij" / "log.1").touch()
    made = json.loads(lineup("jobs", "backup", "--json").out)["file"]
    places.database.rename(tmp_path / "lineup.db")
    remains = [places.database.with_name(f"lineup.db{ending}") for ending in ("-seen", "-wal")]
    remains[1].write_bytes(b"a journal")
    for file in remains:
        file.unlink() if file.name.removeprefix("lineup.db") not in is_left else None
    said = lineup("daemon", "start")
    names = " and ".join(file.name for file in reversed(remains) if file.exists())
    assert said.code == 3
    assert f"{places.database} is gone, but" in said.err
    assert f"`lineup jobs restore {made}` brings back the newest backup; without {names} a new" in said.err
    assert not places.database.exists()
    assert (places.jobs_dir / "abcdefghij" / "log.1").exists()
    for file in remains:
        file.unlink(missing_ok=True)
    with running(home) as daemon:
        assert list(daemon.jobs.List(pb.ListRequest(), timeout=30).jobs) == []
    assert list(places.jobs_dir.iterdir()) == []
    assert len(list((places.state_dir / "replaced").glob("*/jobs/abcdefghij/log.1"))) == 1


def test_nothing_is_written_over_what_lineup_keeps(home: Path, tmp_path: Path) -> None:
    """Neither a backup nor an export, whatever the user consents to; by whatever name."""
    places = places_of(home)
    (tmp_path / "link").symlink_to(places.state_dir)
    (tmp_path / "link.db").symlink_to(places.database)
    kept = (places.database, tmp_path / "link" / "lineup.db-seen", places.log_file, places.jobs_dir / "new.zip")
    settings = places.settings_file
    settings.write_text("", encoding="utf-8")
    before = {path: path.read_bytes() for path in (*kept[:3], settings)}
    for target in (*kept, settings):
        said = lineup("jobs", "backup", str(target), "--yes")
        assert said == Said(2, "", f"lineup: {target}: that is a place of lineup's own (name a file elsewhere)\n")
        with pytest.raises(BackupUnusable, match="a place of lineup's own"):
            back_up(places, str(target))
    for target in (*kept, settings, tmp_path / "link.db"):
        said = lineup("jobs", "export", "latest", "-o", str(target), "--yes")
        assert said == Said(2, "", f"lineup: {target}: that is a place of lineup's own (name a file elsewhere)\n")
    assert {path: path.read_bytes() for path in before} == before
    made = json.loads(lineup("jobs", "backup", "--json").out)["file"]
    assert lineup("jobs", "backup", made, "--yes").code == lineup("jobs", "backup", str(home / "b.zip")).code == 0


def test_without_a_history_there_is_nothing_to_back_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINEUP_HOME", str(tmp_path / "none"))
    said = lineup("jobs", "backup", str(tmp_path / "b.zip"))
    assert (said.code, said.err) == (2, "lineup: there is no history yet (`lineup submit` begins one)\n")


def test_another_machine_gets_all_of_it(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lineup("config", "set", "daemon.workers", "3")
    lineup("jobs", "backup", str(tmp_path / "b.zip"))
    other = tmp_path / "other"
    monkeypatch.setenv("LINEUP_HOME", str(other))
    said = lineup("jobs", "restore", str(tmp_path / "b.zip"))
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("restored 1 job as of 2")
    with running(other) as daemon:
        (job,) = daemon.jobs.List(pb.ListRequest(), timeout=30).jobs
        assert json.loads(daemon.result(job.id))["lineups"]
    assert "3" in next(line for line in lineup("config", "show").out.splitlines() if "workers" in line)


def test_a_history_is_only_replaced_with_consent(home: Path, tmp_path: Path) -> None:
    """And then lies aside; a daemon that ran is stopped and runs again."""
    target = tmp_path / "b.zip"
    lineup("jobs", "backup", str(target))
    with running(home) as daemon:
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        said = lineup("jobs", "restore", str(target))
        assert said.code == 2
        assert "the history here has 2 jobs, the backup of 2" in said.err
        assert "has 1 job; give --yes to replace it and move it aside" in said.err
        assert daemon.process.poll() is None
        said = lineup("jobs", "restore", str(target), "--yes", "--json")
        assert daemon.process.wait(30) == 0
    try:
        assert said.code == 0
        restored = json.loads(said.out)
        assert (restored["jobs"], Path(restored["replaced"], "lineup.db").exists()) == (1, True)
        assert [line.split(" (")[0] for line in said.err.splitlines()] == ["lineupd stopped", "lineupd started"]
        assert len(json.loads(lineup("jobs", "ls", "--json").out)) == 1
    finally:
        lineup("daemon", "stop")


def test_what_is_no_backup_stops_nobody(home: Path, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"PK\3\4 no")
    with running(home) as daemon:
        said = lineup("jobs", "restore", str(tmp_path / "b.zip"), "--yes")
        assert (said.code, len(said.err.splitlines())) == (2, 1)
        assert "b.zip is no backup of lineup" in said.err
        assert daemon.status().pid == daemon.process.pid


def test_a_broken_history_says_how_to_get_the_newest_backup_and_that_works(home: Path) -> None:
    """The words of the daemon that cannot start are a command that can be typed."""
    made = json.loads(lineup("jobs", "backup", "--json").out)
    database = places_of(home).database
    database.write_bytes(b"")
    said = lineup("daemon", "start")
    assert said.code == 3
    assert f"`lineup jobs restore {made['file']}`" in said.err
    assert "the history here cannot be read" in lineup("jobs", "restore", made["file"]).err
    assert lineup("jobs", "restore", made["file"], "--yes").code == 0
    with running(home) as daemon:
        assert len(daemon.jobs.List(pb.ListRequest(), timeout=30).jobs) == 1
