"""Every real entries file comes back upload-ready: ids, order and locked cells kept, and lineups that a judge accepts."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from engine_runs import run_all, submission
from entries_files import beside, entries_file, entry, read_back
from game_slates import game_slate
from lineup_engine.entries.read import read_entries
from lineup_engine.seam import NamedFile
from lineup_engine.sites.tables import find_rules
from lineup_engine.work import check, export
from salary_file import read_salary_file
from slate_dialects import Dialect, slate_bytes
from slates import make_projections
from validator import Wishes, violations, violations_of_upload

FILES = {
    "nba/dk_2024-12-25/entries_with_pool.csv": ("nba", "classic", 6),
    "nba/dk_2024-11-26_lateswap/entries.csv": ("nba", "classic", 6),
    "nba/dk_2022_showdown/entries.csv": ("nba", "showdown", 26),
}
LOCKED = " (LOCKED)"


def rows_of(content: bytes, width: int) -> list[list[str]]:
    """The entries' part of a file, header first, as it stands there."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    return [row[:width] for row in rows if row[0]]


def done(folder: Path, config: str, files: dict[str, bytes], fmt: str = "dk") -> tuple[dict[str, Any], bytes]:
    """A job's result and its upload file."""
    sent = submission(config, files)
    made = run_all(folder, sent)
    site = {"dk": "draftkings", "fd": "fanduel"}[fmt]
    return json.loads(made.result_json), export(made.result_json, fmt, site, "", sent)


def without_the_locked(told: list[str], result: dict[str, Any], entries: list[list[str]]) -> list[str]:
    """What a judge says, without what is so because the entry was so: who is locked plays, and their games are lost."""
    locked = {row[0]: {cell.split(" (")[0] for cell in row[4:] if cell.endswith(LOCKED)} for row in entries}
    allowed = {
        f"lineup {number}: the game of {name} has begun"
        for number, lineup in enumerate(result["lineups"], start=1)
        for name in locked[lineup["entries"][0]]
    }
    allowed |= {
        f"lineup {number}: it has players of 1 games, the site wants 2"
        for number, lineup in enumerate(result["lineups"], start=1)
        if locked[lineup["entries"][0]]
    }
    return [why for why in told if why not in allowed and not re.search("worth .* than the one before", why)]


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_is_filled_and_comes_back(shared_data: Path, tmp_path: Path, name: str) -> None:
    sport, mode, count = FILES[name]
    content = (shared_data / name).read_bytes()
    result, upload = done(tmp_path, f"{{sport: {sport}, mode: {mode}, entries: e.csv}}", {"e.csv": content})
    slots = len(result["lineups"][0]["players"])
    _, *before = rows_of(content, 4 + slots)
    after = read_back(upload, slots)
    assert upload.split(b"\n")[0] == content.split(b"\n")[0]
    assert beside(upload, slots) == beside(content, slots)
    assert [list(one.front) for one in after] == [row[:4] for row in before]
    assert len(after) == count
    for one, row in zip(after, before, strict=True):
        kept = [(place, cell) for place, cell in enumerate(row[4:]) if cell.endswith(LOCKED)]
        assert all(one.cells[place] == cell for place, cell in kept)
        assert sum(cell.endswith(LOCKED) for cell in one.cells) == len(kept)
    assert [lineup["entries"] for lineup in result["lineups"]] == [[one.id] for one in after]
    game = sport if mode == "classic" else f"{sport} {mode}"
    told = violations(content, game, result, Wishes(count))
    assert without_the_locked(told, result, before) == []
    again = read_entries(NamedFile("again.csv", upload), "draftkings")
    assert [[cell.id for cell in row.cells] for row in again.rows] == [
        [one["id"] for one in lineup["players"]] for lineup in result["lineups"]
    ]


@pytest.mark.parametrize("name", FILES)
def test_entries_beyond_the_lineups_stay_byte_for_byte(shared_data: Path, tmp_path: Path, name: str) -> None:
    """One lineup for the first entry; every other line is as it was."""
    sport, mode, _ = FILES[name]
    content = (shared_data / name).read_bytes()
    config = f"{{sport: {sport}, mode: {mode}, entries: e.csv, lineups: 1}}"
    _, upload = done(tmp_path, config, {"e.csv": content})
    lines, were = upload.split(b"\n"), content.split(b"\n")
    assert lines[1] != were[1]
    assert [lines[0], *lines[2:]] == [were[0], *were[2:]]


@pytest.mark.parametrize("slate", ["", "slate: s.csv, "])
def test_what_was_uploaded_can_be_filled_again(shared_data: Path, tmp_path: Path, slate: str) -> None:
    """The upload file is an entries file, alone or beside a slate without marks; equal wishes change nothing in it."""
    folder = shared_data / "nba" / "dk_2024-12-25"
    files = {"e.csv": (folder / "entries_with_pool.csv").read_bytes(), "s.csv": (folder / "salaries.csv").read_bytes()}
    config = f"{{sport: nba, {slate}entries: e.csv}}"
    first, upload = done(tmp_path / "a", config, files)
    second, again = done(tmp_path / "b", config, {**files, "e.csv": upload})
    assert again == upload
    assert second["hash"] == first["hash"]


