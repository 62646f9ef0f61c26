"""Where everything lies, and that nobody else can look at it."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_proto.places import MAX_SOCKET_PATH_BYTES, Places, find_places, is_somebody_elses, make_private


def _places(state: Path) -> Places:
    return Places(config_dir=state, state_dir=state, log_dir=state)


def test_a_home_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINEUP_HOME", str(tmp_path))
    places = find_places()
    every = (places.settings_file, places.database, places.jobs_dir, places.lock_file, places.log_file, places.socket)
    assert all(path.is_relative_to(tmp_path) or path == places.socket for path in every)
    assert len(set(every)) == len(every)


def test_a_home_is_meant_from_here_and_may_begin_with_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both programs must find the same place, wherever each is started."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINEUP_HOME", "here")
    assert find_places().config_dir == tmp_path / "here"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LINEUP_HOME", "~/there")
    assert find_places().config_dir == tmp_path / "there"


def test_without_a_home_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINEUP_HOME", raising=False)
    places = find_places()
    assert all(path.is_absolute() and "lineup" in path.parts for path in (places.config_dir, places.state_dir))


@given(st.text(st.characters(blacklist_characters="\0/", blacklist_categories=["Cs"]), min_size=1, max_size=200))
def test_a_socket_s_path_is_never_too_long(name: str) -> None:
    """Whatever the home is called, in bytes, not characters."""
    socket = _places(Path("/home") / name).socket
    assert len(os.fsencode(socket)) <= MAX_SOCKET_PATH_BYTES


def test_two_homes_never_share_a_socket() -> None:
    first, second = (_places(Path("/" + "long" * 40 + end)).socket for end in "ab")
    assert first.parent == second.parent == Path(f"/tmp/lineup-{os.getuid()}")
    assert first != second


def test_a_private_folder_is_closed_to_others(tmp_path: Path) -> None:
    """Made so, or made so now."""
    made, open_before = tmp_path / "a" / "b", tmp_path / "open"
    open_before.mkdir()
    open_before.chmod(0o777)
    for folder in (made, open_before):
        make_private(folder)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_whatever_has_to_be_made_for_a_private_folder_is_private(tmp_path: Path) -> None:
    make_private(tmp_path / "home" / "state" / "jobs")
    made = (tmp_path / "home", tmp_path / "home" / "state", tmp_path / "home" / "state" / "jobs")
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in made] == [0o700] * 3


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under /tmp anybody could have made it, to listen."""
    monkeypatch.setattr(os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(PermissionError, match="belongs to another user"):
        make_private(tmp_path)


def test_a_link_that_somebody_else_made_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its target may be ours: who made the link decides where we write."""
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    owner = link.lstat().st_uid
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    with pytest.raises(PermissionError):
        make_private(link)


def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="exists"):
        make_private(file)


def test_a_folder_that_others_can_write_is_not_trusted(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    assert not is_somebody_elses(folder)
    folder.mkdir(mode=0o700)
    assert not is_somebody_elses(folder)
    for mode in (0o777, 0o770, 0o702):
        folder.chmod(mode)
        assert is_somebody_elses(folder)


def test_a_link_to_a_private_folder_is_as_good_as_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A state directory on another disk; the mode of the link itself means nothing."""
    target, link = tmp_path / "target", tmp_path / "link"
    target.mkdir(mode=0o755)
    link.symlink_to(target)
    make_private(link)
    assert stat.S_IMODE(target.stat().st_mode) == 0o700
    assert not is_somebody_elses(link)
    target.chmod(0o770)
    assert is_somebody_elses(link)
    target.chmod(0o700)
    owner = target.stat().st_uid
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    assert is_somebody_elses(link)
