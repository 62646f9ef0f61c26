"""An engine whose jobs do nothing but what a test asks for, to try the daemon without solving anything.

A configuration is lines of `key: value`:

name, slate (a file it names), tasks (of the middle stage), chain (yes), lineups,
problem (refuses it), gate (a path: tasks from `hold` on wait until it exists, and find no lineup if `clash` stands in it),
die (a task that ends its worker, `die_times` times), lose (a task whose result is lost, `lose_times` times, which is
found at the next stage), clash (a task that finds no lineup), full (a task whose result finds no room on the disk),
note (a path where every run of a task writes a line),
child (a path where each task writes the pid of a process that it starts and leaves alone), stumble (a bug),
heeds (yes: waiting at the gate it stops when nobody wants it any more), stubborn (yes: SIGTERM does not end its worker,
nor what it starts), hog (MiB that each task fills), nap (seconds that each task sleeps), say (what each task says), flood (MiB that each task says), still (a task that never gets anywhere and keeps Python busy).
"""

import errno
import hashlib
import json
import os
import pickle
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from lineup_engine import unwanted
from lineup_engine.errors import RulesClash, Unfinished, Unwanted
from lineup_engine.seam import (
    CheckReport,
    JobResult,
    JobSummary,
    Problem,
    StagePlan,
    Submission,
    TaskDone,
    TaskFailed,
)

_HELD: list[bytearray] = []

STAGES = ("prepare", "candidates", "report")


def prepare_fast_path(*, wanted: bool, compiler: object) -> None:
    """There is none."""


def listen(is_unwanted: Callable[[], bool]) -> None:
    """What long work asks."""
    unwanted.listen(is_unwanted)


def _wishes(submission: Submission) -> dict[str, str]:
    lines = [
        *submission.config.decode("utf-8").splitlines(),
        *(text.replace("=", ": ", 1) for text in submission.overrides),
    ]
    pairs = (line.partition(":") for line in lines)
    return {key.strip(): value.strip() for key, _, value in pairs if key.strip()}


def check(submission: Submission) -> CheckReport:
    wishes = _wishes(submission)
    brought = {file.path for file in submission.files}
    if "slate" in wishes and wishes["slate"] not in brought:
        return CheckReport(wanted=(wishes["slate"],))
    problems = [Problem(submission.config_name, 1, 1, wishes["problem"], "mend it")] if "problem" in wishes else []
    problems += [Problem(file.path, 0, 0, file.unreadable) for file in submission.files if file.content is None]
    if problems:
        return CheckReport(problems=tuple(problems))
    if "stumble" in wishes:
        raise ValueError(wishes["stumble"])
    name = submission.name or wishes.get("name", "unnamed").encode().decode("unicode_escape")
    tasks = int(wishes.get("tasks", "3"))
    summary = JobSummary(
        name=name,
        site="draftkings",
        sport="nascar",
        mode="classic",
        seed=7,
        gpu=submission.gpu,
        players=40,
        with_projection=39,
        lineups=tasks,
        tasks=tasks + 2,
        stages=STAGES,
        rules_table="fake",
        config_json=json.dumps(wishes),
    )
    return CheckReport(warnings=("one is without projection",), summary=summary)


def lay_out(folder: str, submission: Submission) -> tuple[str, ...]:
    content = pickle.dumps((_wishes(submission), [file.content for file in submission.files]))
    (Path(folder) / "submission").write_bytes(content)
    return STAGES


def _read(folder: str) -> dict[str, str]:
    wishes, _ = pickle.loads((Path(folder) / "submission").read_bytes())
    return dict(wishes)


def open_stage(folder: str, stage: str) -> StagePlan:
    wishes = _read(folder)
    tasks = _tasks(wishes) if stage == "candidates" else 1
    done = tuple(index for index in range(tasks) if _result(folder, stage, index).exists())
    if stage == "report" and not all(_result(folder, "candidates", n).exists() for n in range(_tasks(wishes))):
        raise Unfinished("stage candidates is not finished")
    return StagePlan(stage, tasks, stage == "candidates" and wishes.get("chain") == "yes", done)


def _tasks(wishes: dict[str, str]) -> int:
    return int(wishes.get("tasks", "3"))


def _result(folder: str, stage: str, index: int) -> Path:
    return Path(folder) / f"{stage}-{index}"


