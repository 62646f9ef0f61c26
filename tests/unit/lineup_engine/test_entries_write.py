"""Writing entries files: what is not changed stays the same byte for byte, and the file comes back the same."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entries_files import FRONT, as_rows, beside, entry, read_back
from lineup_engine.entries.read import EntriesFile, read_entries
from lineup_engine.entries.write import write_entries
from lineup_engine.seam import NamedFile

HEADER = "Entry ID,Contest Name,Contest ID,Entry Fee,P,P.1,C,,Instructions\r\n"


def read(content: bytes, site: str = "draftkings") -> EntriesFile:
    return read_entries(NamedFile("e.csv", content), site)


def test_only_new_players_are_written() -> None:
    """Quotes, spaces, marks, players who stay and what is beside are as they were; `P.1` is P again."""
    row = '4000000001,"Big, ""One""",17,$4 ,Al(101),"Bo (102) (LOCKED)",103,,1. Column A\r\n'
    file = read((HEADER + row).encode())
    out = write_entries(file, {"4000000001": ("101", "102", "104")}, {"104": 'Ed "E", Jr. (104)', "101": "x"})
    assert out.decode() == (
        "Entry ID,Contest Name,Contest ID,Entry Fee,P,P,C,,Instructions\r\n"
        '4000000001,"Big, ""One""",17,$4 ,Al(101),"Bo (102) (LOCKED)","Ed ""E"", Jr. (104)",,1. Column A\r\n'
    )


def test_the_pool_and_rows_without_entries_stay() -> None:
    """Whatever line ends and blank rows the file has, and although its last row has no end."""
    text = (
        'Entry ID,Contest Name,Contest ID,Entry Fee,D,,Instructions,\n1,a,2,$4,,,1. Column A,\r\n\r\n,,,,,,"Name\n",ID'
    )
    assert write_entries(read(text.encode()), {}, {}) == text.encode()
    out = write_entries(read(text.encode()), {"1": ("5",)}, {"5": "Al (5)"})
    assert out == text.replace("$4,,", "$4,Al (5),").encode()


def test_a_locked_cell_is_never_written() -> None:
    """Whatever is chosen for it."""
    file = read(as_rows([[*FRONT["draftkings"], "D"], entry(1, "Al (101) (LOCKED)")]))
    out = write_entries(file, {"4000000001": ("102",)}, {"102": "Bo (102)"})
    assert read_back(out, 1)[0].cells == ("Al (101) (LOCKED)",)


def test_short_rows_are_as_long_as_the_header() -> None:
    """A spreadsheet program leaves trailing blanks out."""
    file = read(b"Entry ID,Contest Name,Contest ID,Entry Fee,D,D\n1,a,2,$4\n")
    assert write_entries(file, {}, {}) == b"Entry ID,Contest Name,Contest ID,Entry Fee,D,D\n1,a,2,$4,,\n"


@pytest.mark.parametrize(("name", "written"), [("Jose (5)", b"Jose (5)"), ("José (5)", b"5")])
def test_foreign_letters_stay_and_ours_do_not_mix_with_them(name: str, written: bytes) -> None:
    """A file in Latin-1 keeps its bytes, and a name that would be written in other bytes is left out."""
    content = "Entry ID,Contest Name,Contest ID,Entry Fee,D,D\n1,Señor,2,$4,Ñ (4) (LOCKED),\n".encode("latin-1")
    out = write_entries(read(content), {"1": ("4", "5")}, {"4": "x", "5": name})
    assert out == content.removesuffix(b"\n") + written + b"\n"


def test_utf16_is_read_for_what_it_says() -> None:
    """Its bytes cannot be kept: the site takes none."""
    text = "Entry ID,Contest Name,Contest ID,Entry Fee,D\n1,Señor,2,$4,\n"
    assert write_entries(read(text.encode("utf-16")), {}, {}) == text.encode("utf-8")


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('",\n'), max_size=12)
NAMES = st.from_regex(r"""[A-Za-zÀ-ž'".,\- ]{1,20}""", fullmatch=True)
IDS = st.integers(1, 10**12).map(str)


@st.composite
def cells(draw: st.DrawFn, site: str) -> str:
    """A cell in any form, blank ones too."""
    number, name = draw(IDS), draw(NAMES)
    if site == "fanduel":
        return draw(st.sampled_from(["", f"77-{number}", f"77-{number}:{name}"]))
    forms = ["", number, f"{name} ({number})", f"{name}({number})", f"{name} ({number}) (LOCKED)"]
    return draw(st.sampled_from(forms))


@st.composite
def files(draw: st.DrawFn) -> tuple[str, int, list[list[str]], bytes]:
    """A site, a number of slots, the rows of entries, and the file with whatever is beside them."""
    site, size = draw(st.sampled_from(list(FRONT))), draw(st.integers(1, 4))
    ids = draw(st.lists(IDS, min_size=1, max_size=6, unique=True))
    rows = [[one, draw(TEXTS), draw(IDS), draw(TEXTS), *(draw(cells(site)) for _ in range(size))] for one in ids]
    titles = ["D" if not number or draw(st.booleans()) else f"D.{number}" for number in range(size)]
    width = 4 + size
    lines: list[Sequence[str]] = [[*FRONT[site], *titles, draw(st.sampled_from(["", "Unnamed: 9"])), "Instructions"]]
    for row in rows:
        lines.append([*row, "", draw(TEXTS)])
        lines += [[""] * width + ["", draw(TEXTS)]] * draw(st.integers(0, 1)) + [[]] * draw(st.integers(0, 1))
    content = as_rows(lines, draw(st.sampled_from(["\n", "\r\n"])))
    return site, size, rows, draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + content


@given(files(), st.data())
def test_what_is_written_is_read_again(made: tuple[str, int, list[list[str]], bytes], data: st.DataObject) -> None:
    """Ids, order and fees of all entries; cells as they were or as chosen; and a second round changes nothing.

    What is beside the entries stays as it was.
    """
    site, size, rows, content = made
    file = read(content, site)
    assert [one.id for one in file.rows] == [row[0] for row in rows]
    new = {"77-0" if site == "fanduel" else "0": "77-0" if site == "fanduel" else 'Ann "A", B. (0)'}
    changed = data.draw(st.sets(st.sampled_from([row[0] for row in rows])))
    out = write_entries(file, {one: tuple(new) * size for one in changed}, new)
    assert beside(out, size, site) == beside(content.removeprefix(b"\xef\xbb\xbf"), size, site)
    again = read_back(out, size, site)
    assert [list(one.front) for one in again] == [row[:4] for row in rows]
    for one, row, before in zip(again, rows, file.rows, strict=True):
        free = [one.id in changed and not cell.locked for cell in before.cells]
        assert list(one.cells) == [
            next(iter(new.values())) if is_new else old for old, is_new in zip(row[4:], free, strict=True)
        ]
    assert write_entries(read(out, site), {}, {}) == out
    assert [one.id for one in read(out, site).rows] == [one.id for one in file.rows]
