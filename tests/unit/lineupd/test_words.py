"""What a worker says: nothing is lost of little, and a flood is neither kept nor waited for."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from lineupd.executors.words import BURST_BYTES, BYTES_PER_S, TOO_FAST, Words


@dataclass
class _Heard:
    """The lines that were passed on, and a clock."""

    lines: list[str] = field(default_factory=list)
    now: float = 0.0

    def words(self) -> Words:
        return Words(self.lines.append, lambda: self.now)


@given(lines=st.lists(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20)), cuts=st.randoms())
def test_lines_arrive_whole_however_they_are_cut(lines: list[str], cuts: object) -> None:
    heard = _Heard()
    words = heard.words()
    rest = "".join(f"{line}\n" for line in lines).encode()
    while rest:
        length = cuts.randint(1, 7)  # type: ignore[attr-defined]
        words.hear(rest[:length])
        rest = rest[length:]
    words.end()
    assert heard.lines == lines


def test_a_flood_is_counted() -> None:
    """And what comes after it is heard again."""
    heard = _Heard()
    words = heard.words()
    flood = b"x" * 79 + b"\n"
    pieces = 4 * BURST_BYTES // len(flood)
    for _ in range(pieces):
        words.hear(flood)
    kept = len(heard.lines)
    assert kept == BURST_BYTES // len(flood) + 1
    assert heard.lines[-1] == TOO_FAST
    heard.now = BURST_BYTES / BYTES_PER_S
    words.hear(b"the end\n")
    assert heard.lines[kept:] == [f"({(pieces - kept + 1) * len(flood)} bytes were left out)", "the end"]


def test_a_flood_that_lasts_to_the_end_is_told() -> None:
    heard = _Heard()
    words = heard.words()
    words.hear(b"unfinished")
    words.hear(b"x" * (BURST_BYTES + 1))
    words.end()
    assert heard.lines == ["unfinished", TOO_FAST, f"({BURST_BYTES + 1} bytes were left out)"]


def test_a_line_without_end_is_cut_to_pieces() -> None:
    heard = _Heard()
    words = heard.words()
    for _ in range(10):
        words.hear(b"x" * 950)
    words.end()
    assert sum(map(len, heard.lines)) == 9_500
    assert max(map(len, heard.lines)) <= 4000


def test_the_last_words_are_the_last_lines_also_of_a_flood() -> None:
    words = _Heard().words()
    words.hear(b"x" * (2 * BURST_BYTES) + b"\nwhat\n\na cruel\nworld\n")
    assert words.last() == "what | a cruel | world"


def test_of_a_crash_it_is_told_what_and_where() -> None:
    words = _Heard().words()
    words.hear(
        b"hello\nFatal Python error: Segmentation fault\n\nCurrent thread 0x1 (most recent call first):\n"
        b'  File "a.py", line 1 in f\n  File "b.py", line 2 in g\n\nThread 0x2:\n  File "c.py", line 3 in h\n'
    )
    assert words.last() == 'Fatal Python error: Segmentation fault | File "a.py", line 1 in f'
