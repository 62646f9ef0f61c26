"""F21: configurations of any size and shape are answered soon, in words, and cost little memory."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from daemons import CALL_S, REAL_DAEMON, RunningDaemon, running
from fault_figures import Figures
from fault_processes import needs_proc, resident_mib
from lineup_proto.v1 import jobs_pb2 as pb

_PLAIN = b"sport: nascar\nslate: slate.csv\nlineups: 5\n"
_MIB = 1 << 20
_BOMB = b"a0: &a0 [x, x]\n" + b"".join(
    f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]\n".encode() for n in range(1, 30)
)
_CONFIGS = {
    "nothing": b"",
    "one byte": b"x",
    "1 MiB of remarks": (b"# remark\n" * (_MIB // 9))[: _MIB - 100] + b"\n" + _PLAIN,
    "1 MiB in one line": b"name: " + b"x" * (_MIB - 10),
    "10,000 deep": b"[" * 10_000,
    "10,000 deep, closed": b"rules: " + b"{a: " * 10_000 + b"1" + b"}" * 10_000,
    "80,000 keys": b"".join(b"k%d: 1\n" % number for number in range(80_000)),
    "a bomb of names": _BOMB,
    "NUL bytes": b"sport: nas\x00car\n",
    "not UTF-8": b"sport: nascar\nname: \xff\xfe\xfa\n",
    "control characters": b"name: \x1b[2J\x07\nsport: nascar\n",
    "a document of another kind": b"<html><body>sport</body></html>",
    "two documents": b"a: 1\n---\nb: 2\n",
}
PEAK_MEMORY = Path(__file__).parents[1] / "peak_memory.py"

_TOO_LARGE = {"5 MiB": 5 * _MIB, "100 MiB": 100 * _MIB}
_MEMORY_MIB = 200

pytestmark = needs_proc


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDaemon]:
    with running(tmp_path_factory.mktemp("home"), REAL_DAEMON, workers=1) as found:
        _check(found, _PLAIN)
        yield found


def _check(daemon: RunningDaemon, config: bytes) -> pb.CheckReply:
    submission = pb.Submission(config=config, config_name="config.yaml")
    return daemon.jobs.Check(pb.CheckRequest(submission=submission), timeout=CALL_S)


@pytest.mark.parametrize("kind", _CONFIGS)
def test_an_odd_configuration_is_answered_soon(daemon: RunningDaemon, kind: str, figures: Figures) -> None:
    """With a problem that says where, or with the files that it wants."""
    before = max(resident_mib(pid) for pid in daemon.workers())
    began = time.monotonic()
    reply = _check(daemon, _CONFIGS[kind])
    seconds = time.monotonic() - began
    growth = max(resident_mib(pid) for pid in daemon.workers()) - before
    assert reply.problems or reply.wanted
    assert all(problem.file == "config.yaml" and problem.message for problem in reply.problems)
    figures.within("F21", f"a configuration of {kind}", [seconds], 1)
    assert growth < _MEMORY_MIB


@pytest.mark.parametrize("kind", _TOO_LARGE)
def test_what_is_too_large_is_refused_before_it_is_sent(
    daemon: RunningDaemon, tmp_path: Path, kind: str, figures: Figures
) -> None:
    """By the command, which reads only as much as it needs to see that; the folder's name is an odd one, too."""
    folder = tmp_path / "my slate \U0001f3c1"
    folder.mkdir()
    config = folder / "config.yaml"
    with config.open("wb") as file:
        file.truncate(_TOO_LARGE[kind])
    peak = tmp_path / "peak"
    command = [sys.executable, str(PEAK_MEMORY), str(peak), "check", str(config)]
    began = time.monotonic()
    environment = {**os.environ, "LINEUP_HOME": str(daemon.home)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    figures.within("F21", f"a configuration of {kind}, with the whole command", [time.monotonic() - began], 2)
    assert done.returncode == 2
    assert "larger than 1 MiB" in done.stderr
    assert int(peak.read_text(encoding="ascii")) / 1024 < _MEMORY_MIB
