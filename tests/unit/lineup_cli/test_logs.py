"""The daemon's log is one text, in however many files it lies."""

import logging
import random
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from fake_service import lineup
from lineup_cli.logs import Tail
from lineupd import logs


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LINEUP_HOME", str(tmp_path))
    (tmp_path / "logs").mkdir()
    return tmp_path / "logs" / "lineupd.log"


@contextmanager
def written(log: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> Iterator[logging.Logger]:
    """A logger that writes as lineupd does, into files of at most so many bytes."""
    monkeypatch.setattr(logs, "_MAX_BYTES", most)
    logger = logging.getLogger("of a test")
    logger.setLevel("INFO")
    handler = logs.make_handler(log)
    logger.addHandler(handler)
    try:
        yield logger
    finally:
        logger.removeHandler(handler)
        handler.close()


def _said(lines: Iterable[bytes] | Iterable[str]) -> list[str]:
    """The last word of each line."""
    return [(line.decode() if isinstance(line, bytes) else line).rsplit(" ", 1)[-1] for line in lines]


@pytest.mark.parametrize("lines", [0, 1, 7, 50])
def test_the_end_reaches_back_over_files_that_were_full(log: Path, monkeypatch: pytest.MonkeyPatch, lines: int) -> None:
    with written(log, monkeypatch, 1000) as logger:
        for number in range(50):
            logger.info("line %d", number)
    assert len(list(log.parent.iterdir())) == 3
    told = _said(lineup("daemon", "logs", "-n", str(lines)).out.splitlines())
    assert told == [str(number) for number in range(50 - lines, 50)]


def test_the_log_has_a_limit(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is written: the newest file and three that were put away."""
    with written(log, monkeypatch, 1000) as logger:
        for number in range(2000):
            logger.info("line %d", number)
    assert sum(path.stat().st_size for path in log.parent.iterdir()) <= 4000


def test_nothing_is_missed_while_it_is_followed(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at at any moments, in the middle of a line, and over several changes of the file at once."""
    dice = random.Random(20261123)
    found: list[str] = []
    with closing(Tail(log)) as tail, written(log, monkeypatch, 700) as logger:
        for number in range(400):
            logger.info("line %d", number)
            if dice.random() < 0.1:
                found += _said(tail.added())
        found += _said(tail.added())
    assert found == [str(number) for number in range(400)]


def test_a_log_that_was_removed_goes_on(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its folder, by somebody who tidies up."""
    with written(log, monkeypatch, 1000) as logger:
        logger.info("one")
        log.unlink()
        log.parent.rmdir()
        logger.info("two")
    assert _said(log.read_text(encoding="utf-8").splitlines()) == ["two"]
    assert log.parent.stat().st_mode & 0o077 == 0


def test_half_a_line_is_waited_for(log: Path) -> None:
    log.write_bytes(b"whole\nha")
    with closing(Tail(log)) as tail, log.open("ab") as file:
        assert list(tail.added()) == [b"whole"]
        file.write(b"lf\n")
        file.flush()
        assert list(tail.added()) == [b"half"]


def test_a_log_that_was_emptied_is_read_from_its_beginning(log: Path) -> None:
    log.write_bytes(b"one\ntwo\n")
    with closing(Tail(log)) as tail:
        assert tail.end(1) == [b"two"]
        log.write_bytes(b"3\n")
        assert list(tail.added()) == [b"3"]
        log.unlink()
        assert list(tail.added()) == []


@pytest.mark.parametrize("renewed", [False, True])
def test_nothing_is_missed_between_the_end_and_what_is_added(log: Path, renewed: bool) -> None:
    """Whoever sees the first line may write the next one at once, also into a new file."""
    log.write_bytes(b"one\n")
    with closing(Tail(log)) as tail:
        end = tail.end(5)
        if renewed:
            log.rename(log.with_name(f"{log.name}.1"))
        with log.open("ab") as file:
            file.write(b"two\n")
        assert (end, list(tail.added())) == ([b"one"], [b"two"])
