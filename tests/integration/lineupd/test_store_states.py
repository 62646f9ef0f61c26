"""The history against a small model: whatever comes in whatever order, no job is lost, doubled or moved off the table."""

import asyncio
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, precondition, rule

from histories import RESULT, HeldClock, History
from lineupd.errors import LostRace, NotFound, WrongState
from lineupd.jobs import MOVES, Job, JobStatus, Ran, StageRecord, Wishes
from lineupd.store.listing import Question
from lineupd.store.store import Store

Answer = TypeVar("Answer")

S = JobStatus


@dataclass(slots=True)
class Model:
    """What one job should be."""

    key: str
    priority: int
    status: JobStatus = S.QUEUED
    paused: bool = False
    attempt: int = 0
    outcomes: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=lambda: ["submitted"])

    def move(self, status: JobStatus, kind: str) -> None:
        assert status in MOVES[self.status]
        if status is S.RUNNING:
            self.attempt += 1
            self.outcomes.append("running")
        elif self.status is S.RUNNING:
            self.outcomes[-1] = "interrupted" if status is S.QUEUED else kind
        self.status = status
        self.kinds.append(kind)
        self.paused = kind == "paused"

    def would_change(self, change: str | int) -> bool:
        """Whether the job is not so already."""
        if isinstance(change, int):
            return self.priority != change
        return self.paused != (change == "pause")

    def steer(self, change: str | int, kind: str) -> None:
        if change == "pause" and self.status is S.RUNNING:
            self.move(S.QUEUED, kind)
            return
        self.kinds.append(kind)
        if isinstance(change, int):
            self.priority = change
        else:
            self.paused = change == "pause"


