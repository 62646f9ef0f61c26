"""A user's text inside a message: one line, printable, not too long."""

from collections.abc import Sequence

MOST_SHOWN = 60
"""So many characters of a text are shown."""


def shown(text: str, most: int = MOST_SHOWN) -> str:
    """The text on one line; what cannot be printed becomes a question mark, what is too long ends with an ellipsis."""
    line = "".join(letter if letter.isprintable() else "?" for letter in " ".join(text.split()))
    return line if len(line) <= most else f"{line[: most - 1]}…"


def some_of(words: Sequence[str], joint: str, most_letters: int) -> str:
    """As many of the words as fit when they are joined, and how many others there are; at least a part of the first."""
    whole = [joint.join(words[:count]) for count in range(1, len(words) + 1)]
    fitting = [text for text in whole if len(text) <= most_letters]
    kept, count = (fitting[-1], len(fitting)) if fitting else (f"{words[0][: most_letters - 1]}…", 1)
    return f"{kept}{joint}{len(words) - count} more" if count < len(words) else kept


def quoted(text: str) -> str:
    """The same in quotes."""
    return f'"{shown(text)}"'
