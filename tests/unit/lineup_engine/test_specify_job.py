"""What a good submission means: the checked job."""

import json
from dataclasses import replace

import pytest

from lineup_engine.config.values import MAX_NAME
from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Submission
from lineup_engine.specification import Specification
from lineup_engine.specify import specify, wanted_files
from lineup_engine.units import POINT_UNITS
from small_submissions import CONFIG, DRIVERS, accepted, driver, projections, refused, slate, submission

PROJECTED = CONFIG + "projections: {file: p.csv}\n"


def test_files_are_wanted_by_the_paths_of_the_configuration() -> None:
    """Each once, and only those that are not here."""
    bare = Submission(b"sport: nascar\nslate: a.csv\nprojections: {file: b.csv}\n", "c")
    assert wanted_files(bare) == ("a.csv", "b.csv")
    assert wanted_files(replace(bare, files=(NamedFile("a.csv", b"x"),))) == ("b.csv",)
    assert wanted_files(replace(bare, overrides=("projections.file=a.csv",))) == ("a.csv",)
    assert wanted_files(replace(bare, files=(NamedFile("a.csv", None, "no such file"), NamedFile("b.csv", b"")))) == ()


def test_files_are_wanted_of_a_partly_wrong_configuration_too() -> None:
    """So that its problems and theirs are told in one go; not where the files cannot be known."""
    assert wanted_files(Submission(b"sport: nascar\nslate: a.csv\nlineup: 3\n", "c")) == ("a.csv",)
    with pytest.raises(InputError, match="slate is missing"):
        wanted_files(Submission(b"sport: nascar\n", "c"))


def test_a_missing_file_is_a_problem_also_without_the_question() -> None:
    """A job is never made of less than it names."""
    with pytest.raises(InputError, match="was not sent"):
        specify(Submission(CONFIG.encode(), "config.yaml"))


def test_averages_stand_in_for_projections_and_say_so() -> None:
    """Who has no average is named and not used."""
    rows = [driver(*DRIVERS[0][:3], ""), *(driver(*each) for each in DRIVERS[1:])]
    job = specify(submission(files={"DKSalaries.csv": slate(rows)}))
    assert job.points[:3] == (None, 45 * POINT_UNITS, 40 * POINT_UNITS)
    assert job.ownership == (None,) * 8
    assert [(note.kind, note.name) for note in job.matches] == [("no projection", "Al Able")]
    assert job.warnings == (
        "no projections: AvgPointsPerGame of DKSalaries.csv is used",
        "1 player has no AvgPointsPerGame in DKSalaries.csv: not used",
    )


@pytest.mark.parametrize(("points", "is_told"), [("180", True), ("179", False)])
def test_points_that_nobody_scores_are_warned_of(points: str, is_told: bool) -> None:
    """A site's own file had an average of 777 among others below 45."""
    rows = [driver(*each) for each in DRIVERS[1:]]
    job = specify(submission(files={"DKSalaries.csv": slate([driver("Keibert Ruiz", 99, 2500, points), *rows])}))
    words = f'DKSalaries.csv: "Keibert Ruiz" is expected to score {points} points, nobody else more than 45'
    assert is_told == any(warning.startswith(words) for warning in job.warnings)


