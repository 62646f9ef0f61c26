"""The solver is exact, and nothing it says is believed unchecked."""

import pytest

from lineup_engine.errors import InternalError
from lineup_engine.optimizer import search
from lineup_engine.optimizer.highs import SolveReport, Termination, solve
from lineup_engine.optimizer.model import Draft, Range, Row
from lineup_engine.optimizer.salary import SalaryCap
from lineup_engine.optimizer.search import build_model, find_largest


def test_the_report_has_a_proof() -> None:
    """What is chosen and the bound are in the units of the weights, whatever they share."""
    cap = SalaryCap((30, 20, 20), 40)
    report = solve(build_model([500, 400, 400], [cap], maximise=True))
    assert (report.termination, report.chosen, round(report.bound)) == (Termination.OPTIMAL, (1, 2), 800)


def test_a_row_that_nothing_can_satisfy_needs_no_solver() -> None:
    """A player without a column cannot be required."""
    draft = Draft((0, 1))
    draft.add_row("lock", draft.of_players([(7, 1)]), Range(low=1))
    assert solve(draft.finish([1] * 8, maximise=True)).termination is Termination.INFEASIBLE


def test_coefficients_share_nothing() -> None:
    """Salaries in hundreds become small numbers, and the bound is rounded to the side that keeps its meaning."""
    draft = Draft((0, 1))
    terms = draft.of_players([(0, 300), (1, 600)])
    draft.add_row("cap", terms, Range(100, 700))
    assert draft.rows == [Row("cap", ((0, 1), (1, 2)), Range(1, 2))]


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (SolveReport(Termination.UNPROVEN), "without a proof"),
        (SolveReport(Termination.OPTIMAL, (0,), bound=20.0), "its bound is 20"),
        (SolveReport(Termination.OPTIMAL, (0, 1), bound=15.0), "breaks: salary cap 10"),
    ],
)
def test_nothing_is_believed_unchecked(monkeypatch: pytest.MonkeyPatch, report: SolveReport, words: str) -> None:
    """No proof, a better bound or a broken rule is our bug and never a result."""
    monkeypatch.setattr(search, "solve", lambda _model, _most_nodes=None: report)
    with pytest.raises(InternalError, match=words):
        find_largest([10, 5], [SalaryCap((10, 10), 10)])
