"""Figures as people read them; nothing for what is not known."""


def number(value: int | None) -> str:
    """`14,863`."""
    return "" if value is None else f"{value:,}"


def points(value: float | None) -> str:
    """Fantasy points with two decimals."""
    return "" if value is None else f"{value:.2f}"


def dollars(value: float | None, cents: int = 2) -> str:
    """`-$14.00`; whole cents, as sites pay, or with `cents` 0 whole dollars."""
    return "" if value is None else f"{'-' * (round(value, cents) < 0)}${abs(value):,.{cents}f}"


def per_cent(share: float | None, decimals: int = 1) -> str:
    """A share of 1 as `46.6 %`."""
    return "" if share is None else f"{100 * share:.{decimals}f} %"
