"""The files of a job's folder: whole and ours, or not read at all."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.stages.container import Array, Container, TornFile, map_file, pack, read, write

Reader = Callable[[Path], Container]

ARRAYS: dict[str, Array] = {
    "points": np.array([[1, -2], [3, 4]], dtype=np.int64),
    "names": np.frombuffer(b"abc", dtype=np.uint8),
    "flags": np.array([True, False]),
    "none": np.zeros((0, 5), dtype=np.int32),
    "share": np.array([0.25], dtype=np.float64),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "deep" / "one.arrays"
    write(path, pack(ARRAYS, {"stage": "test", "index": 3})[0])
    return path


def test_arrays_come_back_as_they_went(file: Path) -> None:
    """Names, shapes, types and values; mapped from the file at multiples of 64 bytes."""
    found = map_file(file)
    assert found.label == read(file).label == {"stage": "test", "index": 3}
    for name, array in ARRAYS.items():
        assert found.arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(found.arrays[name], array)
        assert found.arrays[name].ctypes.data % 64 == 0


def test_arrays_may_be_written_to_and_the_file_stays(file: Path) -> None:
    """Kernels are compiled for such arrays only; what one process writes no other sees."""
    for reader in (read, map_file):
        found = reader(file).arrays
        assert all(type(array) is np.ndarray and array.flags.writeable for array in found.values())
        found["points"][0, 0] = 99
        assert reader(file).arrays["points"][0, 0] == 1


@pytest.mark.parametrize("reader", [read, map_file])
def test_a_file_is_proved_once_until_it_changes(file: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large files are read by every task of a stage; one that is another now is never taken for the old one."""
    proofs: list[int] = []
    sha256 = hashlib.sha256

    def count(content: bytes) -> object:
        proofs.append(len(content))
        return sha256(content)

    monkeypatch.setattr(hashlib, "sha256", count)
    for _ in range(3):
        reader(file)
    assert len(proofs) == 1
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    write(file, [bytes(content)])
    for _ in range(2):
        with pytest.raises(TornFile):
            reader(file)


def test_equal_arrays_give_equal_bytes() -> None:
    """Memory layout and byte order of the writer leave no trace."""
    other = {name: np.asfortranarray(array).astype(array.dtype.newbyteorder(">")) for name, array in ARRAYS.items()}
    assert pack(other, {"a": 1})[1] == pack(ARRAYS, {"a": 1})[1]
    assert b"".join(pack(other, {"a": 1})[0]) == b"".join(pack(ARRAYS, {"a": 1})[0])
    assert pack(ARRAYS, {"a": 2})[1] != pack(ARRAYS, {"a": 1})[1]


def test_the_hash_is_that_of_the_file(file: Path) -> None:
    """What the writer was told is what the reader finds."""
    assert read(file).sha256 == pack(ARRAYS, {"stage": "test", "index": 3})[1]


@given(st.data())
def test_a_changed_or_cut_file_is_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Any byte changed, or any number cut off, is found."""
    content = b"".join(pack(ARRAYS, {"stage": "test"})[0])
    place = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path_factory.getbasetemp() / "broken.arrays"
    for broken in (bytes(changed), content[:place]):
        path.write_bytes(broken)
        with pytest.raises(TornFile):
            read(path)


def test_a_missing_file_is_not_a_torn_one(tmp_path: Path) -> None:
    """What cannot be opened for another reason must not look as if it had never been written."""
    for reader in (read, map_file):
        with pytest.raises(FileNotFoundError):
            reader(tmp_path / "none.arrays")


def test_an_empty_file_is_torn(tmp_path: Path) -> None:
    """Both readers say so."""
    empty = tmp_path / "empty.arrays"
    empty.touch()
    for reader in (read, map_file):
        with pytest.raises(TornFile):
            reader(empty)


def test_objects_are_not_kept(tmp_path: Path) -> None:
    """Only plain numbers have a meaning on every machine."""
    with pytest.raises(TypeError, match="names"):
        pack({"names": np.array(["text"], dtype=object)}, {})


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk leaves neither half a file nor a temporary one."""

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lineup_engine.stages.container.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path / "one.arrays", [b"content"])
    assert list(tmp_path.iterdir()) == []
