"""A submission with an entries file: how many lineups it means, and what is refused with its place and cure."""

import json
from collections.abc import Sequence

import pytest

from entries_files import as_rows, entries_file, entry
from lineup_engine.specification import Specification
from lineup_engine.specify import specify, wanted_files
from lineup_engine.work import check
from slates import make_players, slate_text
from small_submissions import DRIVERS, HEADER, accepted, driver, lines, refused, slate, submission

SLOTS = ("D",) * 6
NBA = ("PG", "SG", "SF", "PF", "C", "G", "F", "UTIL")
CONFIG = "sport: nascar\nslate: DKSalaries.csv\nentries: e.csv\n"
BLANK = ("",) * 6


def locked(*numbers: int) -> list[str]:
    """A row's cells: these drivers marked, and blanks."""
    marked = [f"{name} ({number}) (LOCKED)" for name, number, *_ in DRIVERS if number in numbers]
    return [*marked, *([""] * (6 - len(marked)))]


def specified(rows: Sequence[Sequence[str]], config: str = CONFIG, pool: bytes = b"") -> Specification:
    return specify(submission(config, {"e.csv": entries_file(SLOTS, rows, pool)}))


def told(rows: Sequence[Sequence[str]], config: str = CONFIG) -> list[str]:
    """What is wrong with entries, as the user reads it."""
    return lines(refused(submission(config, {"e.csv": entries_file(SLOTS, rows)})))


def test_as_many_lineups_as_entries_unless_told_otherwise() -> None:
    """Fewer leave the last entries as they are, more are in no entry; both are said."""
    rows = [entry(number, *BLANK) for number in range(1, 4)]
    assert [one.id for one in specified(rows).entries] == ["4000000001", "4000000002", "4000000003"]
    assert specified(rows).lineups == 3
    assert json.loads(specified(rows).config_json)["lineups"] == 3
    fewer, more = specified(rows, CONFIG + "lineups: 2\n"), specified(rows, CONFIG + "lineups: 5\n")
    assert (fewer.lineups, len(fewer.entries), more.lineups, len(more.entries)) == (2, 2, 5, 3)
    assert "lineups: 2 are fewer than the 3 entries to fill: the last 1 stay as they are" in fewer.warnings
    assert "lineups: 5 are more than the 3 entries to fill: the last 2 are in no entry" in more.warnings


def test_entries_with_locked_players_get_lineups_of_their_own() -> None:
    """The summary counts them with the others; an entry that is locked as a whole is told and left.

    That nobody is left for the free entry is no reason to refuse the other one.
    """
    rows = [entry(1, *BLANK), entry(2, *locked(101, 103)), entry(3, *locked(101, 102, 103, 104, 105, 106))]
    done = specified(rows)
    assert [one.pinned for one in done.entries] == [(), ((0, 0), (1, 2))]
    assert (done.lineups, done.pinned_entries) == (1, 1)
    assert "entry 4000000003: every player is locked, so nothing is changed" in done.warnings
    summary = accepted(submission(CONFIG, {"e.csv": entries_file(SLOTS, rows)})).summary
    assert summary is not None
    assert summary.lineups == 2


def test_who_is_locked_in_an_entry_is_never_newly_chosen() -> None:
    """Nor is anybody whom the pool beside the entries marks, though the salary file is older."""
    pool = "\n".join([HEADER, driver("Bo Baker", 102, 8500, "45", game="In Progress")]).encode()
    done = specified([entry(1, *BLANK), entry(2, *locked(101))], pool=pool)
    assert [player.name for player in done.slate.players if player.locked] == ["Al Able", "Bo Baker"]
    assert not any(player.locked for player in specified([entry(1, *BLANK)]).slate.players)


def test_a_locked_cell_tells_that_its_game_has_begun() -> None:
    """For both sides, although the slate is an older file that marks nobody; that is said."""
    pool = make_players("nba", 3)
    one = next(one for one in pool if "PG" in one.slots)
    cells = [f"{one.name} ({one.id}) (LOCKED)", *[""] * 7]
    files = {"s.csv": slate_text(pool).encode(), "e.csv": entries_file(NBA, [entry(1, *cells)])}
    done = specify(submission("sport: nba\nslate: s.csv\nentries: e.csv\n", files))
    game = one.game.split(" ")[0]
    begun = {player.name for player in pool if player.game == one.game}
    assert {player.name for player in done.slate.players if player.locked} == begun
    words = f"e.csv: (LOCKED) tells that {game} began: {len(begun)} players in s.csv are not newly chosen"
    assert words in done.warnings
    assert done.entries[0].pinned


def test_a_cell_whose_player_has_begun_is_locked_without_the_mark() -> None:
    """The site would refuse a change all the same."""
    rows = [driver(*DRIVERS[0], game="Final"), *(driver(*each) for each in DRIVERS[1:])]
    files = {"e.csv": entries_file(SLOTS, [entry(1, "101", "102", "", "", "", "")]), "DKSalaries.csv": slate(rows)}
    assert specify(submission(CONFIG, files)).entries[0].pinned == ((0, 0),)


