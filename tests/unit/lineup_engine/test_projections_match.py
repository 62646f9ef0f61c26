"""A row is given to a player only when there is no doubt; everything else is reported."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.projections.match import match_projections
from lineup_engine.projections.read import ProjectionRow
from lineup_engine.projections.report import Matching, NoteKind
from lineup_engine.seam import MatchNote
from lineup_engine.slate.model import Slate
from slates import make_players
from small_jobs import player

SLATE = Slate(
    "slate.csv",
    (
        player(0, name="Kyle Larson", positions=("D",), team="HMS"),
        player(1, name="José Peña Jr.", positions=("D",)),
        player(2, name="Zach Evans", team="TCU", positions=("RB",), salary=5200),
        player(3, name="Zach Evans", team="LSU", positions=("RB",), salary=4100),
        player(4, name="Patriots ", team="NE", positions=("DST",)),
        player(5, name="Matthew Stafford", team="LAR", positions=("QB",)),
    ),
)


def row(line: int, name: str | None, points: int | None = 100, **more: object) -> ProjectionRow:
    """A row of projections."""
    return ProjectionRow(line, more.pop("id", None), name, points=points, **more)  # type: ignore[arg-type]


def match(rows: Sequence[ProjectionRow], corrections: Mapping[str, int] | None = None) -> Matching:
    """Rows against the slate."""
    return match_projections(SLATE, rows, corrections or {}, "own.csv")


def owner(one: ProjectionRow, corrections: Mapping[str, int] | None = None) -> int | None:
    """The player whom one row is given to."""
    matching = match([one], corrections)
    return next((number for number, mine in enumerate(matching.rows) if mine is one), None)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (row(2, "Kyle Larson"), 0),
        (row(2, "LARSON, KYLE"), 0),
        (row(2, "Jose Pena"), 1),
        (row(2, "nobody's name", id="1002"), 2),
        (row(2, "Kyle Larson", id="a vendor's own id"), 0),
        (row(2, "Zach Evans", team="LSU"), 3),
        (row(2, "Zach Evans", salary=5200), 2),
        (row(2, "New England Patriots", position="DST"), 4),
        (row(2, "NE", position="DEF", team="NE"), 4),
        (row(2, "Patriots D/ST"), 4),
        (row(2, "Matt Stafford"), 5),
        (row(2, "Kyle Larson", position="LB", team="JAX"), None),
        (row(2, "Kyle Larson", position="D", team="Hendrick"), 0),
        (row(2, "Kyle Larsen"), None),
    ],
)
def test_whose_row_it_is(one: ProjectionRow, expected: int | None) -> None:
    assert owner(one) == expected


@pytest.mark.parametrize(
    ("name", "kind", "candidate"),
    [
        ("Matt Stafford", NoteKind.NICKNAME, "Matthew Stafford"),
        ("Jose Pena", NoteKind.SUFFIX, "José Peña Jr."),
        ("New England Patriots D/ST", NoteKind.DEFENSE, "Patriots "),
    ],
)
def test_a_match_that_is_not_plain_is_used_and_reported(name: str, kind: NoteKind, candidate: str) -> None:
    assert MatchNote(kind, name, candidate) in match([row(2, name)]).notes


def test_a_plain_match_is_not_reported() -> None:
    matching = match([row(2, "LARSON, KYLE")])
    assert {note.kind for note in matching.notes} == {NoteKind.NO_PROJECTION}


def test_a_son_is_not_his_father() -> None:
    assert owner(row(2, "Jose Pena Sr.")) is None


def test_of_two_namesakes_in_the_file_the_one_of_his_team_is_the_player() -> None:
    mine, other = row(3, "Kyle Larson", team="HMS"), row(2, "Kyle Larson", 200, team="JGR")
    matching = match([other, mine])
    assert matching.rows[0] is mine
    assert matching.problems == ()
    assert [note.name for note in matching.notes if note.kind == NoteKind.UNMATCHED] == ["Kyle Larson"]


def test_the_full_name_goes_before_one_without_the_suffix() -> None:
    full, short = row(3, "José Peña Jr."), row(2, "Jose Pena", 200)
    matching = match([short, full])
    assert matching.rows[1] is full
    assert [note.name for note in matching.notes if note.kind == NoteKind.UNMATCHED] == ["Jose Pena"]


def test_an_id_goes_before_a_name_and_two_rows_with_one_id_are_a_problem() -> None:
    by_id, by_name = row(3, "K. L.", id="1000"), row(2, "Kyle Larson", 200)
    assert match([by_name, by_id]).rows[0] is by_id
    (problem,) = match([by_id, row(4, "Kyle Larson", 300, id="1000", team="HMS")]).problems
    assert str(problem).startswith("own.csv:4: a second, different projection for Kyle Larson; the first is in line 3")


def test_a_correction_goes_before_everything() -> None:
    assert owner(row(2, "Kyle Larson"), {"Kyle Larson": 5}) == 5
    assert owner(row(2, "K. Larsen"), {"K Larsen": 0}) == 0
    assert owner(row(2, "x", id="77"), {"77": 0}) == 0


def test_a_correction_for_the_son_leaves_his_father_alone() -> None:
    """The suffix is a part of what is corrected; the very text goes before everything."""
    corrections = {"Kyle Larson Jr": 5, "Kyle Larsen": 4}
    assert owner(row(2, "Kyle Larson"), corrections) == 0
    assert owner(row(2, "Kyle Larson, Jr."), corrections) == 5
    assert owner(row(2, "kyle larsen"), corrections) == 4


def test_a_namesake_of_another_team_is_used_and_reported() -> None:
    """Where the file's teams are those of the slate; where they are not, a team says nothing."""
    others = [row(3, "Matthew Stafford", team="LAR"), row(4, "Jose Pena", team="T1")]
    traded = match([row(2, "Kyle Larson", team="JGR"), *others])
    assert MatchNote(NoteKind.TEAM, "Kyle Larson", "Kyle Larson") in traded.notes
    assert any("1 row matched by name although the team is another" in warning for warning in traded.warnings)
    assert not any(note.kind is NoteKind.TEAM for note in match([row(2, "Kyle Larson", team="Hendrick")]).notes)


