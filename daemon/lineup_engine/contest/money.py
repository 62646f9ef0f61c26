"""Amounts of money as people and sites write them, in milli-cents: a shared prize is rarely a whole cent."""

import re
from decimal import Decimal

CENT = 1_000
"""Milli-cents in a cent."""

DOLLAR = 100 * CENT
"""Milli-cents in a dollar."""

_CURRENCY = re.compile(r"^(?:US)?[$€£]\s*|\s*(?:[$€£]|USD|EUR|GBP)$", re.IGNORECASE)
_PLAIN = re.compile(r"\d{1,15}(?:\.\d{0,9})?|\.\d{1,9}", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{0,9})?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"\d{1,15},\d{1,2}|\d{1,3}(?:\.\d{3})+,\d{1,2}", re.ASCII)
_SUFFIX = {"k": 1_000, "m": 1_000_000}


def read_money(text: str) -> int | None:
    """The milli-cents of an amount like `$1,234.50`, `1234.5`, `12,50 €` or `$10K`; None where it is none, or no whole number of them."""
    plain = _CURRENCY.sub("", _CURRENCY.sub("", text.strip())).strip()
    times = _SUFFIX.get(plain[-1:].casefold(), 1)
    plain = plain[:-1].rstrip() if times > 1 else plain
    if _DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    elif not _PLAIN.fullmatch(plain):
        return None
    amount = Decimal(plain) * times * DOLLAR
    return int(amount) if amount == amount.to_integral_value() else None


def dollars(amount: int) -> str:
    """Milli-cents as a person reads them: `$1,234.50`, `$20`; what is beyond cents only where there is any."""
    sign, whole, rest = "-" if amount < 0 else "", abs(amount) // DOLLAR, abs(amount) % DOLLAR
    if not rest:
        return f"{sign}${whole:,}"
    digits = f"{rest:05}"
    return f"{sign}${whole:,}.{digits[:2]}{digits[2:].rstrip('0')}"
