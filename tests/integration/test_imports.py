"""What a fresh process loads: a short command and the daemon stay light, whoever is careless later."""

import subprocess
import sys

import pytest

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


def test_jobs_ls_loads_nothing_heavy_while_it_runs() -> None:
    """The whole command in one process, up to the daemon that is not there."""
    code = (
        "import os; os.environ.update(LINEUP_HOME='/nonexistent/home', LINEUP_AUTOSTART='0')\n"
        "from lineup_cli.main import run; assert run(['jobs', 'ls']) == 3"
    )
    modules = loaded(code)
    assert modules.isdisjoint(HEAVY)
    assert "grpc" in modules


def test_version_does_not_even_load_grpc() -> None:
    assert loaded("from lineup_cli.main import run; assert run(['--version']) == 0").isdisjoint(
        {*HEAVY, "grpc", "rich"}
    )
