"""Slots written as words, so that a table of rules can be read beside the site's own page."""

from lineup_engine.sites.model import Slot


def slots_of(text: str) -> tuple[Slot, ...]:
    """Slots from words: "WR*3" are three for the position of their name, "G=PG/SG" is one for two positions.

    An underscore stands for a space.
    """
    slots: list[Slot] = []
    for word in text.split():
        head, _, times = word.partition("*")
        name, _, positions = head.partition("=")
        slots += [Slot(name.replace("_", " "), frozenset((positions or name).split("/")))] * int(times or 1)
    return tuple(slots)
