"""Salaries in whole units, as few as the limits allow."""

from dataclasses import dataclass

import numpy as np

from lineup_engine.optimizer.compiled import CompiledJob, IntArray
from lineup_kernels.bounds import Budget

_MOST_UNITS = 2_000
"""Finer salaries are rounded down for the search, and the exact sum is a condition."""


@dataclass(frozen=True, slots=True)
class Money:
    """Salaries in whole units and what the players beside the locked ones may cost.

    `is_exact`: the units are exact; else they allow more than the limits do.
    """

    salary: IntArray
    budget: Budget
    is_exact: bool


def count_money(job: CompiledJob) -> Money:
    """Salaries in the largest unit that they and the limits are multiples of, or in a coarser one, rounded down."""
    most = job.salary_cap if job.salary_max is None else min(job.salary_cap, job.salary_max)
    least = job.salary_min or 0
    # Where nobody costs anything and nothing may be spent, any unit will do.
    unit = int(np.gcd.reduce([most, least, *job.players.salary.tolist()])) or 1
    is_exact = most <= _MOST_UNITS * unit
    if not is_exact:
        unit, least = -(-most // _MOST_UNITS), 0
    salary = job.players.salary // unit
    paid = int(salary[list(job.certain)].sum())
    return Money(salary, Budget(max(-(-least // unit) - paid, 0), most // unit - paid), is_exact)
