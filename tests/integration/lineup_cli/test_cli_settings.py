"""Verbs that need no daemon: settings, logs, and what is said of a bug of ours."""

from pathlib import Path

import pytest

from fake_service import FakeDaemon, Said, lineup
from lineup_cli.examination.daemon import daemon as examined
from lineup_cli.examination.home import socket
from lineup_cli.show import shapes
from lineup_proto.places import find_places


def test_a_setting_is_changed_and_the_rest_of_the_file_stays(home: Path) -> None:
    file = home / "settings.toml"
    home.mkdir()
    file.write_text("# mine\n[daemon]\nworkers = 2  # two\n", encoding="utf-8")
    said = lineup("config", "set", "daemon.workers", "3")
    assert said == Said(0, "", "daemon.workers is now 3\n`lineup daemon restart` makes lineupd use it\n")
    assert lineup("config", "set", "client.autostart", "No").err == "client.autostart is now false\n"
    assert file.read_text(encoding="utf-8") == (
        "# mine\n[daemon]\nworkers = 3  # two\n\n[client]\nautostart = false\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("daemon.worker", "3", "did you mean daemon.workers?"),
        ("daemon.workers", "many", "is a whole number"),
        ("daemon.workers", "99999", "between 0 and 1024"),
        ("daemon.workers", "-1", "is a whole number of at least 0, not '-1'"),
        ("daemon.log_level", "loud", "must be one of debug, info, warning, error"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(home: Path, key: str, value: str, words: str) -> None:
    said = lineup("config", "set", key, value)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert not (home / "settings.toml").exists()


def test_the_end_of_the_log_is_shown(home: Path) -> None:
    """As many lines as are wanted, whatever they contain; no log is no fault."""
    assert lineup("daemon", "logs").code == 0
    log = home / "logs" / "lineupd.log"
    log.parent.mkdir(parents=True)
    log.write_bytes(b"".join(b"line %d\n" % number for number in range(20_000)) + b"\x1b[2J\xff\n")
    assert lineup("daemon", "logs", "-n", "3").out == "line 19998\nline 19999\n\\x1b[2J\ufffd\n"
    assert len(lineup("daemon", "logs").out.splitlines()) == 50
    assert lineup("daemon", "logs", "-n", "0").out == ""


def test_the_doctor_sees_a_folder_in_which_others_could_put_a_socket(home: Path) -> None:
    (home / "state").mkdir(parents=True, mode=0o700)
    assert next(socket(find_places())).works
    (home / "state").chmod(0o770)
    found = next(socket(find_places()))
    assert not found.works
    assert "chmod 700" in found.cure


@pytest.mark.parametrize(
    ("trouble", "paused", "works"), [("", False, True), ("the queue is paused", True, True), ("disk", False, False)]
)
def test_the_doctor_sees_a_queue_that_does_not_go_on(
    daemon: FakeDaemon, trouble: str, paused: bool, works: bool
) -> None:
    """Unless the user wants it so."""
    daemon.trouble, daemon.paused = trouble, paused
    found = {finding.what: finding for finding in examined(find_places())}
    assert (found["queue"].works, trouble in found["queue"].note) == (works, True)
    assert found["workers"].note == "0 of 2 ready"


def test_a_bug_of_ours_is_one_line_and_its_details_are_kept(
    daemon: FakeDaemon, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(job: object) -> None:
        raise KeyError("by us")

    monkeypatch.setattr(shapes, "job_shape", fail)
    said = lineup("jobs", "ls", "--json")
    details = home / "logs" / "lineup-crashes.log"
    assert said == Said(1, "", f"lineup: this should not have happened: KeyError: 'by us' (details: {details})\n")
    assert "Traceback" in details.read_text(encoding="utf-8")
    # However often it happens, there are two files of a limited size.
    details.write_text("x" * (2 << 20), encoding="utf-8")
    for _ in range(2):
        lineup("jobs", "ls", "--json")
    assert 0 < details.stat().st_size < 1 << 20
    monkeypatch.setenv("LINEUP_DEBUG", "1")
    assert "Traceback" in lineup("jobs", "ls", "--json").err
