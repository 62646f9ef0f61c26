"""F1, F16: the daemon is killed at any moment, and nothing that it acknowledged is lost or done twice."""

import time
import uuid
from random import Random

from daemons import running, start
from fault_clients import CONFIGS, clients
from fault_figures import Figures
from fault_homes import FaultyHome, faulty_home
from fault_rounds import rounds

_LONGEST_S = 0.4


def test_a_daemon_killed_at_random_loses_nothing(random: Random, figures: Figures) -> None:
    """Every other round it is killed while it starts."""
    with faulty_home() as home:
        for number in range(rounds(20)):
            (_kill_at_work if number % 2 else _kill_at_start)(home, random)
        home.check()
        states = home.calm()
        acknowledged = len(home.recorder.ids())
        told = ", ".join(f"{count} {status}" for status, count in sorted(states.items()))
        figures.note("F1", f"kills at random moments: {rounds(20)}", f"{acknowledged} acknowledged jobs: {told}")
        figures.below("F1", "acknowledged jobs lost, doubled or with another result", 0, 0, "jobs")


def _kill_at_start(home: FaultyHome, random: Random) -> None:
    process = start(home.home)
    time.sleep(random.uniform(0, _LONGEST_S))
    process.kill()
    process.communicate()


def _kill_at_work(home: FaultyHome, random: Random) -> None:
    with running(home.home) as daemon:
        home.recorder.submit(daemon, CONFIGS[0])
        with clients(daemon, home.recorder, random):
            time.sleep(random.uniform(0, _LONGEST_S))
            daemon.kill()


def test_a_submission_repeated_over_kills_is_one_job(random: Random, figures: Figures) -> None:
    """One key, five tries in each life of a daemon."""
    key = uuid.uuid4().hex
    with faulty_home("tasks: 3") as home:
        for _ in range(rounds(4)):
            with running(home.home) as daemon:
                for _ in range(5):
                    home.recorder.submit(daemon, "tasks: 3", key)
                daemon.process.kill()
                home.recorder.submit(daemon, "tasks: 3", key)
        states = home.calm()
        told = f"{6 * rounds(4)} tries over {rounds(4)} kills"
        figures.below("F16", f"jobs of one key, {told}", states.total(), 1, "jobs")
        assert len(set(home.recorder.ids())) == 1
