"""Text that is safe on a terminal and has the width that a table expects."""

import unicodedata
from collections.abc import Sequence

ELLIPSIS = "…"
_MAX_MARKS = 3
_MOST_FOLDED = 2000


def counted(count: int, noun: str) -> str:
    """`1 lineup`, `20 lineups`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def clean(text: str) -> str:
    """`text` on one line without control characters: each is written as an escape, so that it cannot act."""
    if text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode("ascii")


def cell_width(text: str) -> int:
    """How many columns a terminal uses for printable `text`."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def cut(text: str, width: int) -> str:
    """Cleaned `text` in at most `width` columns; what is too long ends with an ellipsis."""
    # A name may be huge; only its beginning can be seen, and marks without width must not pile up.
    safe = _without_piled_marks(clean(text[: (width + 1) * (_MAX_MARKS + 1)]))
    if cell_width(safe) <= width:
        return safe
    used = 0
    for position, character in enumerate(safe):
        used += _character_width(character)
        if used > width - 1:
            return safe[:position] + ELLIPSIS
    return safe


def _without_piled_marks(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = 0 if _character_width(character) else marks + 1
        if marks <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """`text` filled with spaces to `width` columns, at its left when it is to stand `right`."""
    blank = " " * (width - cell_width(text))
    return blank + text if right else text + blank


def fold(text: str, width: int) -> list[str]:
    """Cleaned `text` in lines of at most `width` columns, broken between words; a longer word is broken anywhere."""
    lines: list[str] = []
    for word in _without_piled_marks(clean(text[:_MOST_FOLDED])).split():
        if lines and cell_width(lines[-1]) + 1 + cell_width(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines += _pieces(word, width)
    return lines or [""]


def _pieces(word: str, width: int) -> list[str]:
    pieces = [""]
    for character in word:
        if cell_width(pieces[-1]) + _character_width(character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def wrap(parts: Sequence[str], width: int) -> list[str]:
    """Cleaned `parts` joined by commas into lines of at most `width` columns; a part is cut, never broken."""
    lines: list[str] = []
    for number, part in enumerate(parts):
        comma = "," if number < len(parts) - 1 else ""
        word = cut(part, width - len(comma)) + comma
        if lines and cell_width(lines[-1]) + 1 + cell_width(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]