def test_projections_are_used_with_columns_and_corrections() -> None:
    """Points, ownership, and whose they are."""
    config = CONFIG + "projections: {file: p.csv, columns: {points: Mine}, names: {Alfred: 101}}\n"
    rows = [f"{name},{n},{10 * n}%" for n, (name, *_) in enumerate(DRIVERS)]
    content = projections("Alfred,20.5,12.5%", *rows[1:], header="Name,Mine,Own%")
    job = specify(submission(config, {"p.csv": content}))
    assert job.points[:2] == (20 * POINT_UNITS + POINT_UNITS // 2, POINT_UNITS)
    assert job.ownership[:2] == (12.5, 10.0)
    assert job.warnings == ()


def test_who_is_not_projected_is_not_used() -> None:
    """He is never silently zero, whatever his average."""
    content = projections(*(f"{name},{average}" for name, _, _, average in DRIVERS[1:]))
    job = specify(submission(PROJECTED, {"p.csv": content}))
    assert job.points[0] is None
    assert [(note.kind, note.name) for note in job.matches] == [("no projection", "Al Able")]
    assert any("without a projection" in warning for warning in job.warnings)


def test_choices_are_players_by_number() -> None:
    """Names, ids and shares, as the optimizer wants them."""
    config = CONFIG.replace("3", "10") + (
        "rules:\n  lock: [Bo Baker]\n  exclude: [101, Cy Charles]\n  salary: {min: 20000, max: 48000}\n  unique: 2\n"
        "  exposure:\n    max: 45%\n    players: {Di Doe: {max: 100%}, 105: {max: 2}, Flo Fox: {max: 0}}\n"
    )
    more = [driver(f"More {n}", 200 + n, 5000, "9") for n in range(3)]
    rows = [*(driver(*each) for each in DRIVERS), *more]
    chosen = specify(submission(config, {"DKSalaries.csv": slate(rows)})).choices
    assert (chosen.lock, chosen.exclude) == (((1,),), (0, 2))
    assert (chosen.salary_min, chosen.salary_max, chosen.unique) == (20000, 48000, 2)
    assert chosen.max_lineups == (4, 10, 4, 10, 2, 0, 4, 4, 4, 4, 4)


def test_a_share_of_less_than_one_lineup_warns() -> None:
    """A single player is then not used, which may not be what was meant; 0 is."""
    config = CONFIG + "rules: {exposure: {players: {Al Able: {max: 20%}, Bo Baker: {max: 0%}}}}\n"
    job = specify(submission(config))
    assert job.choices.max_lineups[:3] == (0, 0, 3)
    assert [warning for warning in job.warnings if "less than one" in warning] == [
        'rules.exposure.players."Al Able".max: 20% of 3 lineups is less than one: he is not used'
    ]


def named(config: str = CONFIG, name: str = "") -> Specification:
    return specify(submission(config, name=name))


def test_the_name_is_the_command_lines_then_the_configurations_then_the_slates() -> None:
    """A job always has one."""
    assert named().name == "DKSalaries"
    assert named(CONFIG + "name: Mine\n").name == "Mine"
    assert named(CONFIG + "name: Mine\n", "Other").name == "Other"
    assert named(name="x" * MAX_NAME).name == "x" * MAX_NAME
    problem = refused(submission(name="x" * (MAX_NAME + 1)))[0]
    assert (problem.file, problem.message) == ("--name", f"has {MAX_NAME + 1} characters, more than {MAX_NAME}")


@pytest.mark.parametrize(
    ("config", "asked", "use"),
    [("auto", "", "auto"), ("never", "auto", "auto"), ("auto", "never", "never"), ("require", "prefer", "prefer")],
)
def test_the_command_line_decides_about_the_gpu(config: str, asked: str, use: str) -> None:
    """And a preference that cannot be met is said."""
    job = specify(submission(CONFIG + f"gpu: {{use: {config}}}\n", gpu=asked))
    assert job.gpu == use
    assert ("no GPU node: runs on this machine" in job.warnings) == (use == "prefer")


def test_a_required_gpu_is_refused() -> None:
    """With the place of the wish."""
    (problem,) = refused(submission(CONFIG + "gpu: {use: require}\n"))
    assert (problem.file, problem.line, problem.column) == ("config.yaml", 4, 12)
    assert "there is no GPU node" in problem.message
    (problem,) = refused(submission(gpu="require"))
    assert (problem.file, problem.line) == ("config.yaml", 0)


def test_the_configuration_is_kept_as_it_counts() -> None:
    """With defaults, with what the command line sets, and in one canonical form."""
    job = specify(submission(CONFIG + "name: Mine\n", overrides=["seed=9"], gpu="never", name="Other"))
    kept = json.loads(job.config_json)
    assert (kept["name"], kept["seed"], kept["lineups"], kept["gpu"]) == (
        "Other",
        9,
        3,
        {"use": "never", "fallback": True},
    )
    assert (kept["rules"]["lock"], kept["rules"]["unique"], kept["rules"]["exposure"]["players"]) == ([], [1], {})
    assert job.config_json == json.dumps(kept, sort_keys=True, separators=(",", ":"))
    assert (job.seed, job.site, job.sport, job.mode) == (9, "draftkings", "nascar", "classic")


def test_the_report_sums_the_job_up() -> None:
    """What `lineup check` shows."""
    summary = accepted(submission()).summary
    assert summary is not None
    assert (summary.players, summary.with_projection, summary.lineups) == (8, 8, 3)
    assert summary.rules_table.startswith("draftkings nascar classic")


def test_warnings_name_files_as_the_configuration_does() -> None:
    """Whatever way leads there: the user knows the file by what he has written."""
    config = "sport: nascar\nslate: ./../my slates/DK (1).csv\n"
    report = accepted(submission(config, {"./../my slates/DK (1).csv": slate()}))
    assert report.warnings[0] == "no projections: AvgPointsPerGame of ./../my slates/DK (1).csv is used"
