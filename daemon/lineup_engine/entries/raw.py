"""A CSV's rows with every cell exactly as it is written, so that what is not changed stays the same byte for byte."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lineup_engine.seam import NamedFile
from lineup_engine.texts.decode import decode

_CELL = re.compile(r'("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|\r|\n|\Z)')
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row; `line` is where it begins, from 1. `cells` have their quotes and spaces, `end` is how the row ends."""

    line: int
    cells: tuple[str, ...]
    end: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is in it."""
        return not any(self.text(column) for column in range(len(self.cells)))

    def written(self, changed: Mapping[int, str]) -> str:
        """The row as it is written, with other cells in some columns; as long as they need it."""
        width = max(len(self.cells), *(column + 1 for column in changed)) if changed else len(self.cells)
        return ",".join(changed.get(column, self.raw(column)) for column in range(width)) + self.end

    def raw(self, column: int) -> str:
        """A cell as written; empty where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""

    def text(self, column: int) -> str:
        """What a cell says, without quotes and spaces around."""
        raw = self.raw(column)
        return (raw[1:-1].replace('""', '"') if raw.startswith('"') else raw).strip()


def faithful_text(file: NamedFile) -> str:
    """The text of a file, in which a byte that is no UTF-8 is kept as such; raises `InputError` where it is no text.

    UTF-16, whose bytes cannot be kept, is read as what it says.
    """
    decoded = decode(file)
    content = file.content or b""
    text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    return decoded.text if "\0" in text else text


def faithful_bytes(text: str) -> bytes:
    """The bytes of such a text again."""
    return text.encode("utf-8", "surrogateescape")


def raw_rows(text: str) -> tuple[RawRow, ...]:
    """Every row, one behind the other as the text has them; quotes have to match."""
    rows: list[RawRow] = []
    cells: list[str] = []
    line = 1
    for found in _CELL.finditer(text):
        cells.append(found[1])
        if found[2] == ",":
            continue
        rows.append(RawRow(line, tuple(cells), found[2]))
        line += len(_LINE_END.findall("".join(cells))) + 1
        cells = []
    return tuple(rows)
