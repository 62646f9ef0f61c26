"""The settings: one file, and what wins over it."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_proto.settings import (
    SETTINGS,
    DaemonSettings,
    Settings,
    SettingsError,
    Value,
    choose,
    find_setting,
    read_file,
    read_settings,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def _refused(file: Path, text: str, environment: Mapping[str, str] | None = None) -> str:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(file, environment or {})
    return str(caught.value)


def test_without_a_file_the_defaults_are_in_force(file: Path) -> None:
    assert read_settings(file, {}) == Settings()


@pytest.mark.parametrize(
    ("flags", "environment", "written", "value", "source"),
    [
        ({"daemon.workers": 4}, {"LINEUP_WORKERS": "3"}, "workers = 2", 4, "flag"),
        ({}, {"LINEUP_WORKERS": "3"}, "workers = 2", 3, "LINEUP_WORKERS"),
        ({}, {"LINEUP_WORKERS": "  "}, "workers = 2", 2, "settings.toml"),
        ({}, {}, "", 0, "default"),
    ],
)
def test_a_flag_wins_over_the_environment_over_the_file(
    file: Path, *, flags: dict[str, Value], environment: dict[str, str], written: str, value: int, source: str
) -> None:
    """A variable without content says nothing."""
    file.write_text(f"[daemon]\n{written}\n", encoding="utf-8")
    chosen = {one.setting.key: one for one in choose(file, environment, flags)}["daemon.workers"]
    assert chosen.value == value
    assert chosen.source.endswith(source)
    assert read_settings(file, environment, flags).daemon.workers == value


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("[daemon]\nworker = 2", "did you mean daemon.workers?"),
        ("[client]\nauto_start = true", "did you mean client.autostart?"),
        ("[demon]\nworkers = 2", "did you mean daemon.workers?"),
        ("workers = 2", "did you mean daemon.workers?"),
        ("[x]\ny = 1", "known are daemon.workers, "),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_known(file: Path, text: str, near: str) -> None:
    words = _refused(file, text)
    assert near in words
    assert str(file) in words
    assert "\n" not in words


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[daemon]\nworkers = 'two'", "daemon.workers is a whole number, not a text"),
        ("[daemon]\nworkers = true", "daemon.workers is a whole number, not true/false"),
        ("[daemon]\nworkers = 1.5", "daemon.workers is a whole number, not a number"),
        ("[daemon]\nworkers = -1", "daemon.workers must be between 0 and 1024, not -1"),
        ("[daemon]\nworkers = []", "daemon.workers is a whole number, not something else"),
        ("[client]\nautostart = 1", "client.autostart is true or false, not a whole number"),
        ("[daemon]\nlog_level = 'loud'", "daemon.log_level must be one of debug, info, warning, error, not 'loud'"),
        ("[daemon\n", "is not a TOML file"),
    ],
)
def test_a_value_that_cannot_be_is_refused(file: Path, text: str, complaint: str) -> None:
    assert complaint in _refused(file, text)


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("LINEUP_WORKERS", "two"),
        ("LINEUP_WORKERS", "-1"),
        ("LINEUP_WORKERS", "9" * 5000),
        ("LINEUP_AUTOSTART", "maybe"),
    ],
)
def test_a_variable_that_cannot_be_is_refused_by_its_name(file: Path, variable: str, text: str) -> None:
    assert _refused(file, "", {variable: text}).startswith(f"{variable}: ")


@pytest.mark.parametrize(("text", "value"), [("0", False), ("no", False), ("TRUE", True), (" on ", True)])
def test_words_for_true_and_false(file: Path, text: str, value: bool) -> None:
    assert read_settings(file, {"LINEUP_AUTOSTART": text}).client.autostart is value


def test_a_file_that_cannot_be_read_is_refused(file: Path) -> None:
    """A folder, or bytes that are no text."""
    file.mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        read_file(file)
    file.rmdir()
    file.write_bytes(b"\xff\xfe[daemon]")
    with pytest.raises(SettingsError, match="is not a TOML file"):
        read_file(file)


def test_a_byte_order_mark_does_no_harm(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf[daemon]\nworkers = 2\n")
    assert read_file(file) == {"daemon.workers": 2}


def test_every_setting_has_a_variable_of_its_own_and_a_help() -> None:
    """`LINEUP_HOME` is none of them: it says where the file is."""
    variables = [setting.variable for setting in SETTINGS]
    assert len(set(variables)) == len(variables)
    assert "LINEUP_HOME" not in variables
    assert all(setting.help and find_setting(setting.key, "here") is setting for setting in SETTINGS)


@given(st.text())
def test_a_setting_of_any_name_is_known_or_refused_in_words(key: str) -> None:
    known = {setting.key for setting in SETTINGS}
    if key in known:
        return
    with pytest.raises(SettingsError, match="there is no setting"):
        find_setting(key, "flag")


def test_the_defaults_are_allowed_values() -> None:
    for setting in SETTINGS:
        assert setting.checked(setting.default, "default") == setting.default
    assert DaemonSettings().workers == 0
