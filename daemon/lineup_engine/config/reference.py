"""Writes docs/configuration.md and docs/config.schema.json from the schema: `python -m lineup_engine.config.reference`."""

import json
import sys
from pathlib import Path

from lineup_engine.config.model import JobConfig
from lineup_engine.config.reference_page import write_page


def reference_files() -> dict[str, str]:
    """The generated files by their name under docs/."""
    return {"configuration.md": write_page(), "config.schema.json": write_schema()}


def write_schema() -> str:
    """The JSON Schema with which editors check a config.yaml while it is written."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **JobConfig.model_json_schema(),
        "title": "config.yaml of lineup",
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main(folder: Path = Path("docs")) -> int:
    """Write the files into a folder, by default the docs of the checkout that one stands in."""
    for name, text in reference_files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
