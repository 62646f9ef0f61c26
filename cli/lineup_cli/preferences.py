"""The settings as the command sees them: what holds and why, and changing one in the file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lineup_cli.errors import BadInput
from lineup_proto.places import Places
from lineup_proto.settings import Chosen, SettingsError, Value, choose, find_setting

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def chosen_settings(places: Places) -> tuple[Chosen, ...]:
    """Every setting with its value and its source; raises `BadInput`."""
    with _told():
        return choose(places.settings_file, os.environ, {})


def why_not_started(places: Places) -> str:
    """What forbids starting the daemon unasked: a variable or the settings file; empty when nothing does."""
    for chosen in chosen_settings(places):
        if chosen.setting.key == "client.autostart" and not chosen.value:
            return chosen.source
    return ""


def set_setting(places: Places, key: str, text: str) -> Value:
    """Change one setting in the file, keeping its comments; returns the value as stored. Raises `BadInput`."""
    file = places.settings_file
    with _told():
        value = find_setting(key, "lineup config set").parsed(text, "lineup config set")
        # A file that could not be read again must not be half mended.
        choose(file, {}, {})
    try:
        _write(file, key, value)
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror or error}") from error
    return value


def _write(file: Path, key: str, value: Value) -> None:
    import tomlkit

    from lineup_cli.files import write_file

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    document = tomlkit.parse(file.read_bytes().decode("utf-8-sig")) if file.exists() else tomlkit.document()
    section, _, name = key.partition(".")
    _section(document, section)[name] = value
    write_file(file, tomlkit.dumps(document).encode(), yes=True)


def _section(document: "TOMLDocument", name: str) -> dict[str, object]:
    import tomlkit

    if name not in document:
        document[name] = tomlkit.table()
    section = document[name]
    if not isinstance(section, dict):
        raise BadInput(f"{name} is not a section of the settings file")
    return section


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except SettingsError as error:
        raise BadInput(error.message, error.hint) from error
