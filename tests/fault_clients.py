"""Several clients that ask a daemon for this and that, at random, until it does not answer any more."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import grpc

from daemons import RunningDaemon
from fault_recorder import Recorder

_PAUSE_S = 0.01

CONFIGS = (
    "tasks: 1",
    "tasks: 3",
    "tasks: 4\nnap: 0.01",
    "tasks: 3\nchain: yes\nnap: 0.02",
    "tasks: 2\nnap: 0.1",
)
"""What the clients submit; the results of all differ, but for those that must not."""


@contextmanager
def clients(daemon: RunningDaemon, recorder: Recorder, random: Random, count: int = 3) -> Iterator[None]:
    """So many clients at work."""
    stop = threading.Event()
    seeds = [random.getrandbits(32) for _ in range(count)]
    threads = [threading.Thread(target=_work, args=(daemon, recorder, Random(seed), stop)) for seed in seeds]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _work(daemon: RunningDaemon, recorder: Recorder, random: Random, stop: threading.Event) -> None:
    mine: list[str] = []
    while not stop.wait(_PAUSE_S * random.random()):
        try:
            daemon.status()
        except grpc.RpcError:
            return
        _ask(daemon, recorder, random, mine)


def _ask(daemon: RunningDaemon, recorder: Recorder, random: Random, mine: list[str]) -> None:
    """One random call; what it names are this client's own jobs."""
    luck = random.random() if mine else 0.0
    if luck < 0.5:
        mine += filter(None, [recorder.submit(daemon, random.choice(CONFIGS))])
    elif luck < 0.65:
        mine += filter(None, [recorder.rerun(daemon, random.choice(mine))])
    elif luck < 0.75:
        recorder.cancel(daemon, [random.choice(mine)])
    elif luck < 0.9:
        _put_in_order(daemon, recorder, random, random.choice(mine))
    else:
        # Refused as long as it runs; then it may still be asked for, and must not be found.
        recorder.delete(daemon, [mine.pop(random.randrange(len(mine)))])


def _put_in_order(daemon: RunningDaemon, recorder: Recorder, random: Random, job_id: str) -> None:
    match random.randrange(3):
        case 0:
            recorder.pause(daemon, job_id)
        case 1:
            recorder.resume(daemon, job_id)
        case _:
            recorder.prioritize(daemon, job_id, random.randint(-5, 5))
