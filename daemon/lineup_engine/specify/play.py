"""What a job with contests needs beside lineups: its contests, the scores that are simulated, and how it chooses."""

from collections.abc import Mapping, Sequence

from lineup_engine.config.exposure import Exposure
from lineup_engine.config.model import JobConfig
from lineup_engine.config.objective import Objective
from lineup_engine.config.simulation import MAX_TRIALS
from lineup_engine.contest.money import DOLLAR, dollars
from lineup_engine.projections.corrections import read_corrections
from lineup_engine.scenarios.compile import Compilation, compile_scenarios
from lineup_engine.scenarios.compiled import Compiled, pack
from lineup_engine.scenarios.matrix import Correlations
from lineup_engine.scenarios.outcomes import compile_outcomes
from lineup_engine.scenarios.people import Person
from lineup_engine.scenarios.read_correlations import read_correlations
from lineup_engine.scenarios.read_scores import read_scores
from lineup_engine.scenarios.settings import Settings
from lineup_engine.slate.model import Slate
from lineup_engine.specification import ContestTerms, Play, looked_at, shared_out
from lineup_engine.specify.aim import measure
from lineup_engine.specify.contests import read_contests
from lineup_engine.specify.findings import Findings
from lineup_engine.specify.inputs import Expected, Files
from lineup_engine.specify.people import read_people

SIMS = "sims"
RULES = "rules"
UTILITY, POINTS = "utility", "points"
_MOST_CELLS = 1 << 29
"""So many lineups times trials are chosen by; a cell takes 6 bytes on the disk where the lineup wins, mostly in one of three."""

_BANKROLL = 10
"""So many times the fees of the day, where the user does not say what there is to play with."""


def read_play(config: JobConfig, slate: Slate, expected: Expected, files: Files, findings: Findings) -> Play | None:
    """What the contests of a configuration come to; None, with the problems noted, where they cannot be played."""
    _refuse_two_ways(config, findings)
    _refuse_too_many(config, findings)
    contests = read_contests(config, expected, files, findings)
    scenarios = _scenarios(config, slate, expected, files, findings)
    worth = _worth(config, expected, findings)
    by = config.select.by or UTILITY
    bankroll = _bankroll(config, contests, by, findings)
    if scenarios is None or len(contests) < len(config.contest):
        return None
    return Play(
        site=config.site,
        sport=config.sport,
        contests=contests,
        scenarios=pack(scenarios),
        trials=config.simulate.trials,
        select_trials=_select_trials(config, contests, by, findings),
        candidates=_candidates(config),
        measures=tuple(dict.fromkeys((*([RULES] if _has_rules_between(config) else []), *config.candidates.by))),
        worth=worth,
        select_by=by,
        bankroll=bankroll,
    )


def _candidates(config: JobConfig) -> int:
    return max(config.candidates.count, config.lineups)


def _select_trials(config: JobConfig, contests: Sequence[ContestTerms], by: str, findings: Findings) -> int:
    """As many as are asked for, unless what lineups win in them would fill the disk."""
    asked = config.simulate.select_trials
    lineups = looked_at(_candidates(config), contests, config.lineups)
    most = _MOST_CELLS // (lineups * (1 + len(shared_out(contests, config.lineups))))
    if asked <= most or by == POINTS:
        return asked
    words = f"simulate.select_trials: {most:,} are used, not {asked:,}"
    findings.warnings.append(f"{words}: what {lineups:,} lineups win in so many contests would take gigabytes")
    return most


def _has_rules_between(config: JobConfig) -> bool:
    """Whether anything is said of several lineups: then the pool has to have lineups that can stand beside each other."""
    return config.rules.exposure != Exposure() or any(apart.by > 1 or apart.position for apart in config.rules.unique)


