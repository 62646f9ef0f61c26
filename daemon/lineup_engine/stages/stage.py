"""What a stage is: how its inputs come from the stage before, how many tasks it has, and what a task does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.folder import Inputs, Results


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a task made. `ends_chain`: there is nothing after it."""

    arrays: Arrays
    ends_chain: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What the stage before leaves: its inputs, and the results of its tasks."""

    inputs: Inputs
    results: Results


def _is_no_chain(_inputs: Inputs) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. `merge` makes its inputs; the first stage has none before it: the job's folder begins with them.

    `run` is a pure function of the inputs, the index and, in a chain, of the arrays of the task before. In a chain,
    which the inputs tell, a task needs the results of those before it. `is_played`: it calls kernels of contests.
    """

    name: str
    merge: Callable[[Before], Mapping[str, Arrays]] | None
    count: Callable[[Inputs], int]
    run: Callable[[Inputs, int, Mapping[str, Array] | None], Outcome]
    is_chain: Callable[[Inputs], bool] = _is_no_chain
    is_played: bool = False
