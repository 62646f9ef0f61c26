"""The values that cross between the daemon and the engine's workers. Standard library only.

The daemon holds these without importing NumPy or pydantic; a worker pickles them through its pipe.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that the configuration names, with its contents or the reason why there are none."""

    path: str
    content: bytes | None
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """All that a job is made of: texts and contents, never paths to be read later."""

    config: bytes
    config_name: str
    overrides: tuple[str, ...] = ()
    files: tuple[NamedFile, ...] = ()
    gpu: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the user's input: where, what, and the cure. Lines and columns start at 1; 0 = none."""

    file: str
    line: int
    column: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])
        return f"{place}: {self.message}" + (f" ({self.hint})" if self.hint else "")


@dataclass(frozen=True, slots=True)
class MatchNote:
    """One row of the projections, or one player, whose match was not plain."""

    kind: str
    name: str
    candidate: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class JobSummary:
    """What a checked submission would do; `config_json` is the parsed configuration, `method` how lineups will be found."""

    name: str
    site: str
    sport: str
    mode: str
    seed: int
    gpu: str
    players: int
    with_projection: int
    lineups: int
    tasks: int
    stages: tuple[str, ...]
    rules_table: str
    config_json: str
    matches: tuple[MatchNote, ...] = ()
    method: str = ""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The answer to a submission: files still wanted, or problems, or a summary."""

    wanted: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    summary: JobSummary | None = None


@dataclass(frozen=True, slots=True)
class StagePlan:
    """The tasks of one stage. In a chain, task k needs the results of 0..k-1; `done` are already finished."""

    stage: str
    tasks: int
    chain: bool = False
    done: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskDone:
    """A finished task: its result lies in the job's folder under this hash. `ends_chain`: there is nothing after it."""

    stage: str
    index: int
    sha256: str
    ends_chain: bool = False


@dataclass(frozen=True, slots=True)
class JobResult:
    """What the last stage left: the `result` object of the JSON shape, and what a listing shows of it."""

    result_json: str
    sha256: str
    lineups: int
    warnings: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class TaskFailed:
    """Why a task could not be done.

    `kind`: "rules" or "input" is the user's to cure, "space" can be tried again once the disk has room, "memory" is more
    than the machine has, "unwanted" had been given up, "unfinished" is well again once the job has gone through its
    stages anew, "internal" is a bug.
    """

    kind: str
    message: str
    hint: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True)
class GradeOrder:
    """What is graded against what: a job's stored result and contents, and the files of the contest that was played.

    `user` is who the user is in the standings, `contest` which of the job's contests this was; empty = not said. The
    `fee` is in dollars as typed; empty = as the payouts or the job say. `records` are the stored grades, oldest first,
    each the `record_json` of its report.
    """

    result_json: str
    submission: Submission
    standings: NamedFile
    payouts: NamedFile | None = None
    fee: str = ""
    user: str = ""
    contest: str = ""
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GradeReport:
    """The answer: problems, or the grade as JSON. `record_json` is what the record of all forecasts needs of it.

    `contest_key` is the same for all standings of one contest, however often they were downloaded.
    """

    problems: tuple[Problem, ...] = ()
    grade_json: str = ""
    record_json: str = ""
    contest_key: str = ""
