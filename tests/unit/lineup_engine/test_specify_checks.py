"""Wishes that no lineup can fulfil: refused with the place of the wish, and only when that is certain."""

import pytest

from lineup_engine.errors import InputError
from lineup_engine.specify import specify
from small_submissions import CONFIG, DRIVERS, accepted, driver, lines, projections, refused, slate, submission

NFL = "sport: nfl\nslate: DKSalaries.csv\nlineups: 3\n"


def player(number: int, position: str, team: str, game: str, salary: int = 5000) -> str:
    """One row of a team sport; running backs, receivers and ends may also be the flex."""
    slots = f"{position}/FLEX" if position in {"RB", "WR", "TE"} else position
    when = f"{game} 10/18/2026 01:00PM ET"
    return f"{position},P{number} ({number}),P{number},{number},{slots},{salary},{when},{team},9"


def fighter(number: int) -> str:
    """One row of a card on which numbers 2n and 2n + 1 meet."""
    red, blue = f"R{number // 2}", f"B{number // 2}"
    bout, team = f"{red}@{blue} 10/18/2026 06:00PM ET", blue if number % 2 else red
    return f"F,F{number} ({number}),F{number},{number},F,{6000 + 100 * number},{bout},{team},9"


def nfl(*, quarterbacks: int = 4) -> bytes:
    """Two games; numbers 100 and up by position, so that rules can name them."""
    positions = ["QB"] * quarterbacks + ["RB"] * 6 + ["WR"] * 8 + ["TE"] * 3 + ["DST"] * 3
    teams = [("AAA", "AAA@BBB"), ("BBB", "AAA@BBB"), ("CCC", "CCC@DDD"), ("DDD", "CCC@DDD")]
    return slate([player(100 + n, position, *teams[n % 4]) for n, position in enumerate(positions)])


def told(rules: str, config: str = CONFIG, files: dict[str, bytes | str] | None = None) -> list[str]:
    """The problems of these rules."""
    return lines(refused(submission(f"{config}rules: {rules}\n", files)))


CURE_LOCK = "(take one of them out of the list)"
LEFT_OUT = "(players without a projection, excluded, with an exposure of 0 or (LOCKED) do not count)"
WRONG = {
    "{lock: [Al Abel]}": ("Al Abel", 'rules.lock: "Al Abel" is nobody on the slate (did you mean Al Able?)'),
    "{lock: [Zzyzx]}": ("Zzyzx", '"Zzyzx" is nobody on the slate (names are written as in DKSalaries.csv)'),
    "{exclude: [101, 999]}": ("999", 'rules.exclude: "999" is nobody on the slate'),
    "{exposure: {players: {Bo: {max: 1}}}}": ("Bo:", 'rules.exposure.players: "Bo" is nobody on the slate'),
    "{lock: [Al Able, 101]}": ("101", '"101" is there twice ("Al Able" in line 4 is the same player; keep one of them)'),
    "{exclude: [101, Al Able]}": ("Al Able", 'rules.exclude: "Al Able" is there twice'),
    "{exposure: {players: {Al Able: {max: 1}, 101: {max: 2}}}}": ("101:", '"101" is there twice'),
    "{lock: [Al Able], exclude: [101]}": ("101", '"101" is locked too (he is in rules.lock in line 4; keep one of the two)'),
    "{lock: [101, 102, 103, 104, 105, 106, 107]}": (
        "107",
        f'"101", "102", "103", "104", "105", "106", 1 more do not fit into the 6 slots D {CURE_LOCK}',
    ),
    "{salary: {max: 44000}, lock: [101, 102, 103, 104, 105, 106]}": (
        "106",
        f'"105", "106" cost at least 46500 with the cheapest others, more than 44000 {CURE_LOCK}',
    ),
    "{salary: {max: 39999}}": ("39999", "the cheapest lineup costs 40500, more than 39999 (allow more)"),
    "{salary: {max: 0}}": ("0", "the cheapest lineup costs 40500, more than 0 (allow more)"),
    "{salary: {max: 60000}}": ("60000", "rules.salary.max: 60000 is above the salary cap of 50000 (write 50000 or less)"),
    "{salary: {min: 50001}}": ("50001", "rules.salary.min: 50001 is above the salary cap of 50000"),
    "{salary: {min: 46501}}": ("46501", "no lineup costs more than 46500, less than 46501 (write 46500 or less)"),
    "{unique: 7}": ("7", "a lineup has 6 players, so two cannot differ by 7 (write a number from 1 to 6)"),
    "{exposure: {max: 33%}}": ("33%", "33% of 3 lineups is less than one, so nobody could play (write 34% or more"),
    "{exposure: {max: 0}}": ("0", "rules.exposure.max: 0 of 3 lineups is less than one"),
    "{lock: [101], exposure: {players: {101: {max: 2}}}}": (
        "101: ",
        'rules.exposure.players."101".max: he is locked, which means all 3 lineups, and 2 is less (take him out of',
    ),
    "{lock: [101], exposure: {players: {101: {max: 0}}}}": ("101: ", "and 0 is less"),
    "{exclude: [101, 102, 103]}": ("[101", f"5 players are left for the 6 slots D {LEFT_OUT}"),
    "{exposure: {players: {101: {max: 0}, 102: {max: 0}, 103: {max: 1%}}}}": ("", "5 players are left for the 6 slots D"),
}  # fmt: skip


