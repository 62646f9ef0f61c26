"""The user's rules as text and back, so that they can lie in a job's folder. A new rule is one more class in the list."""

import json
from functools import cache
from typing import Any

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
from lineup_engine.optimizer.portfolio import ApartOf, ExposureOf
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

_CLASSES: dict[str, type[Any]] = {kind.__name__: kind for kind in (*WISHES, ApartOf, ExposureOf)}


def write_rule(rule: object) -> str:
    """A rule as text: its class and its fields."""
    fields = _adapter(type(rule).__name__).dump_python(rule, mode="json")
    return json.dumps({"rule": type(rule).__name__, **fields}, separators=(",", ":"))


def read_rule(text: str) -> Any:
    """The rule again, of the class that it was."""
    fields = json.loads(text)
    return _adapter(fields.pop("rule")).validate_python(fields)


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_CLASSES[name])
