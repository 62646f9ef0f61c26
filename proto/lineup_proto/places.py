"""Where everything lies: one page for every path that two programs must agree on."""

import hashlib
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

# The kernel's limit for a unix socket's path is 108 bytes on Linux and 104 on macOS, with the closing NUL.
MAX_SOCKET_PATH_BYTES = 103


BACKUPS = "backups"
"""The folder of backups, beside the history."""

REPLACED = "replaced"
"""The folder of what was moved aside, beside the history."""


class HomeError(Exception):
    """`LINEUP_HOME` cannot be a home: one sentence, and the cure."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = "set LINEUP_HOME to a folder, or unset it"


@dataclass(frozen=True, slots=True)
class Places:
    """The directories of one installation; `LINEUP_HOME` moves them all."""

    config_dir: Path
    state_dir: Path
    log_dir: Path

    @property
    def settings_file(self) -> Path:
        """The TOML file that `lineup config` shows and sets."""
        return self.config_dir / "settings.toml"

    @property
    def database(self) -> Path:
        """The history."""
        return self.state_dir / "lineup.db"

    @property
    def jobs_dir(self) -> Path:
        """One folder per job, with its arrays and finished tasks."""
        return self.state_dir / "jobs"

    @property
    def backups_dir(self) -> Path:
        """The backups that lineupd makes by itself, newest last."""
        return self.state_dir / BACKUPS

    @property
    def replaced_dir(self) -> Path:
        """What was moved aside for a backup that was brought back; the user's to remove."""
        return self.state_dir / REPLACED

    @property
    def lock_file(self) -> Path:
        """Locked by the one daemon that owns this home; holds its pid for people to read."""
        return self.state_dir / "lineupd.lock"

    @property
    def job_ids_file(self) -> Path:
        """Ids and names of the newest jobs, one `id<TAB>name` a line, for shell completion."""
        return self.state_dir / "job-ids.tsv"

    @property
    def log_file(self) -> Path:
        """The daemon's log."""
        return self.log_dir / "lineupd.log"

    @property
    def socket(self) -> Path:
        """The daemon's unix socket; under /tmp when the state directory's path is too long for one."""
        plain = self.state_dir / "lineupd.sock"
        if len(os.fsencode(plain)) <= MAX_SOCKET_PATH_BYTES:
            return plain
        digest = hashlib.sha256(os.fsencode(self.state_dir)).hexdigest()[:16]
        return Path(f"/tmp/lineup-{os.getuid()}") / f"{digest}.sock"  # noqa: S108 - made private before use

    def holds(self, path: Path) -> bool:
        """Whether a file at `path` would be one of lineup's own, or among them; backups may be written by anybody."""
        folders = Path(os.path.realpath(path)).parents
        if any(_is_same(folder, self.backups_dir) for folder in folders):
            return False
        if _is_same(folders[0], self.config_dir) and path.name.casefold() == self.settings_file.name:
            return True
        return any(_is_same(folder, own) for folder in folders for own in (self.state_dir, self.log_dir))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other


def find_places() -> Places:
    """The places of this user: under `LINEUP_HOME` when it is set, else where the system keeps such things.

    Raises `HomeError` when `LINEUP_HOME` is no folder and can become none.
    """
    home = os.environ.get("LINEUP_HOME")
    if home:
        root = _folder_to_be(home)
        return Places(config_dir=root, state_dir=root / "state", log_dir=root / "logs")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("lineup", appauthor=False)
    return Places(config_dir=dirs.user_config_path, state_dir=dirs.user_state_path, log_dir=dirs.user_log_path)


def _folder_to_be(home: str) -> Path:
    try:
        root = Path(home).expanduser().absolute()
    except RuntimeError as error:
        raise HomeError(f"LINEUP_HOME is {home}: {error}") from error
    if not _can_be_folder(root):
        raise HomeError(f"LINEUP_HOME is {home}, which is a file or lies in one")
    return root


def _can_be_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (NotADirectoryError, ValueError):
        return False
    except OSError:
        # It is not there yet, or may not be looked at: whoever needs it will say so.
        return True


def make_private(folder: Path) -> None:
    """Create `folder` (mode 0700) or close an existing one to other users.

    Raises `PermissionError` when it belongs to somebody else: under /tmp anybody could have made it.
    """
    # `parents=True` would make them as open as the umask allows.
    for parent in reversed([parent for parent in folder.parents if not parent.exists()]):
        parent.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if not _is_ours(folder):
        raise PermissionError(f"{folder} belongs to another user")
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def is_somebody_elses(folder: Path) -> bool:
    """Whether `folder` is there and another user owns it or can write into it: no socket in it can be trusted."""
    try:
        return sys.platform != "win32" and not (_is_ours(folder) and not folder.stat().st_mode & 0o022)
    except (FileNotFoundError, NotADirectoryError):
        return False


def is_no_socket(path: Path) -> bool:
    """Whether something else lies in the place of a socket."""
    try:
        return not stat.S_ISSOCK(path.lstat().st_mode)
    except OSError:
        return False


def _is_ours(folder: Path) -> bool:
    """Whether this user owns a folder; of a link, both the link and what it leads to."""
    return sys.platform == "win32" or folder.lstat().st_uid == folder.stat().st_uid == os.getuid()
