"""Completion offers verbs, options, values, job ids and files, without starting a program."""

import shutil
import subprocess
from pathlib import Path

import pytest

from lineup_cli.completion.scripts import completed_verbs, script

BASH = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with two jobs in the small file that the daemon keeps."""
    monkeypatch.setenv("LINEUP_HOME", str(tmp_path))
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "job-ids.tsv").write_text("abcdefghij\tLas Vegas\nbbbbbbbbbb\t$(reboot)\n", encoding="utf-8")
    (tmp_path / "config.yaml").write_text("", encoding="utf-8")
    return tmp_path


def offered(home: Path, *words: str) -> set[str]:
    """What bash offers behind these words, the last of which is being typed."""
    (home / "lineup.bash").write_text(script("bash"), encoding="utf-8")
    typed = " ".join(f"'{word}'" for word in ("lineup", *words))
    probe = (
        f". ./lineup.bash; COMP_WORDS=({typed}); COMP_CWORD={len(words)}; _lineup; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    done = subprocess.run(["bash", "-c", probe], cwd=home, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@BASH
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ex"], {"exposure"}),
        (["jobs", "re"], {"rerun", "resume", "restore"}),
        (["jobs", "show", "a"], {"abcdefghij"}),
        (["jobs", "show", ""], {"abcdefghij", "bbbbbbbbbb", "latest"}),
        (["submit", "con"], {"config.yaml"}),
        (["jobs", "export", "latest", "--format", ""], {"json", "csv", "dk", "fd"}),
        (["jobs", "ls", "--stat"], {"--status"}),
    ],
)
def test_bash_offers(home: Path, words: list[str], expected: set[str]) -> None:
    assert offered(home, *words) == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_verb_and_option_is_in_every_script(home: Path, shell: str) -> None:
    text = script(shell)
    for verb in completed_verbs():
        assert verb.words.split()[-1] in text
        for option in verb.options:
            assert option.lstrip("-") in text


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_accepted_by_its_shell(home: Path, shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"needs {shell}")
    flag = "--no-execute" if shell == "fish" else "-n"
    subprocess.run([program, flag, "/dev/stdin"], input=script(shell), text=True, check=True)
