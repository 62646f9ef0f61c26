"""`--set key=value`: one more word of the user's, put into the tree before anything is checked.

The key is a path with dots; a part that has a dot or an equals sign in it stands in quotes
(`rules.exposure.players."Martin Truex Jr.".max=50%`); a part that leads into a list is the number of an item, from 0
(`contest.1.fee=3`). A value that begins with [ { " or ' is YAML; any other is the
text itself, and nothing (`rules.lock=`) takes a key back to its default.
"""

import re

from lineup_engine.config.tree import Block, Entry, Items, Node, Place, Text
from lineup_engine.config.yaml_text import MAX_DEPTH, parse_yaml
from lineup_engine.seam import Problem
from lineup_engine.texts.shown import quoted

_STEP = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([^.="'\s][^.=]*))\s*([.=])""")
_HINT = "write --set key=value, for example --set lineups=50 or --set 'rules.lock=[Kyle Larson]'"


def apply_override(root: Node, override: str) -> tuple[Node, tuple[Problem, ...]]:
    """The tree with one value put in; the tree as it was, with the problems, where that cannot be."""
    place = Place(f"--set {_shown(override)}")
    steps, value_text = _split(override)
    if not steps:
        return root, (place.problem("is not key=value", _HINT),)
    if len(steps) > MAX_DEPTH:
        return root, (place.problem(f"leads through more than {MAX_DEPTH} blocks", _HINT),)
    value, problems = _value(value_text.strip(), place)
    if value is None:
        return root, problems
    changed = _put(root, steps, value)
    if isinstance(changed, str):
        return root, (place.problem(changed, "set the whole value instead"),)
    return changed, problems


def _split(override: str) -> tuple[tuple[str, ...], str]:
    """The steps of the key and the text of the value; no steps where it is not key=value."""
    steps: list[str] = []
    position = 0
    while found := _STEP.match(override, position):
        steps.append(next(part for part in found.groups()[:3] if part is not None).strip())
        position = found.end()
        if found[4] == "=":
            return tuple(steps), override[position:]
    return (), ""


def _value(text: str, place: Place) -> tuple[Node | None, tuple[Problem, ...]]:
    if not text.startswith(("[", "{", '"', "'")):
        return Text(place, text), ()
    parsed = parse_yaml(text, place)
    return parsed.root, parsed.problems


def _put(node: Node, steps: tuple[str, ...], value: Node) -> Node | str:
    """The node with the value under these steps, and blocks on the way made; else why they lead nowhere."""
    if not steps:
        return value
    if isinstance(node, Text) and node.is_null:
        node = Block(value.place, {})
    if isinstance(node, Text):
        return "leads through a value that is not a block"
    if isinstance(node, Items):
        return _put_into_items(node, steps, value)
    entry = node.entries.get(steps[0], Entry(value.place, Text(value.place, "")))
    # Where a list may be written as its only item, that item is the first.
    is_only_item = isinstance(entry.node, Block) and steps[1:2] == ("0",) and "0" not in entry.node.entries
    inner = _put(entry.node, steps[2 if is_only_item else 1 :], value)
    return inner if isinstance(inner, str) else Block(node.place, {**node.entries, steps[0]: Entry(entry.key, inner)})


def _put_into_items(items: Items, steps: tuple[str, ...], value: Node) -> Node | str:
    """The same for a list, whose items are counted from 0."""
    number = int(steps[0]) if steps[0].isascii() and steps[0].isdigit() and len(steps[0]) < 10 else len(items.nodes)
    if number >= len(items.nodes):
        return f"leads into a list of {len(items.nodes)}, whose items are called 0 to {len(items.nodes) - 1}"
    inner = _put(items.nodes[number], steps[1:], value)
    if isinstance(inner, str):
        return inner
    return Items(items.place, (*items.nodes[:number], inner, *items.nodes[number + 1 :]))


def _shown(override: str) -> str:
    return quoted(override)[1:-1]
