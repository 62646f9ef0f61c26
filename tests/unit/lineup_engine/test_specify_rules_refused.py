"""Rules that cannot be meant: each is refused before anything is queued, with its place, in words, with a cure."""

import pytest

from engine_runs import submission
from lineup_engine.work import check
from rule_slates import rule_files

CONFIG = "sport: {sport}\nslate: DKSalaries.csv\nprojections: {{file: projections.csv}}\nlineups: 10\n"

# What is written, where the problem begins, its words, its cure.
NFL = {
    "{lock: [{player: Bran, slot: FLEX}]}": ("{player", 'rules.lock: "Bran" is nobody', "did you mean"),
    "{groups: {at_most: 1, of: [QB, Nobody Here]}}": (
        "Nobody",
        'rules.groups.of, item 2: "Nobody Here" is no',
        "one of",
    ),
    "{groups: {at_most: 1, of: RBS}}": ("RBS", '"RBS" is no position and nobody on the slate', "did you mean RB"),
    "{groups: {at_most: 1, of: {salery: {max: 3}}}}": (
        "{max: 3",
        "nothing that is known of players",
        "did you mean salary",
    ),
    "{groups: {at_most: 1, of: {salary: {max: 3}}}}": ("{salary", "is nobody on the slate", "wider"),
    "{groups: {at_most: 1, of: {salary: {max: x}}}}": ("x}", "has to be a number", "4000"),
    "{groups: {at_most: 1, of: {salary: {min: 5000, max: 4000}}}}": ("{min", "min, 5000, is above max, 4000", "swap"),
    "{groups: {at_most: 1, of: {team: GRB}}}": ("GRB", 'nobody has the team "GRB"', "known"),
    "{groups: {of: TE}}": ("{of", "is no whole group", "at_most"),
    "{groups: {at_least: 4, of: TE}}": ("4", "4 are wanted, and a lineup can have 2", "write 2 or less"),
    "{groups: {if: QB, then: DST, at_least: 2}}": ("2}", "2 are wanted, and a lineup can have 1", "write 1"),
    "{team: {max: 3, of: K}}": ("K}", '"K" is no position', "one of"),
    "{team: {min_games: 10}}": ("10", "10 are wanted, and a lineup can have 8", "8 or less"),
    "{team: {of: RB}}": ("{of", "limits nothing", "max: 4"),
    "{positions: {RBB: {max: 2}}}": ("{max", 'nobody has the position "RBB"', "did you mean RB"),
    "{positions: {RB: {min: 4}}}": ("4", "4 are wanted, and a lineup can have 3", "write 3"),
    "{positions: {RB: {min: 2, max: 1}}}": ("{min", "min, 2, is above max, 1", "swap"),
    "{stacks: {name: x}}": ("{name", "is of no kind", "write one of anchor, sizes"),
    "{stacks: {anchor: QB, team: any, with: {count: 1}}}": ("{anchor", "is of 2 kinds", "write one of"),
    "{stacks: {anchor: QB}}": ("{anchor", "an anchor alone is no stack", "with:"),
    "{stacks: {team: any}}": ("{team", "needs `count`", "write count"),
    "{stacks: {team: any, count: 3, bring_back: {count: 1}}}": ("{team", "has no bring_back", "take bring_back out"),
    "{stacks: {team: any, count: 10}}": ("10", "is impossible in this slate", "the most that a lineup can have is"),
    "{stacks: {team: XXX, count: 2}}": ("XXX", '"XXX" is no team of these players', "ALD"),
    "{stacks: {anchor: QB, with: {count: 4, of: TE}}}": ("{count", "no anchor has 4", "fewer"),
    "{stacks: {sizes: [5, 3], of: any}}": ("[5", "add up to 8, and a lineup has 9", "change"),
    "{stacks: {sizes: [3, 3, 3]}}": ("{sizes", "a stack with sizes needs `of`", "write of: any, or of: hitters"),
    "{stacks: {consecutive: 4}}": ("{consec", "needs `of`", "the column of the batting order"),
    "{stacks: [{name: a, team: any, count: 2}, {name: a, team: any, count: 3}]}": (
        "a, team: any, count: 3",
        'rules.stacks, item 2, name: item 1 is called "a" too',
        "another name",
    ),
    "{groups: [{name: a, of: TE}, {name: b, of: QB}, {name: a, of: RB}]}": (
        "a, of: RB",
        'rules.groups, item 3, name: item 1 is called "a" too',
        "another name",
    ),
    "{groups: {if: DST, then: DST}}": ("DST}", "a lineup cannot have 1 of these: he could never play", "take him out"),
    "{groups: {if: QB, then: DST, then_not: [DST, TE]}}": (
        "[DST, TE]",
        "rules.groups.then_not: leaves too few of those whom then asks for",
        "one of the two",
    ),
    "{positions: {RB: {}}}": ("{}", "rules.positions.RB: limits nothing", "write {max: 2}"),
    "{ownership: {sum: {}}}": ("{}", "rules.ownership.sum: limits nothing", "write {max: 120}"),
    "{ownership: {sum: {max: -3}}}": ("-3", 'may not be negative: "-3"', "write 0 or more"),
    "{randomness: {by: share, share: -5%}}": ("-5%", 'may not be negative: "-5%"', "write 0 or more"),
    "{exposure: {max: -5%}}": ("-5%", 'may not be negative: "-5%"', "write 40%"),
    "{stacks: {sizes: [0, 9]}}": ("0", "has to be at least 1", "write 1"),
    "{stacks: {group: lne, count: 2}}": ("lne", 'the projections have no column "lne"', "their columns are Name"),
    "{stacks: {consecutive: 4, of: batting}}": ("batting", 'no column "batting"', "Batting Order"),
    "{never: {of: QB}}": ("{of", "against", "write against"),
    "{ownership: {sum: {min: 9, max: 8}}}": ("{min", "min, 9, is above max, 8", "swap"),
    "{ownership: {under: {share: 101%}}}": ("101%", "is more than 100%", "5%"),
    "{ownership: {under: {share: 99%, at_least: 12}}}": ("12", "12 are wanted, and a lineup can have 9", "write 9"),
    "{ownership: {product: {max: 0}}}": ("{max", "above 0 and at most 1", "1e-9"),
    "{unique: {by: 2, position: QB}}": ("2", "a lineup has at most 1 of them", "write 1"),
    "{unique: {by: 1, position: K}}": ("K", 'nobody has the position "K"', "known"),
    "{exposure: {teams: {XXX: {max: 50%}}}}": ("{max", 'nobody has the team "XXX"', "known"),
    "{exposure: {positions: {TE: {max: 2, at_least: 3}}}}": ("3", "no lineup has 3 of these players", "fewer"),
    "{exposure: {groups: {x: {max: 2}}}}": (
        "{max",
        'there is no group with `of` that is called "x"',
        "give it a name there: name: x",
    ),
    "{exposure: {stacks: {x: {max: 2}}}}": (
        "{max",
        'there is no stack that is called "x"',
        "give it a name there: name: x",
    ),
    "{exposure: {captains: {QB: {max: 2}}}}": ("{max", "a classic lineup has no captain", "exposure.players"),
    "{exposure: {positions: {TE: {max: 120%}}}}": ("120%", "is more than 100%", "40%"),
    "{exposure: {order: greedy, positions: {TE: {min: 20%}}}}": ("greedy", "cannot promise a min", "order: joint"),
    "{randomness: {by: stddev, share: 25%}, exposure: {order: joint}}": (
        "joint",
        "joint, which a min needs, does not go with sims or randomness",
        "use max only, with order: greedy",
    ),
    "{randomness: {by: half, share: 25%}}": ("half", 'cannot be "half"', "one of: stddev, share"),
}


