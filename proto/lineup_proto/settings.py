"""The settings that a user may change: one TOML file, read alike by the command and by the daemon.

A flag wins over the environment (`LINEUP_*`), that over the file, that over the default.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TypeVar

Section = TypeVar("Section")

Value = bool | int | str

LOG_LEVELS = ("debug", "info", "warning", "error")
"""What `daemon.log_level` may be."""

MAX_WORKERS = 1024
"""More worker processes than this is a slip of the finger."""

_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
_TYPE_NAMES: dict[type, str] = {bool: "true or false", int: "a whole number", str: "a text"}
_TOML_NAMES: dict[type, str] = {bool: "true/false", int: "a whole number", str: "a text", float: "a number"}


class SettingsError(Exception):
    """The settings cannot be used: one sentence that names the place, and the cure."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} ({hint})" if hint else message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class DaemonSettings:
    """Section `[daemon]`."""

    workers: int = field(
        default=0, metadata={"help": "worker processes for the tasks of jobs; 0 = one per core", "max": MAX_WORKERS}
    )
    parallel_jobs: int = field(
        default=0,
        metadata={"help": "jobs that share the workers; 0 = twice as many as workers, at least 4", "max": MAX_WORKERS},
    )
    memory_percent: int = field(
        default=80,
        metadata={
            "help": "how much of this machine's memory all workers may use together, in per cent: a task that needs more "
            "is stopped and its job fails; 0 = any",
            "max": 100,
        },
    )
    log_level: str = field(
        default="info", metadata={"help": "how much lineupd writes to its log", "one_of": LOG_LEVELS}
    )


@dataclass(frozen=True, slots=True)
class HistorySettings:
    """Section `[history]`."""

    backups: int = field(
        default=5,
        metadata={"help": "daily backups of history and settings that are kept; 0 = none is made", "max": 1000},
    )
    keep_days: int = field(
        default=0,
        metadata={"help": "finished jobs older than so many days are removed, unless graded; 0 = none", "max": 36_500},
    )
    keep_jobs: int = field(
        default=0,
        metadata={
            "help": "so many finished jobs are kept, the newest; older ones are removed, unless graded; 0 = all",
            "max": 100_000_000,
        },
    )


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """Section `[client]`."""

    autostart: bool = field(default=True, metadata={"help": "commands that need lineupd start it when none answers"})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, by section."""

    daemon: DaemonSettings = field(default_factory=DaemonSettings)
    history: HistorySettings = field(default_factory=HistorySettings)
    client: ClientSettings = field(default_factory=ClientSettings)


@dataclass(frozen=True, slots=True)
class Setting:
    """What can be set, under which key, and what it may be."""

    key: str
    default: Value
    help: str
    one_of: tuple[str, ...] = ()
    maximum: int = 0

    @property
    def variable(self) -> str:
        """The environment variable that wins over the file."""
        return "LINEUP_" + self.key.partition(".")[2].upper()

    def checked(self, value: object, place: str) -> Value:
        """`value` if this setting may have it; raises `SettingsError` naming the place."""
        kind = type(self.default)
        if type(value) is not kind:
            given = _TOML_NAMES.get(type(value), "something else")
            raise SettingsError(f"{place}: {self.key} is {_TYPE_NAMES[kind]}, not {given}")
        if isinstance(value, int) and not isinstance(value, bool) and not 0 <= value <= self.maximum:
            raise SettingsError(f"{place}: {self.key} must be between 0 and {self.maximum}, not {value}")
        if self.one_of and value not in self.one_of:
            raise SettingsError(f"{place}: {self.key} must be one of {', '.join(self.one_of)}, not {value!r}")
        assert isinstance(value, bool | int | str)  # noqa: S101 - the type of a default
        return value

    def parsed(self, text: str, place: str) -> Value:
        """The value that a user means by `text`; raises `SettingsError` naming the place."""
        word = text.strip().lower()
        if isinstance(self.default, bool):
            if word not in _TRUE + _FALSE:
                raise SettingsError(f"{place}: {self.key} is true or false, not {text!r}")
            return word in _TRUE
        if isinstance(self.default, int):
            if not (word.isascii() and word.isdigit() and len(word) < 10):
                raise SettingsError(f"{place}: {self.key} is a whole number of at least 0, not {text!r}")
            return self.checked(int(word), place)
        return self.checked(word, place)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The value of one setting and where it comes from: `default`, a file, a variable or `flag`."""

    setting: Setting
    value: Value
    source: str


