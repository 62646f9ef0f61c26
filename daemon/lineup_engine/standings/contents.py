"""The text of a standings file: a CSV, or the site's zip archive with one CSV in it."""

import io
import struct
import zipfile
import zlib

from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.texts.decode import Decoded, decode

MAX_MIB = 256
"""The largest standings that are read, in MiB: more than a million entries."""

_BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)
"""What the library meets in damaged archives, offsets and lengths of any size among it."""

_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})

_ZIP = b"PK\x03\x04"
_AGAIN = "download the standings again, or unpack the archive and name the CSV in it"


def read_contents(file: NamedFile) -> tuple[NamedFile, Decoded]:
    """The CSV of a standings file and its text; raises `InputError` where there is none."""
    if file.content is not None and file.content.startswith(_ZIP):
        file = _unpacked(file, file.content)
    return file, decode(file, MAX_MIB)


def _unpacked(file: NamedFile, content: bytes) -> NamedFile:
    """The one CSV of an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            member = _only_csv(file, archive)
            if member.compress_type not in _PACKINGS:
                raise _refused(file, "is packed in a way that sites do not use", _AGAIN)
            if member.file_size > MAX_MIB << 20:
                raise _refused(file, f"holds a file of more than {MAX_MIB} MiB", "is it the right file?")
            # The size that an archive says may be wrong: no more than the limit and one byte is ever unpacked.
            with archive.open(member) as packed:
                text = packed.read((MAX_MIB << 20) + 1)
    except RuntimeError as locked:
        raise _refused(file, "is an archive with a password", "unpack it and name the CSV in it") from locked
    except _BROKEN as broken:
        raise _refused(file, f"is a damaged archive ({broken})", _AGAIN) from broken
    return NamedFile(f"{file.path}/{member.filename}", text)


def _only_csv(file: NamedFile, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The CSV; what a Mac adds to archives of its own does not count."""
    members = [one for one in archive.infolist() if one.filename.casefold().endswith(".csv")]
    members = [one for one in members if not one.filename.startswith("__MACOSX/")]
    if len(members) == 1:
        return members[0]
    if any(one.filename.startswith("xl/") for one in archive.infolist()):
        raise _refused(file, "is a spreadsheet, not the site's standings", "save the sheet as CSV")
    found = f"{len(members)} CSV files" if members else "no CSV file"
    raise _refused(file, f"is an archive with {found} in it", "name the standings themselves: one CSV of one contest")


def _refused(file: NamedFile, what: str, cure: str) -> InputError:
    return InputError([Problem(file.path, 0, 0, what, cure)])
