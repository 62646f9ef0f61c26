"""Reading ahead helps a check, and never stands in its way."""

import os
import threading
from io import FileIO
from pathlib import Path

import pytest
from typing_extensions import Buffer

from lineupd.store import read_ahead as module
from lineupd.store.read_ahead import read_ahead


def _readers() -> int:
    return sum(thread.name == "read-ahead" for thread in threading.enumerate())


class _Counting(FileIO):
    """Notes how much was read each time."""

    reads: list[int]

    def readinto(self, buffer: Buffer, /) -> int:
        found = super().readinto(buffer)
        assert found is not None
        self.reads.append(found)
        return found


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(_Counting, "reads", [], raising=False)
    monkeypatch.setattr(Path, "open", lambda path, *_, **__: _Counting(path))
    monkeypatch.setattr(module, "_LEAST_BYTES", 10)
    monkeypatch.setattr(module, "_PIECE_BYTES", 4)
    return _Counting.reads


def _file(folder: Path, size: int) -> Path:
    file = folder / "file"
    file.touch()
    os.truncate(file, size)
    return file


def _wait(reads: list[int]) -> None:
    while not reads or reads[-1]:
        threading.Event().wait(0.001)


def test_the_whole_file_is_read_in_large_pieces(tmp_path: Path, reads: list[int]) -> None:
    with read_ahead(_file(tmp_path, 30)):
        _wait(reads)
    assert reads == [4] * 7 + [2, 0]
    assert _readers() == 0


def test_it_ends_with_the_check(tmp_path: Path, reads: list[int]) -> None:
    with read_ahead(_file(tmp_path, 10_000_000)):
        pass
    assert sum(reads) < 10_000_000
    assert _readers() == 0


@pytest.mark.parametrize("size", [0, 9])
def test_a_small_file_is_left_alone(tmp_path: Path, reads: list[int], size: int) -> None:
    with read_ahead(_file(tmp_path, size)):
        pass
    assert reads == []


def test_what_cannot_be_read_is_for_the_check_to_say(tmp_path: Path) -> None:
    with read_ahead(tmp_path / "none"):
        pass
    assert _readers() == 0
