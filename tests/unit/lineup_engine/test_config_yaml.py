"""The text of a configuration: what is understood, and what is refused with its line, column and cure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.config.tree import Locator, Place, plain
from lineup_engine.config.yaml_text import MAX_DEPTH, MAX_VALUES, parse_yaml

START = Place("config.yaml", 1, 1)

BROKEN = {
    "a: [1, 2": (1, "a list is not closed", "]"),
    "a: [": (1, "a bracket has no partner", "]"),
    "a:\n  b: {c: 1\n": (3, "a block in braces is not closed (it begins in line 2)", "}"),
    "a: b: c": (1, "a colon too many", "quotes"),
    "a:\n\t- b": (2, "a tab", "spaces"),
    "a: %40": (1, "special character", "quotes"),
    "a: @b": (1, "special character", "quotes"),
    "a: 'x": (1, "the quotes are not closed", "quote"),
    "a: 1\n b: 2": (2, "a colon too many, or a line indented too far", "quotes"),
    "a:\n  b: 1\n c: 2": (3, "indented unlike", "indent"),
    "  a: 1\nb: 2": (2, "indented unlike", "indent"),
    "a: 1\nb\nc: 2": (3, "a key without a colon", "key: value"),
    'a: "\\q"': (1, "a backslash", "single quotes"),
    "a: 1\nb: x\x01y": (2, "control character (U+0001)", "remove"),
    "%YAML 3.0\n---\na: 1": (1, "unknown version", "take the line"),
    "a: *": (1, "begins with * or &", "quotes"),
    "a: 1\na: 2": (2, '"a" is there twice, first in line 1', "keep one"),
    "a: 1\nb:\n  x: 1\n  y: 2\n  x: 3": (5, '"x" is there twice, first in line 3', "keep one"),
    "a: 1\n---\nb: 2": (2, "a second document", "---"),
    "a: !!python/object:os.system x": (1, "!!python/object:os.system is a tag", "!"),
    "a: !x [1]": (1, "!x is a tag", "!"),
    "a: &x [1]\nb: *x": (2, "*x stands for another part", "*"),
    "a: &x [*x]": (1, "*x stands for another part", "*"),
    "? [a]\n: b": (1, "a list or a block stands where a key should", "colon"),
    'a: "\\0"': (1, "a character that no text can have", "backslash"),
    'a: "\\ud800"': (1, "a character that no text can have", "backslash"),
    "[" * (MAX_DEPTH + 1): (1, f"more than {MAX_DEPTH} times", "right file"),
    "- a\n" * (MAX_VALUES + 1): (MAX_VALUES, f"more than {MAX_VALUES} keys", "right file"),
}


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: repr(text[:30]))
def test_what_is_refused_has_its_line_and_its_cure(text: str) -> None:
    """Parsers speak of tokens; the user reads what he did, where, and what to do."""
    line, words, cure = BROKEN[text]
    problem = parse_yaml(text, START).problems[0]
    assert (problem.file, problem.line) == ("config.yaml", line)
    assert problem.column > 0
    assert words in problem.message
    assert cure in problem.hint


def test_every_refusal_of_a_readable_text_is_told() -> None:
    """One go is enough to mend the file."""
    found = parse_yaml("a: !x 1\nb: &y 2\nc: *y\nc: 3\n", START)
    assert [problem.line for problem in found.problems] == [1, 3, 4]
    assert found.root is not None


def test_a_bomb_is_named_once_and_never_unfolded() -> None:
    """Ten levels of ten references each would be ten thousand million values."""
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 11)]
    found = parse_yaml("\n".join(["a0: &a0 lol", *levels]), START)
    assert [problem.line for problem in found.problems] == list(range(2, 12))


def test_values_stay_what_was_written() -> None:
    """Nobody is called false because his name is No, and an id keeps its zeros."""
    text = "[No, on, 007, 1_000, 1:30, 2024-01-01, 0x1F, 1e3, .5, Null, 'null', '', ~, null, <<]"
    root = parse_yaml(text, START).root
    assert root is not None
    assert plain(root) == [
        *("No", "on", "007", "1_000", "1:30", "2024-01-01", "0x1F", "1e3", ".5", "Null", "null", ""),
        *(None, None, "<<"),
    ]


def test_every_value_has_its_place() -> None:
    """Keys and values, in blocks and in brackets; what is not there is looked for in the innermost block."""
    root = parse_yaml("a: 1\nb:\n  - x\n  - {c: y}\n", START).root
    assert root is not None
    locate = Locator(root)
    expected = {("a",): (1, 4), ("b", 0): (3, 5), ("b", 1, "c"): (4, 9), ("b", 1, "missing"): (4, 5)}
    for path, place in expected.items():
        assert (locate.value(*path).line, locate.value(*path).column) == place
    assert locate.key("b", 1, "c").column == 6
    assert locate.key("b").line == 2
    assert locate.key("missing", "deeper").line == 1


@given(st.text(alphabet=st.sampled_from("ab:-[]{},*&!|>'\"%@`#? \n\t\r0~<\\."), max_size=60))
def test_any_text_is_understood_or_refused(text: str) -> None:
    """Nothing else comes out of the parser."""
    found = parse_yaml(text, START)
    assert found.root is not None or found.problems


@given(st.text(max_size=60))
def test_any_characters_are_understood_or_refused(text: str) -> None:
    """Control characters, lone surrogates and all."""
    found = parse_yaml(text, START)
    assert found.root is not None or found.problems
