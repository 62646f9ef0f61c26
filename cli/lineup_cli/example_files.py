"""The example slates of our own making that come with the program."""

import difflib
from importlib.resources import files
from pathlib import Path

from lineup_cli.asking import make_sure
from lineup_cli.errors import BadInput
from lineup_cli.files import write_file


def example_folder(sport: str) -> Path:
    """The folder of a sport's example, in any case; raises `BadInput` with the nearest sport when there is none."""
    sport = sport.strip().lower()
    folders = {folder.name: folder for folder in _shelf().iterdir() if (folder / "config.yaml").is_file()}
    if sport not in folders:
        near = difflib.get_close_matches(sport, folders, n=1)
        known = ", ".join(sorted(folders))
        raise BadInput(f"no example for {sport!r}", f"did you mean {near[0]}?" if near else f"one of {known}")
    return folders[sport]


def _shelf() -> Path:
    return Path(str(files("lineup_cli").joinpath("examples")))


def copy_example(sport: str, target: Path, *, yes: bool) -> Path:
    """Write a sport's example into `target`; returns the path of the configuration there."""
    example = example_folder(sport)
    names = sorted(file.name for file in example.iterdir() if file.is_file())
    _make_folder(target)
    there = [name for name in names if (target / name).exists()]
    if there:
        exist, them = ("exists", "it") if len(there) == 1 else ("exist", "them")
        make_sure(f"overwrite {them}", yes=yes, because=f"{', '.join(there)} {exist} in {target}")
    for name in names:
        write_file(target / name, (example / name).read_bytes(), yes=True)
    return target / "config.yaml"


def _make_folder(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise BadInput(f"{target}: is not a folder") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not a possible path"
        raise BadInput(f"{target}: {reason}") from error
