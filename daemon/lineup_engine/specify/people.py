"""The persons whose scores are simulated, with what the files say of batting order and lines beside their points."""

from collections.abc import Sequence

from lineup_engine.scenarios.people import Person, people_of
from lineup_engine.slate.model import Slate
from lineup_engine.specify.attributes import Attributes, as_number
from lineup_engine.specify.inputs import Expected
from lineup_engine.texts.table import folded

_ORDERS = ("battingorder", "order", "bo", "lineupspot", "lineupslot", "battingorderconfirmed", "battingorderprojected")
_LINES = ("line", "evline", "evenstrengthline", "linenumber")
_PLACES = 9


def read_people(slate: Slate, expected: Expected) -> tuple[Person, ...]:
    """The persons of a slate in the order of their main forms."""
    attributes = Attributes(slate, expected)
    orders = [_order(text) for text in _column(attributes, _ORDERS, len(slate.players))]
    return people_of(slate, expected.outlooks, orders, _column(attributes, _LINES, len(slate.players)))


def _column(attributes: Attributes, names: Sequence[str], players: int) -> list[str]:
    """The texts of the first attribute that is called so and tells something; empty for everybody where there is none."""
    called = {folded(name): name for name in reversed(attributes.names)}
    for name in names:
        values = attributes.texts(called[name]) if name in called else None
        if values is not None and any(values):
            return [texts[0].strip() if texts else "" for texts in values]
    return [""] * players


def _order(text: str) -> int:
    """A place in the batting order, 0 where a text is none."""
    number = as_number(text)
    is_place = number is not None and number == int(number) and 1 <= number <= _PLACES
    return int(number) if number is not None and is_place else 0
