"""How hard property tests try: `LINEUP_EFFORT=10` makes every one of them try ten times as many examples."""

import os


def examples(number: int) -> int:
    """So many examples, times the effort asked for."""
    return number * int(os.environ.get("LINEUP_EFFORT", "1"))
