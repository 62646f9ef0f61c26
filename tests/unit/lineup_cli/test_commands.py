"""The tree of commands: names, help, options; loaded late, complete all the same."""

from importlib import import_module
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup, TyperOption

from lineup_cli.lazy import build_root
from lineup_cli.verbs import ROOT, Group, Verb

VERBS = [(f"{row.name} {verb.name}", verb) for row in ROOT if isinstance(row, Group) for verb in row.verbs]
VERBS += [(row.name, row) for row in ROOT if isinstance(row, Verb)]
EVERY_VERB = pytest.mark.parametrize(("words", "verb"), VERBS, ids=[words for words, _ in VERBS])


def command(words: str) -> TyperCommand:
    """The real command of a verb."""
    found: object = build_root(eager=True)
    for word in words.split():
        assert isinstance(found, TyperGroup)
        found = found.commands[word]
    assert isinstance(found, TyperCommand)
    return found


@EVERY_VERB
def test_the_table_says_what_the_command_says(words: str, verb: Verb) -> None:
    help_text = command(words).help or ""
    assert help_text.strip().splitlines()[0] == verb.help


@EVERY_VERB
def test_every_command_accepts_yes_and_help(words: str, verb: Verb) -> None:
    names = {name for param in command(words).params if isinstance(param, TyperOption) for name in param.opts}
    assert "--yes" in names


def test_every_module_of_a_verb_is_in_the_table() -> None:
    folder = Path(str(import_module("lineup_cli.commands").__file__)).parent
    modules = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    assert modules == {verb.module for _, verb in VERBS}


@pytest.mark.parametrize(
    "words",
    ["jobs ls", "jobs show", "lineups", "exposure", "grade", "calibration", "daemon status", "config show", "doctor"],
)
def test_every_listing_has_json(words: str) -> None:
    names = {name for param in command(words).params if isinstance(param, TyperOption) for name in param.opts}
    assert names & {"--json", "--format"}
