"""`lineup init`: files to start from, and what to type next."""

import shlex
from pathlib import Path

import pytest

from fake_service import Said, lineup


def test_the_next_command_can_be_typed_as_it_is_shown(tmp_path: Path) -> None:
    said = lineup("init", str(tmp_path / "sub dir" / "x"))
    config = tmp_path / "sub dir" / "x" / "config.yaml"
    assert (said.code, said.out) == (0, f"{config}\n")
    words = shlex.split(said.err.replace(",", ""))
    assert [words[3], words[7]] == [str(config)] * 2


def test_a_sport_may_be_written_in_any_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in config.yaml."""
    monkeypatch.chdir(tmp_path)
    assert lineup("init", "--sport", "NFL").code == 0
    assert "sport: nfl" in (tmp_path / "config.yaml").read_text(encoding="utf-8")
    assert lineup("init", "--sport", "golff").code == 2


def test_files_are_not_overwritten_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_text("mine", encoding="utf-8")
    assert lineup("init") == Said(2, "", "lineup: config.yaml exists in .; give --yes to overwrite it\n")
    assert lineup("init", "--yes").code == 0
    words = "config.yaml, projections.csv exist in .; give --yes to overwrite them"
    assert lineup("init").err == f"lineup: DKSalaries.csv, {words}\n"
