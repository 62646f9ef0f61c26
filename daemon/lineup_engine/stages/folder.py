"""Where everything of one job lies. Only the engine writes here; the daemon makes and removes the folder.

course                        which stages there are
inputs/<sha256>.arrays        what stages read, named by content
inputs/<stage>.stage          which of them a stage reads
results/<stage>/<index>.arrays
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from lineup_engine.errors import InternalError, Unfinished
from lineup_engine.stages import container
from lineup_engine.stages.container import Array, Arrays, Container, TornFile

_MADE_BY = "made by"
"""Stands among the names of parts: what one version has made is not for another, whose arrays may mean something else."""


@cache
def version_of_results() -> str:
    """The version of this program; empty where it is not installed."""
    try:
        return version("lineup-dfs")
    except PackageNotFoundError:
        return ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a stage reads, by name; `sha256` stands for all of it, `hashes` for the parts that lie in the folder."""

    parts: Mapping[str, Mapping[str, Array]]
    sha256: str
    hashes: Mapping[str, str] = field(default_factory=dict)

    def hash_of(self, name: str, arrays: Arrays) -> str | None:
        """The hash of a part that is handed on as it is; None of any other."""
        return self.hashes.get(name) if self.parts.get(name) is arrays else None


@dataclass(frozen=True, slots=True)
class TaskKey:
    """Which of how many tasks, of which inputs: a result under another key is a stranger's."""

    stage: str
    index: int
    tasks: int
    inputs: str


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A finished task's arrays. `ends_chain`: no task comes after it."""

    arrays: Mapping[str, Array]
    sha256: str
    ends_chain: bool


@dataclass(frozen=True, slots=True)
class JobFolder:
    """The folder of one job."""

    root: Path

    def write_course(self, course: str) -> None:
        """Keep by which stages the job goes."""
        container.write(self._course, container.pack({}, {"course": course})[0])

    def read_course(self) -> str:
        """By which stages the job goes."""
        try:
            return str(container.read(self._course).label["course"])
        except (TornFile, FileNotFoundError) as torn:
            raise InternalError(f"the course of the job is damaged: {torn}") from torn

    def write_inputs(self, stage: str, parts: Mapping[str, Arrays], before: Inputs | None = None) -> None:
        """Keep what a stage reads: each part once, under its hash; those of the stage `before` are there already."""
        hashes: dict[str, str] = {}
        for name, arrays in parts.items():
            known = None if before is None else before.hash_of(name, arrays)
            hashes[name] = self._keep(arrays) if known is None else known
        listed: container.Label = {**hashes, _MADE_BY: version_of_results()}
        container.write(self._parts_of(stage), container.pack({}, listed)[0])

    def _keep(self, arrays: Arrays) -> str:
        content, sha256 = container.pack(arrays, {})
        if not _is_there(self._part(sha256), sha256):
            container.write(self._part(sha256), content)
        return sha256

    def read_inputs(self, stage: str) -> Inputs:
        """What the stage reads, mapped into memory; raises `Unfinished` where it has to be made again."""
        try:
            listed = container.read(self._parts_of(stage))
            hashes = {name: str(sha256) for name, sha256 in listed.label.items() if name != _MADE_BY}
            parts = {name: container.map_file(self._part(sha256)) for name, sha256 in hashes.items()}
        except (TornFile, FileNotFoundError) as torn:
            raise Unfinished(f"the inputs of stage {stage} are damaged: {torn}") from torn
        if any(part.sha256 != hashes[name] for name, part in parts.items()):
            raise Unfinished(f"the inputs of stage {stage} are not those that were written")
        return Inputs({name: part.arrays for name, part in parts.items()}, listed.sha256, hashes)

    def write_result(self, key: TaskKey, arrays: Arrays, *, ends_chain: bool) -> str:
        """Keep a finished task's arrays; answers their hash."""
        content, sha256 = container.pack(arrays, _label(key, ends_chain=ends_chain))
        container.write(self._result(key), content)
        return sha256

    def read_result(self, key: TaskKey, *, mapped: bool = False) -> StoredResult | None:
        """A finished task's arrays, read or mapped into memory; None where there are none to be trusted."""
        reader: Callable[[Path], Container] = container.map_file if mapped else container.read
        try:
            found = reader(self._result(key))
        except (TornFile, FileNotFoundError):
            return None
        ends_chain = found.label.get("ends_chain") == 1
        return StoredResult(found.arrays, found.sha256, ends_chain) if _belongs(found, key, ends_chain) else None

    @property
    def _course(self) -> Path:
        return self.root / "course"

    def _part(self, sha256: str) -> Path:
        return self.root / "inputs" / f"{sha256}.arrays"

    def _parts_of(self, stage: str) -> Path:
        return self.root / "inputs" / f"{stage}.stage"

    def _result(self, key: TaskKey) -> Path:
        return self.root / "results" / key.stage / f"{key.index}.arrays"


@dataclass(frozen=True, slots=True)
class Results(Mapping[int, StoredResult]):
    """The results of finished tasks by index, each read whenever it is asked for: together they may be very large."""

    folder: JobFolder
    tasks: Mapping[int, TaskKey]

    def __getitem__(self, index: int) -> StoredResult:
        """A result in memory."""
        return self._found(index, mapped=False)

    def mapped(self, index: int) -> StoredResult:
        """A result mapped into memory, which takes a file descriptor as long as its arrays live."""
        return self._found(index, mapped=True)

    def _found(self, index: int, *, mapped: bool) -> StoredResult:
        key = self.tasks[index]
        found = self.folder.read_result(key, mapped=mapped)
        if found is None:
            raise Unfinished(f"the result of task {index} of stage {key.stage} is gone")
        return found

    def __iter__(self) -> Iterator[int]:
        """The indexes in rising order."""
        return iter(sorted(self.tasks))

    def __len__(self) -> int:
        """How many there are."""
        return len(self.tasks)


def _is_there(path: Path, sha256: str) -> bool:
    """Whether a file has this hash: most parts go from stage to stage, and to write one safely takes a while."""
    try:
        return container.map_file(path).sha256 == sha256
    except (TornFile, FileNotFoundError):
        return False


def _label(key: TaskKey, *, ends_chain: bool) -> dict[str, str | int]:
    known: dict[str, str | int] = {"stage": key.stage, "index": key.index, "tasks": key.tasks, "inputs": key.inputs}
    return known | {"ends_chain": int(ends_chain)}


def _belongs(found: Container, key: TaskKey, ends_chain: bool) -> bool:
    return found.label == _label(key, ends_chain=ends_chain)
