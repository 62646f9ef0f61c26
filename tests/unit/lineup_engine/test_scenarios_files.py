"""Users' own correlations and simulated scores are read in every usual form; what is wrong has its place and a cure."""

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from lineup_engine.scenarios.compile import Compilation
from lineup_engine.scenarios.compiled import pack, unpack
from lineup_engine.scenarios.outcomes import compile_outcomes
from lineup_engine.scenarios.people import Outlook, people_of
from lineup_engine.scenarios.read_correlations import CorrelationReading, read_correlations
from lineup_engine.scenarios.read_scores import read_scores
from lineup_engine.scenarios.score_table import ScoreTable
from lineup_engine.scenarios.settings import Settings
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.stages.container import map_file, write
from lineup_engine.stages.container import pack as as_bytes
from lineup_kernels.draws import Source
from lineup_kernels.outcomes import Outcomes
from scenario_slates import tiny

SLATE = tiny([("Ann Ash", "QB", "A", "B"), ("Bo Birk", "WR", "A", "B"), ("Cy Cole", "DST", "B", "A")])
PEOPLE = people_of(SLATE, [Outlook(1_000_000), Outlook(1_000_000), Outlook(500_000)])
NFL = Settings("draftkings", "nfl")
ROWS = [[10.02, 4.1, 3], [20.5, 0, -1], [7, 12.3, 8]]


def correlations(text: str, names: dict[str, int] | None = None) -> CorrelationReading:
    return read_correlations(SLATE, NamedFile("c.csv", text.encode()), names or {})


@pytest.mark.parametrize(
    "text",
    [
        "player,player,correlation\nAnn Ash,Bo Birk,0.5\n100,102,-0.25\n",
        "Player 1;Player 2;Corr\nAnn Ash;Bo Birk;0,5\nCy Cole;Ann Ash (100);-0,25\n",
        ",Ann Ash,Bo Birk,Cy Cole\nAnn Ash,1,0.5,-0.25\nBo Birk,0.5,1,\nCy Cole,-0.25,,1\n",
        "id\t100\t101\t102\n100\t1\t0.5\t-0.25\n101\t\t1\t\n102\t\t\t1\n",
    ],
)
def test_correlations_in_every_form(text: str) -> None:
    """Square or long, by name or id, one half or both, an empty cell says nothing."""
    reading = correlations(text)
    assert reading.problems == ()
    assert reading.said is not None
    assert reading.said.pairs == ((0, 1, 0.5), (0, 2, -0.25))


def test_names_may_be_corrected() -> None:
    reading = correlations("a,b,r\nAnnie,Bo Birk,0.5\n", {"Annie": 0})
    assert reading.said is not None
    assert reading.said.pairs == ((0, 1, 0.5),)


UNEVEN = (
    "c.csv:1: has 2 names above and 1 beside the numbers "
    "(the same players stand above and beside; or write rows of player, player, correlation)"
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a,b,r\nAnn Ash,Bo Birk,1.5\n", "c.csv:2:3: '1.5' is no correlation (correlations go from -1 to 1)"),
        ("a,b,r\nAnn Ash,Bo Birk,x\n", "c.csv:2:3: 'x' is no correlation (correlations go from -1 to 1)"),
        (
            "a,b,r\nAnn Ash,Bo Birk,0.5\nBo Birk,Ann Ash,0.4\n",
            "c.csv:3:2: Bo Birk and Ann Ash have 0.4, but 0.5 elsewhere (write one number for the two)",
        ),
        (
            ",Ann Ash,Bo Birk\nAnn Ash,0.9,0.5\nBo Birk,0.5,1\n",
            "c.csv:2:2: Ann Ash and Ann Ash have 0.9, but 1 elsewhere (everybody has 1 with himself)",
        ),
        (",Ann Ash,Bo Birk\nAnn Ash,1,0.5\n", UNEVEN),
        ("a,b,r\nAnn Ashe,Zoe,0.5\n", "c.csv:2:1: Ann Ashe is nobody on the slate (did you mean Ann Ash?)"),
        (",Ann Ash,100\nAnn Ash,1,0.5\n100,0.5,1\n", "c.csv:2:1: Ann Ash is 100 a second time (remove one of them)"),
        ("a,b,r\n", "c.csv:1: has a header and nothing under it (download or export it again)"),
    ],
)
def test_wrong_correlations_have_a_place_and_a_cure(text: str, wanted: str) -> None:
    assert str(correlations(text).problems[0]) == wanted


def test_correlations_of_strangers_alone_are_refused() -> None:
    """Nothing of the file would be used: most likely names are misspelt."""
    reading = correlations("a,b,r\nAnn Ash,Bo Birck,0.5\n")
    assert [str(one) for one in reading.problems] == [
        "c.csv:2:2: Bo Birck is nobody on the slate (did you mean Bo Birk?)"
    ]


