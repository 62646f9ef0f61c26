"""The form of a backup: one zip file with the history, the settings and a manifest that has the hash of both."""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from lineupd.errors import BackupUnusable
from lineupd.store.sqlite import sync

HISTORY = "lineup.db"
SETTINGS = "settings.toml"
MANIFEST = "manifest.json"

_FORMAT = 1
_CHUNK = 1024 * 1024
_MOST_MANIFEST = 64 * 1024
_FAST = 1

_NOT_WHOLE = (
    zipfile.BadZipFile, zlib.error, struct.error, ArithmeticError, AttributeError, EOFError, LookupError, OSError,
    RuntimeError, TypeError, ValueError,
)  # fmt: skip
"""What reading a file that claims to be a zip archive with a manifest can raise."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a backup: its size in bytes and its SHA-256 in lower-case hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    `made_at` is UTC as rows carry it, `commits` how many changes the history has had, `files` are its members by name.
    """

    made_at: str
    version: str
    schema: int
    jobs: int
    commits: int
    files: dict[str, Member] = field(default_factory=dict[str, Member])
    format: int = _FORMAT


def _go_on() -> None:
    """Nobody wants to stop."""


def pack(target: IO[bytes], sources: dict[str, Path], manifest: Manifest, check: Callable[[], None] = _go_on) -> None:
    """Write a backup; `check` is called for every MiB and may raise to give up."""
    files = dict(manifest.files)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST) as archive:
        for name, source in sources.items():
            with source.open("rb") as file, archive.open(name, "w", force_zip64=True) as member:
                files[name] = _copy(_chunks(file), member.write, check)
        archive.writestr(MANIFEST, json.dumps({**asdict(manifest), "files": {n: asdict(f) for n, f in files.items()}}))


def read_manifest(path: Path) -> Manifest:
    """What a backup says of itself; raises `BackupUnusable`."""
    with _opened(path) as archive:
        return _manifest(archive, path)


def unpack(path: Path, name: str, target: Path) -> None:
    """Write one member of a backup to `target`, synced to disk; raises `BackupUnusable` unless it has its hash."""
    with _opened(path) as archive, target.open("wb") as file:
        expected = _manifest(archive, path).files[name]
        found = _copy(_member(archive, path, name, expected.size + 1), file.write)
        if found != expected:
            raise BackupUnusable(f"{path} is damaged: {name} does not have the hash that the manifest tells")
        file.flush()
        sync(file.fileno())


def _member(archive: zipfile.ZipFile, path: Path, name: str, most: int) -> Iterator[bytes]:
    try:
        with archive.open(name) as member:
            yield from _chunks(member, most)
    except _NOT_WHOLE as error:
        raise BackupUnusable(f"{path} is damaged: {name} cannot be read: {error}") from error


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except _NOT_WHOLE as error:
        if isinstance(error, OSError) and error.strerror:
            raise BackupUnusable(f"{path} cannot be read: {error.strerror}") from error
        raise BackupUnusable(f"{path} is no backup of lineup, or not a whole one: {error}") from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        with archive.open(MANIFEST) as member:
            told = json.loads(member.read(_MOST_MANIFEST))
        if told["format"] != _FORMAT:
            raise BackupUnusable(f"{path} was made by a newer lineup ({told['version']})", "install the newer lineup")
        files = {str(name): Member(int(file["size"]), str(file["sha256"])) for name, file in told["files"].items()}
        schema, jobs, commits = (int(told[name]) for name in ("schema", "jobs", "commits"))
        manifest = Manifest(str(told["made_at"]), str(told["version"]), schema, jobs, commits, files)
    except _NOT_WHOLE as error:
        raise BackupUnusable(f"{path} is no backup of lineup, or not a whole one") from error
    if HISTORY not in files or not files.keys() <= {HISTORY, SETTINGS}:
        raise BackupUnusable(f"{path} is no backup of lineup: it holds other files")
    return manifest


def _copy(chunks: Iterator[bytes], write: Callable[[bytes], object], check: Callable[[], None] = _go_on) -> Member:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        check()
        digest.update(chunk)
        size += len(chunk)
        write(chunk)
    return Member(size, digest.hexdigest())


def _chunks(file: IO[bytes], most: int = 1 << 62) -> Iterator[bytes]:
    """The contents up to `most` bytes: what claims to be small must not fill the disk."""
    while most > 0 and (chunk := file.read(min(_CHUNK, most))):
        most -= len(chunk)
        yield chunk
