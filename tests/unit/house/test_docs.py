"""The pages say what is so: generated ones are fresh, links lead somewhere, every command is described."""

import re
from pathlib import Path

import pytest

from lineup_cli.reference import reference
from lineup_cli.verbs import ROOT, Group
from lineupd.reference import reference as settings_reference

ROOT_FOLDER = Path(__file__).resolve().parents[3]
PAGES = sorted([*ROOT_FOLDER.glob("*.md"), *ROOT_FOLDER.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert broken == []


def test_the_page_of_commands_is_fresh() -> None:
    """`make docs` writes it."""
    assert (ROOT_FOLDER / "docs" / "commands.md").read_text(encoding="utf-8") == reference()


def test_the_page_of_settings_is_fresh() -> None:
    """`make docs` writes it."""
    assert (ROOT_FOLDER / "docs" / "settings.md").read_text(encoding="utf-8") == settings_reference()


def test_every_command_has_help_and_stands_on_the_page() -> None:
    page = (ROOT_FOLDER / "docs" / "commands.md").read_text(encoding="utf-8")
    for row in ROOT:
        for name, text in [(v.name, v.help) for v in row.verbs] if isinstance(row, Group) else [(row.name, row.help)]:
            title = f"## `lineup {f'{row.name} ' if isinstance(row, Group) else ''}{name}`"
            assert title in page
            assert text.endswith(".")


def test_no_two_decisions_have_one_number() -> None:
    numbers = [int(page.name[:4]) for page in sorted((ROOT_FOLDER / "docs" / "decisions").glob("*.md"))]
    assert numbers == sorted(set(numbers))
