"""One thing or a list of them: most people want one, and then nobody should have to write a list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


@dataclass(frozen=True, slots=True)
class OneOrMore:
    """Marks a tuple that may be written as its only item. `plain` reads an item that is written as a single text."""

    kind: str
    plain: Callable[[object], object] = lambda item: item
    plain_types: tuple[str, ...] = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The tuple's own checks after the item has become a tuple."""
        return core_schema.no_info_before_validator_function(self._listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """An item, or a list of items."""
        listed = handler(schema)
        items: list[JsonSchemaValue] = [listed["items"]]
        if self.plain_types:
            items.append({"type": list(self.plain_types)})
            listed = {**listed, "items": {"anyOf": items}}
        return {"$comment": self.kind, "anyOf": [*items, listed]}

    def _listed(self, value: object) -> object:
        items = value if isinstance(value, list | tuple) else [value]
        return [item if isinstance(item, dict) else self.plain(item) for item in items]
