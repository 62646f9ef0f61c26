"""A configuration's values: what is accepted, what is refused, and what a user is told."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.config.load import ConfigReading, load_config
from lineup_engine.config.model import JobConfig
from lineup_engine.config.rules import Apart
from lineup_engine.config.values import MAX_LINEUPS, MAX_NAME, most_lineups

BASE = "sport: nascar\nslate: a.csv\n"
SWITCHED_OFF = re.compile(r"^( *)#(?=[^ \n])", re.MULTILINE)


def read(text: str, base: str = BASE) -> ConfigReading:
    """The reading of a configuration that begins with what is needed."""
    return load_config((base + text).encode("utf-8"), "config.yaml", ())


def good(text: str, base: str = BASE) -> JobConfig:
    """A configuration that has no problems."""
    reading = read(text, base)
    assert [str(problem) for problem in reading.problems] == []
    assert reading.config is not None
    return reading.config


def test_what_is_left_out_has_a_default() -> None:
    """Sport and slate are enough."""
    config = good("")
    assert (config.site, config.mode, config.lineups, config.seed, config.name) == (
        "draftkings",
        "classic",
        20,
        7,
        None,
    )
    assert (config.rules.unique, config.rules.lock, config.rules.exposure.max) == ((Apart(by=1),), (), None)
    assert (config.gpu.use, config.gpu.fallback) == ("auto", True)
    assert config.files() == ("a.csv",)


def test_a_key_without_value_counts_as_left_out() -> None:
    """All lines under it may be switched off."""
    assert good("rules:\n  #lock: [A]\nname:\nlineups: ~\ngpu: null\n") == good("")


def test_words_and_numbers_may_be_written_as_people_do() -> None:
    """Any case, quoted or not; yes is true."""
    config = good('lineups: "5"\ngpu: {use: Prefer, fallback: no}\nsite: DraftKings\n', "sport: NASCAR\nslate: 7\n")
    assert (config.lineups, config.gpu.use, config.gpu.fallback) == (5, "prefer", False)
    assert (config.sport, config.site, config.slate) == ("nascar", "draftkings", "7")


def test_names_and_ids_stay_texts() -> None:
    """No player is false, null or a number."""
    config = good("rules: {lock: [No, 30540023, 007, Null], exposure: {players: {12: {max: 3}}}}")
    assert [lock.player for lock in config.rules.lock] == ["No", "30540023", "007", "Null"]
    assert list(config.rules.exposure.players) == ["12"]


@pytest.mark.parametrize(
    ("text", "share"), [("40%", "40%"), ("12.50 %", "12.5%"), ("0%", "0%"), ("8", 8), ("100.0%", "100%")]
)
def test_shares_are_per_cent_or_counts(text: str, share: int | str) -> None:
    """In one form, whatever the spelling."""
    assert good(f"rules: {{exposure: {{max: {text}}}}}").rules.exposure.max == share


@given(st.integers(0, 10_000), st.integers(1, MAX_LINEUPS))
def test_a_share_is_never_exceeded(hundredths: int, lineups: int) -> None:
    """Rounded down, and never by a whole lineup."""
    count = most_lineups(f"{hundredths // 100}.{hundredths % 100:02d}%", lineups)
    assert count * 10_000 <= hundredths * lineups < (count + 1) * 10_000


def test_a_count_is_at_most_all_lineups() -> None:
    """Eight of three are three."""
    assert (most_lineups(8, 3), most_lineups(2, 3), most_lineups("29%", 100)) == (3, 2, 29)


WRONG = {
    "lineups: many": ("3:10", 'lineups: has to be a whole number, not "many"', "digits"),
    "lineups: 2.5": ("3:10", "whole number", "digits"),
    "lineups: true": ("3:10", "whole number", "digits"),
    "lineups: [1]": ("3:10", "whole number", "digits"),
    "lineups: 0": ("3:10", "at least 1", "or more"),
    f"lineups: {MAX_LINEUPS + 1}": ("3:10", f"at most {MAX_LINEUPS}", "or less"),
    "seed: -1": ("3:7", "at least 0", "or more"),
    "seed: 9223372036854775808": ("3:7", "at most 9223372036854775807", "or less"),
    "lineup: 5": ("3:1", 'unknown key "lineup"', "did you mean lineups?"),
    "Lineups: 5": ("3:1", 'unknown key "Lineups"', "did you mean lineups?"),
    "lock: [A]": ("3:1", 'unknown key "lock"', "rules.lock"),
    "standings: x": ("3:1", 'unknown key "standings"', "known here: name, site"),
    "rules: {lokc: [A]}": ("3:9", 'unknown key "rules.lokc"', "did you mean lock?"),
    "rules: {exposure: {players: {A: {mx: 3, max: 2}}}}": ("3:34", "mx", "did you mean max?"),
    "site: fandule": ("3:7", 'site: cannot be "fandule"', "fanduel"),
    "mode: captain": ("3:7", 'mode: cannot be "captain"', "classic"),
    "gpu: {use: requir}": ("3:12", 'gpu.use: cannot be "requir"', "did you mean require?"),
    "gpu: {fallback: perhaps}": ("3:17", "true or false", "true"),
    "rules: 5": ("3:8", "rules: has to be a block", "lock"),
    "projections: p.csv": ("3:14", "projections: has to be a block", "file"),
    "projections: {columns: {points: x}}": ("3:14", "projections.file is missing", "file"),
    "rules: {exclude: A}": ("3:18", "rules.exclude: has to be a list", "[A, B]"),
    "rules: {lock: [A, [B]]}": ("3:19", "rules.lock, item 2: has to be one text", "quotes"),
    "rules: {lock: [A, ~]}": ("3:19", "rules.lock, item 2: is empty", "leave"),
    f"rules: {{lock: [{'A, ' * 2001}]}}": ("3:15", "rules.lock: has more than 2000 entries", "slate"),
    "rules: {unique: 0}": ("3:17", "at least 1", "or more"),
    "rules: {salary: {min: 9, max: 8}}": ("3:17", "9, is above the largest, 8", "swap"),
    "rules: {salary: {min: $9}}": ("3:23", "whole number", "digits"),
    "rules: {exposure: {max: 0.4}}": ("3:25", 'not "0.4"', "write 40%"),
    "rules: {exposure: {max: 140%}}": ("3:25", "more than 100%", "40%"),
    "rules: {exposure: {max: -5}}": ("3:25", "may not be negative", "40%"),
    "rules: {exposure: {max: 99999}}": ("3:25", f"more than {MAX_LINEUPS} lineups", "40%"),
    "rules: {exposure: {max: {a: 1}}}": ("3:25", "per cent", "40%"),
    "rules: {exposure: {order: last}}": ("3:27", 'cannot be "last"', "greedy"),
    "rules: {exposure: {players: {A: 40%}}}": ("3:33", "has to be a block", "max"),
    "rules: {exposure: {players: {A: {}}}}": ("3:33", "limits nothing", "max"),
    "rules: {exposure: {players: {A: }}}": ("3:32", "has to be a block", "max"),
    'rules: {exposure: {players: {"": {max: 1}}}}': ("3:30", "is empty", "leave"),
    "projections: {file: p, names: {A: }}": ("3:34", "names.A: is empty", "leave"),
    "name: [a]": ("3:7", "name: has to be one text", "quotes"),
    f"name: {'x' * (MAX_NAME + 1)}": ("3:7", f"more than {MAX_NAME}", "shorten"),
    "name: ' '": ("3:7", "name: is empty", "leave"),
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:40])
def test_what_is_wrong_is_told_with_place_and_cure(text: str) -> None:
    """One problem, at the value or the key that is to be changed."""
    place, words, cure = WRONG[text]
    problem, *others = read(text).problems
    assert others == []
    assert f"{problem.file}:{problem.line}:{problem.column}" == f"config.yaml:{place}"
    assert words in problem.message
    assert cure in problem.hint


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"# nothing\n", "has no configuration in it"),
        (b"- a\n", "is not a list of keys"),
        (b"nascar\n", "is not a list of keys"),
        (b"a: 1\0\n", "has NUL bytes"),
        (b"PK\x03\x04", "archive"),
    ],
)
def test_what_is_no_configuration_gets_the_way_to_one(content: bytes, words: str) -> None:
    """Whoever gave the wrong file needs a right one."""
    reading = load_config(content, "config.yaml", ())
    assert reading.config is None
    assert words in reading.problems[0].message
    assert "lineup init" in reading.problems[0].hint


def test_every_problem_is_told_at_once_in_the_order_of_the_file() -> None:
    """Also those of the text and those of the values together."""
    problems = read("lineups: x\nrules: {unique: 0}\nlineups: 3\ncolour: red\n").problems
    assert [problem.line for problem in problems] == [3, 4, 5, 6]


def test_what_is_missing_is_named() -> None:
    """Without a line of its own it is at the start of the block."""
    assert [str(problem) for problem in load_config(b"name: x\n", "c.yaml", ()).problems] == [
        "c.yaml:1:1: sport is missing (write sport: and its value)",
        "c.yaml:1:1: slate is missing (write slate: and its value)",
    ]


def test_what_is_left_of_a_wrong_configuration_names_its_files() -> None:
    """So that the files are judged in the same go; but not under the rules of another game."""
    wrong = read("lineups: x\nprojections: {file: p.csv, column: {}}\nrules: {lock: [[A]], exclude: [B]}\n").config
    assert wrong is not None
    assert wrong.files() == ("a.csv", "p.csv")
    assert (wrong.lineups, wrong.rules.lock, wrong.rules.exclude) == (20, (), ("B",))
    assert read("", "sport: nascer\nslate: a.csv\n").config is None
    assert read("mode: x\n").config is None


def test_other_encodings_are_read_with_a_warning() -> None:
    """As every other file of the user's."""
    text = BASE + "name: Peña\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "latin-1"):
        reading = load_config(text.encode(encoding), "config.yaml", ())
        assert reading.config is not None
        assert reading.config.name == "Peña"
        assert bool(reading.warnings) == (not encoding.startswith("utf-8"))


