"""The site's limits as words, and what the file does not tell enough for."""

import pytest

from lineup_engine.optimizer.compile import compile_job
from lineup_engine.sites.model import Limit, MaxPerGame, MaxPerTeam, MinGames, MinTeams, Source
from lineup_engine.specification import Specification
from small_jobs import choices, contest, job, player

HITTERS = frozenset({"OF", "1B"})


def limited(limit: Limit, *games: str | None) -> Specification:
    """A job with one limit and a player per game."""
    players = [player(number, game=game) for number, game in enumerate(games)]
    return job(players, [1] * len(games), contest("A A", limits=[limit]), choices(len(games), 2))


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (MaxPerTeam(5, Source.FILE, HITTERS), "at most 5 players (1B, OF) of one team"),
        (MaxPerTeam(1, Source.FILE), "at most 1 player of one team"),
        (MinTeams(3, Source.FILE), "players of at least 3 teams"),
        (MinGames(2, Source.FILE), "players of at least 2 games"),
        (MaxPerGame(1, Source.FILE), "at most 1 player of one game"),
    ],
)
def test_each_limit_has_words(limit: Limit, words: str) -> None:
    """A clash names the limit as a person would."""
    specification = limited(limit, "X@Y", "Z@W")
    players = [player(0, positions=("OF",)), player(1, positions=("1B",))]
    compiled = compile_job(job(players, [1, 1], specification.rules, specification.choices))
    assert [one.words for one in compiled.limits] == [words]
    assert compiled.warnings == ()


def test_a_limit_that_no_player_tells_anything_for_is_left_out_aloud() -> None:
    """A file without games cannot break a rule about games, and the user learns that it was not checked."""
    compiled = compile_job(limited(MinGames(2, Source.FILE), None, None, None))
    assert compiled.limits == ()
    assert compiled.warnings == (
        'the slate tells no game of any player: the rule "players of at least 2 games" is not checked',
    )


def test_players_without_a_game_are_not_counted_aloud() -> None:
    """They are no further game, and the user learns how many there are."""
    compiled = compile_job(limited(MinGames(2, Source.FILE), "X@Y", None, "Z@W"))
    assert len(compiled.limits) == 1
    assert compiled.warnings == (
        '1 player has no game in the slate: the rule "players of at least 2 games" sees nothing there',
    )


def test_namesakes_are_called_by_id() -> None:
    """A name that two players share is followed by the id."""
    players = [player(0, name="Al"), player(1, name="Al", id=None), player(2, name="Bo")]
    table = compile_job(job(players, [1] * 3, contest("A A"), choices(3, 1))).players
    assert table.called(range(3)) == ["Al (1000)", "Al (1001)", "Bo"]
