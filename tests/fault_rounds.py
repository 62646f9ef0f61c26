"""How long the fault tests try: `LINEUP_FAULT_ROUNDS=10`, the long form, makes every one of them try ten times as often."""

import os

ROUNDS = int(os.environ.get("LINEUP_FAULT_ROUNDS", "1"))
"""The short form runs with every other test; the long one is `make faults`."""

IS_LONG = ROUNDS > 1


def rounds(number: int) -> int:
    """So many rounds of the short form, times what was asked for."""
    return number * ROUNDS


def long_or(long_s: float, short_s: float) -> float:
    """A time of the list of faults, or in the short form a shorter one."""
    return long_s if IS_LONG else short_s
