"""How lineups are found: all at once by the fast path where it can, else one by one by the general path.

Both give the same lineups in the same order, so a job may change from one to the other between two of them.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lineup_engine.errors import NoPortfolio
from lineup_engine.optimizer import explain
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.optimizer.search import Unproven, find_any

if TYPE_CHECKING:
    # Numba takes a third of a second to load: it is not loaded for work that needs none.
    from lineup_kernels.warm import Warming

FAST = "fast"
LEFT_OUT = "general: the fast path is turned off"
TOO_LARGE = "general: points are larger than the fast path can count"
TOO_MUCH_WORK = "general: the rules exclude nearly all of the best lineups"
COMPILING = "general: the fast path was still being compiled"
JOINT = "joint"
COMPILED_SOON = "fast, once it is compiled"

WAITS_FOR_COMPILER = "waits for the compiler, which is needed once after an installation or update: a minute or two"

_SOON_S = 3.0
"""What is compiled already is loaded by then."""

_NODES_OF_A_LOOK = 300_000
"""So much work of the fast path takes no longer than the general path; a first lineup is hardly ever more."""

_NODES_OF_A_COUNT = 20_000_000
"""So much work of the fast path is about a second."""


@dataclass(frozen=True, slots=True)
class Found:
    """The lineups of a job and how they were found; without lineups only why the fast path did not find them.

    `begun` are the first lineups where it did not find all.
    """

    method: str
    lineups: tuple[Lineup, ...] | None = None
    begun: tuple[Lineup, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a look at a job tells: how its lineups will be found, and whether there is one; None = too much work to tell."""

    method: str
    is_possible: bool | None


def told_of(methods: Iterable[str]) -> str:
    """How lineups of several searches were found: where some were not fast, their reason says more."""
    return min(set(methods) - {FAST}, default=FAST)


def find_joint(job: CompiledJob, *, is_any_enough: bool = False) -> Found:
    """All lineups of a job as one problem, the best ones unless any are enough; none where no lineup keeps the rules.

    Raises `NoPortfolio` when there are lineups, but not as many together as are wanted.
    """
    from lineup_engine.optimizer.fast.portfolio import is_suited
    from lineup_engine.optimizer.joint.portfolio import joint_portfolio

    if not is_suited(job):
        message = "order: joint cannot be followed here: points are larger than it can count"
        raise NoPortfolio(message, "use max only, with order: greedy")
    joint = joint_portfolio(job, is_any_enough=is_any_enough)
    return Found(JOINT, ()) if joint is None else Found(joint.method, joint.lineups)


class Methods:
    """The fast path, if need be compiled while other work goes on."""

    def __init__(self) -> None:
        self._compiling: Warming | None = None
        self._is_off = False

    def leave_out_fast(self) -> None:
        """Use the general path alone, to compare the two."""
        self._is_off = True

    def compile_beside(self, compiler: Callable[..., None] | None = None) -> None:
        """Compile the fast path in a thread, or with this compiler; until it is done the general path does its work."""
        from lineup_kernels.warm import Warming

        self._compiling = Warming(compiler)

    def is_fast(self) -> bool:
        """Whether the fast path may be used; waits until it is compiled, for work that is hopeless without it."""
        if self._compiling is not None:
            self._compiling.wait()
        return not self._is_off

    def wait_for_contests(self) -> None:
        """Return when the kernels of contests are compiled: in this process the compiler would keep much memory.

        Where that takes long the job's log says what it waits for.
        """
        if self._compiling is not None and not self._compiling.wait_for_contests(_SOON_S):
            sys.stderr.write(f"{WAITS_FOR_COMPILER}\n")
            sys.stderr.flush()
            self._compiling.wait_for_contests()

    def find_all(self, job: CompiledJob, earlier: Sequence[Lineup], most_nodes: int | None = None) -> Found:
        """Every lineup of the job, behind those that are there, if the fast path can find them now."""
        if self._is_off:
            return Found(LEFT_OUT)
        if self._compiling is not None and not self._compiling.is_done:
            return Found(COMPILING)
        from lineup_engine.optimizer.fast.listing import TooMuchWork
        from lineup_engine.optimizer.fast.portfolio import best_portfolio, is_suited

        if not is_suited(job):
            return Found(TOO_LARGE)
        try:
            return Found(FAST, tuple(best_portfolio(job, earlier, most_nodes)))
        except TooMuchWork as end:
            return Found(TOO_MUCH_WORK, begun=end.lineups)

    def outlook(self, job: CompiledJob) -> Outlook:
        """Whether a job has any lineup, and how they will be found as far as that can be told.

        Raises `NoPortfolio` where all lineups together cannot keep exposures that are met jointly.
        """
        # No exposure has been used up yet but those of nobody.
        none_of = tuple(exposure for exposure in job.exposures if not exposure.high)
        found = self.find_all(replace(job, lineups=1, exposures=none_of), (), _NODES_OF_A_LOOK)
        method = COMPILED_SOON if found.method == COMPILING else found.method
        method = JOINT if job.order == JOINT else method
        if found.lineups is not None:
            if found.lineups and job.order == JOINT:
                find_joint(job, is_any_enough=True)
            return Outlook(method, bool(found.lineups))
        try:
            return Outlook(method, find_any(explain.first_rules(job), len(job.players), explain.MOST_NODES) is not None)
        except Unproven:
            return Outlook(method, None)

    def count(self, job: CompiledJob) -> int | None:
        """How many lineups a job gives, if the fast path can tell without too much work."""
        lineups = self.find_all(job, (), _NODES_OF_A_COUNT).lineups
        return None if lineups is None else len(lineups)

    def has_more(self, job: CompiledJob, earlier: Sequence[Lineup]) -> bool:
        """Whether there is a lineup behind these."""
        found = self.find_all(job, earlier)
        return explain.has_more(job, earlier) if found.lineups is None else len(found.lineups) > len(earlier)
