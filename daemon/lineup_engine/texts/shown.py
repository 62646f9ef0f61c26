"""A user's text inside a message: one line, printable, not too long."""

MOST_SHOWN = 60
"""So many characters of a text are shown."""


def shown(text: str) -> str:
    """The text on one line; what cannot be printed becomes a question mark, what is too long ends with an ellipsis."""
    line = "".join(letter if letter.isprintable() else "?" for letter in " ".join(text.split()))
    return line if len(line) <= MOST_SHOWN else f"{line[: MOST_SHOWN - 1]}…"


def quoted(text: str) -> str:
    """The same in quotes."""
    return f'"{shown(text)}"'
