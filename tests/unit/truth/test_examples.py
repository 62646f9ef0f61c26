"""The examples that come with the program are those that the script makes, and a user can edit them without surprise."""

import re
from typing import Any

import pytest
import yaml

from example_files import EXAMPLES, example_files
from reference_slate import problem_of
from salary_file import read_salary_file
from slate_sports import SPORTS

EVERY_SPORT = pytest.mark.parametrize("sport", sorted(SPORTS))
SWITCHED_OFF = re.compile(r"^( *)#(?=[^ \n])", re.MULTILINE)


def configuration(sport: str, *, everything: bool) -> dict[str, Any]:
    """The example's configuration, as it is or with everything in it switched on."""
    text = example_files(sport)["config.yaml"].decode("utf-8")
    parsed: dict[str, Any] = yaml.safe_load(SWITCHED_OFF.sub(r"\1", text) if everything else text)
    return parsed


@EVERY_SPORT
def test_examples_are_fresh(sport: str) -> None:
    """What is shipped is what the script writes, byte by byte, and nothing else."""
    made = example_files(sport)
    assert {file.name: file.read_bytes() for file in (EXAMPLES / sport).iterdir()} == made


def test_every_sport_has_an_example() -> None:
    """And there is no example of anything else."""
    assert {folder.name for folder in EXAMPLES.iterdir()} == set(SPORTS)


@EVERY_SPORT
def test_names_in_the_configuration_are_on_the_slate(sport: str) -> None:
    """Those in settings that are switched off too: whoever removes a # must not be told "unknown player"."""
    listed = read_salary_file(example_files(sport)["DKSalaries.csv"])
    known = {text for one in listed for text in (one.name, one.id)}
    config = configuration(sport, everything=True)
    rules = config["rules"]
    called = [
        *rules["lock"],
        *rules["exclude"],
        *rules["exposure"]["players"],
        *config["projections"]["names"].values(),
    ]
    assert len(called) == 6
    assert {str(name) for name in called} <= known
    assert not set(rules["lock"]) & set(rules["exclude"])


@EVERY_SPORT
def test_every_setting_is_shown(sport: str) -> None:
    """The example is the first documentation that a user reads."""
    config = configuration(sport, everything=True)
    assert list(config) == [
        *("name", "site", "sport", "mode", "slate", "projections", "lineups", "seed", "rules", "gpu"),
    ]
    assert set(config["rules"]) == {"lock", "exclude", "salary", "unique", "exposure"}
    assert config["sport"] == sport


@EVERY_SPORT
def test_the_example_runs_as_it_is(sport: str) -> None:
    """Only settings without which it would be nothing are switched on."""
    config = configuration(sport, everything=False)
    assert set(config["rules"]) == {"unique", "exposure"}
    assert config["lineups"] == 20


@EVERY_SPORT
def test_every_player_is_projected(sport: str) -> None:
    """By the name on the slate but for the one who shows how to correct a name."""
    files = example_files(sport)
    corrections = configuration(sport, everything=False)["projections"]["names"]
    lines = files["projections.csv"].decode("utf-8").splitlines()[1:]
    projected = [corrections.get(name, name) for name in (line.split(",")[0] for line in lines)]
    assert len(corrections) == 1
    assert projected == [one.name for one in read_salary_file(files["DKSalaries.csv"])]


@EVERY_SPORT
def test_the_problem_can_be_stated(sport: str) -> None:
    """Everybody on the slate may play some slot."""
    problem = problem_of(example_files(sport)["DKSalaries.csv"], sport, 20)
    assert all(set(player.slots) & set(problem.slots) for player in problem.players)
