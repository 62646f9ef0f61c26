"""Whom a rule means: the one small language for players that all rules share; the slate gives it its meaning."""

from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from lineup_engine.config.values import MAX_NAMES, read_text, refuse

Words = tuple[str, ...]

Selection = Words | dict[str, Words | dict[str, str]]
"""Words of which each adds players, or conditions that all have to hold."""

_FORMS = "write a position, a name, a list of them, or conditions such as {team: NYY, salary: {max: 4000}}"
_TEXT = {"type": ["string", "integer", "number"]}
_TEXTS = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_RANGE = {"type": "object", "properties": {"min": _TEXT, "max": _TEXT}, "additionalProperties": False}


def read_selection(value: object) -> Selection:
    """A selection in its one form: a single text is a list of one."""
    if not isinstance(value, dict):
        return _words(value)
    if not value:
        refuse("selects nobody", _FORMS)
    return {str(key): _condition(condition) for key, condition in value.items()}


def _words(value: object) -> Words:
    items = list(value) if isinstance(value, list | tuple) else [value]
    if not items or len(items) > MAX_NAMES:
        refuse("selects nobody" if not items else f"has more than {MAX_NAMES} entries", _FORMS)
    return tuple(read_text(item) for item in items)


def _condition(value: object) -> Words | dict[str, str]:
    if not isinstance(value, dict):
        return _words(value)
    unknown = [key for key in value if key not in {"min", "max"}]
    bounds = {str(key): read_text(bound) for key, bound in value.items() if bound is not None}
    if unknown or not bounds:
        refuse("a range has a min, a max or both", "write it like salary: {min: 3000, max: 4000}")
    return bounds


Selector = Annotated[
    Selection,
    BeforeValidator(read_selection),
    WithJsonSchema(
        {
            "$comment": "[players](rules.md#who-is-meant)",
            "anyOf": [
                *_TEXTS["anyOf"],
                {"type": "object", "additionalProperties": {"anyOf": [*_TEXTS["anyOf"], _RANGE]}},
            ],
        }
    ),
]
