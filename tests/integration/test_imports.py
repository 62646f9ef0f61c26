"""What a fresh process loads: a short command and the daemon stay light, whoever is careless later."""

import subprocess
import sys
from pathlib import Path

import pytest

from fake_service import FakeDaemon, serving

HEAVY = ("numpy", "numba", "pulp", "highspy", "pydantic", "rapidfuzz", "yaml", "textual", "pandas")
LIST_MODULES = "import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def loaded(code: str) -> set[str]:
    """The top-level modules after this code in a new interpreter."""
    done = subprocess.run([sys.executable, "-c", f"{code}\n{LIST_MODULES}"], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "code",
    [
        "import lineup_cli.commands.jobs_ls, lineup_cli.history, lineup_cli.service.client, lineup_cli.show.table",
        "import lineup_cli.commands.submit, lineup_cli.submitting, lineup_cli.service.submission",
        "from lineup_cli.lazy import build_root; build_root(eager=True)",
        "import lineupd.main, lineupd.bootstrap",
    ],
    ids=["jobs ls", "submit", "every command", "lineupd"],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    assert loaded(code).isdisjoint(HEAVY)


@pytest.mark.parametrize("arguments", [["jobs", "ls"], ["jobs", "ls", "--json"], ["submit", "config.yaml"]])
def test_nothing_heavy_is_loaded_while_a_command_runs(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole command in one process: it asks a daemon, and shows the answer."""
    monkeypatch.setenv("LINEUP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LINEUP_AUTOSTART", "0")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_text("sport: nascar\n", encoding="utf-8")
    fake = FakeDaemon()
    with serving(fake):
        modules = loaded(f"from lineup_cli.main import run; assert run({arguments}) == 0")
    assert len(fake.asked) == 1
    assert modules.isdisjoint(HEAVY)
    assert "grpc" in modules


def test_version_does_not_even_load_grpc() -> None:
    assert loaded("from lineup_cli.main import run; assert run(['--version']) == 0").isdisjoint(
        {*HEAVY, "grpc", "rich"}
    )
