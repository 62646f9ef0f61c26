"""What the fault tests measure, beside the marks that they have to reach."""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from daemons import wait_until
from fault_rounds import IS_LONG

SLACK = float(os.environ.get("LINEUP_FAULT_SLACK", "1" if IS_LONG else "10"))
"""How many times longer than its mark a thing may take: the short form runs beside other tests on a busy machine, and is
to find what hangs."""

_NOISE = 3.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report."""

    fault: str
    what: str
    found: str
    mark: str


@dataclass(slots=True)
class Figures:
    """Collects figures; those with a mark must reach it."""

    lines: list[Figure] = field(default_factory=list)

    def note(self, fault: str, what: str, found: object, mark: str = "") -> None:
        """A figure that was judged elsewhere, or has no mark."""
        self.lines.append(Figure(fault, what, str(found), mark))

    def within(self, fault: str, what: str, seconds: Sequence[float], at_most: float) -> None:
        """How long something took, each time it was tried: the longest must reach the mark."""
        longest = max(seconds)
        told = f"{_in_words(longest)} at most, {_in_words(statistics.median(seconds))} in the middle of {len(seconds)}"
        self.note(fault, what, told if len(seconds) > 1 else _in_words(longest), f"{_in_words(at_most)}")
        assert longest <= at_most * SLACK, f"{fault}: {what}: {longest:.3f} s, at most {at_most * SLACK:g} s"

    def ratio(self, fault: str, what: str, found: float, at_most: float) -> None:
        """How many times longer something takes than something else; the short form allows noise."""
        self.note(fault, what, f"{found:.2f} times", f"{at_most:g} times")
        assert found <= at_most * min(SLACK, _NOISE), f"{fault}: {what}: {found:.2f} times"

    def below(self, fault: str, what: str, found: float, at_most: float, unit: str) -> None:
        """A number that time has no part in: the mark holds in both forms."""
        self.note(fault, what, f"{found:.4g} {unit}", f"{at_most:g} {unit}")
        assert found <= at_most, f"{fault}: {what}: {found:g} {unit}, at most {at_most:g} {unit}"


def _in_words(seconds: float) -> str:
    return f"{seconds:.3g} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def seconds_until(condition: Callable[[], object], what: str) -> float:
    """How long it takes from now until a condition holds."""
    began = time.monotonic()
    wait_until(condition, what)
    return time.monotonic() - began
