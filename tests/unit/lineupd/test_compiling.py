"""Kernels are compiled in one process for all: once for sources as they are, and by whoever calls them if that cannot be."""

import fcntl
import os
import tempfile
import threading
from pathlib import Path

import pytest

from lineupd.executors import compiling
from lineupd.executors.compiling import compile_apart


class Compiler:
    """Stands for the child process."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, ...]] = []
        self.works = True
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, arguments: tuple[str, ...]) -> bool:
        self.calls.append(arguments)
        self.gate.wait(30)
        return self.works


@pytest.fixture
def compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compiler:
    """A compiler, and sources, and a temporary folder of its own."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "kernel.py").write_text("one")
    monkeypatch.setattr(compiling, "sources", lambda: tmp_path / "sources")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = Compiler()
    monkeypatch.setattr(compiling, "_compile", found)
    return found


def test_what_is_compiled_is_not_compiled_again(compiler: Compiler, tmp_path: Path) -> None:
    """Until a source is another one; what was asked for with other arguments is something else."""
    for _ in range(2):
        compile_apart()
        compile_apart("--all")
    assert compiler.calls == [(), ("--all",)]
    (tmp_path / "sources" / "kernel.py").write_text("another")
    compile_apart()
    assert compiler.calls == [(), ("--all",), ()]


def test_a_failure_is_no_success(compiler: Compiler) -> None:
    """The next process tries it again."""
    compiler.works = False
    compile_apart()
    compile_apart()
    assert compiler.calls == [(), ()]


def test_a_disk_without_room_for_a_mark_is_no_mistake(compiler: Compiler, tmp_path: Path) -> None:
    """The next process compiles again."""
    compile_apart("--other")
    (marked,) = (tmp_path / f"lineup-kernels-{os.getuid()}").glob("*--other")
    marked.with_name(marked.name.removesuffix("--other")).mkdir()
    compile_apart()
    assert compiler.calls == [("--other",), ()]


def test_others_wait_for_the_one_that_compiles(compiler: Compiler) -> None:
    """Two processes begin at the same time: one of them compiles."""
    compiler.gate.clear()
    threads = [threading.Thread(target=compile_apart) for _ in range(2)]
    for thread in threads:
        thread.start()
    compiler.gate.set()
    for thread in threads:
        thread.join()
    assert compiler.calls == [()]


def test_a_folder_that_others_may_write_to_is_not_used(compiler: Compiler, tmp_path: Path) -> None:
    """Nor one that is a link: then nothing is marked, and nothing compiled here."""
    place = tmp_path / f"lineup-kernels-{os.getuid()}"
    place.mkdir()
    place.chmod(0o777)
    compile_apart()
    place.rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    place.symlink_to(tmp_path / "elsewhere")
    compile_apart()
    assert compiler.calls == []


def test_a_lock_that_is_never_released_is_passed_by(
    compiler: Compiler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a while two compile side by side rather than none."""
    compile_apart("--other")
    monkeypatch.setattr(compiling, "_PATIENCE_S", 0.1)
    with (tmp_path / f"lineup-kernels-{os.getuid()}" / "lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        compile_apart()
    assert compiler.calls == [("--other",), ()]
