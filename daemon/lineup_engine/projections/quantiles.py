"""Columns of quantiles, as vendors head them: `p10`, `25th percentile`, `dk_85_percentile`."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from lineup_engine.texts.numbers import read_decimal
from lineup_engine.texts.table import Row, folded
from lineup_engine.units import to_units

Quantiles = tuple[tuple[Decimal, int], ...]
"""Rising shares of all results in per cent, each with the points, in units, that so many results stay below."""

_HEADER = re.compile(r"(?:dk|fd)?(?:[pq](?P<short>\d{1,2})|(?P<long>\d{1,2})(?:st|nd|rd|th)?(?:percentile|pctl|pct))")
_FEWEST = 2


def quantile_columns(header: Sequence[str]) -> dict[Decimal, int]:
    """The columns of quantiles by their share in per cent, rising; none where there is a single one."""
    found: dict[Decimal, int] = {}
    for place, title in enumerate(header):
        named = _HEADER.fullmatch(folded(title))
        share = Decimal(named["short"] or named["long"]) if named else Decimal(0)
        if share:
            found.setdefault(share, place)
    return dict(sorted(found.items())) if len(found) >= _FEWEST else {}


def quantiles_of(row: Row, columns: Mapping[Decimal, int], decimal_comma: bool, most: int) -> Quantiles:
    """A row's quantiles; none where a cell is empty or no possible number, for the others do not tell enough then."""
    found: list[tuple[Decimal, int]] = []
    for share, place in columns.items():
        text = row.cell(place)
        value = read_decimal(text.replace(",", ".") if decimal_comma and "." not in text else text)
        if value is None or not value.is_finite() or abs(value) > most:
            return ()
        found.append((share, to_units(value)))
    return tuple(found)
