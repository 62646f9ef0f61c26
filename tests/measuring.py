"""How benchmarks measure and print: medians of interleaved runs, as rows of a Markdown table."""

import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

NO_PYTHON_SETTINGS = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH", "PYTHONSTARTUP")
"""Settings that make every start of Python slower or another one."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one run: of the processors, and on the clock."""

    cpu_s: float
    wall_s: float


def cost_of(work: Callable[[], object]) -> Cost:
    """What child processes cost that `work` starts and waits for."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def seconds_of(work: Callable[[], object]) -> float:
    """How long `work` takes in this process."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def cpu_of(pids: list[int]) -> float:
    """Seconds that these processes have computed so far."""
    ticks = [Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13] for pid in pids]
    return sum(int(value) for pair in ticks for value in pair) / os.sysconf("SC_CLK_TCK")


def interleaved(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Cost]:
    """The median cost of each work; one round does each once, so that a busy minute hits all of them."""
    costs: dict[str, list[Cost]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            costs[name].append(cost_of(work))
    return {
        name: Cost(statistics.median(one.cpu_s for one in some), statistics.median(one.wall_s for one in some))
        for name, some in costs.items()
    }


def bare(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment without settings that change how Python starts."""
    return {name: value for name, value in environment.items() if name not in NO_PYTHON_SETTINGS}


def python_pass() -> None:
    """The unit of start-up costs: an interpreter that does nothing."""
    subprocess.run([sys.executable, "-c", "pass"], env=bare(os.environ), check=True)


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows as Markdown, with the machine they were measured on."""
    lines = [f"\n### {title}", "", machine(), ""]
    lines += [f"| {' | '.join(str(cell) for cell in row)} |" for row in (header, ["---"] * len(header), *rows)]
    sys.stdout.write("\n".join(lines) + "\n")


def machine() -> str:
    """The machine in one line."""
    cores = os.cpu_count() or 1
    noun = "core" if cores == 1 else "cores"
    return (
        f"{_processor()}, {cores} {noun}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or "unknown processor"
