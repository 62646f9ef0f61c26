"""What lineup needs of the machine: Python, packages, a solver that solves, settings that can be read."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from lineup_cli.errors import CliError
from lineup_cli.examination.finding import Finding
from lineup_cli.preferences import chosen_settings
from lineup_cli.version import VERSION
from lineup_proto.places import Places

PACKAGES = (
    "grpcio",
    "protobuf",
    "typer",
    "rich",
    "numpy",
    "numba",
    "pydantic",
    "PyYAML",
    "pulp",
    "highspy",
    "rapidfuzz",
)
REINSTALL = "install lineup again"

# Asks HiGHS for the largest x up to 3: the answer shows that the solver is there and runs. It may greet before.
_SOLVE = "import highspy; h = highspy.Highs(); h.silent(); x = h.addVariable(0, 3); h.maximize(x); print(h.val(x) == 3)"
_SOLVE_S = 60.0


def python(_places: Places) -> Iterator[Finding]:
    """The versions of Python and lineup."""
    found = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", sys.version_info >= (3, 11), found, "install Python 3.11 or newer")
    yield Finding("lineup", True, VERSION)


def packages(_places: Places) -> Iterator[Finding]:
    """Whatever lineup is built on."""
    for name in PACKAGES:
        try:
            yield Finding(name, True, version(name))
        except PackageNotFoundError:
            yield Finding(name, False, "not installed", REINSTALL)


def solver(_places: Places) -> Iterator[Finding]:
    """Whether HiGHS is there and runs."""
    try:
        solved = subprocess.run(
            [sys.executable, "-P", "-c", _SOLVE], capture_output=True, text=True, timeout=_SOLVE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        yield Finding("solver", False, f"HiGHS does not answer: {error}", REINSTALL)
        return
    answers = solved.returncode == 0 and solved.stdout.split()[-1:] == ["True"]
    last = (solved.stderr.strip().splitlines() or ["a wrong answer"])[-1]
    yield Finding("solver", answers, "HiGHS solves" if answers else f"HiGHS fails: {last}", REINSTALL)


def settings(places: Places) -> Iterator[Finding]:
    """Whether the settings can be read."""
    try:
        chosen_settings(places)
    except CliError as error:
        yield Finding("settings", False, error.message, error.hint or f"mend or remove {places.settings_file}")
        return
    exists = places.settings_file.exists()
    yield Finding("settings", True, str(places.settings_file) if exists else "defaults (no file)")
