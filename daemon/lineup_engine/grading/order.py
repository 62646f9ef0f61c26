"""An order to grade, from the contents of files to the grade: everything that is wrong with them at once."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from lineup_engine.contest.money import read_money
from lineup_engine.contest.read import Terms, beyond, read_payouts
from lineup_engine.errors import InputError
from lineup_engine.grading.correction import suggested_by
from lineup_engine.grading.grade import Contest, Job, Outlook, grade
from lineup_engine.grading.model import as_json
from lineup_engine.grading.prizes import Prizes
from lineup_engine.grading.simulated import Simulate, simulate_nothing
from lineup_engine.seam import GradeOrder, GradeReport, NamedFile, Problem
from lineup_engine.specify import Specified, specify_with_places
from lineup_engine.standings.model import Standings
from lineup_engine.standings.read import read_standings
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import quoted

_NOT_RECORDED = "lineups"
"""What the record of all forecasts does not need: most of a large grade."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a job itself knows of a contest: what it pays, how it is simulated, its name, its size and who the user is."""

    prizes: Prizes | None = None
    simulate: Simulate = simulate_nothing
    name: str = ""
    entries: int | None = None
    user: str = ""


Ask = Callable[[Specified, str], Known]
"""What a job knows of one of its contests by name, or of its only one; raises `InputError` for a name that none has."""


def know_nothing(_specified: Specified, _contest: str) -> Known:
    """Of a job without contests nothing is known."""
    return Known()


def carry_out(order: GradeOrder, ask: Ask = know_nothing) -> GradeReport:
    """Grade, or answer every problem with the files of the contest."""
    specified = specify_with_places(order.submission)
    contest = _Contest(order)
    known = contest.known(specified, ask)
    standings, prizes = contest.standings(specified), contest.prizes(known.prizes)
    if contest.problems or standings is None:
        return GradeReport(problems=tuple(contest.problems))
    played = Contest(standings, prizes, order.user or known.user, order.contest or known.name or None)
    contest.compare_sizes(standings, known.entries)
    # Of a contest that is still running nothing is said that a simulation tells.
    simulate = simulate_nothing if standings.is_live else known.simulate
    done = as_json(grade(_job(order, specified, simulate), played, tuple(contest.warnings)))
    record = {key: value for key, value in done.items() if key != _NOT_RECORDED}
    return GradeReport((), _text(done), _text(record), contest_key(standings))


def contest_key(standings: Standings) -> str:
    """The same text for all standings of one contest, taken during it or afterwards: its entries are the same."""
    ids = "\n".join(sorted(standings.entries.ids))
    return hashlib.sha256(ids.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def _job(order: GradeOrder, specified: Specified, simulate: Simulate) -> Job:
    specification, expected = specified.specification, specified.expected
    unknown = (None,) * len(specification.points)
    outlook = Outlook(specification.points, expected.stddev or unknown, specification.ownership)
    return Job(
        result=json.loads(order.result_json),
        rules=specification.rules,
        outlook=outlook,
        simulated=simulate(None),
        simulate=simulate,
        correction=suggested_by(map(json.loads, order.records), specification.sport),
    )


@dataclass(slots=True)
class _Contest:
    """The contest of an order, and what is wrong with its files."""

    order: GradeOrder
    problems: list[Problem] = field(default_factory=list[Problem])
    warnings: list[str] = field(default_factory=list[str])

    def known(self, specified: Specified, ask: Ask) -> Known:
        """What the job knows of it."""
        try:
            return ask(specified, self.order.contest)
        except InputError as refused:
            self.problems += refused.problems
            return Known()

    def standings(self, specified: Specified) -> Standings | None:
        """Its standings on the slate of the job; None where there are none."""
        specification = specified.specification
        reading = read_standings(self.order.standings, specification.slate, specification.rules)
        self.problems += reading.problems
        self.warnings += reading.warnings
        return reading.standings

    def compare_sizes(self, standings: Standings, simulated: int | None) -> None:
        """Say where the contest that was played is of another size than that of the job."""
        real = len(standings.entries)
        if simulated is not None and simulated != real:
            words = f"{standings.file} has {real:,} entries, and the job simulated a contest of {simulated:,}"
            self.warnings.append(f"{words}: places, prizes, cash lines and winning scores are those of another size")

    def prizes(self, known: Prizes | None) -> Prizes | None:
        """What it paid, by the user's own payouts before what the job knows; None where nothing is told of that."""
        fee = self._fee()
        table = known if self.order.payouts is None else self._table(self.order.payouts, fee)
        if table is None and fee is not None and self.order.payouts is None:
            self._refuse("--fee", "there is a fee and no payouts", "name them: --payouts payouts.csv")
        return table if table is None or fee is None else replace(table, fee=fee)

    def _table(self, file: NamedFile, fee: int | None) -> Prizes | None:
        try:
            reading = read_payouts(file, Terms(None, fee))
        except InputError as refused:
            self.problems += refused.problems
            return None
        self.problems += limited(reading.problems)
        self.warnings += reading.warnings
        if reading.payouts is None:
            return None
        if reading.fee is None:
            self._refuse(file.path, "tells no entry fee", "say it: --fee 4")
            return None
        too_much = beyond(Problem(file.path, 0, 0, ""), reading.payouts, reading.entries or 1, reading.fee)
        self.problems += too_much
        return None if too_much else Prizes(reading.fee, reading.payouts.prefix())

    def _fee(self) -> int | None:
        if not self.order.fee:
            return None
        fee = read_money(self.order.fee)
        if fee is None:
            self._refuse("--fee", f"{quoted(self.order.fee)} is no amount of dollars", "write it like 4 or 0.25")
        return fee

    def _refuse(self, place: str, what: str, cure: str) -> None:
        self.problems.append(Problem(place, 0, 0, what, cure))