def test_strangers_among_correlations_are_named() -> None:
    reading = correlations("a,b,r\nAnn Ash,Bo Birk,0.5\nAnn Ash,Zoe Zack,0.5\n")
    assert reading.warnings == ("c.csv: 1 of its names are nobody on the slate and not used: Zoe Zack",)


def scores(content: bytes | str) -> ScoreTable | tuple[Problem, ...]:
    return read_scores(SLATE, NamedFile("s.csv", content.encode() if isinstance(content, str) else content))


def zipped(**arrays: NDArray[Any] | Sequence[str]) -> bytes:
    """An npz of these arrays."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **{name: np.asarray(array) for name, array in arrays.items()})
    return buffer.getvalue()


NAMES = ["Ann Ash", "Bo Birk", "Cy Cole"]
CSV_FORMS = [
    "Ann Ash,Bo Birk,Cy Cole\n10.02,4.1,3\n20.5,0,-1\n7,12.3,8\n",
    "sim,Ann Ash (100),101,Cy Cole\n1,10.02,4.1,3\n2,20.5,0,-1\n3,7,12.3,8\n",
    "Name,Team,1,2,3\nAnn Ash,A,10.02,20.5,7\nBo Birk,A,4.1,0,12.3\nCy Cole,B,3,-1,8\n",
    "ID;sim1;sim2;sim3\n100;10,02;20,5;7\n101;4,1;0;12,3\n102;3;-1;8\n",
]
FORMS = [
    *(text.encode() for text in CSV_FORMS),
    zipped(players=NAMES, scores=np.array(ROWS)),
    zipped(ids=np.array(["100", "101", "102"]), x=np.array(ROWS)[[0, 1, 2, 0]]),
    zipped(names=np.array([name.encode() for name in NAMES]), scores=np.array([*ROWS, [1, 2, 3]]).T),
]


@pytest.mark.parametrize("content", FORMS, ids=lambda content: repr(content[:12]))
def test_scores_in_every_form(content: bytes) -> None:
    """Players as columns or as rows, by name or id, CSV or npz."""
    table = scores(content)
    assert isinstance(table, ScoreTable), [str(problem) for problem in table]
    assert table.points[:3].tolist() == ROWS
    ready = compile_outcomes(SLATE, PEOPLE, NFL, table, {}).compiled
    assert ready is not None
    drawn = ready.draw(Source(7, 1), 0, len(table.points))
    assert max(drawn.T.tolist()) == [1025, 0, -50]
    assert ready.lowest.tolist() == drawn.min(axis=1).tolist()
    assert ready.highest.tolist() == drawn.max(axis=1).tolist()


def fake_pyarrow(monkeypatch: pytest.MonkeyPatch, columns: dict[str, list[float | str | None]]) -> None:
    """A pyarrow that reads these columns from any file."""

    def read_table(content: io.BytesIO) -> SimpleNamespace:
        assert content.read(4) == b"PAR1"
        return SimpleNamespace(to_pydict=lambda: columns)

    module, parquet = ModuleType("pyarrow"), ModuleType("pyarrow.parquet")
    vars(parquet)["read_table"] = read_table
    vars(module).update(ArrowException=ValueError, parquet=parquet)
    monkeypatch.setitem(sys.modules, "pyarrow", module)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", parquet)


def test_scores_from_parquet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns of text are none of scores."""
    columns: dict[str, list[float | str | None]] = {"when": ["a", "b", "c"]}
    columns |= {name: [row[place] for row in ROWS] for place, name in enumerate(NAMES)}
    fake_pyarrow(monkeypatch, columns)
    table = scores(b"PAR1...")
    assert isinstance(table, ScoreTable)
    assert table.points.tolist() == ROWS


def test_without_pyarrow_parquet_is_refused_with_the_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    problems = scores(b"PAR1...")
    assert isinstance(problems, tuple)
    assert str(problems[0]) == (
        "s.csv: is a parquet file, and pyarrow is not installed (pip install 'lineup-dfs[parquet]', or save it as npz)"
    )


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("Ann Ash,Bo Birk\n1,2\n3,\n", "s.csv:3:2: has no score under 'Bo Birk'"),
        ("Ann Ash,Bo Birk\n1,2\n3\n", "s.csv:3:2: has no score under 'Bo Birk'"),
        ("Ann Ash,Bo Birk\n1,nan\n", "s.csv:2:2: 'nan' is no score"),
        ("Name,1,2\nAnn Ash,3,x\nBo Birk,1,2\n", "s.csv:2:3: 'x' is no score"),
        ("Zoe,Zack\n1,2\n", "s.csv:1: has no players of slate.csv, neither above nor beside its numbers"),
        ("Name,Team\nAnn Ash,A\n", "s.csv:1: has no column of scores"),
        (b"a" * ((16 << 20) + 1), "s.csv: is larger than 16 MiB, the most for a CSV"),
        (b"PK\x03\x04 broken", "s.csv: cannot be read as npz: File is not a zip file"),
        (zipped(scores=np.array(ROWS)), "s.csv: has no two arrays of names and scores, but: scores float64 (3, 3)"),
        (zipped(p=NAMES, s=np.zeros((4, 5))), "s.csv: has 3 names and scores of shape (4, 5)"),
        (zipped(p=NAMES, s=np.zeros((0, 3))), "s.csv: has no scores"),
        (zipped(p=NAMES, s=np.array([[1, 2, np.inf]])), "s.csv: simulation 1 has no finite score for Cy Cole"),
    ],
    ids=lambda value: repr(value[:24]),
)
def test_wrong_scores_have_a_place_and_a_cure(content: bytes | str, wanted: str) -> None:
    problems = scores(content)
    assert isinstance(problems, tuple)
    assert str(problems[0]).startswith(wanted)
    assert problems[0].hint


