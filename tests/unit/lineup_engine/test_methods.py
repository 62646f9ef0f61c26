"""What the optimizer does until its kernels are compiled."""

import threading

import pytest

from lineup_engine.optimizer import methods
from lineup_engine.optimizer.methods import WAITS_FOR_COMPILER, Methods
from lineup_kernels import warm


@pytest.mark.parametrize("takes_long", [False, True])
def test_a_contest_that_waits_for_the_compiler_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], takes_long: bool
) -> None:
    """Only where it takes long: what is compiled already is loaded in a moment."""
    monkeypatch.setattr(warm, "call_optimizer_kernels", lambda: None)
    monkeypatch.setattr(warm, "call_contest_kernels", lambda: None)
    monkeypatch.setattr(methods, "_SOON_S", 0.02 if takes_long else 60.0)
    compiled = threading.Event()
    tried = Methods()

    def compiler(*_arguments: str) -> None:
        compiled.wait(60)

    tried.compile_beside(compiler)
    threading.Timer(0.1, compiled.set).start()
    tried.wait_for_contests()
    assert capsys.readouterr().err == (f"{WAITS_FOR_COMPILER}\n" if takes_long else "")
