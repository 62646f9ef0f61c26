"""Words that mean several players: a slot is everybody who may fill it, and who has that word as his position."""

from pathlib import Path

import pytest

from engine_runs import result_of, submission
from game_slates import game_slate
from lineup_engine.sites.tables import find_rules
from lineup_engine.slate.model import Player
from lineup_engine.specify import specify
from lineup_engine.specify.words import meant_by_word
from slate_dialects import Dialect, slate_bytes
from validator import Wishes, violations

NEVER = {"never": {"of": "hitters", "against": "P"}}


def meant(site: str, game: str, word: str, slate: bytes) -> list[Player]:
    """Whom a word means on a slate."""
    sport, _, mode = game.partition(" ")
    config = f"{{site: {site}, sport: {sport}, mode: {mode or 'classic'}, slate: s.csv}}"
    done = specify(submission(config, {"s.csv": slate})).slate
    rules = find_rules(site, sport, mode or "classic")[0]
    return [done.players[number] for number in meant_by_word(word, done, rules) or ()]


def mixed(dialect: Dialect) -> bytes:
    """A slate of baseball with one `P` among many `SP` and `RP`: the dearest pitcher is one of the others."""
    lines = slate_bytes("mlb", 3, dialect, 90).decode().splitlines(keepends=True)
    last = max(number for number, line in enumerate(lines) if line.strip('"').startswith("RP"))
    lines[last] = lines[last].replace("RP", "P", 1)
    return "".join(lines).encode()


@pytest.mark.parametrize("dialect", [Dialect.PLAIN, Dialect.OLD])
def test_a_slot_means_all_positions_that_fill_it(tmp_path: Path, dialect: Dialect) -> None:
    """Although somebody has the very word as his position; whether the file tells the slots or not."""
    slate = mixed(dialect)
    config = "{{sport: mlb, slate: s.csv, lineups: 3, rules: {}}}"
    free = result_of(tmp_path / "a", config.format("{}"), {"s.csv": slate})
    assert any("comes with" in told for told in violations(slate, "mlb", free, Wishes(3, rules=NEVER)))
    kept = result_of(tmp_path / "b", config.format("{never: {of: hitters, against: P}}"), {"s.csv": slate})
    assert len(kept["lineups"]) == 3
    assert violations(slate, "mlb", kept, Wishes(3, rules=NEVER)) == []


@pytest.mark.parametrize(
    ("rules", "written"),
    [
        ({"positions": {"C/1B": {"max": 1}}}, "{positions: {C/1B: {max: 1}}}"),
        ({"positions": {"C/1B": {"min": 2}}}, "{positions: {c/1b: {min: 2}}}"),
        (
            {"exposure": {"positions": {"C/1B": {"max": 1, "at_least": 2}}}},
            "{exposure: {positions: {C/1B: {max: 1, at_least: 2}}}}",
        ),
        ({"groups": {"exactly": 1, "of": {"position": "C/1B"}}}, "{groups: {exactly: 1, of: {position: C/1B}}}"),
    ],
)
def test_a_slot_for_two_positions_is_one_word_for_them(tmp_path: Path, rules: dict[str, object], written: str) -> None:
    """In all places that take a position."""
    slate = game_slate("fanduel mlb", 3)
    config = f"{{site: fanduel, sport: mlb, slate: s.csv, lineups: 3, rules: {written}}}"
    result = result_of(tmp_path, config, {"s.csv": slate})
    assert len(result["lineups"]) == 3
    assert violations(slate, "fanduel mlb", result, Wishes(3, rules=rules)) == []


def test_a_captains_slot_is_a_form_and_a_position_all_forms() -> None:
    """Who pitches is `P` in a contest without that slot too."""
    slate = game_slate("mlb showdown", 3)
    pitchers = meant("draftkings", "mlb showdown", "P", slate)
    assert {player.form for player in pitchers} == {"", "CPT"}
    assert {position for player in pitchers for position in player.positions} <= {"P", "SP", "RP"}
    assert len(pitchers) > 2
    assert {player.form for player in meant("draftkings", "mlb showdown", "cpt", slate)} == {"CPT"}
    assert {player.form for player in meant("draftkings", "mlb showdown", "UTIL", slate)} == {""}


def test_wingers_of_both_sides_are_w() -> None:
    """Hockey's file tells the side, the contest does not."""
    wings = meant("draftkings", "nhl", "W", slate_bytes("nhl", 3, Dialect.PLAIN))
    assert {player.positions for player in wings} == {("LW",), ("RW",)}
    assert len(wings) == len(meant("draftkings", "nhl", "LW", slate_bytes("nhl", 3, Dialect.PLAIN))) * 2
