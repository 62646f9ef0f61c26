"""Settings that change while the daemon runs."""

import pytest

from lineup_proto.settings import DaemonSettings, SettingsError
from lineupd.errors import BadRequest
from lineupd.live_settings import LiveSettings, Reloaded


class _File:
    """A settings file, and what was put into force."""

    def __init__(self) -> None:
        self.content = DaemonSettings()
        self.used: list[int] = []

    def read(self) -> DaemonSettings:
        if self.content.workers < 0:
            raise SettingsError("settings.toml: daemon.workers must not be negative", "mend it")
        return self.content

    def use(self, settings: DaemonSettings) -> None:
        self.used.append(settings.parallel_jobs)


def _live(file: _File) -> LiveSettings:
    return LiveSettings(file.content, file.read, {"parallel_jobs": file.use})


def test_what_can_change_at_once_does_and_the_rest_waits() -> None:
    """What was told to wait is told so again until the restart; what is in force is not told twice."""
    file = _File()
    live = _live(file)
    assert live.reload() == Reloaded([], [])
    file.content = DaemonSettings(workers=3, parallel_jobs=2)
    assert live.reload() == Reloaded(["daemon.parallel_jobs"], ["daemon.workers"])
    assert live.reload() == Reloaded([], ["daemon.workers"])
    file.content = DaemonSettings(parallel_jobs=2)
    assert live.reload() == Reloaded([], [])
    assert file.used == [2]


def test_settings_that_cannot_be_used_change_nothing() -> None:
    file = _File()
    live = _live(file)
    file.content = DaemonSettings(workers=-1, parallel_jobs=2)
    with pytest.raises(BadRequest, match="must not be negative") as caught:
        live.reload()
    assert caught.value.hint == "mend it"
    assert file.used == []
