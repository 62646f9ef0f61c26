"""The whole grade of a small contest, as an object and as JSON."""

import json
from dataclasses import replace

import numpy as np

from lineup_engine.grading.grade import Contest, Job, Outlook, grade
from lineup_engine.grading.model import Grade, as_json
from lineup_engine.grading.simulated import NOTHING, Simulated
from small_contests import NASCAR, RACE, SCORES, drivers, read, standings
from small_grades import nothing_expected, prizes, result
from standings_files import as_file, modern

CONTEST = standings(as_file(modern(RACE)))
SLATE = CONTEST.slate
UNITS = 100_000
OUTLOOK = Outlook(
    points=(9_000_000, 8_000_000, 7_000_000, 6_000_000, 5_000_000, 0, None, 300_000, 6_000_000),
    spread=(2_000_000, 2_000_000, None, 1_000_000, 1_000_000, 0, None, 100_000, 2_000_000),
    ownership=(70.0, 80.0, 90.0, 100.0, 60.0, 55.5, None, 0.0, 30.0),
)
LINEUPS = [(0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4, 8)]
FIELD = np.array([(0, 1, 2, 3, 4, 5), (8, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0)], np.uint16)


def graded(simulated: Simulated = NOTHING, outlook: Outlook = OUTLOOK, user: str = "one") -> Grade:
    job = Job(result(SLATE, LINEUPS), NASCAR, outlook, simulated)
    return grade(job, Contest(CONTEST, prizes(20, 10, 6, 4), user, "main"), ("a warning",))


def test_what_a_contest_was() -> None:
    done = graded()
    assert (done.schema, done.site, done.sport, done.mode, done.contest) == (
        1,
        "draftkings",
        "nascar",
        "classic",
        "main",
    )
    assert (done.entries, done.filled, done.fee, done.paid_places, done.final) == (6, 5, 4.0, 4, True)
    assert (done.recount.totals, done.recount.totals_differ, done.recount.drafted_differ) == (6, 0, 0)
    assert done.warnings == ("a warning",)
    assert done.contest_figures is None


def test_the_real_field_is_described_without_a_simulation() -> None:
    field = graded(user="").field
    assert field is not None
    assert field.simulated is None
    assert field.simulated_ownership is None
    assert field.real.entries == 5
    assert field.real.duplicates.largest == 2
    assert field.real.stacks == ()
    assert field.real.points is not None
    assert field.real.points.cash_line == 306.7
    assert field.projected_ownership is not None
    worst = field.projected_ownership.misses[0]
    assert (worst.player, worst.expected, worst.real) == ("Flo Fox", 55.5, 80.0)


def test_the_users_entries_are_no_part_of_the_real_field() -> None:
    """Simulated fields are the others; those of nobody else leave none."""
    field = graded().field
    assert field is not None
    assert field.real.entries == 3
    assert field.real.duplicates.largest == 1
    assert field.real.points is not None
    assert field.real.points.cash_line == 294.8
    alone = replace(RACE, lineups=RACE.lineups[:2])
    contest = Contest(standings(as_file(modern(alone))), None, "one")
    assert grade(Job(result(SLATE, LINEUPS), NASCAR, OUTLOOK), contest).field is None


def test_forecasts_are_of_those_who_were_expected_to_play() -> None:
    """No points and no spread means that somebody does not play; no projection at all means that nobody knows."""
    forecasts = graded().forecasts
    assert forecasts is not None
    assert [one.player for one in forecasts.by_player] == [
        *("Al Able", "Bo Baker", "Cy Charles", "Di Doe", "Ed Early", "Hal Hart Jr.", "Ivo Ibáñez")
    ]
    able = forecasts.by_player[0]
    assert (able.projected, able.points, able.z) == (90.0, 104.5, 0.725)
    assert forecasts.by_player[2].z is None
    assert forecasts.source == "projections"
    assert forecasts.z is not None
    assert forecasts.z.players == 6


def test_a_simulation_brings_its_own_field_samples_and_distributions() -> None:
    samples = np.array([[7_000_000, 9_000_000, 11_000_000], [0, 0, 8_825_000]], np.int64)
    lines, winning = np.array([30_000_000, 31_000_000]), np.array([34_020_000, 40_000_000])
    done = graded(Simulated((FIELD,), (0, 1), samples, lines, winning))
    assert done.field is not None
    assert done.field.simulated is not None
    assert done.field.simulated.entries == 3
    assert done.field.simulated.duplicates.groups["at least 2"] == 0.666667
    assert done.field.simulated_ownership is not None
    assert done.forecasts is not None
    assert done.forecasts.source == "simulation"
    pits = {one.player: one.pit for one in done.forecasts.by_player}
    assert pits["Al Able"] == 0.666667
    assert pits["Bo Baker"] == 0.833333
    assert pits["Di Doe"] is None
    assert done.contest_figures is not None
    assert done.contest_figures.winning is not None
    assert (done.contest_figures.winning.real, done.contest_figures.winning.percentile) == (340.2, 0.25)
    assert done.contest_figures.cash_line is not None
    assert done.contest_figures.cash_line.quantiles["0.95"] == 310.0


def test_the_json_is_plain_and_equal_for_equal_inputs() -> None:
    text = json.dumps(as_json(graded()), sort_keys=True, allow_nan=False)
    assert json.loads(text)["lineups"][0]["entries"][0]["prize"] == 15.0
    assert text == json.dumps(as_json(graded()), sort_keys=True)


def test_the_order_of_tied_entries_does_not_matter() -> None:
    """Sites list who ties in any order."""
    rows = modern(RACE)
    rows[1][:6], rows[2][:6] = rows[2][:6], rows[1][:6]
    other = standings(as_file(rows))
    job = Job(result(SLATE, LINEUPS), NASCAR, OUTLOOK)
    same = grade(job, Contest(other, prizes(20, 10, 6, 4), "one", "main"), ("a warning",))
    assert as_json(same) == as_json(graded())


def test_a_contest_that_still_runs_is_graded_by_places_alone() -> None:
    rows = modern(RACE)
    rows[3][3] = "36"
    running = standings(as_file(rows))
    done = grade(Job(result(SLATE, LINEUPS), NASCAR, OUTLOOK), Contest(running, prizes(20)))
    assert not done.final
    assert (done.field, done.forecasts, done.contest_figures) == (None, None, None)
    assert done.lineups[0].entries[0].rank == 1


def test_strangers_make_no_salary_and_no_hole() -> None:
    reading = read(as_file(modern(RACE)), drivers(tuple(SCORES)[:8]))
    assert reading.standings is not None
    slate = reading.standings.slate
    job = Job(result(slate, [(0, 1, 2, 3, 4, 5)]), NASCAR, nothing_expected(slate), Simulated((FIELD[:1],)))
    done = grade(job, Contest(reading.standings))
    assert done.field is not None
    assert done.field.real.salary is not None
    assert done.field.real.entries == 5
    assert done.forecasts is None


def test_two_contests_of_a_slate_have_one_key() -> None:
    other = grade(
        Job(result(SLATE, LINEUPS[:1]), NASCAR, nothing_expected(SLATE)), Contest(replace(CONTEST, file="x.csv"))
    )
    assert other.slate == graded().slate
    assert other.standings == "x.csv"


def test_ids_are_not_needed() -> None:
    """Old salary files have none: players are told by name, team, salary and slot."""
    told = result(SLATE, LINEUPS)
    for one in told["lineups"]:
        for cell in one["players"]:
            cell["id"] = None
    done = grade(Job(told, NASCAR, OUTLOOK), Contest(CONTEST))
    assert done.lineups[0].entries[0].rank == 1
