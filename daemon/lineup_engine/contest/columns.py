"""Which columns of a payout file hold places, prizes, and what the contest is."""

from collections.abc import Sequence
from dataclasses import dataclass

from lineup_engine.texts.table import find_column, folded

_PLACES = ("Place", "Places", "Position", "Positions", "Rank", "Ranks", "Finish", "Finishing Position", "Pos")
_FIRST = ("Place_lo", "Min Place", "Min Position", "Place Min", "Place From", "From Place", "First Place", "Low Place")
_LAST = ("Place_hi", "Max Place", "Max Position", "Place Max", "Place To", "To Place", "Last Place", "High Place")
_BARE_FIRST = ("From", "Min", "Start", "First", "Low")
_BARE_LAST = ("To", "Max", "End", "Last", "High")
"""Words that mean places only where no other column does."""

_PRIZE = (
    *("Payout", "Payouts", "Prize", "Prizes", "Cash", "Winnings", "Prize Money", "Amount", "Amount Won", "Won"),
    *("Payout $", "Prize Amount", "Payout Amount", "Value", "Per Entry", "Each"),
)
_TICKET = ("Ticket", "Tickets", "Ticket Value", "Tickets Value", "Entry Ticket")
_ENTRIES = ("Field Size", "Entries", "Contest Size", "Max Entries", "Maximum Entries", "Field")
_FEE = ("Entry Fee", "Fee", "Buy-in", "Buy In", "Entry Cost", "Cost")


@dataclass(frozen=True, slots=True)
class Columns:
    """Column numbers. `first` holds both places where there is no `last`; money may be cash, a ticket or both."""

    first: int
    last: int | None
    prize: int | None
    ticket: int | None
    entries: int | None
    fee: int | None


def find_columns(header: Sequence[str]) -> Columns | None:
    """The columns by their titles; None where places or prizes have none that is known."""
    prize, ticket = _money(header, _PRIZE), _money(header, _TICKET)
    first, last = find_column(header, *_FIRST), find_column(header, *_LAST)
    if first is None:
        first, last = find_column(header, *_PLACES), None
    if first is None:
        first, last = find_column(header, *_BARE_FIRST), find_column(header, *_BARE_LAST)
    if first is None or (prize is None and ticket is None):
        return None
    entries, fee = find_column(header, *_ENTRIES), find_column(header, *_FEE)
    return Columns(first, last, prize, ticket if ticket != prize else None, entries, fee)


def _money(header: Sequence[str], names: Sequence[str]) -> int | None:
    """A column of money, whose title may name its currency too."""
    plain = [folded(title.replace("$", "").replace("USD", "").replace("usd", "")) for title in header]
    return next((plain.index(folded(name)) for name in names if folded(name) in plain), None)


def headless(cells: Sequence[str]) -> Columns | None:
    """The columns of a file without titles: places and prize, or first place, last place and prize."""
    if len(cells) == 2:
        return Columns(0, None, 1, None, None, None)
    return Columns(0, 1, 2, None, None, None) if len(cells) == 3 else None
