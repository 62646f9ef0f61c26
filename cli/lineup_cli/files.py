"""Writing files for the user: all or nothing, and never over another one unasked."""

import os
import tempfile
from pathlib import Path

from lineup_cli.asking import make_sure
from lineup_cli.errors import BadInput
from lineup_proto.places import find_places


def refuse_own(path: Path) -> None:
    """Refuse to write where lineup keeps its history, its settings and its logs, whatever the user consents to."""
    try:
        is_own = find_places().holds(path)
    except ValueError as error:
        raise BadInput(f"{path}: is not a possible path") from error
    if is_own:
        raise BadInput(f"{path}: that is a place of lineup's own", "name a file elsewhere")


def write_file(path: Path, content: bytes, *, yes: bool) -> None:
    """Put `content` at `path`; what is there already is replaced only with the user's consent."""
    try:
        if path.is_dir():
            raise BadInput(f"{path}: is a directory", "name a file in it")
        if path.exists():
            make_sure("overwrite it", yes=yes, because=f"{path} exists")
        _replace(path, content)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not a possible path"
        raise BadInput(f"{path}: {reason}") from error


def _replace(path: Path, content: bytes) -> None:
    """A reader sees the old file or the new one, never half of one."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    target = path.resolve()
    descriptor, draft = tempfile.mkstemp(dir=target.parent, prefix=".lineup-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
