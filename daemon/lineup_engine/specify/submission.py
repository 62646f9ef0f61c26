"""A submission judged as a whole: the files it still needs, then the checked job or all of its problems."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from lineup_engine.config.load import ConfigReading, load_config
from lineup_engine.config.model import JobConfig
from lineup_engine.config.tree import Place
from lineup_engine.config.values import MAX_NAME
from lineup_engine.entries.read import EntriesFile, read_entries
from lineup_engine.errors import InputError
from lineup_engine.seam import Problem, Submission
from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.model import Slate
from lineup_engine.specification import Choices, Play, Specification
from lineup_engine.specify.aim import Aim, read_aim
from lineup_engine.specify.attributes import Attributes
from lineup_engine.specify.checks import Wanted, check_wishes
from lineup_engine.specify.entries import Seated, find_entries, refuse_joint, seat, warn_of_draws
from lineup_engine.specify.exposure import count_exposure
from lineup_engine.specify.findings import Findings
from lineup_engine.specify.inputs import Expected, Files, read_expected, read_players
from lineup_engine.specify.mentions import Mentions, find_mentions
from lineup_engine.specify.places import Places
from lineup_engine.specify.select import Selector
from lineup_engine.specify.wishes.collect import lock_slots, write_wishes
from lineup_engine.texts.problems import limited


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the files and the wishes come to."""

    seated: Seated
    rules: ContestRules
    expected: Expected
    choices: Choices
    aim: Aim
    mentions: Mentions
    play: Play | None = None


def wanted_files(submission: Submission) -> tuple[str, ...]:
    """The files that the configuration names and the submission does not have.

    Also of a configuration that is partly wrong, so that its problems and theirs are told at once; raises
    `InputError` where it does not even tell the files.
    """
    config = _understood(submission).config
    brought = {file.path for file in submission.files}
    return () if config is None else tuple(path for path in config.files() if path not in brought)


def has_contests(submission: Submission) -> bool:
    """Whether the lineups of an accepted submission are chosen for contests."""
    config = load_config(submission.config, submission.config_name, submission.overrides).config
    return config is not None and bool(config.contest)


@dataclass(frozen=True, slots=True)
class Specified:
    """A checked job, where its rules are written, and what is expected of its players."""

    specification: Specification
    places: Places
    expected: Expected


def specify(submission: Submission) -> Specification:
    """The job that a submission means; raises `InputError` with every problem."""
    return specify_with_places(submission).specification


def specify_with_places(submission: Submission) -> Specified:
    """The same with the places of its rules."""
    reading = _understood(submission)
    findings = Findings(reading.locate, not reading.problems, list(reading.problems), list(reading.warnings))
    config = reading.config and _as_asked(reading.config, submission, findings)
    judged = config and _judge(config, submission, findings)
    if findings.problems or not config or not judged:
        raise InputError(_in_order(findings.problems, submission))
    specification = _specification(config, judged, findings)
    if specification.play is not None:
        from lineup_engine.specify.fields import with_fields

        specification = with_fields(specification, config, Files(submission.files, findings), findings)
    if findings.problems:
        raise InputError(_in_order(findings.problems, submission))
    places = Places(findings.locate, judged.mentions, findings.places)
    return Specified(specification, places, judged.expected)


def _specification(config: JobConfig, judged: _Judged, findings: Findings) -> Specification:
    return Specification(
        name=config.name or PurePosixPath(config.slate).stem or config.sport,
        site=config.site,
        sport=config.sport,
        mode=config.mode,
        seed=config.seed,
        gpu=config.gpu.use,
        lineups=judged.seated.free_lineups,
        slate=judged.seated.slate,
        rules=judged.rules,
        points=judged.expected.points,
        ownership=judged.expected.ownership,
        choices=judged.choices,
        config_json=_as_json(judged.seated.config),
        matches=judged.expected.notes,
        warnings=tuple(findings.warnings),
        worth=judged.aim.worth,
        spread=judged.aim.spread,
        entries=judged.seated.entries,
        play=judged.play,
    )


def entries_of(submission: Submission) -> EntriesFile | None:
    """The entries file of a submission that was accepted; None where it has none."""
    config = _understood(submission).config
    content = {file.path: file for file in submission.files}
    return read_entries(content[config.entries], config.site) if config and config.entries in content else None


