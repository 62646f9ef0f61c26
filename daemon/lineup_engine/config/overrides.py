"""`--set key=value`: one more word of the user's, put into the tree before anything is checked.

The key is a path with dots; a part that has a dot or an equals sign in it stands in quotes
(`rules.exposure.players."Martin Truex Jr.".max=50%`). A value that begins with [ { " or ' is YAML; any other is the
text itself, and nothing (`rules.lock=`) takes a key back to its default.
"""

import re

from lineup_engine.config.tree import Block, Entry, Node, Place, Text
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
    if changed is None:
        return root, (place.problem("leads through a value that is not a block", "set the whole value instead"),)
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


def _put(node: Node, steps: tuple[str, ...], value: Node) -> Node | None:
    """The node with the value under these steps; blocks on the way are made. None where one of them is no block."""
    if not steps:
        return value
    if isinstance(node, Text) and node.is_null:
        node = Block(value.place, {})
    if not isinstance(node, Block):
        return None
    entry = node.entries.get(steps[0], Entry(value.place, Text(value.place, "")))
    inner = _put(entry.node, steps[1:], value)
    if inner is None:
        return None
    return Block(node.place, {**node.entries, steps[0]: Entry(entry.key, inner)})


def _shown(override: str) -> str:
    return quoted(override)[1:-1]
