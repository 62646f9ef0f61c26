"""Numbers as people and spreadsheets write them into files; what merely looks like one to Python is none."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"[-+]?(?:\d{1,40}(?:\.\d*)?|\.\d{1,40})(?:e[-+]?\d{1,3})?", re.IGNORECASE | re.ASCII)
_NO_FINITE_NUMBER = re.compile(r"[-+]?(?:nan|inf|infinity)", re.IGNORECASE)


def read_decimal(text: str) -> Decimal | None:
    """The number that a text is, which may be infinite or NaN; None where it is none, like `1_000`."""
    plain = text.strip()
    is_number = _NUMBER.fullmatch(plain) or _NO_FINITE_NUMBER.fullmatch(plain)
    return Decimal(plain) if is_number else None
