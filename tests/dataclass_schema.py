"""The JSON Schema of a tree of dataclasses: every field required, nothing else allowed, `None` where the type says so."""

from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


def schema_of(kind: Any) -> dict[str, Any]:
    """The schema of values of a type, as `dataclasses.asdict` and JSON write them."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        names = [one.name for one in fields(kind)]
        return {
            "type": "object",
            "properties": {name: schema_of(hints[name]) for name in names},
            "required": names,
            "additionalProperties": False,
        }
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    arguments = get_args(kind)
    if get_origin(kind) is tuple:
        return {"type": "array", "items": schema_of(arguments[0])}
    if get_origin(kind) is dict:
        return {"type": "object", "additionalProperties": schema_of(arguments[1])}
    assert isinstance(kind, UnionType), kind
    return _either([schema_of(one) for one in arguments])


def _either(schemas: list[dict[str, Any]]) -> dict[str, Any]:
    if all(set(one) == {"type"} for one in schemas):
        return {"type": [one["type"] for one in schemas]}
    return {"anyOf": schemas}


def titled(title: str, kind: Any) -> dict[str, Any]:
    """A whole schema file; the first field is the number of the shape."""
    schema = schema_of(kind)
    schema["properties"]["schema"] = {"const": 1}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}
