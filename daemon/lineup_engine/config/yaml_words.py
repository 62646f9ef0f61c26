"""Broken YAML in plain words: the parser speaks of tokens and block ends, users of quotes, brackets and spaces."""

import yaml

from lineup_engine.config.tree import Place
from lineup_engine.seam import Problem

_QUOTES = "a text with a colon and a space in it, or one that begins with % @ ` * & ! | >, needs quotes around it"

# What the parser says, what the user reads, and the cure. The first that occurs in the parser's words counts.
_WORDS = (
    ("found character '\\t'", "a tab", "indent with spaces"),
    ("that cannot start any token", "a text begins with a special character", _QUOTES),
    ("mapping values are not allowed", "a colon too many, or a line indented too far", _QUOTES),
    ("expected ',' or ']'", "a list is not closed", "put a comma between its items and ] behind the last"),
    ("expected ',' or '}'", "a block in braces is not closed", "put a comma between its entries and } behind the last"),
    ("could not find expected ':'", "a key without a colon", "write key: value, with a space behind the colon"),
    ("unexpected end of stream", "the quotes are not closed", "put the same quote at the end of the text"),
    ("unknown escape character", "a backslash in double quotes begins a code", "use single quotes, or double it"),
    ("expected <block end>", "the line is indented unlike those before it", "indent the keys of one block alike"),
    ("expected the node content", "a bracket has no partner", "close each [ with ] and each { with }"),
    (
        "expected '<document start>'",
        "the line is indented unlike those before it",
        "indent the keys of one block alike",
    ),
    ("expected alphabetic or numeric character", "a text begins with * or &", _QUOTES),
    ("undefined tag handle", "a text begins with !", _QUOTES),
    ("incompatible YAML document", "an unknown version of YAML", "take the line with % away"),
)


def explain(error: yaml.YAMLError, text: str, origin: Place) -> Problem:
    """A parser's error as a problem with its place."""
    if isinstance(error, yaml.reader.ReaderError):
        return _control_character(error, text, origin)
    said = str(getattr(error, "problem", None) or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = origin if mark is None else origin.at(mark.line, mark.column)
    start = getattr(error, "context_mark", None)
    for part, words, cure in _WORDS:
        if part in said:
            return place.problem(f"is not valid YAML: {words}{_since(start, place)}", cure)
    return place.problem(f"is not valid YAML: {said}", "compare it with the file that `lineup init` writes")


def _since(start: yaml.Mark | None, place: Place) -> str:
    """Where the thing that is not finished began, when that is in an earlier line."""
    return f" (it begins in line {start.line + 1})" if start and place.line > start.line + 1 else ""


def _control_character(error: yaml.reader.ReaderError, text: str, origin: Place) -> Problem:
    before = text[: error.position]
    line = before.count("\n")
    place = origin.at(line, len(before) - (before.rfind("\n") + 1))
    return place.problem(f"has a control character (U+{ord(text[error.position]):04X})", "remove it")