def _as_json(config: JobConfig) -> str:
    return json.dumps(config.model_dump(mode="json", by_alias=True), sort_keys=True, separators=(",", ":"))


def _understood(submission: Submission) -> ConfigReading:
    reading = load_config(submission.config, submission.config_name, submission.overrides)
    if reading.config is None:
        raise InputError(_in_order(reading.problems, submission))
    return reading


def _as_asked(config: JobConfig, submission: Submission, findings: Findings) -> JobConfig:
    """The configuration with what the submission itself says of name and GPU."""
    use = submission.gpu or config.gpu.use
    if use == "require":
        place = Place(submission.config_name) if submission.gpu else findings.locate.value("gpu", "use")
        findings.refuse(place, "gpu.use: require, and there is no GPU node", "write prefer, auto or never")
    if use == "prefer":
        findings.warnings.append("no GPU node: runs on this machine")
    name = submission.name if submission.name.strip() else config.name
    if name is not None and len(name) > MAX_NAME:
        findings.refuse(Place("--name"), f"has {len(name)} characters, more than {MAX_NAME}", "shorten it")
    return config.model_copy(update={"name": name, "gpu": config.gpu.model_copy(update={"use": use})})


def _judge(config: JobConfig, submission: Submission, findings: Findings) -> _Judged | None:
    files = Files(submission.files, findings)
    read = read_players(config, files, findings)
    entries = find_entries(config, files, findings)
    expected = read_expected(config, read and read[0], files, findings)
    if read is None:
        return None
    slate, rules = read
    seated = Seated(config, slate) if entries is None else seat(config, entries, slate, rules, findings)
    config, slate = seated.config, seated.slate
    mentions = find_mentions(config.rules, slate, findings)
    choices = _choices(config, mentions, Selector(slate, rules, Attributes(slate, expected), findings))
    refuse_joint(choices.order, seated, findings)
    points = expected.points if expected is not None and findings.sure else None
    check_wishes(Wanted(slate, rules, points, choices, mentions, seated.is_free), findings)
    if expected is None:
        return None
    aim = read_aim(config, expected, findings)
    if aim.spread is not None:
        warn_of_draws(config, seated, findings)
    return _Judged(seated, rules, expected, choices, aim, mentions, _play(config, slate, expected, files, findings))


def _play(config: JobConfig, slate: Slate, expected: Expected, files: Files, findings: Findings) -> Play | None:
    """The contests, where the configuration has any."""
    if not config.contest or not findings.sure:
        if config.select.by not in {None, "points"} and not config.contest:
            words = f"select.by: {config.select.by} needs a contest"
            findings.refuse(findings.locate.value("select", "by"), words, "write a contest: block, or leave select out")
        return None
    # Scenarios bring Numba along, which takes a third of a second to load.
    from lineup_engine.specify.play import read_play

    return read_play(config, slate, expected, files, findings)


def _choices(config: JobConfig, mentions: Mentions, selector: Selector) -> Choices:
    """The user's rules."""
    written = write_wishes(config, mentions, selector)
    return Choices(
        lock=tuple(mentions.lock),
        exclude=tuple(sorted({form for forms in mentions.exclude for form in forms})),
        salary_min=config.rules.salary.min,
        salary_max=config.rules.salary.max,
        unique=max((apart.by for apart in config.rules.unique if apart.position is None), default=1),
        max_lineups=count_exposure(config, mentions, selector.slate, selector.findings),
        lock_slots=lock_slots(config.rules, mentions, selector),
        wishes=written.wishes,
        apart=written.apart,
        exposures=written.exposures,
        order=written.order,
    )


def _in_order(problems: Iterable[Problem], submission: Submission) -> tuple[Problem, ...]:
    """Those of the command line and the configuration in its order, then those of the other files as found."""
    of_config: list[Problem] = []
    of_files: list[Problem] = []
    for problem in problems:
        is_asked = problem.file.startswith("--") or problem.file == submission.config_name
        (of_config if is_asked else of_files).append(problem)
    of_config.sort(key=lambda problem: (problem.line, problem.column))
    return (*limited(of_config), *of_files)
