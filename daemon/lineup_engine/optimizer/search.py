"""One exact search: the lineup that is best by some weights among all that satisfy the rules, proven and re-checked."""

from collections.abc import Sequence

from lineup_engine.errors import InternalError
from lineup_engine.optimizer.choices import Removal
from lineup_engine.optimizer.highs import SolveReport, Termination, solve
from lineup_engine.optimizer.model import Draft, Model
from lineup_engine.optimizer.rule import Lineup, Rule


class Unproven(InternalError):
    """The solver gave up, or its lineup fails the check: nothing is known."""


def find_largest(weights: Sequence[int], rules: Sequence[Rule]) -> Lineup | None:
    """A lineup with the largest sum of weights, or None when no lineup satisfies the rules."""
    return _find(build_model(weights, rules, maximise=True), weights, rules)


def find_smallest(weights: Sequence[int], rules: Sequence[Rule]) -> Lineup | None:
    """A lineup with the smallest sum of weights, or None when no lineup satisfies the rules."""
    return _find(build_model(weights, rules, maximise=False), weights, rules)


def build_model(weights: Sequence[int], rules: Sequence[Rule], *, maximise: bool) -> Model:
    """The model of these rules; whoever a rule takes out has no column in it."""
    removals = [rule for rule in rules if isinstance(rule, Removal)]
    removed = frozenset[int]().union(*(rule.players for rule in removals))
    draft = Draft(tuple(player for player in range(len(weights)) if player not in removed))
    for rule in rules:
        rule.add_to(draft)
    return draft.finish(weights, maximise=maximise)


def find_any(rules: Sequence[Rule], players: int, most_nodes: int) -> Lineup | None:
    """A lineup that satisfies the rules, or None; raises `Unproven` when that takes too much work to tell."""
    return _find(build_model([0] * players, rules, maximise=True), [0] * players, rules, most_nodes)


def find_extreme(weights: Sequence[int], rules: Sequence[Rule], *, largest: bool, most_nodes: int) -> Lineup | None:
    """A lineup with the largest or smallest sum of weights, or None; raises `Unproven` as well."""
    return _find(build_model(weights, rules, maximise=largest), weights, rules, most_nodes)


def _find(model: Model, weights: Sequence[int], rules: Sequence[Rule], most_nodes: int | None = None) -> Lineup | None:
    report = solve(model, most_nodes)
    if report.termination is Termination.INFEASIBLE:
        return None
    _require_proof(report, model, weights)
    broken = [rule.words for rule in rules if not rule.allows(report.chosen)]
    if broken:
        raise Unproven(f"the solver's lineup {report.chosen} breaks: {'; '.join(broken)}")
    return report.chosen


def _require_proof(report: SolveReport, model: Model, weights: Sequence[int]) -> None:
    """Values are multiples of the objective's step, so a bound less than one step away leaves nothing better."""
    if report.termination is not Termination.OPTIMAL:
        raise Unproven("the solver ended without a proof")
    value = sum(weights[player] for player in report.chosen)
    gap = report.bound - value if model.objective.maximise else value - report.bound
    if gap >= model.objective.step:
        raise InternalError(f"the solver's lineup is worth {value}, its bound is {report.bound}")