def test_line_ends_of_every_system_count_as_lines() -> None:
    """The line in a message is the line in the editor."""
    for end in ("\n", "\r\n", "\r"):
        content = f"sport: nascar{end}slate: a.csv{end}colour: red{end}".encode()
        assert load_config(content, "c", ()).problems[0].line == 3


@pytest.mark.parametrize("everything", [False, True], ids=["as it is", "all switched on"])
def test_every_example_is_valid(repository: Path, everything: bool) -> None:
    """What `lineup init` writes has no problems, also with every setting switched on."""
    examples = sorted((repository / "cli" / "lineup_cli" / "examples").glob("*/config.yaml"))
    assert examples
    for example in examples:
        text = example.read_text(encoding="utf-8")
        text = SWITCHED_OFF.sub(r"\1", text) if everything else text
        reading = load_config(text.encode("utf-8"), str(example), ())
        assert [str(problem) for problem in reading.problems] == []


WORDS = st.sampled_from(
    ["sport", "slate", "nascar", "lineups", "rules", "lock", "exposure", "max", "40%", "3", "~", ""]
)
VALUES = st.recursive(
    WORDS | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=12,
)


def as_yaml(value: object) -> str:
    """A value in brackets and braces; single quotes hold any text without control characters."""
    match value:
        case dict():
            return "{" + ", ".join(f"{as_yaml(key)}: {as_yaml(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(as_yaml, value)) + "]"
        case _:
            return "'" + str(value).replace("'", "''") + "'"


@given(st.dictionaries(WORDS, VALUES, max_size=5))
def test_any_tree_is_a_configuration_or_has_problems(tree: dict[str, object]) -> None:
    """Whatever stands where."""
    reading = load_config(as_yaml(tree).encode("utf-8", "surrogatepass"), "c", ())
    assert (reading.config is not None) or reading.problems


@given(st.binary(max_size=80))
def test_any_bytes_are_a_configuration_or_have_problems(content: bytes) -> None:
    """Whatever the file is."""
    reading = load_config(content, "c", ())
    assert reading.problems
