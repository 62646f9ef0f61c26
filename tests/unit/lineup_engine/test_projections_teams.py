"""A team's other name is learnt from the players that are surely the same, never from one alone."""

from lineup_engine.projections.match import match_projections
from lineup_engine.projections.read import ProjectionRow
from lineup_engine.projections.teams import read_teams
from lineup_engine.slate.model import Slate
from small_jobs import player

SLATE = Slate(
    "slate.csv",
    (
        player(0, name="Cam Thomas", team="BKN"),
        player(1, name="Nic Claxton", team="BKN"),
        player(2, name="Jalen Brunson", team="NYK"),
        player(3, name="Jaylin Williams", team="BKN"),
        player(4, name="Jaylin Williams", team="NYK"),
    ),
)


def rows(*named: tuple[str, str]) -> list[ProjectionRow]:
    """Rows of names and teams."""
    return [ProjectionRow(line, None, name, team=team, points=line) for line, (name, team) in enumerate(named, 2)]


def test_two_players_teach_the_other_name() -> None:
    teams = read_teams(SLATE, rows(("Cam Thomas", "Brooklyn"), ("Nic Claxton", "Brooklyn")))
    assert teams.slate_names["brooklyn"] == "bkn"


def test_one_player_may_have_been_traded() -> None:
    assert "brk" not in read_teams(SLATE, rows(("Cam Thomas", "BRK"), ("Jalen Brunson", "NYK"))).slate_names


def test_players_of_two_teams_teach_nothing() -> None:
    assert "nba" not in read_teams(SLATE, rows(("Cam Thomas", "NBA"), ("Jalen Brunson", "NBA"))).slate_names


def test_the_name_of_another_team_of_the_slate_is_never_taken() -> None:
    assert read_teams(SLATE, rows(("Cam Thomas", "NYK"), ("Nic Claxton", "NYK"))).slate_names["nyk"] == "nyk"


def test_namesakes_are_told_apart_by_the_learnt_name() -> None:
    given = rows(
        *(("Cam Thomas", "BRK"), ("Nic Claxton", "BRK")),
        *(("Jaylin Williams", "BRK"), ("Jaylin Williams", "NYK")),
    )
    matching = match_projections(SLATE, given, {}, "own.csv")
    assert matching.problems == ()
    assert [one and one.line for one in matching.rows] == [2, 3, None, 4, 5]
