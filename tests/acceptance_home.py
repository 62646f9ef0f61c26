"""An empty home and the installed `lineup` in it, for tests that type what a user types."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from daemons import children_of, is_alive, places_of

COMMAND_S = 120
PROGRAM = Path(sys.executable).with_name("lineup")


@dataclass(frozen=True, slots=True)
class Home:
    """An empty home, and the commands typed in it."""

    folder: Path

    def run(self, *arguments: str, cwd: Path | None = None, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Type one command."""
        return subprocess.run(
            [str(PROGRAM), *arguments],
            cwd=cwd or self.folder,
            env=self.environment(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=COMMAND_S,
            check=False,
        )

    def said(self, *arguments: str, cwd: Path | None = None) -> str:
        """What a command that must succeed prints."""
        done = self.run(*arguments, cwd=cwd)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def environment(self, more: dict[str, str]) -> dict[str, str]:
        """Nothing of the machine's own settings, and two workers."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR", "LINEUP_FAST_PATH") if name in os.environ}
        return {**kept, "HOME": str(self.folder), "LINEUP_HOME": str(self.folder / "l"), "LINEUP_WORKERS": "2", **more}

    def daemon_pid(self) -> int:
        """The daemon's process."""
        return int(places_of(self.folder / "l").lock_file.read_text(encoding="utf-8").split()[0])

    def workers(self) -> list[int]:
        """The daemon's workers."""
        return children_of(self.daemon_pid())


@contextmanager
def empty_home() -> Iterator[Home]:
    """An empty home with a short path, as unix sockets need it; no daemon outlives it."""
    folder = Path(tempfile.mkdtemp(prefix="lu-"))
    home = Home(folder)
    try:
        yield home
        home.run("daemon", "stop")
        lock = places_of(folder / "l").lock_file
        assert not lock.exists() or not is_alive(home.daemon_pid())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