def test_an_id_with_somebody_elses_name_is_followed_and_reported() -> None:
    """Columns that were sorted apart give a wrong portfolio without any other sign."""
    shifted = match([row(2, "Kyle Larson", id="1002"), row(3, "Z. Evans", id="1003")])
    assert [note.name for note in shifted.notes if note.kind is NoteKind.ID] == ["Kyle Larson"]
    assert any("1 row matched by id although the name is quite another" in warning for warning in shifted.warnings)


def test_a_misspelled_player_without_points_is_proposed_too() -> None:
    """Nobody is left out silently."""
    assert any(note.candidate == "Kyle Larson" for note in match([row(2, "Kyle Larsen", 0)]).notes)


def test_problems_are_told_in_the_order_of_the_file() -> None:
    """The first ones are in full, so they have to be the first of the file."""
    twice = [row(2, "Kyle Larson"), row(3, "Kyle Larson", 7), row(4, "Zach Evans")]
    assert [problem.line for problem in match(twice).problems] == [3, 4]


def test_a_correction_that_nobody_needs_is_told() -> None:
    warnings = match([row(2, "Kyle Larson")], {"Kile Larson": 0}).warnings
    assert "projections.names: nobody in own.csv is called Kile Larson" in warnings


def test_namesakes_that_nothing_tells_apart_are_a_problem_that_lists_both() -> None:
    (problem,) = match([row(7, "Zach Evans")]).problems
    assert str(problem).startswith("own.csv:7: Zach Evans fits Zach Evans (1002, TCU, RB, 5200) and Zach Evans (1003,")


def test_two_different_rows_for_one_player_are_a_problem_and_equal_ones_are_not() -> None:
    (problem,) = match([row(2, "Kyle Larson"), row(3, "kyle larson", 200)]).problems
    assert str(problem).startswith("own.csv:3: a second, different projection for Kyle Larson; the first is in line 2")
    assert match([row(2, "Kyle Larson"), row(3, "Kyle Larson")]).problems == ()
    both = match([row(2, "Kyle Larson", None), row(3, "Kyle Larson")])
    assert both.problems == ()
    assert both.rows[0] is not None
    assert both.rows[0].points == 100


def test_a_near_name_is_proposed_and_not_used() -> None:
    notes = [note for note in match([row(2, "Kyle Larsen")]).notes if note.kind == NoteKind.UNMATCHED]
    assert [(note.name, note.candidate) for note in notes] == [("Kyle Larsen", "Kyle Larson")]
    assert notes[0].score > 80


def test_players_without_points_are_listed_and_counted() -> None:
    matching = match([row(2, "Kyle Larson"), row(3, "Jose Pena", None)])
    without = [note.name for note in matching.notes if note.kind == NoteKind.NO_PROJECTION]
    assert without == ["José Peña Jr.", "Zach Evans", "Zach Evans", "Patriots ", "Matthew Stafford"]
    assert "5 players of the slate without a projection: not used" in matching.warnings


def test_the_file_of_another_slate_is_a_problem() -> None:
    (problem,) = match([row(2, "Somebody Else"), row(3, "Another One")]).problems
    assert str(problem) == "own.csv: none of its 2 names is on the slate slate.csv (is it the file for this slate?)"


@given(st.permutations(range(20)), st.integers(0, 5))
def test_the_order_of_rows_does_not_matter(order: Sequence[int], seed: int) -> None:
    made = make_players("nba", seed, 20)
    slate = Slate("slate.csv", tuple(player(n, name=one.name, team=one.team) for n, one in enumerate(made)))
    rows = [row(number, made[number].name.upper(), number) for number in order]
    matching = match_projections(slate, rows, {}, "own.csv")
    assert [one and one.points for one in matching.rows] == list(range(20))