def test_marks_in_cells_alone_keep_begun_games_out(shared_data: Path, tmp_path: Path) -> None:
    """Without the pool beside the entries, and beside a slate that was taken before: it is told, and heeded."""
    folder = shared_data / "nba" / "dk_2024-12-25"
    slate = (folder / "salaries.csv").read_bytes()
    rows = rows_of((folder / "entries_with_pool.csv").read_bytes(), 12)
    alone = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
    sent = submission("{sport: nba, slate: s.csv, entries: e.csv}", {"e.csv": alone, "s.csv": slate})
    assert any("(LOCKED) tells that MIN@DAL, SAS@NYK began" in told for told in check(sent).warnings)
    upload = export(run_all(tmp_path, sent).result_json, "dk", "draftkings", "", sent)
    begun = {one.id for one in read_salary_file(slate) if one.game in {"min@dal", "sas@nyk"}}
    for one in read_back(upload, 8):
        assert not any(cell.endswith(f"({player})") for cell in one.cells for player in begun)


@pytest.mark.parametrize(
    ("game", "fmt"),
    [("nfl", "dk"), ("mlb", "dk"), ("nhl", "dk"), ("fanduel nfl", "fd"), ("fanduel mlb", "fd"), ("fanduel nba", "fd")],
)
def test_reservations_of_both_sites_are_filled(tmp_path: Path, game: str, fmt: str) -> None:
    """Five blank entries: the five best lineups in order, in the site's own layout."""
    sport = game.rsplit(maxsplit=1)[-1]
    site = "fanduel" if fmt == "fd" else "draftkings"
    titles = [slot.title for slot in find_rules(site, sport, "classic")[0].slots]
    pool = game_slate(game, 5) if fmt == "fd" else slate_bytes(sport, 5, Dialect.PLAIN)
    content = entries_file(titles, [entry(n, *[""] * len(titles)) for n in range(5)], pool, site)
    config = f"{{site: {site}, sport: {sport}, entries: e.csv}}"
    result, upload = done(tmp_path / "a", config, {"e.csv": content}, fmt)
    assert done(tmp_path / "b", config, {"e.csv": upload}, fmt)[1] == upload
    after = read_back(upload, len(titles), site)
    assert [one.id for one in after] == [lineup["entries"][0] for lineup in result["lineups"]]
    assert violations(pool, game, result, Wishes(5)) == []
    table = io.StringIO(newline="")
    csv.writer(table).writerows([titles, *(one.cells for one in after)])
    assert violations_of_upload(pool, game, table.getvalue().encode(), Wishes(5)) == []


@pytest.mark.parametrize(
    ("drawn", "told"), [("sims: {count: 500}", True), ("rules: {randomness: {share: 10%}}", False)]
)
def test_drawn_lineups_go_to_free_entries_and_the_best_to_the_others(tmp_path: Path, drawn: str, told: bool) -> None:
    """Entries with locked players are not drawn; with none but them there is nothing to draw."""
    titles = ["D"] * 6
    pool = slate_bytes("nascar", 5, Dialect.PLAIN)
    name = next(row[1] for row in csv.reader(io.StringIO(pool.decode())) if row[0] == "D")
    rows = [entry(1, *[""] * 6), entry(2, f"{name}{LOCKED}", *[""] * 5)]
    config = f"{{sport: nascar, slate: s.csv, entries: e.csv, projections: {{file: p.csv}}, {drawn}}}"
    files = {"s.csv": pool, "p.csv": make_projections("nascar", 5).encode()}
    for some in (rows, rows[1:]):
        content = entries_file(titles, some)
        result, upload = done(tmp_path / str(len(some)), config, {**files, "e.csv": content})
        assert [lineup["entries"] for lineup in result["lineups"]] == [[row[0]] for row in some]
        assert [lineup["optimal"] is not None for lineup in result["lineups"]] == [told, False][-len(some) :]
        assert read_back(upload, 6)[-1].cells[0] == f"{name}{LOCKED}"
    result, _ = done(tmp_path / "more", config.replace("}, ", "}, lineups: 4, ", 1), {**files, "e.csv": content})
    assert [lineup["entries"] for lineup in result["lineups"]] == [[rows[1][0]], [], [], []]
    assert [lineup["optimal"] is not None for lineup in result["lineups"]] == [False, told, told, told]
    shares = [lineup["optimal"] or 0 for lineup in result["lineups"][1:]]
    assert shares == sorted(shares, reverse=True)


def test_an_upload_file_without_entries_is_refused(shared_data: Path) -> None:
    """A file of lineups has no entries to fill."""
    files = {
        "e.csv": (shared_data / "mma/dk_2019-03-16/upload.csv").read_bytes(),
        "s.csv": (shared_data / "mma/dk_2019-03-16/salaries.csv").read_bytes(),
    }
    report = check(submission("{sport: mma, slate: s.csv, entries: e.csv}", files))
    assert [str(problem).split(" (")[0] for problem in report.problems] == [
        "e.csv:1: is no entries file: its first columns are not Entry ID, Contest Name, Contest ID, Entry Fee"
    ]
