"""Where everything of one job lies. Only the engine writes here; the daemon makes and removes the folder.

course                        which stages there are
inputs/<sha256>.arrays        what stages read, named by content
inputs/<stage>.stage          which of them a stage reads
results/<stage>/<index>.arrays
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lineup_engine.errors import InternalError
from lineup_engine.stages import container
from lineup_engine.stages.container import Array, Arrays, Container, TornFile


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a stage reads, by name; `sha256` stands for all of it."""

    parts: Mapping[str, Mapping[str, Array]]
    sha256: str


@dataclass(frozen=True, slots=True)
class TaskKey:
    """Which task, of which inputs: a result under another key is a stranger's."""

    stage: str
    index: int
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

    def write_inputs(self, stage: str, parts: Mapping[str, Arrays]) -> None:
        """Keep what a stage reads: each part once, under its hash."""
        hashes: dict[str, str] = {}
        for name, arrays in parts.items():
            content, hashes[name] = container.pack(arrays, {})
            if not _is_there(self._part(hashes[name]), content):
                container.write(self._part(hashes[name]), content)
        container.write(self._parts_of(stage), container.pack({}, hashes)[0])

    def read_inputs(self, stage: str) -> Inputs:
        """What the stage reads, mapped into memory."""
        try:
            listed = container.read(self._parts_of(stage))
            parts = {name: container.map_file(self._part(str(sha256))) for name, sha256 in listed.label.items()}
        except (TornFile, FileNotFoundError) as torn:
            raise InternalError(f"the inputs of stage {stage} are damaged: {torn}") from torn
        if any(part.sha256 != listed.label[name] for name, part in parts.items()):
            raise InternalError(f"the inputs of stage {stage} are not those that were written")
        return Inputs({name: part.arrays for name, part in parts.items()}, listed.sha256)

    def write_result(self, key: TaskKey, arrays: Arrays, *, ends_chain: bool) -> str:
        """Keep a finished task's arrays; answers their hash."""
        content, sha256 = container.pack(arrays, _label(key, ends_chain=ends_chain))
        container.write(self._result(key), content)
        return sha256

    def read_result(self, key: TaskKey) -> StoredResult | None:
        """A finished task's arrays; None where there are none to be trusted."""
        try:
            found = container.read(self._result(key))
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


def _is_there(path: Path, content: bytes) -> bool:
    """Whether a file has this content: most parts go from stage to stage, and to write one safely takes a while."""
    return path.exists() and path.stat().st_size == len(content) and path.read_bytes() == content


def _label(key: TaskKey, *, ends_chain: bool) -> dict[str, str | int]:
    return {"stage": key.stage, "index": key.index, "inputs": key.inputs, "ends_chain": int(ends_chain)}


def _belongs(found: Container, key: TaskKey, ends_chain: bool) -> bool:
    return found.label == _label(key, ends_chain=ends_chain)
