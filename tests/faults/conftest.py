"""What every fault test may ask for: random numbers that are told, figures, and a report of them at the end."""

import os
import secrets
import sys
from random import Random

import pytest

from fault_figures import Figure, Figures
from measuring import table

_FIGURES = pytest.StashKey[Figures]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_FIGURES] = Figures()


@pytest.fixture(scope="session")
def figures(pytestconfig: pytest.Config) -> Figures:
    """Where to note what was measured."""
    return pytestconfig.stash[_FIGURES]


@pytest.fixture
def random(request: pytest.FixtureRequest) -> Random:
    """Random numbers; the seed is printed, and `LINEUP_FAULT_SEED` brings them back."""
    seed = os.environ.get("LINEUP_FAULT_SEED") or secrets.token_hex(4)
    sys.stdout.write(f"LINEUP_FAULT_SEED={seed}\n")
    return Random(f"{seed} {request.node.name}")


def pytest_terminal_summary(config: pytest.Config) -> None:
    lines = config.stash[_FIGURES].lines
    if lines and config.get_verbosity() >= 0:
        rows = [(line.fault, line.what, line.found, line.mark) for line in sorted(lines, key=_number)]
        table("Faults", ("fault", "what was measured", "found", "mark"), rows)


def _number(line: Figure) -> int:
    return int(line.fault[1:])
