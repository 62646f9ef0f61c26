"""Bytes of any origin become text, or are refused with the cure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile
from lineup_engine.texts.decode import MAX_TEXT_MIB, decode

ACCENTS = "Position,Name\nC,Nikola Jokić é\n"
LATIN = "Position,Name\nC,José Peña\n"


def read(content: bytes) -> str:
    """The text of a file with this content."""
    return decode(NamedFile("slate.csv", content)).text


def refusal(content: bytes | None, unreadable: str = "") -> str:
    """Why a file is refused."""
    with pytest.raises(InputError) as refused:
        decode(NamedFile("slate.csv", content, unreadable))
    assert [problem.file for problem in refused.value.problems] == ["slate.csv"]
    assert refused.value.problems[0].hint
    return str(refused.value)


@pytest.mark.parametrize("content", [ACCENTS.encode(), b"\xef\xbb\xbf" + ACCENTS.encode()])
def test_utf8_is_read_silently_with_and_without_a_mark(content: bytes) -> None:
    decoded = decode(NamedFile("slate.csv", content))
    assert (decoded.text, decoded.warnings) == (ACCENTS, ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_read_with_a_warning_marked_or_not(encoding: str) -> None:
    decoded = decode(NamedFile("slate.csv", ACCENTS.encode(encoding)))
    assert decoded.text == ACCENTS
    assert "UTF-16" in decoded.warnings[0]


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_latin_letters_are_read_with_a_warning(encoding: str) -> None:
    decoded = decode(NamedFile("slate.csv", LATIN.encode(encoding)))
    assert decoded.text == LATIN
    assert "not UTF-8" in decoded.warnings[0]


def test_bytes_that_windows_does_not_know_are_latin_1() -> None:
    assert read(b"Jos\xe9 \x81") == "José \x81"


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", "\n".encode("utf-16")])
def test_nothing_but_white_space_is_empty(content: bytes) -> None:
    assert "is empty" in refusal(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Position,Name\nC,Bad\0Name\n", "slate.csv:2: has NUL bytes"),
        ("Position\nC\0\n".encode("utf-16"), "slate.csv:2: has NUL bytes"),
        (b"PK\x03\x04 and so on", "spreadsheet"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"  <html>", "web page"),
        (b"\xff\xfeP\x00\x00\xd8", "damaged"),
    ],
)
def test_what_is_no_text_is_named(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_a_file_over_the_limit_is_refused_and_the_limit_stated() -> None:
    assert f"larger than {MAX_TEXT_MIB} MiB" in refusal(b"x" * (MAX_TEXT_MIB * 2**20 + 1))
    assert read(b"x" * (MAX_TEXT_MIB * 2**20))[:3] == "xxx"


def test_a_file_without_contents_says_why() -> None:
    assert "slate.csv: is a directory" in refusal(None, "is a directory")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        text = read(content)
    except InputError:
        return
    assert text.strip()
    assert "\0" not in text


@given(st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"]), min_size=1))
def test_utf8_text_comes_back_as_it_was(text: str) -> None:
    prefixed = "Name," + text
    assert read(prefixed.encode()) == prefixed
