"""What is installed is what is here."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

FOLDERS = ("cli", "daemon", "proto", "gpu_node")


@pytest.fixture
def project(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_package_is_in_the_wheel(repository: Path, project: dict[str, Any]) -> None:
    """A package that is not listed works in the checkout and is missing for everybody else."""
    here = {
        str(path.parent.relative_to(repository)) for f in FOLDERS for path in (repository / f).glob("*/__init__.py")
    }
    assert set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == here


def test_the_given_folders_are_no_packages(repository: Path) -> None:
    """Nothing called `cli` or `proto` may appear in anybody's site-packages."""
    assert [folder for folder in FOLDERS if (repository / folder / "__init__.py").exists()] == []


def test_every_subfolder_with_code_is_a_package(repository: Path) -> None:
    """A folder without `__init__.py` would be found from the checkout only."""
    roots = [repository / path for path in project_packages(repository)]
    lost = {str(p.parent) for root in roots for p in root.rglob("*.py") if not (p.parent / "__init__.py").exists()}
    assert lost == set()


def project_packages(repository: Path) -> list[str]:
    """The packages that the wheel lists."""
    text = (repository / "pyproject.toml").read_text(encoding="utf-8")
    packages: list[str] = tomllib.loads(text)["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    return packages


def test_every_open_range_is_closed_above(project: dict[str, Any]) -> None:
    """A dependency without an upper bound breaks on the day of its next major release; so does one of the tools."""
    extras = project["project"]["optional-dependencies"].values()
    every = [project["build-system"]["requires"], project["project"]["dependencies"], *extras]
    assert [one for group in every for one in group if "<" not in one and "==" not in one] == []