def outcomes(text: str, people: Any = PEOPLE) -> Compilation:
    table = scores(text)
    assert isinstance(table, ScoreTable)
    return compile_outcomes(SLATE, people, NFL, table, {})


def test_other_players_and_missing_ones_are_told() -> None:
    """One stranger is no matter; half of them are another slate; who has a projection needs scores."""
    result = outcomes("Ann Ash,Bo Birk,Cy Cole,Zoe\n1,2,3,4\n")
    assert "s.csv: 1 of its players are nobody on the slate and not used: Zoe" in result.warnings
    strangers = outcomes("Ann Ash,Xa,Ya,Za\n1,2,3,4\n")
    assert str(strangers.problems[0]).startswith("s.csv: 3 of its 4 players are nobody on the slate slate.csv")
    missing = outcomes("Ann Ash,Bo Birk\n1,2\n")
    assert missing.problems[0].message == "has no scores for 1 with a projection: Cy Cole"
    rest = people_of(SLATE, [Outlook(1_000_000), Outlook(1_000_000), Outlook(0, 0)])
    ready = outcomes("Ann Ash,Bo Birk\n1,2\n", rest).compiled
    assert ready is not None
    assert ready.draw(Source(1, 1), 0, 1)[2].tolist() == [0]


def test_scores_between_the_steps_of_the_game_are_told() -> None:
    words = "s.csv: 33.3% of the scores are no multiples of 0.02 and were rounded"
    assert words in outcomes("Ann Ash,Bo Birk,Cy Cole\n1.011,2,3\n").warnings


@pytest.mark.parametrize(("rows", "spans"), [(1_999, 1), (2_001, 2)])
def test_streams_share_no_rows_where_there_are_enough(rows: int, spans: int) -> None:
    """And with fewer the user is told what that means."""
    text = "Ann Ash,Bo Birk,Cy Cole\n" + "".join(f"{row / 50},0,0\n" for row in range(rows))
    result = outcomes(text)
    ready = result.compiled
    assert ready is not None
    assert isinstance(ready.provider, Outcomes)
    assert len(ready.provider.spans) == spans
    seen = [set(ready.draw(Source(7, stream), 0, rows)[0].tolist()) for stream in (2, 3)]
    assert bool(seen[0] & seen[1]) == (spans == 1)
    assert any("flatter" in words for words in result.warnings) == (spans == 1)
    assert len(seen[0] | seen[1]) == rows


def test_scores_that_no_game_gives_are_refused() -> None:
    """With the place of the player and the simulation; those of strangers do not count."""
    hint = "scores are points: nobody has more than 671"
    text = "Ann Ash,Bo Birk,Cy Cole,Dee Dawn\n671,2,3,9000\n1,2,-671.5,0\n2,1e9,3,0\n"
    assert outcomes(text).problems == (
        Problem("s.csv", 1, 2, "Bo Birk scores 1,000,000,000 points in simulation 3", hint),
        Problem("s.csv", 1, 3, "Cy Cole scores -671.5 points in simulation 2", hint),
    )


def test_a_packed_table_is_taken_from_the_mapped_file(tmp_path: Path) -> None:
    """Its rows are not copied: they may be large."""
    text = "Ann Ash,Bo Birk,Cy Cole\n" + "".join(f"{row / 50},0,3\n" for row in range(40))
    ready = outcomes(text).compiled
    assert ready is not None
    write(tmp_path / "arrays", as_bytes(pack(ready), {})[0])
    again = unpack(map_file(tmp_path / "arrays").arrays)
    assert isinstance(again.provider, Outcomes)
    assert not again.provider.rows.flags.owndata
    assert np.array_equal(again.draw(Source(7, 1), 5, 90), ready.draw(Source(7, 1), 5, 90))


def test_a_table_is_as_narrow_as_its_scores() -> None:
    for points, kind in ((655.34, np.int16), (656, np.int32)):
        ready = outcomes(f"Ann Ash,Bo Birk,Cy Cole\n{points},2,3\n").compiled
        assert ready is not None
        assert isinstance(ready.provider, Outcomes)
        assert ready.provider.rows.dtype == kind