@pytest.mark.parametrize("rules", NFL)
def test_what_cannot_be_meant_is_told_where_it_is_written(rules: str) -> None:
    """One problem with line, column, words and cure."""
    at, words, cure = NFL[rules]
    config = f"{CONFIG.format(sport='nfl')}rules: {rules}\n"
    problem, *others = check(submission(config, rule_files("nfl"))).problems
    assert others == []
    assert words in problem.message
    assert cure in problem.hint
    assert problem.line == 5
    assert f"rules: {rules}"[problem.column - 1 :].startswith(at)


@pytest.mark.parametrize(
    ("sport", "rules", "words"),
    [
        ("mlb", "{stacks: {sizes: [5, 2], of: hitters}}", "add up to 7, and a lineup has 8"),
        ("mlb", "{stacks: {sizes: [8], of: {position: [1B, OF]}}}", "add up to 8, and a lineup has"),
        ("nascar", "{game: {max: 2}}", "the slate tells no game of these players"),
        ("nfl", "{exposure: {players: {QB1: {min: 6, max: 5}}}}", "6 of 10 lineups are 6, and at most 5 are allowed"),
        ("nfl", "{exposure: {players: {QB1: {min: 11}}}}", "11 of 10 lineups are 11, and at most 10 are allowed"),
        (
            "nascar",
            "{exposure: {players: {D1: {min: 10}, D2: {min: 100%}, D3: {min: 25}, D4: {min: 10}, D5: {min: 10}}}}",
            "the minima add up to 65 places, and 10 lineups have 60",
        ),
        ("nfl", "{lock: {player: QB1, slot: TE}}", "may not fill the slot TE"),
        ("nfl", "{lock: {player: QB1, slot: CPT}}", "this contest has no slot CPT"),
        ("nfl", "{lock: [{player: RB1, slot: FLEX}, {player: RB2, slot: flex}]}", "do not fit into the slot FLEX"),
        ("nfl", "{groups: {at_most: 0, of: [RB1]}}", 'is a group of one player, "'),
        ("nfl", "{groups: {if: [RB1, RB2], then: [RB1]}}", "a lineup cannot have 1 of these: he could never play"),
        ("nfl", "{groups: {if: RB1, then: [RB2], then_not: RB2}}", "leaves too few of those whom then asks for"),
        ("nfl", "{groups: {if: RB1, then_not: RB1}}", "then_not: is the very player of if"),
        (
            "nfl",
            "{exclude: [RB1], exposure: {players: {RB1: {min: 40%}}}}",
            "he is in rules.exclude in line 5, and 40% is wanted of him",
        ),
    ],
)
def test_what_the_slate_makes_impossible_is_told(sport: str, rules: str, words: str) -> None:
    """Before anything is queued."""
    files = rule_files(sport)
    rows = [line.split(",") for line in files["DKSalaries.csv"].decode().splitlines()]
    for position in ("QB", "RB", "D"):
        for number, name in enumerate([row[2] for row in rows if row[0] == position][:7], start=1):
            rules = rules.replace(f"{position}{number}", name)
    problems = check(submission(f"{CONFIG.format(sport=sport)}rules: {rules}\n", files)).problems
    assert any(words in problem.message for problem in problems)
    assert all(problem.hint for problem in problems)


