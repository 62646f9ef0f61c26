"""One cell of an entry: whom it names, and whether the site lets nobody change it any more."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"\s*\(LOCKED\)$", re.IGNORECASE)
_BEHIND_NAME = re.compile(r"\((\d{1,40})\)$")
_ALONE = re.compile(r"\d{1,40}")
_FANDUEL = re.compile(r"(\d{1,40}(?:-\d{1,40})?)\s*(?::|$)")
_LONGEST_ID = 50


@dataclass(frozen=True, slots=True)
class EntryCell:
    """What stands in a slot. `id` is the player's, empty where the cell tells none; `locked`: marked so by the site."""

    text: str = ""
    id: str = ""
    locked: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nobody has been chosen yet."""
        return not self.text


def read_cell(site: str, text: str) -> EntryCell:
    """`Name (id)`, `Name (id) (LOCKED)`, `Name(id)` or the id alone; on FanDuel the id, or `id:Name`."""
    end = text[-_LONGEST_ID:]
    mark = _MARK.search(end)
    named = text[: len(text) - len(end) + mark.start()] if mark else text
    if site == "fanduel":
        found = _FANDUEL.match(named)
        return EntryCell(text, found[1] if found else "", mark is not None)
    behind = _BEHIND_NAME.search(named[-_LONGEST_ID:])
    alone = _ALONE.fullmatch(named)
    return EntryCell(text, behind[1] if behind else alone[0] if alone else "", mark is not None)
