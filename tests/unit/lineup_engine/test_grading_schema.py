"""The published schemas are those of the values: `python tests/unit/lineup_engine/test_grading_schema.py` writes them."""

import json
from pathlib import Path
from typing import Any

import pytest

from dataclass_schema import titled
from lineup_engine.grading.calibration import Calibration
from lineup_engine.grading.model import Grade

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "schemas"
SCHEMAS: dict[str, tuple[str, Any]] = {
    "grade": ("`lineup grade ID --standings FILE --json`", Grade),
    "calibration": ("`lineup calibration --json`", Calibration),
}


def text_of(name: str) -> str:
    return json.dumps(titled(*SCHEMAS[name]), indent=2) + "\n"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_that_of_the_values(name: str) -> None:
    assert (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8") == text_of(name)


if __name__ == "__main__":
    for each in SCHEMAS:
        (FOLDER / f"{each}.schema.json").write_text(text_of(each), encoding="utf-8")
