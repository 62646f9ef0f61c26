"""The rows of a payout file, one by one: places, prize, and what the file tells of its contest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lineup_engine.contest.columns import Columns
from lineup_engine.contest.model import MOST_ENTRIES, MOST_PRIZE
from lineup_engine.contest.money import dollars, read_money
from lineup_engine.contest.places import NoPlaces, between, read_places
from lineup_engine.seam import Problem
from lineup_engine.texts.shown import quoted
from lineup_engine.texts.table import Row

_FIRST_DIGITS = re.compile(r"\$?\s*[1-9]\d{0,2}", re.ASCII)
_DIGITS = re.compile(r"\d{3}", re.ASCII)
_LAST_DIGITS = re.compile(r"\d{3}(\.\d{1,2})?", re.ASCII)
_EMPTY = frozenset({"", "-", "--", "na", "n/a", "none", "null"})
_TOTALS = frozenset({"total", "totals", "sum", "pool", "prize pool"})


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the file, its places, and what each of them pays, in milli-cents."""

    line: int
    first: int
    last: int
    prize: int


@dataclass(slots=True)
class LineReader:
    """Reads rows and notes what is wrong. `entries` and `fee` are what the file says of the contest, if anything.

    There are so many `titles`; 0 where the file has none.
    """

    file: str
    columns: Columns
    titles: int = 0
    problems: list[Problem] = field(default_factory=list[Problem])
    entries: int | None = None
    fee: int | None = None
    tickets: int = 0

    def read(self, rows: Sequence[Row]) -> list[Line]:
        """The rows that say places and prizes."""
        found = [self._line(row) for row in rows if row.cell(self.columns.first).casefold().strip(":") not in _TOTALS]
        return [line for line in found if line is not None]

    def _line(self, written: Row) -> Line | None:
        row = self._whole(written)
        if row is None:
            return None
        self._terms(row)
        first, last = row.cell(self.columns.first), row.cell(self.columns.last)
        if _is_empty(first) and not any(row.cell(column) for column in (self.columns.prize, self.columns.ticket)):
            return None
        places = read_places(first) if self.columns.last is None else between(first, "" if _is_empty(last) else last)
        prize = self._prize(row)
        if isinstance(places, NoPlaces):
            self._refuse(row, places.what, places.cure)
            return None
        if places[1] > MOST_ENTRIES:
            self._refuse(row, f"place {places[1]:,} is beyond any contest", "correct it")
            return None
        return None if prize is None else Line(row.line, *places, prize)

    def _whole(self, row: Row) -> Row | None:
        """The row; an amount like $10,000 without quotes around it, in the last column, is put together again.

        None, with the problem noted, where it has more cells than there are titles for another reason.
        """
        beyond = tuple(cell for cell in row.cells[self.titles :] if cell) if self.titles else ()
        if not beyond:
            return row
        last = row.cells[self.titles - 1]
        if self.columns.prize == self.titles - 1 and _FIRST_DIGITS.fullmatch(last) and _are_thousands(beyond):
            return replace(row, cells=(*row.cells[: self.titles - 1], ",".join((last, *beyond))))
        words = f"has {len(row.cells)} cells under {self.titles} titles"
        self._refuse(row, words, 'put what has a comma in it into quotes, like "$10,000"')
        return None

    def _prize(self, row: Row) -> int | None:
        """What a row pays: cash and the ticket's price; None, with the problem noted, where that is not known."""
        cash, ticket = row.cell(self.columns.prize), row.cell(self.columns.ticket)
        if _is_empty(cash) and _is_empty(ticket):
            self._refuse(row, "has no prize", "write 0 where a place pays nothing, or remove the row")
            return None
        money = 0
        for text, is_ticket in ((cash, "ticket" in cash.casefold()), (ticket, True)):
            if _is_empty(text):
                continue
            amount = read_money(text.casefold().replace("tickets", "").replace("ticket", ""))
            if amount is None or amount > MOST_PRIZE:
                self._refuse(row, *_no_money(text, amount))
                return None
            self.tickets += is_ticket
            money += amount
        return money

    def _terms(self, row: Row) -> None:
        """Field size and fee stand in the first row, or in all."""
        entries, fee = row.cell(self.columns.entries), row.cell(self.columns.fee)
        digits = entries.replace(",", "").removesuffix(".0")
        if self.entries is None and digits.isascii() and digits.isdigit() and len(digits) < 10:
            self.entries = int(digits)
        if self.fee is None and not _is_empty(fee):
            self.fee = read_money(fee)

    def _refuse(self, row: Row, what: str, cure: str) -> None:
        self.problems.append(Problem(self.file, row.line, 0, what, cure))


def _are_thousands(cells: Sequence[str]) -> bool:
    """Whether cells are what follows the commas of one amount."""
    return all(_DIGITS.fullmatch(cell) for cell in cells[:-1]) and bool(_LAST_DIGITS.fullmatch(cells[-1]))


def _is_empty(text: str) -> bool:
    return text.casefold() in _EMPTY


def _no_money(text: str, amount: int | None) -> tuple[str, str]:
    if amount is not None:
        return f"{quoted(text)} is more than {dollars(MOST_PRIZE)}", "correct it"
    if "ticket" in text.casefold():
        return f"{quoted(text)}: the price of the ticket is missing", "write what the ticket is worth, like $27 ticket"
    return f"{quoted(text)} is no amount of money", "write it like 1000, $1,000 or 12.50"
