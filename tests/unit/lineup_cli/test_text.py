"""Whatever a name holds, it stays on its line, in its column, and does nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_cli.text import ELLIPSIS, cell_width, clean, counted, cut, fold, pad, wrap

ANY = st.text(max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kyle Larson", "Kyle Larson"),
        ("two\nlines", "two\\nlines"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\u00a0b", "a b"),
        ("\u202etxt", "\\u202etxt"),
    ],
)
def test_control_characters_are_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("é", 1), ("e\u0301", 1), ("漢字", 4), ("🏁", 2)])
def test_widths_are_those_of_a_terminal(text: str, width: int) -> None:
    assert cell_width(text) == width


@given(ANY, st.integers(1, 30))
def test_a_cut_text_is_printable_and_no_wider(text: str, width: int) -> None:
    short = cut(text, width)
    assert short.isprintable()
    assert cell_width(short) <= width
    assert cell_width(pad(short, width)) == width


@given(st.text("abc ", max_size=20), st.integers(2, 30))
def test_only_what_is_too_long_is_cut(text: str, width: int) -> None:
    assert cut(text, width) == (text if len(text) <= width else text[: width - 1] + ELLIPSIS)


@given(st.lists(st.text("abc", min_size=1, max_size=12), max_size=8), st.integers(5, 30))
def test_wrapped_parts_keep_their_order_and_fit(parts: list[str], width: int) -> None:
    lines = wrap(parts, width)
    assert all(cell_width(line) <= width for line in lines)
    words = " ".join(lines).replace(",", "").split()
    assert words == [cut(part, width - (number < len(parts) - 1)) for number, part in enumerate(parts)]


@given(ANY, st.integers(2, 30))
def test_a_folded_text_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = fold(text, width)
    assert all(line.isprintable() and cell_width(line) <= width for line in lines)
    assert cut("".join(lines).replace(" ", ""), 1000) == cut(clean(text).replace(" ", ""), 1000)


def test_one_is_not_several() -> None:
    assert [counted(count, "lineup") for count in (0, 1, 2)] == ["0 lineups", "1 lineup", "2 lineups"]
