"""The user's rules as text and back, so that they can lie in a job's folder. A new rule is one more class in the list."""

import json
from functools import cache

from pydantic import TypeAdapter

from lineup_engine.optimizer.cases import Wish
from lineup_engine.optimizer.counting import (
    DifferentGroups,
    ExposureSpent,
    GroupOf,
    LowOwned,
    MostOfEach,
    NoneOrSome,
    PositionCount,
)
from lineup_engine.optimizer.following import AnchorStack, IfThen, NeverTogether
from lineup_engine.optimizer.ownership import OwnershipProduct, OwnershipSum
from lineup_engine.optimizer.stacks import GameStack, LineStack, OrderStack, SizesStack, TeamStack

WISHES: tuple[type[Wish], ...] = (
    GroupOf,
    PositionCount,
    LowOwned,
    ExposureSpent,
    MostOfEach,
    NoneOrSome,
    DifferentGroups,
    AnchorStack,
    NeverTogether,
    IfThen,
    TeamStack,
    GameStack,
    LineStack,
    OrderStack,
    SizesStack,
    OwnershipSum,
    OwnershipProduct,
)
"""Every class of rule that a configuration can come to."""

_CLASSES = {kind.__name__: kind for kind in WISHES}


def write_wish(wish: Wish) -> str:
    """A rule as text: its class and its fields."""
    fields = _adapter(type(wish)).dump_python(wish, mode="json")
    return json.dumps({"rule": type(wish).__name__, **fields}, separators=(",", ":"))


def read_wish(text: str) -> Wish:
    """The rule again."""
    fields = json.loads(text)
    return _adapter(_CLASSES[fields.pop("rule")]).validate_python(fields)


@cache
def _adapter(kind: type[Wish]) -> TypeAdapter[Wish]:
    return TypeAdapter(kind)
