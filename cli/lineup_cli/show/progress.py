"""Progress on stderr: a live bar for a person, a line now and then for a log."""

import os
import sys
import time
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from lineup_cli import output
from lineup_cli.show.shapes import job_shape
from lineup_cli.statuses import is_over, name_of
from lineup_cli.text import clean, counted
from lineup_cli.times import show_duration, show_start
from lineup_proto.v1.jobs_pb2 import Job

LINE_EVERY_S = 5.0
"""A log gets a line at every new state or stage, else not more often than this."""


def summary(job: Job) -> str:
    """One line about where a job is."""
    words = [f"{job.id} {name_of(job.status)}"]
    if not is_over(job.status) and job.stage:
        words.append(f"{job.progress_percent} % ({job.stage})")
    if not is_over(job.status) and job.eta_s > 0:
        words.append(f"about {show_duration(job.eta_s)} left")
    start = show_start(job.not_before, datetime.now(UTC)) if name_of(job.status) == "queued" else ""
    if start:
        words.append(f"starts at {start} or later")
    if job.paused:
        words.append("paused")
    if job.lineups:
        words.append(counted(job.lineups, "lineup"))
    if job.error:
        words.append(job.error)
    return ": ".join([words[0], ", ".join(words[1:])]) if len(words) > 1 else words[0]


class Lines:
    """Progress for logs and pipes."""

    def __init__(self) -> None:
        self._told: tuple[str, str] = ("", "")
        self._told_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        """Nothing is left on the screen that would have to be taken away."""

    def __call__(self, job: Job) -> None:
        """Say where the job is, if that is news; its end is told by the command."""
        if is_over(job.status):
            return
        news = (f"{job.id}{name_of(job.status)}", job.stage)
        if news != self._told or time.monotonic() - self._told_at >= LINE_EVERY_S:
            self._told, self._told_at = news, time.monotonic()
            output.say(summary(job))


class Bar:
    """Progress for a person: one line that moves and is gone at the end."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        console = Console(file=sys.stderr, no_color=bool(os.environ.get("NO_COLOR")))
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
            TextColumn("{task.fields[rest]}", markup=False),
        )
        self._progress = Progress(*columns, console=console, transient=True)
        self._task = self._progress.add_task("waiting", total=100, rest="")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def __call__(self, job: Job) -> None:
        """Move the bar to where the job is."""
        rest = f"about {show_duration(job.eta_s)} left" if job.eta_s > 0 else ""
        what = clean(f"{job.id} {job.stage or name_of(job.status)}")
        self._progress.update(self._task, completed=job.progress_percent, description=what, rest=rest)


class Endings:
    """For `wait`: one line on stdout per job, when it ends."""

    def __init__(self, *, silent: bool) -> None:
        self._silent = silent
        self._told: set[str] = set()

    def __call__(self, job: Job) -> None:
        """Print a job that has just ended."""
        if is_over(job.status) and job.id not in self._told and not self._silent:
            self._told.add(job.id)
            output.write(f"{job.id} {name_of(job.status)}")
            output.flush()


def as_json_line(job: Job) -> None:
    """For `watch --json`: every change is one line of JSON on stdout."""
    output.write(output.as_json(job_shape(job), indent=None))
    output.flush()


def live() -> Bar | Lines:
    """The form of progress that suits whoever reads stderr."""
    if output.is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb":
        return Bar()
    return Lines()