def run_task(folder: str, stage: str, index: int) -> TaskDone:
    wishes = _read(folder)
    if stage == "candidates":
        _obey(folder, wishes, index)
    content = f"{stage} {index}".encode()
    is_lost = stage == "candidates" and wishes.get("lose") == str(index)
    if not (is_lost and _counts(Path(folder) / "losses", int(wishes.get("lose_times", "1")))):
        _keep(_result(folder, stage, index), content)
    return TaskDone(stage, index, hashlib.sha256(content).hexdigest())


def _keep(path: Path, content: bytes) -> None:
    """Whoever is killed half-way leaves nothing that looks like a result."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _obey(folder: str, wishes: dict[str, str], index: int) -> None:
    if "note" in wishes:
        with Path(wishes["note"]).open("a", encoding="utf-8") as note:
            note.write(f"{index} {os.getpid()}\n")
    _start(wishes)
    if wishes.get("die") == str(index):
        _die(Path(folder) / "deaths", int(wishes.get("die_times", "1000")))
    if wishes.get("clash") == str(index):
        raise RulesClash("lock A; cap 100")
    if wishes.get("full") == str(index):
        raise OSError(errno.ENOSPC, "No space left on device")
    _speak(wishes)
    time.sleep(float(wishes.get("nap", "0")))
    if "hog" in wishes:
        _HELD.append(bytearray(os.urandom(1)) * (int(wishes["hog"]) << 20))
    if index >= int(wishes.get("hold", "0")):
        _wait(wishes)
    _HELD.clear()
    if wishes.get("still") == str(index):
        _keep_python_busy()


def _speak(wishes: dict[str, str]) -> None:
    if "say" in wishes:
        sys.stdout.write(f"{wishes['say']}\n")
    line = b"x" * 1023 + b"\n"
    for _ in range(int(wishes.get("flood", "0"))):
        sys.stdout.buffer.write(line * 1024)
    sys.stdout.flush()


def _keep_python_busy() -> None:
    """As compiled code does that does not let go of the interpreter: no other thread gets a turn."""
    sys.setswitchinterval(1000)
    while True:
        pass


def _start(wishes: dict[str, str]) -> None:
    if "stubborn" in wishes:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if "child" in wishes:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        with Path(wishes["child"]).open("a", encoding="utf-8") as note:
            note.write(f"{child.pid}\n")


def _wait(wishes: dict[str, str]) -> None:
    while "gate" in wishes and not Path(wishes["gate"]).exists():
        time.sleep(0.005)
        if "heeds" in wishes:
            unwanted.heed()
    if "gate" in wishes and Path(wishes["gate"]).read_text(encoding="utf-8") == "clash":
        raise RulesClash("lock A; cap 100")


def _counts(file: Path, times: int) -> bool:
    """Whether this is one of the first so many times; the file counts them."""
    count = len(file.read_bytes()) if file.exists() else 0
    file.write_bytes(b"x" * (count + 1))
    return count < times


def _die(deaths: Path, times: int) -> None:
    if _counts(deaths, times):
        sys.stdout.write("what a cruel world\n")
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGKILL)


def read_result(folder: str) -> JobResult:
    tasks = _tasks(_read(folder))
    content = "".join(_result(folder, "candidates", index).read_text() for index in range(tasks))
    sha256 = "sha256:" + hashlib.sha256(content.encode()).hexdigest()
    lineups = [{"players": [], "salary": 50_000, "points": float(index)} for index in range(tasks)]
    return JobResult(json.dumps({"hash": sha256, "lineups": lineups}), sha256, tasks, ("all is well",))


def export(result_json: str, fmt: str, site: str, sport: str, submission: Submission) -> bytes:
    return f"{fmt} of {len(json.loads(result_json)['lineups'])} lineups\r\n".encode()


def calibrate(records: tuple[str, ...]) -> str:
    return json.dumps({"grades": len(records)})


def failed(exc: BaseException) -> TaskFailed:
    if isinstance(exc, Unwanted):
        return TaskFailed("unwanted", str(exc))
    if isinstance(exc, RulesClash):
        return TaskFailed("rules", str(exc), "loosen one")
    if isinstance(exc, OSError) and exc.errno == errno.ENOSPC:
        return TaskFailed("space", "the disk is full", "free some space")
    if isinstance(exc, Unfinished):
        return TaskFailed("unfinished", str(exc))
    return TaskFailed("internal", f"{type(exc).__name__}: {exc}", trace="".join(traceback.format_exception(exc)))
