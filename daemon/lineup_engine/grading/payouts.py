"""A payout table as users have it: places, or ranges of them, with their prizes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from lineup_engine.errors import InputError
from lineup_engine.grading.exact import MONEY_UNITS
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.standings.model import IntArray
from lineup_engine.texts.decode import decode
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import quoted
from lineup_engine.texts.table import Row, Table, find_column, read_table

_PLACES = re.compile(r"(\d{1,7})(?:\s*[-\u2013]\s*(\d{1,7}))?")
_MONEY = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,5})?")
_MAX_PLACES = 2_000_000
_CORRECT = "correct it"


@dataclass(frozen=True, slots=True)
class PayoutReading:
    """`prefix[k]` is what places 1 to k pay together, in milli-cents; `fee` too, None where the file tells none."""

    prefix: IntArray
    fee: int | None


def read_payouts(file: NamedFile) -> PayoutReading:
    """The prizes of a file with `Place` ("6-7") or `Place_lo` and `Place_hi`; raises `InputError` with every problem."""
    table = read_table(file, decode(file).text)
    columns = _Columns(file.path, table)
    prizes: list[int] = []
    for row in table.rows:
        columns.add(row, prizes)
    if columns.problems:
        raise InputError(limited(columns.problems))
    prefix = np.zeros(len(prizes) + 1, np.int64)
    np.cumsum(np.array(prizes, np.int64), out=prefix[1:])
    return PayoutReading(prefix, columns.fee(table.rows[0]))


def read_money(text: str) -> int | None:
    """Dollars in milli-cents: `$1,000.50`, `4`; None for what is no amount."""
    found = _MONEY.fullmatch(text.strip())
    return int(Decimal(found[1].replace(",", "") + (found[2] or "")) * MONEY_UNITS) if found else None


@dataclass(slots=True)
class _Columns:
    """Reads the rows of one table and notes what is wrong."""

    file: str
    table: Table
    problems: list[Problem] = field(default_factory=list[Problem])

    def _cell(self, row: Row, *names: str) -> str:
        return row.cell(find_column(self.table.header, *names))

    def add(self, row: Row, prizes: list[int]) -> None:
        """Append the prizes of the places that a row is about: they have to follow those before and not to rise."""
        first, last = self._places(row)
        prize = read_money(self._cell(row, "Payout", "Prize", "Amount"))
        if not 0 < first <= last <= _MAX_PLACES:
            self._refuse(row, "has no place or range of places", "name the columns Place and Payout")
        elif prize is None:
            self._refuse(row, f"prize {quoted(self._cell(row, 'Payout', 'Prize', 'Amount'))} is no amount", _CORRECT)
        elif first != len(prizes) + 1:
            what = "overlaps the row before" if first <= len(prizes) else f"leaves out place {len(prizes) + 1}"
            self._refuse(row, f"place {first} {what}", _CORRECT)
        elif prizes and prize > prizes[-1]:
            self._refuse(row, f"place {first} pays more than the place before it", _CORRECT)
        else:
            prizes += [prize] * (last - first + 1)

    def _places(self, row: Row) -> Sequence[int]:
        low, high = self._cell(row, "Place_lo"), self._cell(row, "Place_hi")
        found = _PLACES.fullmatch(f"{low}-{high or low}" if low else self._cell(row, "Place", "Places", "Rank"))
        return (int(found[1]), int(found[2] or found[1])) if found else (0, 0)

    def fee(self, first: Row) -> int | None:
        """The entry fee, which some files tell in their first row."""
        return read_money(self._cell(first, "Entry Fee", "Fee"))

    def _refuse(self, row: Row, what: str, cure: str) -> None:
        # After a wrong row every later one would seem wrong: the first is told.
        if not self.problems:
            self.problems.append(Problem(self.file, row.line, 0, what, cure))
