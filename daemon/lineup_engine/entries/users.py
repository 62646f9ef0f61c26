"""Whose an entry is: the site writes the user's name, and behind it which of his entries this is."""

import re

_LONGEST_COUNT = 20
_COUNT = re.compile(r"\s*\(\d{1,6}/\d{1,6}\)$")


def user_of(entry_name: str) -> str:
    """The user of `name (8/20)`; a user of one entry has no count behind his name."""
    # A count is short: looking at the end alone keeps a hostile cell cheap.
    head, tail = entry_name[:-_LONGEST_COUNT], entry_name[-_LONGEST_COUNT:]
    return head + _COUNT.sub("", tail)


def is_user(entry_user: str, wanted: str) -> bool:
    """Whether two names are one user's: the sites do not tell capital letters apart."""
    return entry_user.casefold() == wanted.strip().casefold()
