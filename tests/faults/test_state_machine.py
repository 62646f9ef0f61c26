"""Whatever is done in whatever order, the queue does what its model does: submitted, steered, ended, killed, restarted."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from daemons import wait_until
from fault_rounds import rounds
from queue_drivers import Driver, PartsDriver, ProcessDriver, Refused
from queue_model import CANCELLED, COMPLETED, FAILED, FINAL, QUEUED, RUNNING, QueueModel

_PRIORITIES = st.integers(-1, 1)
_SETTLED_S = 5.0


class QueueMachine(RuleBasedStateMachine):
    """Does to a queue what clients, jobs and accidents do, and compares it with the model after each of them."""

    def __init__(self, make: Callable[[Path], Driver] = PartsDriver) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="lu-"))
        self.queue = make(self.folder)
        self.model = QueueModel()
        self.used = 0

    def teardown(self) -> None:
        """The history in the end is one that can be."""
        try:
            self.queue.close()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _new_key(self) -> str:
        self.used += 1
        return f"key {self.used}"

    def _job(self, choice: st.DataObject, *statuses: str) -> str:
        """One of the jobs; of those with these states, if any are named."""
        return choice.draw(st.sampled_from(self.model.with_status(*statuses) if statuses else list(self.model.jobs)))

    def _if_unfinished(self, job_id: str, ask: Callable[[str], object]) -> bool:
        """Ask for something that is refused for a job that has ended; answers whether it was done."""
        is_final = self.model.jobs[job_id].status in FINAL
        try:
            ask(job_id)
        except Refused:
            assert is_final
            return False
        assert not is_final
        return True

    @rule(priority=_PRIORITIES)
    def submit(self, priority: int) -> None:
        key = self._new_key()
        self.model.accept(key, self.queue.submit(key, priority), priority)

    @precondition(lambda self: self.model.keys)
    @rule(choice=st.data(), priority=_PRIORITIES)
    def submit_again(self, choice: st.DataObject, priority: int) -> None:
        key = choice.draw(st.sampled_from(sorted(self.model.keys)))
        self.model.accept(key, self.queue.submit(key, priority), priority)

    @precondition(lambda self: self.model.jobs)
    @rule(choice=st.data())
    def rerun(self, choice: st.DataObject) -> None:
        key, origin = self._new_key(), self._job(choice)
        self.model.accept(key, self.queue.rerun(key, origin), self.model.jobs[origin].priority)

    @precondition(lambda self: self.model.jobs)
    @rule(choice=st.data())
    def cancel(self, choice: st.DataObject) -> None:
        job_id = self._job(choice)
        if self._if_unfinished(job_id, self.queue.cancel):
            self.model.end(job_id, CANCELLED)

    @precondition(lambda self: self.model.jobs)
    @rule(choice=st.data())
    def pause(self, choice: st.DataObject) -> None:
        job_id = self._job(choice)
        if self._if_unfinished(job_id, self.queue.pause):
            self.model.pause(job_id)

    @precondition(lambda self: self.model.jobs)
    @rule(choice=st.data())
    def resume(self, choice: st.DataObject) -> None:
        job_id = self._job(choice)
        if self._if_unfinished(job_id, self.queue.resume):
            self.model.resume(job_id)

    @precondition(lambda self: self.model.jobs)
    @rule(choice=st.data(), priority=_PRIORITIES)
    def prioritize(self, choice: st.DataObject, priority: int) -> None:
        job_id = self._job(choice)
        if self._if_unfinished(job_id, lambda one: self.queue.prioritize(one, priority)):
            self.model.prioritize(job_id, priority)

    @precondition(lambda self: self.model.jobs)
    @rule(choice=st.data())
    def delete(self, choice: st.DataObject) -> None:
        job_id = self._job(choice)
        try:
            self.queue.delete(job_id)
        except Refused:
            assert self.model.jobs[job_id].status not in FINAL
        else:
            assert self.model.jobs[job_id].status in FINAL
            self.model.forget(job_id)

    @rule(paused=st.booleans())
    def pause_queue(self, paused: bool) -> None:
        self.queue.pause_queue(paused=paused)
        self.model.is_paused = paused

    @precondition(lambda self: self.model.with_status(RUNNING))
    @rule(choice=st.data(), well=st.booleans())
    def end(self, choice: st.DataObject, well: bool) -> None:
        job_id = self._job(choice, RUNNING)
        self.queue.let_end(job_id, well=well)
        self.model.end(job_id, COMPLETED if well else FAILED)

    @precondition(lambda self: self.model.with_status(QUEUED, RUNNING))
    @rule()
    def kill(self) -> None:
        self.queue.kill()
        self.model.begin_anew()

    @precondition(lambda self: self.model.with_status(QUEUED, RUNNING))
    @rule()
    def restart(self) -> None:
        self.queue.restart()
        self.model.begin_anew()

    @invariant()
    def is_as_the_model_says(self) -> None:
        """The same jobs in the same order, each as the model has it, as soon as all that may start has started."""
        self.model.settle()
        expected = list(self.model.jobs.items())
        wait_until(lambda: list(self.queue.seen().items()) == expected, f"{expected}", _SETTLED_S)


class ProcessMachine(QueueMachine):
    """The same with a real daemon."""

    def __init__(self) -> None:
        super().__init__(ProcessDriver)


TestQueue = QueueMachine.TestCase
TestQueue.settings = settings(max_examples=rounds(25), stateful_step_count=40)
TestRealQueue = ProcessMachine.TestCase
TestRealQueue.settings = settings(max_examples=rounds(3), stateful_step_count=20)
