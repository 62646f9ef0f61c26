"""From a file's bytes to its text: encodings are recognised, and what is no text is refused with the cure."""

import codecs
from dataclasses import dataclass

from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem

MAX_TEXT_MIB = 16
"""The largest text file that is read, in MiB; the largest slate seen has 0.1."""

_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_LOOK_BYTES = 2000

_NO_TEXTS = {
    b"PK\x03\x04": ("is a spreadsheet or an archive, not a text file", "save the sheet as CSV, or unpack the archive"),
    b"\xd0\xcf\x11\xe0": ("is an old Excel file, not a text file", "save the sheet as CSV"),
    b"%PDF": ("is a PDF, not a text file", "download the CSV"),
    b"\x1f\x8b": ("is compressed", "unpack it first"),
    b"<!doctype": ("is a web page, not a CSV file", "log in to the site and download the file again"),
    b"<html": ("is a web page, not a CSV file", "log in to the site and download the file again"),
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and what the user should know about how it was read."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(file: NamedFile, most_mib: int = MAX_TEXT_MIB) -> Decoded:
    """The text of a file of at most so many MiB; raises `InputError` when it has none."""
    content = _contents(file, most_mib).removeprefix(codecs.BOM_UTF8)
    decoded = _decoded(file, content)
    if not decoded.text.strip():
        raise _refused(file, "is empty", "download it again")
    return decoded


def _decoded(file: NamedFile, content: bytes) -> Decoded:
    encoding = _utf16_form(content)
    if encoding:
        return _decoded_utf16(file, content, encoding)
    _refuse_binary(file, content)
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _decoded_legacy(file, content)


def _contents(file: NamedFile, most_mib: int) -> bytes:
    if file.content is None:
        raise _refused(file, file.unreadable or "cannot be read", "check the path: it is relative to the config file")
    if len(file.content) > most_mib << 20:
        more = "? a slate has less than 1 MiB" if most_mib == MAX_TEXT_MIB else "?"
        raise _refused(file, f"is larger than {most_mib} MiB", f"is it the right file{more}")
    return file.content


def _utf16_form(content: bytes) -> str:
    """Which UTF-16 the bytes are: by their mark, else by where the zero bytes of Latin letters lie; "" = none."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return encoding
    look = content[:_LOOK_BYTES]
    half = max(1, len(look) // 2)
    even, odd = look[0::2].count(0), look[1::2].count(0)
    if odd > 0.7 * half and not even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and not odd else ""


def _decoded_utf16(file: NamedFile, content: bytes, encoding: str) -> Decoded:
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _refused(file, "is damaged: it begins as UTF-16 and does not go on so", "save it as UTF-8") from error
    if "\0" in text:
        raise _nul_bytes(file, text.count("\n", 0, text.index("\0")) + 1)
    return Decoded(text, (f"{file.path} is UTF-16, not UTF-8: it was read as such",))


def _decoded_legacy(file: NamedFile, content: bytes) -> Decoded:
    """Windows-1252 holds all of Latin-1's letters; the few bytes it does not know are Latin-1's."""
    try:
        text, name = content.decode("cp1252"), "Windows-1252 (Latin-1)"
    except UnicodeDecodeError:
        text, name = content.decode("latin-1"), "Latin-1"
    return Decoded(text, (f"{file.path} is not UTF-8: it was read as {name}; look at names with accents",))


def _refuse_binary(file: NamedFile, content: bytes) -> None:
    start = content[:16].lstrip().lower()
    for magic, (what, cure) in _NO_TEXTS.items():
        if start.startswith(magic.lower()):
            raise _refused(file, what, cure)
    if b"\0" in content:
        raise _nul_bytes(file, content.count(b"\n", 0, content.index(b"\0")) + 1)


def _nul_bytes(file: NamedFile, line: int) -> InputError:
    problem = Problem(file.path, line, 0, "has NUL bytes: it is damaged or no text file", "download or export it again")
    return InputError([problem])


def _refused(file: NamedFile, what: str, cure: str) -> InputError:
    return InputError([Problem(file.path, 0, 0, what, cure)])
