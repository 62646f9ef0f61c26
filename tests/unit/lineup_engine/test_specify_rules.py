"""The user's rules from the text of config.yaml to lineups: each is heeded, as an independent judge sees it."""

import pytest
import yaml

from engine_runs import submission
from lineup_engine.optimizer.chain import Ahead, next_lineup
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.specify import specify
from rule_slates import rule_files
from salary_file import read_salary_file
from validator_rules import broken_rules
from validator_selectors import read_pool

LINEUPS = 3
PLAYERS = {"nfl": 60, "mlb": 90, "nhl": 90, "nba": 40, "mma": None, "nascar": None, "pga": None}

RULES = [
    ("nfl", "{lock: {player: RB1, slot: FLEX}}"),
    ("nfl", "{team: {max: 1}}"),
    ("nfl", "{team: [{max: 1, of: RB}, {min: 2, of: [QB, WR, TE]}, {min_games: 4, min_teams: 5}]}"),
    ("nfl", "{game: {max: 3, min: 2}}"),
    ("nfl", "{positions: {RB: {max: 2}, TE: {min: 2}}}"),
    ("nfl", "{stacks: {anchor: QB, with: {count: 2, of: [WR, TE]}, bring_back: {count: 1, max: 1, of: WR}}}"),
    ("nfl", "{stacks: {game: any, count: 5, each_side: 2}, unique: [2, {by: 1, position: WR}]}"),
    ("nfl", "{never: {of: [QB, RB, WR, TE], against: DST}}"),
    (
        "nfl",
        "{groups: [{at_most: 2, of: {salary: {max: 4500}}}, {exactly: 1, of: TE}, {at_least: 4, of: {not: [QB, RB]}}]}",
    ),
    ("nfl", "{groups: [{if: QB, then: {position: TE, salary: {min: 4000}}, at_least: 2}]}"),
    ("nfl", "{groups: [{if: QB, then_not: {position: [RB, WR], salary: {min: 6500}}}]}"),
    ("nfl", "{ownership: {sum: {max: 90}, average: {min: 5}, under: {share: 6%, at_least: 3}}}"),
    ("nfl", "{ownership: {product: {max: 1e-9}}}"),
    ("nfl", "{groups: {name: tops, at_least: 0, of: {points: {min: 15}}}, exposure: {groups: {tops: {max: 1}}}}"),
    ("nfl", "{exposure: {positions: {RB: {max: 34%, at_least: 3}}}, unique: {by: 1, position: DST}}"),
    ("mlb", "{stacks: {sizes: [5, 3], of: hitters}, never: {of: hitters, against: P}}"),
    ("mlb", "{stacks: {sizes: [4, 3, 1], of: hitters}}"),
    ("mlb", "{stacks: {consecutive: 4, of: batting_order}}"),
    ("mlb", "{stacks: {team: any, count: 4, of: hitters}, team: {max: 4}}"),
    ("mlb", "{groups: [{exactly: 2, of: {batting_order: [1, 2]}}]}"),
    (
        "nhl",
        "{stacks: [{group: line, count: 3, of: skaters}, {group: PP, count: 2}], never: {of: skaters, against: G}}",
    ),
    ("nba", "{positions: {PG: {max: 1}}, game: {max: 4}}"),
    ("mma", "{never: {of: F, against: F}, ownership: {average: {max: 12}}}"),
    ("nascar", "{groups: [{at_least: 1, of: {ownership: {max: 5}}}, {at_most: 1, of: {salary: {min: 9500}}}]}"),
]

UNFELT = [case for case in RULES if "lock" in case[1] or "against: DST" in case[1]]
"""What the best lineups heed anyway, or the judge does not look at: who fills a slot is a matter of the site's rules."""


def compiled(sport: str, rules: str, files: dict[str, bytes]) -> CompiledJob:
    """The job of a configuration with these rules."""
    config = f"sport: {sport}\nslate: DKSalaries.csv\nprojections: {{file: projections.csv}}\nlineups: {LINEUPS}\n"
    return compile_job(specify(submission(f"{config}rules: {rules}\n", files)))


def lineups_of(job: CompiledJob) -> list[tuple[int, ...]]:
    """Its lineups."""
    lineups: list[tuple[int, ...]] = []
    ahead = Ahead()
    while len(lineups) < job.lineups and (step := next_lineup(job, lineups, ahead)):
        lineups.append(step.lineup)
        ahead = step.ahead
    return lineups


@pytest.mark.parametrize(("sport", "rules"), RULES)
def test_every_rule_is_heeded(sport: str, rules: str) -> None:
    """All lineups are there, and the judge who read the same text finds nothing."""
    files = rule_files(sport, players=PLAYERS[sport])
    pool = read_pool(read_salary_file(files["DKSalaries.csv"]), files["projections.csv"])
    rules = rules.replace("RB1", next((player.name for player in pool.players if player.positions == ("RB",)), ""))
    job = compiled(sport, rules, files)
    lineups = lineups_of(job)
    assert len(lineups) == LINEUPS
    assert broken_rules(pool, yaml.safe_load(rules), [frozenset(lineup) for lineup in lineups], LINEUPS) == []


@pytest.mark.parametrize(("sport", "rules"), [case for case in RULES if case not in UNFELT])
def test_the_judge_finds_what_a_rule_changes(sport: str, rules: str) -> None:
    """Without the rule the best lineups would break it: so it is the rule that was heeded, not luck."""
    files = rule_files(sport, players=PLAYERS[sport])
    pool = read_pool(read_salary_file(files["DKSalaries.csv"]), files["projections.csv"])
    lineups = [frozenset(lineup) for lineup in lineups_of(compiled(sport, "{}", files))]
    assert broken_rules(pool, yaml.safe_load(rules), lineups, LINEUPS)
