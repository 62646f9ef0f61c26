"""How messages call entries."""

from collections.abc import Sequence

_SHOWN = 5


def listed_entries(ids: Sequence[str]) -> str:
    """`entry 4000000001`, `entries 1, 2 and 3 more`."""
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return f"{'entry' if len(ids) == 1 else 'entries'} {', '.join(ids[:_SHOWN])}{more}"
