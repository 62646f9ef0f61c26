"""Simulated slates and randomness, from the text of config.yaml to the spread of every player."""

import pytest

from lineup_engine.specification import Specification, Spread
from lineup_engine.specify import specify
from lineup_engine.work import check
from small_submissions import CONFIG, DRIVERS, projections, refused, submission

ROWS = [f"{name},{average},10" for name, _, _, average in DRIVERS]
POINTS = tuple(round(float(average) * 100_000) for _, _, _, average in DRIVERS)


def specified(config: str, header: str = "Name,Fpts,StdDev") -> Specification:
    """The job of a configuration with projections."""
    return specify(
        submission(f"{CONFIG}projections: {{file: p.csv}}\n{config}", {"p.csv": projections(*ROWS, header=header)})
    )


def test_the_spread_is_the_standard_deviation_where_it_is_told() -> None:
    """All of it, unless a share is given."""
    assert specified("sims: {}\n").spread == Spread("normal", (1_000_000,) * len(DRIVERS), 10_000)
    told = "sims: {count: 1000000, share: 50%, kind: uniform}\n"
    assert specified(told).spread == Spread("uniform", (500_000,) * len(DRIVERS), 1_000_000)


def test_the_spread_is_a_share_of_the_points_where_it_is_not() -> None:
    """35%, unless another one is given."""
    for config, header, per_cent in (
        ("sims: {}\n", "Name,Fpts,Other", 35),
        ("sims: {by: share}\n", "Name,Fpts,StdDev", 35),
        ("sims: {share: 10%}\n", "Name,Fpts,Other", 10),
    ):
        spread = specified(config, header).spread
        assert spread is not None
        assert spread.units == tuple(points * per_cent // 100 for points in POINTS)


def test_randomness_is_a_draw_for_each_lineup() -> None:
    """And none without a share."""
    assert specified("rules: {randomness: {share: 25%}}\n").spread == Spread("normal", (250_000,) * len(DRIVERS))
    assert specified("rules: {randomness: {share: 0}}\n").spread is None
    assert specified("").spread is None


def test_a_standard_deviation_that_is_not_there_is_a_problem() -> None:
    """With its cure."""
    header = "Name,Fpts,Other"
    config = f"{CONFIG}projections: {{file: p.csv}}\nsims: {{by: stddev}}\n"
    problem, *others = refused(submission(config, {"p.csv": projections(*ROWS, header=header)}))
    assert others == []
    assert (problem.message, problem.hint) == (
        "sims.by: the projections have no stddev",
        "name its column: columns: {stddev: ...}",
    )


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("sims: {count: 0}", "has to be at least 1"),
        ("sims: {count: 1000001}", "has to be at most 1000000"),
        ("sims: {by: half}", 'cannot be "half"'),
        ("sims: {share: 101%}", "is more than 100%"),
        ("sims: {trials: 5}", 'unknown key "sims.trials"'),
        ("sims: {}\nrules: {randomness: {share: 20%}}", "rules.randomness and sims are two ways to draw"),
        (
            "sims: {}\nrules: {exposure: {order: joint}}",
            "joint, which a min needs, does not go with sims or randomness",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(config: str, words: str) -> None:
    """One problem, at its place."""
    text = f"{CONFIG}projections: {{file: p.csv}}\n{config}\n"
    problem, *others = check(submission(text, {"p.csv": projections(*ROWS, header="Name,Fpts,StdDev")})).problems
    assert others == []
    assert problem.line > CONFIG.count("\n")
    assert words in problem.message


def test_the_work_is_counted_in_ranges_of_trials() -> None:
    """So that a check tells how much there is."""
    files = {"p.csv": projections(*ROWS, header="Name,Fpts,StdDev")}
    own = "projections: {file: p.csv}\n"
    many = CONFIG.replace("lineups: 3", "lineups: 100") + "rules: {randomness: {share: 10%}}\n"
    for config, tasks in ((f"{CONFIG}sims: {{count: 10001}}\n", 6), (many, 3)):
        summary = check(submission(config + own, files)).summary
        assert summary is not None
        assert summary.tasks == tasks + 2
