"""What the schema has against a configuration, in plain words and with its place."""

from collections.abc import Sequence
from typing import get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from lineup_engine.config.model import JobConfig
from lineup_engine.config.nearest import nearest
from lineup_engine.config.part import fields_of
from lineup_engine.config.tree import Locator, Path
from lineup_engine.seam import Problem
from lineup_engine.texts.shown import quoted, shown

_KEY = "[key]"
_BLOCKS = frozenset({"model_type", "dict_type", "model_attributes_type"})
_LISTS = frozenset({"tuple_type", "list_type"})


def complain(error: ErrorDetails, locate: Locator) -> Problem:
    """One error of the schema as the user reads it."""
    path = locate.written(path_of(error))
    kind = error["type"]
    if kind == "extra_forbidden":
        return locate.key(*path).problem(f"unknown key {quoted(_dotted(path))}", _known_keys(path))
    if kind == "missing":
        hint = f"write {path[-1]}: and its value"
        return locate.value(*path).problem(f"{_dotted(path)} is missing", hint)
    message, hint = _words(error)
    place = locate.key(*path) if error["loc"][-1:] == (_KEY,) else locate.value(*path)
    return place.problem(f"{_dotted(path)}: {message}" if path else message, hint)


def path_of(error: ErrorDetails) -> Path:
    """The keys and numbers that lead to what is wrong."""
    return tuple(step for step in error["loc"] if step != _KEY)


def _words(error: ErrorDetails) -> tuple[str, str]:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "wrong":
        return context["message"], context["hint"]
    if kind in _BLOCKS:
        keys = _keys_at(path_of(error))
        return (
            "has to be a block of keys",
            f"write {{{keys[0] if keys else 'name'}: ...}}, or its keys indented under it",
        )
    if kind in _LISTS:
        return "has to be a list", "write [A, B], or one item a line after - "
    if kind == "too_long":
        return f"has more than {context['max_length']} entries", "no slate has so many players"
    for bound, words, way in (("ge", "at least", "more"), ("le", "at most", "less")):
        if bound in context:
            limit = context[bound]
            return f"has to be {words} {limit}, not {quoted(str(error['input']))}", f"write {limit} or {way}"
    return error["msg"], ""


def _dotted(path: Path) -> str:
    """`rules.salary.min`; of a list, which item."""
    words = ".".join(quoted(step) if " " in step else shown(step) for step in path if isinstance(step, str))
    items = [step for step in path if isinstance(step, int)]
    return f"{words}, item {items[0] + 1}" if items else words


def _known_keys(path: Path) -> str:
    """The nearest key of this block; else the block where the key belongs; else all keys of this block."""
    word, block = str(path[-1]), path[:-1]
    here = _keys_at(block)
    if near := nearest(word, here):
        return f"did you mean {near}?"
    # Deeper down every block has its own min and max: the same word elsewhere says nothing.
    elsewhere = len(block) < 2 and [
        dotted for dotted in _all_keys(JobConfig) if dotted.rpartition(".")[2] == word.lower()
    ]
    if elsewhere:
        return f"it belongs to another block: {' or '.join(elsewhere)}"
    return f"known here: {', '.join(here)}"


def _keys_at(path: Path) -> Sequence[str]:
    model: type[BaseModel] | None = JobConfig
    for step in path:
        if isinstance(step, int):
            continue
        field = fields_of(model).get(step) if model else None
        # The key of an open block (a player's name) is no field: its values are what the block holds.
        model = model if field is None else block_of(field.annotation)
    return tuple(fields_of(model)) if model else ()


def _all_keys(model: type[BaseModel], before: str = "") -> list[str]:
    keys: list[str] = []
    for name, field in fields_of(model).items():
        inner = block_of(field.annotation)
        keys += [f"{before}{name}", *(_all_keys(inner, f"{before}{name}.") if inner else ())]
    return keys


def block_of(annotation: object) -> type[BaseModel] | None:
    """The class of the block that a field holds, also as an option or as the values of an open block."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := block_of(part))), None)