@pytest.mark.parametrize("rules", WRONG)
def test_a_wish_that_cannot_be_is_refused_where_it_is_written(rules: str) -> None:
    """One problem with line, column, names and cure."""
    at, words = WRONG[rules]
    problem, *others = refused(submission(f"{CONFIG}rules: {rules}\n"))
    assert others == []
    assert words in str(problem)
    line = f"{CONFIG}rules: {rules}".splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith(at or "DKSalaries.csv")


@pytest.mark.parametrize(
    "rules",
    [
        "{lock: [101, 102, 103, 104, 105, 106]}",
        "{salary: {min: 46500, max: 50000}}",
        "{salary: {max: 40500}}",
        "{exclude: [101, 102]}",
        "{unique: 6}",
        "{lock: [101], exposure: {max: 34%}}",
        "{lock: [101], exposure: {players: {101: {max: 100%}}}}",
    ],
)
def test_a_wish_that_can_just_be_is_accepted(rules: str) -> None:
    """The bounds are exact. A lock stands above the exposure of everybody."""
    accepted(submission(f"{CONFIG}rules: {rules}\n"))


def test_a_name_that_fits_two_players_lists_both() -> None:
    """With id, team, position and salary, so that one can be chosen."""
    rows = [*(driver(*each) for each in DRIVERS), driver("Al Able", 201, 3000, "3")]
    (problem,) = refused(submission(CONFIG + "rules: {lock: [al able]}\n", {"DKSalaries.csv": slate(rows)}))
    assert problem.message == (
        'rules.lock: "al able" fits 2 players: Al Able (101, NAS, D, 9000) and Al Able (201, NAS, D, 3000)'
    )
    assert problem.hint == 'write "101" or "201"'
    accepted(submission(CONFIG + "rules: {lock: [201]}\n", {"DKSalaries.csv": slate(rows)}))


def test_namesakes_without_ids_are_told_apart_by_what_the_file_has() -> None:
    """What the cure says works."""
    rows = [f"D,{name},{salary},Test,{average},NAS" for name, _, salary, average in DRIVERS]
    content = slate([*rows, "D,Al Able,3000,Test,3,NAS"], "Position,Name,Salary,GameInfo,AvgPointsPerGame,teamAbbrev")
    (problem,) = refused(submission(CONFIG + "rules: {lock: [Al Able]}\n", {"DKSalaries.csv": content}))
    cure = problem.hint.removeprefix("write ").split(" or ")[1]
    accepted(submission(CONFIG + f"rules: {{lock: [{cure}]}}\n", {"DKSalaries.csv": content}))


def test_who_has_no_projection_cannot_be_locked() -> None:
    """He would be worth nothing known."""
    content = projections(*(f"{name},{average}" for name, _, _, average in DRIVERS[1:]))
    config = CONFIG + "projections: {file: p.csv}\n"
    (problem,) = refused(submission(config + "rules: {lock: [Al Able]}\n", {"p.csv": content}))
    assert (problem.line, problem.message) == (5, 'rules.lock: "Al Able" has no projection')
    assert "projections.names" in problem.hint


