"""A configuration as a tree of texts, each with its place, so that every complaint can point at what was written."""

from collections.abc import Mapping
from dataclasses import dataclass

from lineup_engine.seam import Problem

_NULLS = frozenset({"", "~", "null"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: a file, or an option of the command line; line and column start at 1, 0 = none."""

    file: str
    line: int = 0
    column: int = 0

    def at(self, line: int, column: int) -> "Place":
        """The place so many lines and columns from the start of this file; an option is one place."""
        return Place(self.file, line + 1, column + 1) if self.line else self

    def problem(self, message: str, hint: str = "") -> Problem:
        """Something is wrong here."""
        return Problem(self.file, self.line, self.column, message, hint)


@dataclass(frozen=True, slots=True)
class Text:
    """A single value, exactly as written; `quoted` tells "" from nothing."""

    place: Place
    text: str
    quoted: bool = False

    @property
    def is_null(self) -> bool:
        """Whether nothing is given."""
        return not self.quoted and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    place: Place
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Keys with their values."""

    place: Place
    entries: Mapping[str, "Entry"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key's place, and its value."""

    key: Place
    node: "Node"


Node = Text | Items | Block
Path = tuple[str | int, ...]


def plain(node: Node) -> object:
    """The tree as nested lists and dictionaries of texts, None for nothing."""
    match node:
        case Text():
            return None if node.is_null else node.text
        case Items():
            return [plain(item) for item in node.nodes]
        case Block():
            return {key: plain(entry.node) for key, entry in node.entries.items()}


@dataclass(frozen=True, slots=True)
class Locator:
    """Where the parts of a configuration are written."""

    root: Node

    def value(self, *path: str | int) -> Place:
        """Where a value is written; of one that is not there, the innermost block that would hold it."""
        node = self.root
        for step in path:
            inner = _child(node, step)
            if inner is None:
                break
            node = inner
        return node.place

    def key(self, *path: str | int) -> Place:
        """Where a key is written."""
        parent = self.root
        for step in path[:-1]:
            inner = _child(parent, step)
            if inner is None:
                return parent.place
            parent = inner
        entry = parent.entries.get(str(path[-1])) if path and isinstance(parent, Block) else None
        return parent.place if entry is None else entry.key

    def written(self, path: Path) -> Path:
        """The path as it is in the text: a single item, or its only value, may stand where a list of blocks could."""
        node: Node | None = self.root
        steps: list[str | int] = []
        for step in path:
            if isinstance(node, Text) or (isinstance(node, Items) and isinstance(step, str)):
                break
            inner = node and _child(node, step)
            if inner is None or inner is not node:
                steps.append(step)
            node = inner
        return tuple(steps)


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Block) and str(step) in node.entries:
        return node.entries[str(step)].node
    if isinstance(node, Items) and isinstance(step, int) and step < len(node.nodes):
        return node.nodes[step]
    # Where a list may be written as its only item, that item is the first.
    return node if step == 0 and not isinstance(node, Items) else None
