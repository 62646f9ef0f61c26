"""Kernels are compiled beside other work, and whoever needs them waits."""

import threading
import time

import pytest

from lineup_kernels import warm
from lineup_kernels.warm import Warming


def test_those_of_the_optimizer_are_ready_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kind is compiled elsewhere, then loaded here; a process that waits for it still computes a little."""
    events: list[str] = []
    gates = {(): threading.Event(), (warm.ALL,): threading.Event()}

    def compiler(*arguments: str) -> None:
        gates[arguments].wait(30)
        events.append(f"compiled {' '.join(arguments)}")

    monkeypatch.setattr(warm, "call_optimizer_kernels", lambda: events.append("optimizer"))
    monkeypatch.setattr(warm, "call_contest_kernels", lambda: events.append("contests"))
    warming = Warming(compiler)
    done = [warming.is_done]
    gates[()].set()
    warming.wait()
    assert [*done, warming.is_done] == [False, True]
    assert events == ["compiled ", "optimizer"]
    waiting = threading.Thread(target=warming.wait_for_contests)
    began = time.process_time()
    waiting.start()
    time.sleep(0.3)
    assert time.process_time() - began > 1e-4
    gates[warm.ALL,].set()
    waiting.join(30)
    assert events == ["compiled ", "optimizer", "compiled --all", "contests"]


def test_a_failure_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is compiled, or fails, where it is called."""

    def fail(*_arguments: str) -> None:
        raise OSError("no room")

    monkeypatch.setattr(threading, "excepthook", lambda _arguments: None)
    warming = Warming(fail)
    warming.wait()
    warming.wait_for_contests()
