"""A home whose daemon is killed and started again, with an outside witness of all that was acknowledged."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from daemons import FAKE_DAEMON, RunningDaemon, running, wait_until
from fault_clients import CONFIGS
from fault_history import Witness, check_history, rows_of
from fault_recorder import Recorder

DRAIN_S = 300.0


@dataclass(frozen=True, slots=True)
class FaultyHome:
    """The home, the recorder's own file beside it, and what configurations make where nothing goes wrong."""

    folder: Path
    recorder: Recorder
    undisturbed: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def gate(self) -> Path:
        """Tasks with this gate wait until `calm`."""
        return self.folder / "gate"

    def calm(self, command: Sequence[str] = FAKE_DAEMON, more: Mapping[str, str] | None = None) -> Counter[str]:
        """Open the gate, let a daemon that nobody disturbs answer what was not answered and end all jobs, and check.

        Answers how many jobs have each state.
        """
        self.gate.touch()
        with running(self.home, command, more=more) as daemon:
            self.recorder.retry(daemon)
            self._resume_all(daemon)
            wait_idle(daemon)
            assert daemon.stop() == 0
        assert not self.recorder.unanswered()
        return self.check()

    def _resume_all(self, daemon: RunningDaemon) -> None:
        for job_id, call in Witness(self.recorder.read()).last("pause", "resume").items():
            if call.verb == "pause" or call.is_unknown:
                self.recorder.resume(daemon, job_id)

    def check(self) -> Counter[str]:
        """Compare the history of a home whose daemon has stopped with what was acknowledged."""
        return check_history(self.home, self.recorder.read(), self.undisturbed)


def wait_idle(daemon: RunningDaemon) -> None:
    """Wait until no job waits or runs."""
    wait_until(lambda: _is_idle(daemon), "all jobs have ended", DRAIN_S)


def _is_idle(daemon: RunningDaemon) -> bool:
    status = daemon.status()
    return status.running == status.queued == 0


@contextmanager
def unknown_home() -> Iterator[FaultyHome]:
    """An empty home with a short path, and nothing known of what will be submitted."""
    folder = Path(tempfile.mkdtemp(prefix="lu-"))
    try:
        home = FaultyHome(folder, Recorder(folder / "recorded"))
        home.recorder.file.touch()
        yield home
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def faulty_home(*configs: str) -> Iterator[FaultyHome]:
    """An empty home; `configs` are those that will be submitted, left out those of `clients`.

    `GATE` in a configuration stands for the path of the gate.
    """
    with unknown_home() as home:
        home.gate.touch()
        wanted = [with_gate(home, config) for config in configs or CONFIGS]
        home.undisturbed.update(undisturbed_results(home.folder / "undisturbed", wanted))
        home.gate.unlink()
        yield home


def with_gate(home: FaultyHome, config: str) -> str:
    """A configuration with the path of this home's gate."""
    return config.replace("GATE", str(home.gate))


def undisturbed_results(home: Path, configs: Iterable[str]) -> Mapping[str, str]:
    """What each configuration makes in a daemon that nobody disturbs."""
    wanted = list(configs)
    with running(home) as daemon:
        for config in wanted:
            daemon.submit(config)
        wait_idle(daemon)
        assert daemon.stop() == 0
    return dict(zip(wanted, (row.result for row in rows_of(home)), strict=True))
