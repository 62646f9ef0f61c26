"""The settings in force: some of them can change while jobs run, the others wait for the next start."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import NamedTuple

from lineup_proto.settings import DaemonSettings, SettingsError
from lineupd.errors import BadRequest

Use = Callable[[DaemonSettings], None]
"""Puts a setting into force."""


class Reloaded(NamedTuple):
    """The keys of settings that have changed: those in force now, and those that wait for a restart."""

    used: list[str]
    on_restart: list[str]


class LiveSettings:
    """Section `[daemon]` as it is in force; `uses` has, by name, how a setting is changed while jobs run."""

    def __init__(self, now: DaemonSettings, read: Callable[[], DaemonSettings], uses: Mapping[str, Use]) -> None:
        self._now = now
        self._read = read
        self._uses = uses

    def reload(self) -> Reloaded:
        """Read the settings anew; raises `BadRequest` when they cannot be used, and nothing changes then."""
        try:
            wanted = self._read()
        except SettingsError as error:
            raise BadRequest(error.message, error.hint) from error
        names = [each.name for each in fields(DaemonSettings)]
        changed = [name for name in names if getattr(wanted, name) != getattr(self._now, name)]
        used = [name for name in changed if name in self._uses]
        for name in used:
            self._uses[name](wanted)
        self._now = replace(self._now, **{name: getattr(wanted, name) for name in used})
        return Reloaded(_keys(used), _keys([name for name in changed if name not in used]))


def _keys(names: list[str]) -> list[str]:
    return [f"daemon.{name}" for name in names]
