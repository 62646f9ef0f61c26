"""`--set key=value`: what it changes, and what a wrong one is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.config.exposure import PlayerExposure
from lineup_engine.config.load import load_config
from lineup_engine.config.model import JobConfig
from lineup_engine.config.rules import Apart, Lock

CONFIG = b"name: plain\nsport: nascar\nslate: a.csv\nlineups: 3\nrules: {lock: [A], unique: 2}\n"


def changed(*overrides: str) -> JobConfig:
    """The configuration with these values set."""
    reading = load_config(CONFIG, "config.yaml", overrides)
    assert reading.problems == ()
    assert reading.config is not None
    return reading.config


def test_values_are_texts_numbers_lists_and_blocks() -> None:
    """What looks like YAML is YAML, everything else is the text itself."""
    assert changed("lineups=5").lineups == 5
    assert changed(" rules . unique = 4 ").rules.unique == (Apart(by=4),)
    assert changed("rules.lock=[B, 'C, D', 7]").rules.lock == tuple(Lock(player=name) for name in ("B", "C, D", "7"))
    assert changed("rules.salary={min: 40000, max: 41000}").rules.salary.min == 40000
    assert changed("name=Race: day #1 = fun").name == "Race: day #1 = fun"
    assert changed('name="[x]"').name == "[x]"


def test_blocks_on_the_way_are_made() -> None:
    """Nothing of the path has to be in the file."""
    assert changed("rules.exposure.max=40%").rules.exposure.max == "40%"
    assert changed("projections.file=p.csv").files() == ("a.csv", "p.csv")


def test_names_with_dots_stand_in_quotes() -> None:
    """A dot parts keys, so that of Jr. needs quotes; an apostrophe in a name does not."""
    shares = changed(
        'rules.exposure.players."Martin Truex Jr.".max=50%',
        "rules.exposure.players.'A=B'.max=2",
        "rules.exposure.players.Ty O'Neil.max=1",
    ).rules.exposure.players
    assert shares == {
        "Martin Truex Jr.": PlayerExposure(max="50%"),
        "A=B": PlayerExposure(max=2),
        "Ty O'Neil": PlayerExposure(max=1),
    }


def test_items_of_lists_have_numbers() -> None:
    """From 0; a single item may stand where a list could."""
    two = ("contest=[{payouts: winner, fee: 5}, {payouts: winner, fee: 6}]", "contest.1.fee=3")
    assert [contest.fee for contest in changed(*two).contest] == [5, 3]
    assert changed(*two, "contest.0={payouts: winner, fee: 9}").contest[0].fee == 9
    assert changed("contest={payouts: winner}", "contest.0.fee=4").contest[0].fee == 4
    assert changed("rules.lock=[A, B]", "rules.lock.1=C").rules.lock == (Lock(player="A"), Lock(player="C"))


def test_nothing_takes_a_key_back_to_its_default() -> None:
    """And null is the same."""
    assert changed("name=").name is None
    assert changed("rules.lock=null").rules.lock == ()
    assert changed("rules=").rules.unique == (Apart(by=1),)


def test_the_last_one_counts() -> None:
    """As with any option of a command line."""
    assert changed("lineups=5", "lineups=6").lineups == 6


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("lineups", "is not key=value"),
        ("=5", "is not key=value"),
        ("a..b=5", "is not key=value"),
        ("", "is not key=value"),
        ('"a=5', "is not key=value"),
        ("lineups=abc", "lineups: has to be a whole number"),
        ("lineup=5", 'unknown key "lineup"'),
        ("rules.lock=[A", "a list is not closed"),
        ("rules.lock=[A] B", "is not valid YAML"),
        ("rules.lock=[&x a, *x]", "stands for another part"),
        ("lineups.x=5", "leads through a value"),
        ("rules.lock.1=B", "leads into a list of 1, whose items are called 0 to 0"),
        ("0.lineups=5", 'unknown key "0"'),
        ("rules.lock.A=B", "leads into a list of 1"),
        ("rules.lock.0.x.y=B", "leads through a value"),
        ("slate=", "slate is missing"),
        ("a." * 20 + "b=1", "leads through more than 20 blocks"),
    ],
)
def test_a_wrong_one_is_its_own_place(override: str, words: str) -> None:
    """The file is not to blame, so no line of it is named."""
    problem, *others = load_config(CONFIG, "config.yaml", [override]).problems
    assert others == []
    assert (problem.file, problem.line, problem.column) == (f"--set {override[:60]}", 0, 0)
    assert words in problem.message
    assert problem.hint


@given(st.lists(st.text(max_size=30) | st.text(alphabet="ab.=\"'[]{},:*& ", max_size=30), max_size=4))
def test_any_override_is_applied_or_refused(overrides: list[str]) -> None:
    """Nothing typed can break the engine."""
    reading = load_config(CONFIG, "config.yaml", overrides)
    assert reading.config is not None or reading.problems
