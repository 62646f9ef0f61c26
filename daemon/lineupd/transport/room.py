"""How much one message carries: gRPC refuses those above 4 MiB, and what users bring has no limit."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from lineupd.text import plain

Item = TypeVar("Item")

LIST_BYTES = 1024 * 1024
"""The room of one list in a reply."""

_FRAME_BYTES = 8


def that_fit(items: Sequence[Item], size_of: Callable[[Item], int], room: int = LIST_BYTES) -> Sequence[Item]:
    """As many of the first items as there is room for."""
    used = 0
    for count, item in enumerate(items):
        used += size_of(item) + _FRAME_BYTES
        if used > room:
            return items[:count]
    return items


def in_parts(items: Iterable[Item], size_of: Callable[[Item], int], room: int = LIST_BYTES) -> Iterator[Sequence[Item]]:
    """All of the items, in parts that there is room for; one that is larger is a part of its own, none are one part.

    Items are taken as the parts are asked for.
    """
    part: list[Item] = []
    used = 0
    for item in items:
        size = size_of(item) + _FRAME_BYTES
        if part and used + size > room:
            yield part
            part, used = [], 0
        part.append(item)
        used += size
    yield part


def some_warnings(warnings: Sequence[str]) -> list[str]:
    """As many of the warnings as one message carries, and how many there are beyond."""
    shown = that_fit([plain(warning) for warning in warnings], lambda warning: len(warning.encode()))
    more = len(warnings) - len(shown)
    return [*shown, f"and {more} more warnings"] if more else list(shown)
