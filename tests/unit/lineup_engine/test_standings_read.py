"""Reading standings: every form that the site has given them, and whom their names mean."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from lineup_engine.standings.model import UNFILLED, UNREAD, UNSEEN, Stranger
from lineup_engine.standings.recompute import Differences, recompute, totals_of
from lineup_engine.units import to_units
from small_contests import CAPTAINS, FIGHTERS, GAMES, RACE, SCORES, drivers, lineup, read, showdown, slate_of, standings
from standings_files import Contest, archive, as_file, entries_only, modern, written_by_r

FORMS = {
    "modern": as_file(modern(RACE)),
    "plain line ends": as_file(modern(RACE), "\n", mark=False),
    "UTF-16": ("\ufeff" + as_file(modern(RACE), mark=False).decode()).encode("utf-16-le"),
    "a row per slot": as_file(modern(RACE, by_slot=True)),
    "written by R": as_file(written_by_r(RACE), "\n", mark=False),
    "semicolons": as_file(modern(RACE), mark=False).replace(b",", b";"),
    "an archive": archive({"contest-standings-1.csv": as_file(modern(RACE))}),
    "a Mac's archive": archive({"c.csv": as_file(modern(RACE)), "__MACOSX/._c.csv": b"\0"}),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_tells_the_same(form: str) -> None:
    found = standings(FORMS[form])
    entries = found.entries
    assert entries.rank.tolist() == sorted(RACE.ranks())
    assert set(entries.users) == {"one", "two", "three", "four", "five (x/2)"}
    assert entries.lineups[5].tolist() == [UNFILLED] * 6
    assert recompute(found) == Differences(6, 0, 6, 0, 9, 0)
    assert not found.is_live
    assert found.strangers == ()
    assert dict(zip(FIGHTERS, found.listed.points.tolist(), strict=True)) == {
        name: int(Fraction(points) * 100_000) for name, points in SCORES.items()
    }


def test_entries_are_as_in_the_file() -> None:
    entries = standings(as_file(modern(RACE))).entries
    assert entries.users == ("one", "two", "five (x/2)", "one", "three", "four")
    assert entries.lineups[:2].tolist() == [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0]]
    assert entries.ids[:2] == ("4000000000", "4000000002")
    assert entries.rank.tolist() == [1, 1, 3, 4, 5, 6]
    assert entries.points[0] == int(RACE.total(RACE.lineups[0][1]) * 100_000)
    assert entries.is_filled.tolist() == [True] * 5 + [False]


def test_the_oldest_files_have_no_players() -> None:
    found = standings(as_file(entries_only(RACE)))
    assert not found.listed.is_scored.any()
    assert recompute(found) == Differences(1, 0, 6, 0, 0, 0)


def test_a_table_of_players_that_ends_too_soon_is_no_zero() -> None:
    """A contest with fewer entries than players lists as many players as entries."""
    rows = modern(RACE)[:5]
    found = standings(as_file(rows))
    assert found.listed.is_scored.sum() == 4
    assert recompute(found).totals < 5


def test_points_lose_the_noise_of_single_precision() -> None:
    rows = modern(RACE)
    rows[1][4], rows[2][4] = "332.09998", "332.100006"
    assert standings(as_file(rows)).entries.points[:2].tolist() == [33_210_000, 33_210_000]


def live() -> list[list[str]]:
    rows = modern(RACE)
    rows[1][5] = "D LOCKED D Ivo Ibáñez D LOCKED D LOCKED D LOCKED D LOCKED"
    rows[1][4], rows[1][3] = "71", "210.5"
    return rows


def test_during_the_contest_some_are_unseen() -> None:
    reading = read(as_file(live()))
    assert reading.standings is not None
    entries = reading.standings.entries
    assert reading.standings.is_live
    assert entries.lineups[0].tolist() == [UNSEEN, 8, UNSEEN, UNSEEN, UNSEEN, UNSEEN]
    assert entries.is_filled[0]
    assert not entries.is_seen[0]
    assert any("during the contest" in warning for warning in reading.warnings)
    totals, is_total = totals_of(reading.standings)
    assert totals[0] == entries.points[0]
    assert is_total[0]


def test_time_left_alone_means_that_it_runs() -> None:
    rows = modern(RACE)
    rows[2][3] = "36"
    assert standings(as_file(rows)).is_live


NAMES = {
    "accents left out": ("Ivo Ibanez", "Ivo Ibáñez"),
    "a suffix left out": ("Hal Hart", "Hal Hart Jr."),
    "case and dots": ("AL ABLE", "Al Able"),
}


@pytest.mark.parametrize("case", NAMES)
def test_names_are_matched_as_projections_are(case: str) -> None:
    on_slate, in_file = NAMES[case]
    names = [on_slate if name == in_file else name for name in FIGHTERS]
    found = standings(as_file(modern(RACE)), drivers(names))
    assert found.strangers == ()
    assert recompute(found).drafted == 9


def test_who_is_not_on_the_slate_is_a_stranger() -> None:
    """The file is the salary file of an earlier hour: somebody joined later."""
    reading = read(as_file(modern(RACE)), drivers(FIGHTERS[:8]))
    assert reading.standings is not None
    assert reading.standings.strangers == (Stranger("Ivo Ibáñez"),)
    assert reading.standings.called(8) == "Ivo Ibáñez"
    assert reading.standings.called(0) == "Al Able"
    assert recompute(reading.standings) == Differences(6, 0, 6, 0, 9, 0)
    assert [w for w in reading.warnings if "Ivo Ibáñez is not on the slate s.csv" in w]


def test_one_lineup_in_a_hundred_may_be_unreadable() -> None:
    many = replace(RACE, lineups=[*RACE.lineups, *[(f"u{n}", lineup(0, 1, 2, 3, 4, 5)) for n in range(200)]])
    rows = modern(many)
    rows[1][5] = "D Al Able D Bo Baker"
    reading = read(as_file(rows))
    assert reading.standings is not None
    assert set(reading.standings.entries.lineups[0].tolist()) == {UNREAD}
    assert not reading.standings.entries.is_filled[0]
    assert any("1 lineup cannot be read (line 2)" in warning for warning in reading.warnings)


def test_namesakes_are_told_apart_by_the_slot() -> None:
    """A pitcher and a hitter of one name are both in lineups; the table has a row for each."""
    roles = (
        ("SP", "P"),
        ("SP", "P"),
        ("C", "C"),
        ("1B", "1B"),
        ("2B", "2B"),
        ("3B", "3B"),
        ("SS", "SS"),
        *[("OF", "OF")] * 3,
    )
    names = [
        "José Ramírez",
        "Ed Early",
        "Al Able",
        "Bo Baker",
        "Cy Charles",
        "Jose Ramirez",
        "Di Doe",
        "Flo Fox",
        "Gus Gray",
        "Hal Hart",
    ]
    teams = ["AAA", "BBB", "CCC"] * 4
    slate, rules = slate_of(
        "".join(
            f"{position},{name} ({n}),{name},{n},{slot},4000,{GAMES[team]},{team},9\n"
            for n, (name, (position, slot), team) in enumerate(zip(names, roles, teams, strict=False), 1)
        ),
        *("mlb", "classic"),
    )
    written = ["José Ramírez" if name == "Jose Ramirez" else name for name in names]
    cells = list(zip((slot for _, slot in roles), written, strict=True))
    contest = Contest(dict.fromkeys(written, "5"), [("one", cells), ("two", cells)])
    rows = [[*row[:8], "", *row[9:]] if number else row for number, row in enumerate(modern(contest))]
    found = standings(as_file(rows), slate, rules)
    assert found.entries.lineups[0].tolist() == list(range(10))
    assert found.strangers == ()


def test_namesakes_that_nothing_tells_apart_are_named() -> None:
    names = ["Al Able", *FIGHTERS]
    reading = read(as_file(modern(RACE)), drivers(names))
    assert reading.standings is not None
    assert any("Al Able fits Al Able (101" in warning for warning in reading.warnings)
    assert 1 in reading.standings.entries.lineups
    assert 0 not in reading.standings.entries.lineups


def test_captains_are_other_players_than_their_plain_forms() -> None:
    slate, rules = showdown()
    found = standings(as_file(modern(CAPTAINS)), slate, rules)
    assert recompute(found) == Differences(3, 0, 3, 0, 9, 0)
    forms = [slate.players[number].called for number in found.entries.lineups[0].tolist()]
    assert forms == ["CPT Al Able", "Bo Baker", "Cy Charles", "Di Doe", "Ed Early", "Flo Fox"]


@pytest.mark.parametrize("kept", ["UTIL", "CPT"])
def test_the_points_of_one_form_tell_those_of_the_other(kept: str) -> None:
    """Some files have one row per player, and some captains are nobody's plain player."""
    slate, rules = showdown()
    rows = [
        row if row[8:9] in ([kept], ["Roster Position"]) else [*row[:7], "", "", "", ""] for row in modern(CAPTAINS)
    ]
    found = standings(as_file(rows), slate, rules)
    for number, player in enumerate(slate.players):
        if found.listed.is_scored[number]:
            points = Fraction(CAPTAINS.points[player.name]) * Fraction(player.boost_percent, 100)
            assert abs(int(found.listed.points[number]) - int(points * 100_000)) <= 1
    assert found.listed.is_scored.any()
    by_name = {p.called: bool(s) for p, s in zip(slate.players, found.listed.is_scored, strict=True)}
    assert by_name["CPT Bo Baker"] == by_name["Bo Baker"]


def test_a_captain_row_that_is_rounded_does_not_win_over_the_plain_one() -> None:
    slate, rules = showdown()
    rows = modern(CAPTAINS)
    for row in rows:
        if row[7:9] == ["Al Able", "CPT"]:
            row[10] = "60.4"
    found = standings(as_file(rows), slate, rules)
    assert recompute(found).totals_differ == 0


WRONG = {
    "a total": (4, "1", Differences(6, 1, 6, 4, 9, 0)),
    "a rank": (0, "4", Differences(6, 0, 6, 1, 9, 0)),
    "a share": (9, "99%", Differences(6, 0, 6, 0, 9, 1)),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_add_up_is_counted(case: str) -> None:
    column, text, counted = WRONG[case]
    rows = modern(RACE)
    rows[1][column] = text
    assert recompute(standings(as_file(rows))) == counted


def test_units_are_the_engines() -> None:
    from decimal import Decimal

    found = standings(as_file(modern(RACE)))
    assert found.listed.points[0] == to_units(Decimal("104.5"))
    assert np.all(found.listed.drafted >= 0)