def test_a_minimum_for_somebody_without_a_projection_is_told() -> None:
    """And not that nobody can be found in so many lineups."""
    files = rule_files("nfl")
    header, first, *rest = files["projections.csv"].decode().splitlines()
    files["projections.csv"] = "\n".join([header, *rest]).encode()
    rules = f"{{exposure: {{players: {{{first.split(',')[0]}: {{min: 2}}}}}}}}"
    (problem,) = check(submission(f"{CONFIG.format(sport='nfl')}rules: {rules}\n", files)).problems
    assert "he has no projection, and 2 is wanted of him" in problem.message


def test_of_a_player_who_is_locked_twice_the_slots_are_not_told_too() -> None:
    """He is there twice, and his slot is not his: two mistakes are two problems."""
    files = rule_files("nfl")
    back = next(row.split(",")[2] for row in files["DKSalaries.csv"].decode().splitlines() if row.startswith("RB,"))
    rules = f"{{lock: [{back}, {{player: {back}, slot: QB}}]}}"
    problems = check(submission(f"{CONFIG.format(sport='nfl')}rules: {rules}\n", files)).problems
    assert [problem.message.split('" ')[1] for problem in problems] == ["may not fill the slot QB", "is there twice"]


def test_a_column_of_the_order_needs_a_file_that_has_it() -> None:
    """Without projections there are no columns to be listed."""
    files = {"DKSalaries.csv": rule_files("mlb")["DKSalaries.csv"]}
    rules = "{stacks: {consecutive: 4, of: batting_order}}"
    (problem,) = check(submission(f"sport: mlb\nslate: DKSalaries.csv\nrules: {rules}\n", files)).problems
    assert problem.message == "rules.stacks.of: there are no projections"
    assert problem.hint == 'name a file that has the column "batting_order"'