def _refuse_two_ways(config: JobConfig, findings: Findings) -> None:
    """Lineups of draws are taken by how often they are best, lineups for contests by what they earn."""
    if config.sims is not None:
        words = "sims and contest are two ways to choose lineups"
        findings.refuse(findings.locate.key("sims"), words, "write candidates: {by: [sims]} for lineups of simulations")
    randomness = config.rules.randomness
    if randomness is not None and randomness.share:
        words = "rules.randomness draws the lineups, and contest chooses them"
        findings.refuse(findings.locate.key("rules", "randomness"), words, "leave one of them out")


def _refuse_too_many(config: JobConfig, findings: Findings) -> None:
    """What is told trial by trial, of each contest, has to fit into memory."""
    trials, contests = config.simulate.trials, len(config.contest)
    if trials * contests > MAX_TRIALS:
        words = f"simulate.trials: {trials:,} of each of {contests} contests are more than {MAX_TRIALS:,} in all"
        findings.refuse(findings.locate.value("simulate", "trials"), words, f"write {MAX_TRIALS // contests:,} or less")


def _worth(config: JobConfig, expected: Expected, findings: Findings) -> Mapping[str, tuple[int, ...]]:
    """What players are worth by each source of candidates that is no simulation."""
    points = tuple(units or 0 for units in expected.points)
    path = ("candidates", "by")
    wanted = (name for name in dict.fromkeys(config.candidates.by) if name != SIMS)
    return {
        name: measure(Objective(by=name, weight=config.objective.weight), path, expected, findings) or points
        for name in wanted
    }


def _bankroll(config: JobConfig, contests: tuple[ContestTerms, ...], by: str, findings: Findings) -> int:
    """What there is to play with in milli-cents: more than the fees, or there would be nothing left to grow."""
    fees = sum(terms.own * terms.fee for terms in contests)
    if config.select.bankroll is None:
        return max(_BANKROLL * fees, DOLLAR)
    bankroll = int(config.select.bankroll * DOLLAR)
    if by == UTILITY and bankroll <= fees:
        words = f"select.bankroll: {dollars(bankroll)} is not more than the fees of {dollars(fees)}"
        findings.refuse(findings.locate.value("select", "bankroll"), words, "enter fewer lineups, or write more")
    return bankroll


def _scenarios(
    config: JobConfig, slate: Slate, expected: Expected, files: Files, findings: Findings
) -> Compiled | None:
    """How scores are drawn, or the user's own."""
    settings = Settings(config.site, config.sport, config.simulate.spread, file=expected.file, streams=3)
    people = read_people(slate, expected)
    names = {} if config.projections is None else config.projections.names
    corrections, _ = read_corrections(slate, names)
    if config.simulate.scenarios is not None:
        found = _outcomes(config.simulate.scenarios, slate, (people, settings, corrections), files, findings)
    else:
        said = _correlations(config, slate, corrections, files, findings)
        found = compile_scenarios(slate, people, settings, said)
    if found is None:
        return None
    findings.problems += found.problems
    findings.warnings += found.warnings
    return found.compiled


def _outcomes(
    path: str,
    slate: Slate,
    known: tuple[tuple[Person, ...], Settings, Mapping[str, int]],
    files: Files,
    findings: Findings,
) -> Compilation | None:
    """The user's own scores."""
    file = files.find(path, "simulate", "scenarios")
    if file is None:
        return None
    table = read_scores(slate, file)
    if isinstance(table, tuple):
        findings.problems += table
        return None
    people, settings, corrections = known
    return compile_outcomes(slate, people, settings, table, corrections)


def _correlations(
    config: JobConfig, slate: Slate, corrections: Mapping[str, int], files: Files, findings: Findings
) -> Correlations | None:
    """The user's own correlations."""
    if config.simulate.correlations is None:
        return None
    file = files.find(config.simulate.correlations, "simulate", "correlations")
    if file is None:
        return None
    reading = read_correlations(slate, file, corrections)
    findings.problems += reading.problems
    findings.warnings += reading.warnings
    return reading.said