class Machine(RuleBasedStateMachine):
    """Clients, a daemon that may be stopped or killed at any moment, and late news of earlier attempts."""

    claimed: Bundle[Job] = Bundle("claimed")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.clock = HeldClock()
        self.jobs: dict[str, Model] = {}
        self.history = self.open()

    def open(self) -> History:
        return History(Store(Path(self.folder.name) / "lineup.db", self.clock.clock()), self.clock)

    def run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        return self.runner.run(work)

    def teardown(self) -> None:
        self.history.store.close()
        self.runner.close()
        self.folder.cleanup()

    @rule(key=st.integers(0, 30), priority=st.integers(-1, 1))
    def submit(self, key: int, priority: int) -> None:
        known = [job_id for job_id, model in self.jobs.items() if model.key == str(key)]
        job = self.run(self.history.submit(files=("a.csv",), wishes=Wishes(str(key), priority)))
        if known:
            assert [job.id] == known
        else:
            assert job.id not in self.jobs
            self.jobs[job.id] = Model(str(key), priority)

    @rule(target=claimed)
    def claim(self) -> Any:
        job = self.run(self.history.store.claim(self.clock.clock().now()))
        waiting = [
            (-model.priority, number, job_id)
            for number, (job_id, model) in enumerate(self.jobs.items())
            if model.status is S.QUEUED and not model.paused
        ]
        if job is None:
            assert not waiting
            return multiple()
        assert job.id == min(waiting)[2]
        self.jobs[job.id].move(S.RUNNING, "started")
        assert job.attempt == self.jobs[job.id].attempt
        return job

    def is_current(self, job: Job) -> bool:
        model = self.jobs.get(job.id)
        return model is not None and model.status is S.RUNNING and model.attempt == job.attempt

    @rule(job=consumes(claimed), fails=st.booleans())
    def end(self, job: Job, fails: bool) -> None:
        """The end of an attempt is written only while it is the current one."""
        store = self.history.store
        work = store.fail(job, "it is so", "mend it") if fails else store.complete(job, RESULT)
        if not self.is_current(job):
            with pytest.raises(LostRace):
                self.run(work)
            return
        status = S.FAILED if fails else S.COMPLETED
        assert self.run(work).status is status
        self.jobs[job.id].move(status, status.value)

    @rule(job=claimed, percent=st.integers(0, 99))
    def save(self, job: Job, percent: int) -> None:
        """So is its progress."""
        ran = Ran(1.0, (StageRecord("candidates", 10, 3, 1.0, {"local": 3}),))
        further = replace(job, stage="candidates", progress_percent=percent)
        assert self.run(self.history.store.save_progress(further, ran)) == self.is_current(job)

    @precondition(lambda self: self.jobs)
    @rule(pick=st.randoms(use_true_random=False), all_of_them=st.booleans())
    def cancel(self, pick: Any, all_of_them: bool) -> None:
        ids = tuple(pick.sample(list(self.jobs), pick.randint(1, len(self.jobs))))
        cancelled, finished = self.run(self.history.store.cancel(None if all_of_them else ids))
        for job in cancelled:
            self.jobs[job.id].move(S.CANCELLED, "cancelled")
        assert set(finished).isdisjoint(job.id for job in cancelled)
        if not all_of_them:
            assert {*finished, *(job.id for job in cancelled)} == set(ids)
        assert all(self.jobs[one].status in (S.CANCELLED, S.FAILED, S.COMPLETED) for one in finished)

    @precondition(lambda self: self.jobs)
    @rule(pick=st.randoms(use_true_random=False), change=st.sampled_from(["pause", "resume", -1, 0, 1]))
    def steer(self, pick: Any, change: str | int) -> None:
        """Paused, resumed, another priority: all of the jobs named, or none where one has ended."""
        store = self.history.store
        ids = tuple(pick.sample(list(self.jobs), pick.randint(1, min(3, len(self.jobs)))))
        work: Coroutine[Any, Any, list[Job]]
        if change == "pause":
            work, kind = store.pause(ids, {}), "paused"
        elif change == "resume":
            work, kind = store.resume(ids), "resumed"
        else:
            work, kind = store.prioritize(ids, int(change)), "prioritized"
        if any(self.jobs[one].status in (S.CANCELLED, S.FAILED, S.COMPLETED) for one in ids):
            with pytest.raises(WrongState):
                self.run(work)
            return
        changed = {job.id for job in self.run(work)}
        assert changed == {one for one in ids if self.jobs[one].would_change(change)}
        for one in changed:
            self.jobs[one].steer(change, kind)

    @precondition(lambda self: self.jobs)
    @rule(pick=st.randoms(use_true_random=False))
    def delete(self, pick: Any) -> None:
        job_id = pick.choice(list(self.jobs))
        if self.jobs[job_id].status in (S.QUEUED, S.RUNNING):
            with pytest.raises(WrongState):
                self.run(self.history.store.delete((job_id,)))
            return
        self.run(self.history.store.delete((job_id,)))
        del self.jobs[job_id]
        with pytest.raises(NotFound):
            self.run(self.history.store.get(job_id))

    @rule()
    def restart(self) -> None:
        """The next daemon finds what the last one left, and puts the running jobs back."""
        self.history.store.close()
        self.history = self.open()
        back = self.run(self.history.store.requeue_all("interrupted: daemon died"))
        assert {job.id for job in back} == {job_id for job_id, model in self.jobs.items() if model.status is S.RUNNING}
        for job in back:
            self.jobs[job.id].move(S.QUEUED, "interrupted")

    @invariant()
    def the_history_is_as_the_model_says(self) -> None:
        counts = self.run(self.history.store.counts())
        assert sum(counts.values()) == len(self.jobs)
        page = self.run(self.history.store.page(Question(limit=500)))
        assert [job.id for job in page.jobs] == list(reversed(self.jobs))
        for job in page.jobs:
            model = self.jobs[job.id]
            assert (job.status, job.attempt, job.priority) == (model.status, model.attempt, model.priority)
            assert job.paused == model.paused

    @rule()
    def look(self) -> None:
        """Attempts and events tell the whole way of each job."""
        for job_id, model in self.jobs.items():
            details = self.run(self.history.store.details(job_id))
            assert [one.outcome for one in details.attempts] == model.outcomes
            assert [one.number for one in details.attempts] == list(range(1, model.attempt + 1))
            assert [one.kind for one in details.events] == model.kinds
            ends = [one.to_status for one in details.events]
            assert [one.from_status for one in details.events] == ["", *ends[:-1]]
            assert ends[-1] == model.status
            assert sorted(one.at for one in details.events) == [one.at for one in details.events]


TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
