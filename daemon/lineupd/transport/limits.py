"""What no honest request needs: longer texts, longer lists. Refused before anybody works on it."""

from google.protobuf.message import Message

from lineupd.errors import TooLarge

MOST_CHARACTERS = 64 * 1024
"""Of one text. Configurations and files travel as bytes and have limits of their own."""

MOST_ITEMS = 10_000
"""Of one list."""


def refuse_excess(message: Message) -> None:
    """Raise `TooLarge` when a text or a list in this message is over its limit; parts of it are looked at, too."""
    for field, value in message.ListFields():
        values = value if field.is_repeated else (value,)
        if len(values) > MOST_ITEMS:
            raise TooLarge(f"{field.name}: one request names at most {MOST_ITEMS:,}")
        for each in values:
            if isinstance(each, Message):
                refuse_excess(each)
            elif isinstance(each, str) and len(each) > MOST_CHARACTERS:
                raise TooLarge(f"{field.name} is longer than {MOST_CHARACTERS:,} characters")