def test_an_entries_file_is_the_slate_where_none_is_named() -> None:
    """Its pool is used, and the file is wanted once."""
    config = "sport: nascar\nentries: e.csv\n"
    assert wanted_files(submission(config)) == ("e.csv",)
    done = specify(submission(config, {"e.csv": entries_file(SLOTS, [entry(1, *BLANK)], slate())}))
    assert done.slate.file == "e.csv"
    assert len(done.slate.players) == len(DRIVERS)
    report = check(submission(config, {"e.csv": "no such file"}))
    assert lines(report.problems) == [
        'config.yaml:2:10: entries: "e.csv": no such file (paths are relative to the configuration)'
    ]


def test_entries_of_another_slate_are_one_problem() -> None:
    """A hundred strange ids have one cause."""
    rows = [entry(number, *(str(900 + 6 * number + place) for place in range(6))) for number in range(1, 20)]
    words = 'e.csv:2: is of another slate: none of its players is in "DKSalaries.csv"'
    assert told(rows) == [f"{words} (download entries and salaries of one contest)"]


REFUSED = {
    "an id that does not exist": (
        [entry(1, "Al Able (101)", "Xi Xu (999)", "", "", "", "")],
        'e.csv:2: entry 4000000001: "Xi Xu (999)" is nobody in "DKSalaries.csv"',
    ),
    "the same entry twice": ([entry(1, *BLANK), entry(1, *BLANK)], "e.csv:3: Entry ID 4000000001 is in line 2 too"),
    "nothing to fill": ([entry(1, *locked(101, 102, 103, 104, 105, 106))], "config.yaml:3:10: every entry is locked"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_refused_with_place_and_cure(case: str) -> None:
    """One problem each."""
    rows, words = REFUSED[case]
    (said,) = told(rows)
    assert said.startswith(words)
    assert said.endswith(")")


def test_entries_of_another_contest_are_refused_by_their_slots() -> None:
    """Both sets of slots are named."""
    content = entries_file(["CPT", "D"], [entry(1, "", "")])
    assert lines(refused(submission(CONFIG, {"e.csv": content}))) == [
        "e.csv:1: is of another contest: its slots are CPT, D (those of draftkings nascar classic are D, D, D, D, D, D)"
    ]


def test_a_slate_without_ids_cannot_name_the_players_of_entries() -> None:
    """The salary files up to 2017 have none."""
    rows = [["Position", "Name", "Salary", "GameInfo", "AvgPointsPerGame", "teamAbbrev"]]
    rows += [["D", name, str(salary), "Test 400", average, "NAS"] for name, _, salary, average in DRIVERS]
    files = {"e.csv": entries_file(SLOTS, [entry(1, *BLANK)]), "DKSalaries.csv": as_rows(rows)}
    (said,) = lines(refused(submission(CONFIG, files)))
    assert said.startswith("DKSalaries.csv: has no ids, and entries name players by them")


def test_problems_of_the_file_are_told_with_those_of_the_configuration() -> None:
    """All at once."""
    content = entries_file(SLOTS, [entry(1, "Al Able", *BLANK[1:])])
    said = lines(refused(submission(CONFIG + "rules: {lock: [Nobody]}\n", {"e.csv": content})))
    assert len(said) == 2
    assert said[1].startswith('e.csv:2: "Al Able" has no id')


def test_a_locked_player_without_his_slot_leaves_the_entry_alone() -> None:
    """A file that somebody has edited may mark him where the site would not have him."""
    pool = make_players("nba", 3)
    centre = next(one for one in pool if one.positions == ("C",))
    rows = [entry(1, f"{centre.name} ({centre.id}) (LOCKED)", *[""] * 7), entry(2, *[""] * 8)]
    files = {"s.csv": slate_text(pool).encode(), "e.csv": entries_file(NBA, rows)}
    done = specify(submission("sport: nba\nslate: s.csv\nentries: e.csv\n", files))
    assert [one.id for one in done.entries] == ["4000000002"]
    assert "entry 4000000001: a locked player cannot fill his slot, so nothing is changed" in done.warnings


def test_a_minimum_cannot_be_promised_over_entries_with_locked_players() -> None:
    """The joint order is refused beside them, and goes with reservations."""
    config = CONFIG + "rules: {exposure: {players: {Bo Baker: {min: 50%}}}}\n"
    words = "config.yaml:4:19: rules.exposure.order: joint cannot be kept in entries with locked players"
    assert told([entry(1, *BLANK), entry(2, *locked(101))], config) == [f"{words} (use max only, with order: greedy)"]
    assert specified([entry(1, *BLANK), entry(2, *BLANK)], config).choices.order == "joint"


@pytest.mark.parametrize(
    ("drawn", "called"), [("sims: {}", "sims"), ("rules: {randomness: {share: 9%, by: share}}", "rules.randomness")]
)
def test_what_is_not_drawn_for_entries_with_locked_players_is_said(drawn: str, called: str) -> None:
    """Each of them is named; where nothing is locked, or nothing is drawn, there is nothing to say."""
    rows = [entry(1, *BLANK), entry(2, *locked(101)), entry(3, *locked(102))]
    words = (
        f"{called} is not used for entries 4000000002, 4000000003 with locked players: "
        "what is best by the objective fills them"
    )
    assert words in specified(rows, f"{CONFIG}{drawn}\n").warnings
    told = [*specified(rows[:1], f"{CONFIG}{drawn}\n").warnings, *specified(rows, CONFIG).warnings]
    assert not any("is not used for" in warning for warning in told)
