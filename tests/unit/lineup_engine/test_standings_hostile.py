"""Whatever is in a standings file, the answer is standings or problems with words, never an exception."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from lineup_engine.standings.recompute import recompute
from small_contests import CAPTAINS, RACE, read, showdown
from standings_files import archive, as_file, modern, written_by_r

STRANGE = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            *(
                "",
                "NA",
                "-1",
                "1e400",
                "nan",
                "inf",
                "1,5",
                "0x10",
                "١٢",
                "9" * 400,
                "D LOCKED",
                "LOCKED",
                "D",
                "D D D",
            ),
            *("D Al Able" * 20, "D \x00", "D \ud7ff", " D  Al Able ", "%", "100%", "1e-400", "((((1/2)", "=1+1"),
        ]
    ),
)
CHANGES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 10), STRANGE), min_size=1, max_size=8)


def changed(rows: list[list[str]], changes: list[tuple[int, int, str]]) -> bytes:
    rows = [list(row) for row in rows]
    for line, column, text in changes:
        row = rows[line % len(rows)]
        row[column % len(row)] = text.replace("\x00", "?")
    return as_file(rows)


@settings(max_examples=examples(150))
@given(CHANGES, st.booleans())
def test_any_cell_may_hold_anything(changes: list[tuple[int, int, str]], by_r: bool) -> None:
    reading = read(changed(written_by_r(RACE) if by_r else modern(RACE), changes))
    assert (reading.standings is None) == bool(reading.problems)
    assert all(problem.message for problem in reading.problems)
    if reading.standings is not None:
        counted = recompute(reading.standings)
        assert counted.totals_differ <= counted.totals
        assert counted.drafted_differ <= counted.drafted


@settings(max_examples=examples(100))
@given(CHANGES)
def test_captains_too(changes: list[tuple[int, int, str]]) -> None:
    slate, rules = showdown()
    reading = read(changed(modern(CAPTAINS), changes), slate, rules)
    assert (reading.standings is None) == bool(reading.problems)


@settings(max_examples=examples(100))
@given(st.binary(max_size=300), st.integers(0, 400))
def test_any_bytes(noise: bytes, place: int) -> None:
    """Put into a good file, into a good archive, and alone."""
    good = as_file(modern(RACE))
    packed = archive({"a.csv": good})
    for content in (noise, good[:place] + noise + good[place:], packed[:place] + noise + packed[place:]):
        reading = read(content)
        assert (reading.standings is None) == bool(reading.problems)


def test_damaged_archives_are_told() -> None:
    """Offsets and lengths of any size: the library answers them with many kinds of errors."""
    packed = archive({"a.csv": as_file(modern(RACE)), "b.txt": b"x"})
    draw = random.Random(4)
    for _ in range(examples(2_000)):
        content = bytearray(packed)
        for _ in range(draw.choice((1, 1, 2, 8))):
            content[draw.randrange(len(content))] = draw.randrange(256)
        reading = read(bytes(content))
        assert (reading.standings is None) == bool(reading.problems)


@settings(max_examples=examples(50))
@given(st.permutations(range(11)))
def test_columns_may_stand_in_any_order(order: list[int]) -> None:
    """A spreadsheet may have moved them."""
    rows = [[*row, *[""] * (11 - len(row))] for row in modern(RACE)]
    moved = read(as_file([[row[column] for column in order] for row in rows])).standings
    plain = read(as_file(rows)).standings
    assert moved is not None
    assert plain is not None
    assert moved.entries.lineups.tolist() == plain.entries.lineups.tolist()
    assert moved.listed.points.tolist() == plain.listed.points.tolist()