def _known() -> Iterator[Setting]:
    for section in fields(Settings):
        defaults = getattr(Settings(), section.name)
        for each in fields(defaults):
            default: Value = getattr(defaults, each.name)
            told = each.metadata
            key = f"{section.name}.{each.name}"
            yield Setting(key, default, told["help"], told.get("one_of", ()), told.get("max", 0))


SETTINGS: tuple[Setting, ...] = tuple(_known())
"""Every setting, in the order of the reference."""

_BY_KEY = {setting.key: setting for setting in SETTINGS}


def find_setting(key: str, place: str) -> Setting:
    """The setting called `key`; an unknown one raises `SettingsError` with the nearest known."""
    if key in _BY_KEY:
        return _BY_KEY[key]
    raise SettingsError(f"{place}: there is no setting {key}", _nearest(key))


def choose(file: Path, environment: Mapping[str, str], flags: Mapping[str, Value]) -> tuple[Chosen, ...]:
    """Every setting with its value and its source; raises `SettingsError`. `flags` holds what the user typed, by key."""
    written = read_file(file)
    return tuple(_choose(setting, file, written, environment, flags) for setting in SETTINGS)


def _choose(
    setting: Setting,
    file: Path,
    written: Mapping[str, Value],
    environment: Mapping[str, str],
    flags: Mapping[str, Value],
) -> Chosen:
    if setting.key in flags:
        return Chosen(setting, setting.checked(flags[setting.key], "flag"), "flag")
    text = environment.get(setting.variable, "")
    if text.strip():
        return Chosen(setting, setting.parsed(text, setting.variable), setting.variable)
    if setting.key in written:
        return Chosen(setting, written[setting.key], str(file))
    return Chosen(setting, setting.default, "default")


def read_settings(
    file: Path, environment: Mapping[str, str] = os.environ, flags: Mapping[str, Value] | None = None
) -> Settings:
    """The settings in force; raises `SettingsError`."""
    sections: dict[str, dict[str, Value]] = {}
    for chosen in choose(file, environment, flags or {}):
        section, _, name = chosen.setting.key.partition(".")
        sections.setdefault(section, {})[name] = chosen.value
    return Settings(
        daemon=_made(DaemonSettings, sections["daemon"]),
        history=_made(HistorySettings, sections["history"]),
        client=_made(ClientSettings, sections["client"]),
    )


def _made(kind: Callable[..., Section], values: Mapping[str, Value]) -> Section:
    return kind(**values)


def read_file(file: Path) -> dict[str, Value]:
    """What the file sets, by key; nothing when there is no file. Raises `SettingsError`."""
    import tomllib

    try:
        content = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise SettingsError(f"{file} is not a TOML file: {error}") from error
    return dict(_entries(content, str(file)))


def _entries(content: Mapping[str, object], place: str) -> Iterator[tuple[str, Value]]:
    for section, entries in content.items():
        if not isinstance(entries, Mapping):
            raise SettingsError(f"{place}: there is no setting {section}", _nearest(section))
        for name, value in entries.items():
            setting = find_setting(f"{section}.{name}", place)
            yield setting.key, setting.checked(value, place)


def _nearest(key: str) -> str:
    from difflib import get_close_matches

    by_name = {setting.key.partition(".")[2]: setting.key for setting in SETTINGS}
    near = get_close_matches(key, [*_BY_KEY, *by_name], n=1, cutoff=0.5)
    if near:
        return f"did you mean {by_name.get(near[0], near[0])}?"
    return "known are " + ", ".join(_BY_KEY)
