"""From the text of config.yaml to a tree: the part of YAML that a configuration needs, and nothing that can hurt.

Every single value stays the text that was written: what it means is decided by its key, so a player called `No` is no
"false" and an id keeps its zeros. There are no aliases, tags or further documents, and no key comes twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from lineup_engine.config.tree import Block, Entry, Items, Node, Place, Text
from lineup_engine.config.yaml_words import explain
from lineup_engine.seam import Problem
from lineup_engine.texts.shown import quoted

MAX_VALUES = 20_000
"""How many keys and values a configuration may have."""

MAX_DEPTH = 20
"""How deep blocks and lists may lie in each other."""

_Events = Iterator[yaml.Event]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree and what is wrong with its text; no tree where the text cannot be understood."""

    root: Node | None
    problems: tuple[Problem, ...] = ()


def parse_yaml(text: str, origin: Place) -> Parsed:
    """The tree of a text. `origin` is where the text is from; without a line in it no place has one."""
    reader = _Reader(origin)
    try:
        # Events come one by one, so a huge file is refused before it is read to its end.
        root = reader.document(iter(yaml.parse(text, Loader=yaml.SafeLoader)))
    except yaml.YAMLError as error:
        return Parsed(None, (*reader.problems, explain(error, text, origin)))
    except _TooMuchError as error:
        return Parsed(None, (*reader.problems, error.problem))
    return Parsed(root, tuple(reader.problems))


class _TooMuchError(Exception):
    """The text is too large to be a configuration."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Reader:
    """Turns the parser's events into nodes and notes what a configuration must not have."""

    def __init__(self, origin: Place) -> None:
        self.problems: list[Problem] = []
        self._origin = origin
        self._values = 0
        self._depth = 0
        self._aliases: set[str] = set()

    def document(self, events: _Events) -> Node:
        """The only document."""
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                node = self._node(next(events), events)
                if root is not None:
                    self._note(event, "a second document begins", "keep one of them, without ---")
                root = root or node
        return root or Text(self._origin, "")

    def _node(self, event: yaml.Event, events: _Events) -> Node:
        self._values += 1
        if self._values > MAX_VALUES:
            raise self._too_much(event, f"there are more than {MAX_VALUES} keys and values")
        self._note_tag(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._too_much(event, f"blocks or lists lie in each other more than {MAX_DEPTH} times")
        is_list = isinstance(event, yaml.SequenceStartEvent)
        node = self._items(event, events) if is_list else self._block(event, events)
        self._depth -= 1
        return node

    def _text(self, event: yaml.ScalarEvent) -> Text:
        if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in event.value):
            self._note(event, "a character that no text can have", "remove the escape that begins with a backslash")
        return Text(self._place(event), event.value, event.style is not None)

    def _alias(self, event: yaml.AliasEvent) -> Text:
        name = f"*{event.anchor}"
        if name not in self._aliases:
            self._aliases.add(name)
            words = f"{name} stands for another part of the file, which is not allowed"
            self._note(event, words, "write the value itself; a text that begins with * needs quotes")
        return Text(self._place(event), name, quoted=True)

    def _items(self, start: yaml.Event, events: _Events) -> Items:
        nodes: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            nodes.append(self._node(event, events))
        return Items(self._place(start), tuple(nodes))

    def _block(self, start: yaml.Event, events: _Events) -> Block:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events)
            entry = Entry(key.place, self._node(next(events), events))
            if not isinstance(key, Text):
                self._note(event, "a list or a block stands where a key should", "put a word before the colon")
            elif key.text in entries:
                first = entries[key.text].key.line
                where = f", first in line {first}" if first else ""
                self._note(event, f"{quoted(key.text)} is there twice{where}", "keep one of them")
            else:
                entries[key.text] = entry
        return Block(self._place(start), entries)

    def _note_tag(self, event: yaml.Event) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None:
            words = f"{tag.replace('tag:yaml.org,2002:', '!!')} is a tag, which is not allowed"
            self._note(event, words, "take it away; a text that begins with ! needs quotes")

    def _note(self, event: yaml.Event, message: str, hint: str) -> None:
        self.problems.append(self._place(event).problem(message, hint))

    def _too_much(self, event: yaml.Event, message: str) -> _TooMuchError:
        return _TooMuchError(self._place(event).problem(message, "is this the right file?"))

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return self._origin.at(mark.line, mark.column) if mark else self._origin
