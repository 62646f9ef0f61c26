"""The reference page and the JSON Schema say what the schema says, and their examples are true."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from lineup_engine.config.load import load_config
from lineup_engine.config.reference import main, reference_files, write_schema
from lineup_engine.config.reference_page import all_sections, write_page

SECTIONS = list(all_sections())
KEYS = [key for section in SECTIONS for key in section.keys]
BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def completed(example: str) -> str:
    """An example with what every configuration needs, and what its block needs beside the key."""
    whole: dict[str, Any] = {"sport": "nascar", "slate": "a.csv", **yaml.safe_load(example)}
    if "projections" in whole:
        whole["projections"] = {"file": "p.csv", **whole["projections"]}
    rules = whole.get("rules", {})
    if "under" in rules.get("ownership", {}):
        rules["ownership"]["under"].setdefault("share", "5%")
    if "randomness" in rules:
        rules["randomness"].setdefault("share", "25%")
    for block in rules.get("exposure", {}).values():
        for exposure in block.values() if isinstance(block, dict) else ():
            exposure.setdefault("max", "100%")
    return yaml.safe_dump(whole, allow_unicode=True)


@pytest.mark.parametrize("name", sorted(reference_files()))
def test_the_pages_are_fresh(repository: Path, name: str) -> None:
    """Whoever changes the schema runs `make docs`."""
    assert (repository / "docs" / name).read_text(encoding="utf-8") == reference_files()[name]


def test_the_pages_are_written_where_one_wants_them(tmp_path: Path) -> None:
    """As `python -m lineup_engine.config.reference` does."""
    assert main(tmp_path) == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == reference_files()


@pytest.mark.parametrize("key", KEYS, ids=lambda key: ".".join(key.path))
def test_every_key_is_described_and_has_an_example(key: Any) -> None:
    """Nobody has to guess."""
    assert key.field.description
    assert key.field.examples


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: ".".join(section.path))
def test_every_example_is_valid(section: Any) -> None:
    """An example that does not work is worse than none."""
    for example in section.examples():
        text = completed(yaml.safe_dump(example, allow_unicode=True))
        assert load_config(text.encode("utf-8"), "c", ()).problems == ()


def test_every_block_of_the_page_is_valid() -> None:
    """Copied into a file they work."""
    blocks = BLOCK.findall(write_page())
    assert len(blocks) == len(list(all_sections())) + 1
    for block in blocks:
        assert load_config(completed(block).encode("utf-8"), "c", ()).problems == ()


def test_the_schema_agrees_with_the_examples(repository: Path) -> None:
    """An editor marks nothing in them."""
    schema = json.loads(write_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    for path in sorted((repository / "cli" / "lineup_cli" / "examples").glob("*/config.yaml")):
        jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), schema)
    for block in BLOCK.findall(write_page()):
        jsonschema.validate(yaml.safe_load(completed(block)), schema)


@pytest.mark.parametrize(
    "wrong",
    [{"lineups": 0}, {"lineups": "x"}, {"lineup": 3}, {"sport": "chess"}, {"rules": {"exposure": {"max": "x"}}}],
)
def test_the_schema_refuses_what_we_refuse(wrong: dict[str, Any]) -> None:
    """What an editor marks is what `lineup check` would say."""
    whole = {"sport": "nascar", "slate": "a.csv", **wrong}
    assert load_config(yaml.safe_dump(whole).encode(), "c", ()).problems
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(whole, json.loads(write_schema()))
