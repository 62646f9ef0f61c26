"""An order to grade, from the contents of files to the grade: everything that is wrong with them at once."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from lineup_engine.errors import InputError
from lineup_engine.grading.grade import Contest, Job, Outlook, grade
from lineup_engine.grading.model import as_json
from lineup_engine.grading.payouts import read_money, read_payouts
from lineup_engine.grading.prizes import Prizes
from lineup_engine.seam import GradeOrder, GradeReport, Problem
from lineup_engine.specify import Specified, specify_with_places
from lineup_engine.standings.model import Standings
from lineup_engine.standings.read import read_standings
from lineup_engine.texts.shown import quoted

_NOT_RECORDED = "lineups"
"""What the record of all forecasts does not need: most of a large grade."""


def carry_out(order: GradeOrder) -> GradeReport:
    """Grade, or answer every problem with the files of the contest."""
    specified = specify_with_places(order.submission)
    contest = _Contest(order)
    standings, prizes = contest.standings(specified), contest.prizes()
    if contest.problems or standings is None:
        return GradeReport(problems=tuple(contest.problems))
    played = Contest(standings, prizes, order.user, order.contest or None)
    done = as_json(grade(_job(order, specified), played, tuple(contest.warnings)))
    record = {key: value for key, value in done.items() if key != _NOT_RECORDED}
    return GradeReport((), _text(done), _text(record), contest_key(standings))


def contest_key(standings: Standings) -> str:
    """The same text for all standings of one contest, taken during it or afterwards: its entries are the same."""
    ids = "\n".join(sorted(standings.entries.ids))
    return hashlib.sha256(ids.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def _job(order: GradeOrder, specified: Specified) -> Job:
    specification, expected = specified.specification, specified.expected
    unknown = (None,) * len(specification.points)
    outlook = Outlook(specification.points, expected.stddev or unknown, specification.ownership)
    return Job(json.loads(order.result_json), specification.rules, outlook)


@dataclass(slots=True)
class _Contest:
    """The contest of an order, and what is wrong with its files."""

    order: GradeOrder
    problems: list[Problem] = field(default_factory=list[Problem])
    warnings: list[str] = field(default_factory=list[str])

    def standings(self, specified: Specified) -> Standings | None:
        """Its standings on the slate of the job; None where there are none."""
        specification = specified.specification
        reading = read_standings(self.order.standings, specification.slate, specification.rules)
        self.problems += reading.problems
        self.warnings += reading.warnings
        return reading.standings

    def prizes(self) -> Prizes | None:
        """What it paid; None where nothing is told of that."""
        fee = self._fee()
        if self.order.payouts is None:
            if fee is not None:
                self._refuse("--fee", "there is a fee and no payouts", "name them: --payouts payouts.csv")
            return None
        try:
            reading = read_payouts(self.order.payouts)
        except InputError as refused:
            self.problems += refused.problems
            return None
        fee = reading.fee if fee is None else fee
        if fee is None and not self.problems:
            self._refuse(self.order.payouts.path, "tells no entry fee", "say it: --fee 4")
        return None if fee is None else Prizes(fee, reading.prefix)

    def _fee(self) -> int | None:
        if not self.order.fee:
            return None
        fee = read_money(self.order.fee)
        if fee is None:
            self._refuse("--fee", f"{quoted(self.order.fee)} is no amount of dollars", "write it like 4 or 0.25")
        return fee

    def _refuse(self, place: str, what: str, cure: str) -> None:
        self.problems.append(Problem(place, 0, 0, what, cure))