def test_who_plays_already_cannot_be_locked() -> None:
    """A (LOCKED) player is never newly chosen."""
    rows = [driver(*DRIVERS[0], "In Progress"), *(driver(*each) for each in DRIVERS[1:])]
    (problem,) = refused(submission(CONFIG + "rules: {lock: [Al Able]}\n", {"DKSalaries.csv": slate(rows)}))
    assert "his game has begun" in problem.message
    accepted(submission(CONFIG, {"DKSalaries.csv": slate(rows)}))


@pytest.mark.parametrize(
    ("lock", "words"),
    [
        ([100, 101], 'rules.lock: "100", "101" do not fit into the slot QB'),
        ([118, 119, 120], 'rules.lock: "118", "119", "120" do not fit into the 2 slots TE, FLEX'),
        ([104, 105, 106, 107, 118], 'rules.lock: "104", "105", "106", "107" do not fit into the 3 slots RB, RB, FLEX'),
    ],
)
def test_locks_that_share_too_few_slots_are_named(lock: list[int], words: str) -> None:
    """Only those who are in each other's way."""
    assert words in told(f"{{lock: {lock}}}", NFL, {"DKSalaries.csv": nfl()})[0]


def test_a_slot_that_nobody_is_left_for_is_named() -> None:
    """With the list that took them."""
    problem = told("{exclude: [100, 101]}", NFL, {"DKSalaries.csv": nfl(quarterbacks=2)})[0]
    assert problem.startswith("config.yaml:4:18: 0 players are left for the slot QB")


def test_fighters_of_one_bout_cannot_both_be_locked() -> None:
    """A limit of the site that the locks alone break."""
    rows = [fighter(number) for number in range(14)]
    config = "sport: mma\nslate: DKSalaries.csv\nrules: {lock: [F2, F3]}\n"
    (problem,) = refused(submission(config, {"DKSalaries.csv": slate(rows)}))
    assert "are 2 of one game" in problem.message
    assert "the site allows 1" in problem.message


def test_one_mistake_does_not_look_like_two() -> None:
    """Where a key is wrong, nothing is said that depends on it; what does not is still told."""
    config = CONFIG.replace("lineups: 3", "lineups: x") + (
        "projectoins: {file: p.csv}\nrules: {lock: [Bo Bakre], unique: 9, exposure: {max: 1%}}\n"
    )
    averages = slate([driver(*each[:3], "") for each in DRIVERS])
    problems = refused(submission(config, {"DKSalaries.csv": averages}))
    assert [(problem.line, problem.column) for problem in problems] == [(3, 10), (4, 1), (5, 16), (5, 35)]


def test_a_slate_without_points_needs_projections() -> None:
    """Nothing is guessed."""
    rows = [driver(*each[:3], "") for each in DRIVERS]
    (problem,) = refused(submission(files={"DKSalaries.csv": slate(rows)}))
    assert str(problem) == (
        'config.yaml:2:8: "DKSalaries.csv" has no AvgPointsPerGame, and there are no projections (name a file: projections: '
        "{file: projections.csv})"
    )


def test_a_correction_that_means_nobody_is_refused() -> None:
    """At its line in the configuration."""
    config = CONFIG + "projections:\n  file: p.csv\n  names:\n    Alfred: Al Abel\n"
    (problem,) = refused(submission(config, {"p.csv": projections()}))
    assert (problem.file, problem.line, problem.column) == ("config.yaml", 7, 13)
    assert "did you mean Al Able" in problem.hint


def test_a_game_without_rules_is_refused() -> None:
    """A site may have a sport but not in every mode."""
    (problem,) = refused(submission(CONFIG + "mode: showdown\n"))
    assert (problem.line, problem.message) == (4, "there are no rules for draftkings nascar showdown")
    assert problem.hint == "for nascar there are draftkings classic, fanduel classic"


def test_hundreds_of_problems_are_counted_not_listed() -> None:
    """The first ones are enough to see what is wrong, and the answer stays small."""
    names = ", ".join(f"Nobody {n}" for n in range(500))
    with pytest.raises(InputError) as caught:
        specify(submission(CONFIG + f"rules: {{lock: [{names}]}}\n"))
    assert len(caught.value.problems) == 21
    assert "480 more" in caught.value.problems[-1].message
