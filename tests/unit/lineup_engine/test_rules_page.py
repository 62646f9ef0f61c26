"""The page of rules: whoever copies an example gets lineups that heed it."""

import re
from pathlib import Path

import pytest
import yaml

from engine_runs import submission
from lineup_engine.optimizer.chain import Ahead, next_lineup
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.specify import specify
from lineup_engine.work import check
from rule_slates import rule_files
from salary_file import read_salary_file
from validator_rules import broken_rules
from validator_selectors import read_pool

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rules.md"
EXAMPLES = re.findall(r"```yaml\n# (\w+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
CLASHES = re.findall(
    r"```yaml\n# (\w+), no lineup\n(.*?)```\n\n```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
)
LINEUPS = 4


@pytest.mark.parametrize(("sport", "rules"), EXAMPLES)
def test_an_example_gives_lineups_that_heed_it(sport: str, rules: str) -> None:
    """On an invented slate whose projections have a column for each of them."""
    files = rule_files(sport)
    indented = "".join(f"  {line}\n" for line in rules.splitlines())
    config = f"sport: {sport}\nslate: DKSalaries.csv\nprojections: {{file: projections.csv}}\nlineups: {LINEUPS}\n"
    job = compile_job(specify(submission(f"{config}rules:\n{indented}", files)))
    lineups: list[tuple[int, ...]] = []
    ahead = Ahead()
    while len(lineups) < LINEUPS and (step := next_lineup(job, lineups, ahead)):
        lineups.append(step.lineup)
        ahead = step.ahead
    assert len(lineups) == LINEUPS
    pool = read_pool(read_salary_file(files["DKSalaries.csv"]), files["projections.csv"])
    assert broken_rules(pool, yaml.safe_load(rules), [frozenset(lineup) for lineup in lineups], LINEUPS) == []


@pytest.mark.parametrize(("sport", "rules", "told"), CLASHES)
def test_a_clash_is_told_as_the_page_says(sport: str, rules: str, told: str) -> None:
    """The page folds lines, the program does not."""
    config = f"sport: {sport}\nslate: DKSalaries.csv\nprojections: {{file: projections.csv}}\nlineups: 4\n"
    (problem,) = check(submission(f"{config}rules:\n  {rules}", rule_files(sport))).problems
    assert str(problem) == " ".join(told.split())


def test_the_page_has_examples() -> None:
    """The pattern that finds them does find them."""
    assert len(EXAMPLES) > 15
    assert len(CLASHES) == 2
