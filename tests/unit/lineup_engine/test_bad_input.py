"""Whatever a user sends is accepted and harmless, or refused with file, place and cure, every problem at once."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.errors import RulesClash
from lineup_engine.seam import Submission
from lineup_engine.work import check, failed
from small_submissions import (
    CONFIG,
    DRIVERS,
    HEADER,
    accepted,
    driver,
    lines,
    projections,
    quoted_csv,
    refused,
    run,
    slate,
    submission,
)

ROWS = [driver(*each) for each in DRIVERS]
PROJECTED = CONFIG + "projections: {file: p.csv}\n"
OLD_HEADER = "Position,Name,Salary,GameInfo,AvgPointsPerGame,teamAbbrev"
OLD_ROWS = [f"D,{name},{salary},Test 400,{average},NAS" for name, _, salary, average in DRIVERS]
FANDUEL = b"Id,Position,First Name,Nickname,Last Name,FPPG,Played,Salary,Game,Team,Opponent\n1,D,A,A B,B,3,4,9000,x,,\n"
CLASH = "rules: {salary: {min: 46001, max: 46499}}\n"
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"

Files = Mapping[str, bytes | str]

# What is sent, and for each problem where it is and what of it the user has to read.
CONFIGURATIONS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "broken YAML": (CONFIG + "rules: {lock: [Al Able}\n", [("config.yaml:4:23", "a list is not closed")]),
    "wrong type": (CONFIG.replace("3", "many"), [("config.yaml:3:10", "whole number")]),
    "unknown key": (CONFIG + "lineup: 4\n", [("config.yaml:4:1", "did you mean lineups?")]),
    "unknown player in a lock": (CONFIG + "rules: {lock: [Al Abel]}\n", [("config.yaml:4:16", "did you mean Al Able?")]),
    "locked and excluded": (
        CONFIG + "rules: {lock: [Al Able], exclude: [Al Able]}\n",
        [("config.yaml:4:36", "is locked too")],
    ),
    "locks that cannot fit the slots": (
        CONFIG + "rules: {lock: [101, 102, 103, 104, 105, 106, 107]}\n",
        [("config.yaml:4:46", "do not fit into the 6 slots D")],
    ),
    "rules that clash": (CONFIG + CLASH, [("config.yaml:4:23", "salary at least 46000 instead of 46001")]),
    "locks that cannot fit the cap": (
        CONFIG + "rules: {lock: [101, 102, 103, 104, 105, 106], salary: {max: 46000}}\n",
        [("config.yaml:4:41", "cost at least 46500")],
    ),
    "YAML bomb": (
        CONFIG + BOMB,
        [
            *(("config.yaml:4:1", 'unknown key "a"'), ("config.yaml:5:1", 'unknown key "b"')),
            *(("config.yaml:5:8", "*a stands for"), ("config.yaml:6:1", 'unknown key "c"')),
            ("config.yaml:6:8", "*b stands for"),
        ],
    ),
    "a configuration of a size that none has": (CONFIG + "#" * (256 << 10), [("config.yaml", "is larger than 256 KiB")]),
    "reference to itself": (CONFIG + "name: &n [*n]\n", [("config.yaml:4:7", "one text"), ("config.yaml:4:11", "*n stands")]),
}  # fmt: skip

FILES: dict[str, tuple[bytes | str, list[tuple[str, str]]]] = {
    "missing file": ("no such file", [("config.yaml:2:8", '"DKSalaries.csv": no such file')]),
    "directory instead of file": ("is a directory", [("config.yaml:2:8", '"DKSalaries.csv": is a directory')]),
    "empty file": (b"", [("DKSalaries.csv", "is empty")]),
    "header only": (f"{HEADER}\n".encode(), [("DKSalaries.csv:1", "has a header and no players")]),
    "wrong site's file": (FANDUEL, [("DKSalaries.csv:1", "FanDuel")]),
    "a file over the size limit": (b"x," * (9 << 20), [("DKSalaries.csv", "is larger than 16 MiB")]),
    "NUL bytes": (slate() + b"\0", [("DKSalaries.csv:10", "NUL bytes")]),
    "the same id twice": (slate([*ROWS, ROWS[0]]), [("DKSalaries.csv:10", "has the same ID 101 as Al Able in line 2")]),
    "the same id twice, old format": (
        slate([*OLD_ROWS, OLD_ROWS[0]], OLD_HEADER),
        [("DKSalaries.csv:10", "same name, team, position and salary as Al Able in line 2")],
    ),
    "negative or non-numeric salary": (
        slate([*ROWS, driver("X", 110, -5, "3"), driver("Y", 111, "abc", "3")]),
        [("DKSalaries.csv:10", "salary -5"), ("DKSalaries.csv:11", "salary abc")],
    ),
    "salaries that only look like numbers": (
        slate([*ROWS, driver("X", 110, '"7000,00"', "3"), driver("Y", 111, '"9,4"', "3")]),
        [("DKSalaries.csv:10", "salary 7000,00 is no whole"), ("DKSalaries.csv:11", "salary 9,4 is no whole")],
    ),
    "a cell without an end": (
        slate([*ROWS, driver("x" * 140_000, 110, 5000, "3")]),
        [("DKSalaries.csv:10", "has a cell of more than 131,072 characters")],
    ),
    "NaN or infinite averages": (
        slate([*ROWS, driver("X", 110, 5000, "nan"), driver("Y", 111, 5000, "inf")]),
        [("DKSalaries.csv:10", "nan"), ("DKSalaries.csv:11", "inf")],
    ),
}  # fmt: skip


def assert_told(sent: Submission, expected: list[tuple[str, str]]) -> None:
    """The problems are these, in this order, each with place, words and cure."""
    problems = refused(sent)
    assert len(problems) == len(expected), lines(problems)
    for problem, (place, words) in zip(problems, expected, strict=True):
        numbers = [str(number) for number in (problem.line, problem.column) if number]
        assert ":".join([problem.file, *numbers]) == place
        assert words in str(problem)
        assert problem.hint


@pytest.mark.parametrize("what", CONFIGURATIONS)
def test_a_bad_configuration_is_refused(what: str) -> None:
    """Refused at submit: by what the configuration says."""
    config, expected = CONFIGURATIONS[what]
    assert_told(submission(config), expected)


@pytest.mark.parametrize("what", FILES)
def test_a_bad_file_is_refused(what: str) -> None:
    """Refused at submit: by what is in the slate."""
    content, expected = FILES[what]
    assert_told(submission(files={"DKSalaries.csv": content}), expected)


def test_nan_or_infinite_projections_are_refused() -> None:
    """Each with its row."""
    content = projections("Al Able,nan", "Bo Baker,inf", "Cy Charles,1e999", "Di Doe,-Infinity")
    expected = [(f"p.csv:{line}", "is no") if line != 4 else ("p.csv:4", "is beyond") for line in (2, 3, 4, 5)]
    assert_told(submission(PROJECTED, {"p.csv": content}), expected)


@pytest.mark.parametrize("content", ["no such file", "is a directory", b"", b"Name,Fpts\n", b"Name,Fpts\nA\0,1\n"])
def test_a_bad_file_of_projections_is_refused_as_a_slate_is(content: bytes | str) -> None:
    """The same words, at its own key or in its own lines."""
    (problem,) = refused(submission(PROJECTED, {"p.csv": content}))
    assert problem.file == ("config.yaml" if isinstance(content, str) else "p.csv")
    assert problem.hint


def test_a_name_that_fits_two_players_is_refused_with_both_ids() -> None:
    """In a lock, an exclude and an exposure alike."""
    files: Files = {"DKSalaries.csv": slate([*ROWS, driver("Al Able", 201, 3000, "3")])}
    for rules in ("{lock: [Al Able]}", "{exclude: [Al Able]}", "{exposure: {players: {Al Able: {max: 1}}}}"):
        (problem,) = refused(submission(f"{CONFIG}rules: {rules}\n", files))
        assert "Al Able (101, NAS, D, 9000) and Al Able (201, NAS, D, 3000)" in problem.message
        assert problem.line == 4


def test_all_problems_of_all_files_come_at_once() -> None:
    """Configuration, slate and projections in one answer, whatever is wrong with each."""
    config = PROJECTED + "lineup: 4\nseed: x\nrules: {lock: []}\n"
    files = {
        "DKSalaries.csv": slate([*ROWS, driver("X", 110, -5, "3"), driver("Y", 111, "abc", "3")]),
        "p.csv": projections("Al Able,nan", "Bo Baker,inf"),
    }
    expected = [
        *(("config.yaml:5:1", "unknown key"), ("config.yaml:6:7", "whole number")),
        *(("DKSalaries.csv:10", "-5"), ("DKSalaries.csv:11", "abc"), ("p.csv:2", "nan"), ("p.csv:3", "inf")),
    ]
    assert_told(submission(config, files), expected)


def test_all_missing_files_come_at_once() -> None:
    """Nobody mends one path to be told of the next."""
    files = {"DKSalaries.csv": "no such file", "p.csv": "may not be read"}
    expected = [("config.yaml:2:8", "no such file"), ("config.yaml:4:21", "may not be read")]
    assert_told(submission(PROJECTED, files), expected)


def test_namesakes_are_harmless(tmp_path: Path) -> None:
    """Two of one name are two drivers with an id each."""
    sent = submission(files={"DKSalaries.csv": slate([*ROWS, driver("Al Able", 201, 3000, "60")])})
    assert run(sent, tmp_path).lineups == 3


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "utf-8-sig", "utf-8"])
def test_other_encodings_are_decoded_with_a_warning(encoding: str) -> None:
    """The names are right, and the user is told when the encoding was a guess."""
    name = "José Peña"
    text = quoted_csv(name).decode("utf-8")
    sent = submission(CONFIG + f"rules: {{lock: [{name}]}}\n", {"DKSalaries.csv": text.encode(encoding)})
    warnings = [warning for warning in accepted(sent).warnings if warning.startswith("DKSalaries.csv is")]
    assert bool(warnings) == (not encoding.startswith("utf-8"))


def test_more_lineups_than_exist_are_all_there_are(tmp_path: Path) -> None:
    """Seven drivers are seven lineups; the result says so."""
    sent = submission(CONFIG.replace("3", "20"), {"DKSalaries.csv": slate(ROWS[1:])})
    result = run(sent, tmp_path)
    assert result.lineups == 7
    assert any("only 7 of 20 lineups" in warning for warning in result.warnings)


def test_rules_that_clash_in_the_end_are_named(tmp_path: Path) -> None:
    """A job that comes to be without the check ends with the names of the rules and their cure."""
    sent = submission(CONFIG + CLASH)
    with pytest.raises(RulesClash) as caught:
        run(sent, tmp_path)
    told = failed(caught.value)
    assert told.kind == "rules"
    assert "salary at least 46001" in told.message
    assert "salary at most 46499" in told.message
    assert told.hint == refused(sent)[0].hint


SLATE_TEXT = slate().decode("utf-8")


@given(st.binary(max_size=120), st.binary(max_size=120))
def test_any_files_are_accepted_or_refused(first: bytes, second: bytes) -> None:
    """Whatever bytes they are."""
    report = check(submission(PROJECTED, {"DKSalaries.csv": first, "p.csv": second}))
    assert report.problems


@given(st.integers(0, len(SLATE_TEXT)), st.integers(0, 30), st.text(alphabet='ab1-.,;"\n\r\t \0=/()@', max_size=20))
def test_any_damage_to_a_slate_is_accepted_or_refused(start: int, cut: int, put: str) -> None:
    """Whatever happened to it on the way."""
    damaged = SLATE_TEXT[:start] + put + SLATE_TEXT[start + cut :]
    report = check(submission(files={"DKSalaries.csv": damaged.encode("utf-8")}))
    assert (report.summary is None) == bool(report.problems)


@given(st.text(max_size=60))
def test_any_configuration_is_accepted_or_refused(text: str) -> None:
    """Whatever it says beside the slate."""
    report = check(submission((CONFIG + text).encode("utf-8", "surrogatepass")))
    assert (report.summary is None) == bool(report.problems or report.wanted)
