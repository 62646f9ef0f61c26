"""What the system tells of a process and of the machine."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lineupd.executors import usage
from lineupd.executors.usage import memory_of_machine, usage_of

KNOWN = sys.platform == "darwin" or Path("/proc/self/status").exists()


@pytest.mark.skipif(not KNOWN, reason="this system does not tell what a process uses")
def test_what_a_process_fills_and_computes_is_seen() -> None:
    before = usage_of(os.getpid())
    held = bytearray(os.urandom(1)) * (64 << 20)
    began = time.process_time()
    while time.process_time() < began + 0.1:
        pass
    after = usage_of(os.getpid())
    assert before is not None
    assert after is not None
    assert after.memory - before.memory > len(held) * 0.9
    assert after.cpu > before.cpu


def test_nothing_is_told_of_a_process_that_is_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", "pass"]) as process:
        process.wait()
    assert usage_of(process.pid) is None


@pytest.mark.skipif(not KNOWN, reason="this system does not tell how much memory it has")
def test_the_machine_has_memory() -> None:
    assert memory_of_machine() > 1 << 28


@pytest.mark.skipif(not Path("/proc/self/cgroup").exists(), reason="no control groups here")
@pytest.mark.parametrize(
    ("text", "expected"), [("1048576\n", 1 << 20), ("max\n", None), ("9223372036854771712\n", None)]
)
def test_a_container_has_what_its_group_may_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: int | None
) -> None:
    """Also the limit of a group around it; what stands for none is none."""
    (tmp_path / "memory.max").write_text(text, encoding="ascii")
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory" / "memory.limit_in_bytes").write_text(text, encoding="ascii")
    there = memory_of_machine()
    monkeypatch.setattr(usage, "_CGROUPS", tmp_path)
    assert memory_of_machine() == (expected or there)
