"""Reading ahead helps a check, and never stands in its way."""

import os
import threading
from pathlib import Path

import pytest

from lineupd.store import read_ahead as module
from lineupd.store.read_ahead import read_ahead


def _readers() -> int:
    return sum(thread.name == "read-ahead" for thread in threading.enumerate())


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How much was read each time."""
    sizes = list[int]()
    opened = Path.open

    class Counting:
        def __init__(self, path: Path) -> None:
            self._file = opened(path, "rb", buffering=0)

        def __enter__(self) -> "Counting":
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def fileno(self) -> int:
            return self._file.fileno()

        def readinto(self, piece: bytearray) -> int:
            sizes.append(os.readv(self.fileno(), [piece]))
            return sizes[-1]

    monkeypatch.setattr(Path, "open", lambda path, *_, **__: Counting(path))
    monkeypatch.setattr(module, "_LEAST_BYTES", 10)
    monkeypatch.setattr(module, "_PIECE_BYTES", 4)
    return sizes


def _wait(reads: list[int]) -> None:
    while not reads or reads[-1]:
        threading.Event().wait(0.001)


def test_the_whole_file_is_read_in_large_pieces(tmp_path: Path, reads: list[int]) -> None:
    file = tmp_path / "file"
    file.write_bytes(bytes(30))
    with read_ahead(file):
        _wait(reads)
    assert reads == [4] * 7 + [2, 0]
    assert _readers() == 0


def test_it_ends_with_the_check(tmp_path: Path, reads: list[int]) -> None:
    file = tmp_path / "file"
    file.write_bytes(bytes(10_000_000))
    with read_ahead(file):
        pass
    assert sum(reads) < 10_000_000
    assert _readers() == 0


@pytest.mark.parametrize("content", [b"", b"small"])
def test_a_small_file_is_left_alone(tmp_path: Path, reads: list[int], content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    with read_ahead(file):
        pass
    assert reads == []


def test_what_cannot_be_read_is_for_the_check_to_say(tmp_path: Path) -> None:
    with read_ahead(tmp_path / "none"):
        pass
    assert _readers() == 0
