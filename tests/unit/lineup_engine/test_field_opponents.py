"""Opponents from a file: in whatever form the lineups stand, and everything that is wrong with it, with its line."""

import pytest

from lineup_engine.errors import InputError
from lineup_engine.field.opponents import Mine, Opponents, read_opponents
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.seam import NamedFile
from small_jobs import choices, contest, job, player

NAMES = ("Al Bee", "Cy Dee", "Ed Eff", "Gus Hay", "José Pérez", "Jose Perez")


def slate() -> CompiledJob:
    """Two guards, two forwards, and two namesakes of whom one may play either."""
    slots = (("G",), ("G",), ("F",), ("F",), ("F",), ("G", "F"))
    players = [
        player(n, name=name, slots=own, positions=own, salary=20_000)
        for n, (name, own) in enumerate(zip(NAMES, slots, strict=True))
    ]
    return compile_job(job(players, [10, 20, 30, 40, 50, 60], contest("G F", 50_000), choices(6, 1)))


def read(text: str) -> Opponents:
    """The lineups of a file with this text."""
    return read_opponents(NamedFile("o.csv", text.encode()), slate(), "draftkings")


def problems(text: str) -> list[str]:
    """Everything that is wrong with a file with this text."""
    with pytest.raises(InputError) as refused:
        read(text)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        "G,F\nAl Bee,Ed Eff\nCy Dee,Gus Hay\n",
        "F,G\nEd Eff,Al Bee\nGus Hay,Cy Dee\n",
        "Al Bee,Ed Eff\nCy Dee,Gus Hay\n",
        "1000,1002\n1001,1003\n",
        "G,F\nAl Bee (1000),1002\nCy Dee(1001),GUS  HAY\n",
        "Entry ID,Contest Name,G,F,,Instructions\n7,A,Al Bee,Ed Eff,,1. Do\n8,A,Cy Dee,Gus Hay,,2. Do\n,,,,,3. Do\n",
        "Rank,EntryId,Lineup,,Player\n1,7,G Al Bee F Ed Eff,,Al Bee\n2,8,F Gus Hay G Cy Dee,,Ed Eff\n,,,,Gus Hay\n",
        "Lineup\nG Al Bee F Ed Eff\nF Gus Hay G Cy Dee\n",
    ],
    ids=["slots", "other order", "no header", "ids", "mixed", "entries", "standings", "one column"],
)
def test_every_form_is_read(text: str) -> None:
    """The same two lineups."""
    opponents = read(text)
    assert opponents.lineups.tolist() == [[0, 2], [1, 3]]
    assert (opponents.empty, opponents.warnings) == (0, ())


def test_entries_without_a_lineup_are_counted() -> None:
    """They score 0 and hold a place."""
    assert read("EntryId,Lineup\n1,G Al Bee F Ed Eff\n2,\n3,\n").empty == 2
    assert read("Entry ID,G,F\n1,Al Bee,Ed Eff\n2,,\n").empty == 1


STANDINGS = (
    "Rank,EntryId,EntryName,Lineup\n1,7,me (1/2),G Al Bee F Ed Eff\n2,8,You,F Gus Hay G Cy Dee\n"
    "3,9,Me (2/2),unreadable\n4,10,home,G Al Bee F Gus Hay\n"
)


@pytest.mark.parametrize(
    ("mine", "left"),
    [
        (Mine("ME"), [[1, 3], [0, 3]]),
        (Mine(entries=frozenset({"8", "9"})), [[0, 2], [0, 3]]),
        (Mine("you", frozenset({"9", "7"})), [[0, 3]]),
    ],
)
def test_own_entries_are_no_opponents(mine: Mine, left: list[list[int]]) -> None:
    """By the user's name or by their ids, whatever is in them."""
    opponents = read_opponents(NamedFile("o.csv", STANDINGS.encode()), slate(), "draftkings", mine)
    assert opponents.lineups.tolist() == left
    assert opponents.own == 4 - len(left)
    assert opponents.warnings == (f"o.csv: {opponents.own} of its entries are yours and no opponents",)


def test_a_name_that_nobody_has_is_told() -> None:
    """It may be written wrongly, or the file may have no names."""
    readable = STANDINGS.replace("unreadable", "G Al Bee F Gus Hay").encode()
    opponents = read_opponents(NamedFile("o.csv", readable), slate(), "draftkings", Mine("m"))
    assert opponents.warnings == ('o.csv: no entry is called "m"',)
    bare = read_opponents(NamedFile("o.csv", b"G,F\nAl Bee,Ed Eff\n"), slate(), "draftkings", Mine("m"))
    assert bare.warnings == ('o.csv: it has no column EntryName; nothing is left out for "m"',)


def test_the_slot_tells_namesakes_apart() -> None:
    """As guard only one of them can be meant; as forward both, and the one with more points is taken and told."""
    assert read("G,F\nJose Perez,Ed Eff\n").lineups.tolist() == [[2, 5]]
    both = read("G,F\nAl Bee,José Pérez\n")
    assert both.lineups.tolist() == [[0, 5]]
    assert both.warnings == ('o.csv: several players are called "José Pérez": the one with most points is taken',)


def test_lineups_above_the_cap_are_told() -> None:
    """Real files have some, for example where namesakes are mistaken: they stay."""
    dear = [player(n, slots=(slot,), salary=30_000) for n, slot in enumerate("GF")]
    compiled = compile_job(job(dear, [1, 1], contest("G F", 50_000), choices(2, 1)))
    opponents = read_opponents(NamedFile("o.csv", b"G,F\n1000,1001\n"), compiled, "draftkings")
    assert opponents.lineups.tolist() == [[0, 1]]
    assert opponents.warnings == ("o.csv: 1 of 1 lineups cost more than the cap of 50000",)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("G,F\nAl Bee,Nobody\n", ['o.csv:2: "Nobody" is not on the slate']),
        ("G,F\nEd Eff,Gus Hay\n", ['o.csv:2: "Ed Eff" may not fill G']),
        ("G,F\nAl Bee,\n", ["o.csv:2: has 1 of 2 players"]),
        ("G,F\nJose Perez,Jose Perez\n", ["o.csv:2: has somebody twice"]),
        ("G,F\nAl Bee,LOCKED\n", ["o.csv:2: hides a player whose game had not begun"]),
        ("Al Bee,Ed Eff,Cy Dee\n", ["o.csv:1: has 3 cells, but a lineup has 2 players"]),
        ("Lineup\nAl Bee Ed Eff\n", ['o.csv:2: "Al Bee Ed Eff" does not tell who fills G, F']),
        ("G,F\n", ["o.csv:1: has no lineups"]),
        ("G,F\nA,Ed Eff\nCy Dee,B\nA,B\n", ['o.csv:2: "A" is not', 'o.csv:3: "B" is not']),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, wanted: list[str]) -> None:
    """All of it at once; who is wrong in many rows once."""
    found = problems(text)
    assert len(found) == len(wanted)
    for told, begin in zip(found, wanted, strict=True):
        assert told.startswith(begin)
