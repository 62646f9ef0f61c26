"""One contest of one job, graded: the job's result and forecasts against the real standings."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineup_engine.grading.correction import UNSETTLED, Correction, correct_by
from lineup_engine.grading.distributions import place_figure
from lineup_engine.grading.exact import as_dollars
from lineup_engine.grading.forecasts import PlayerOutlook, grade_forecasts, normal_sample
from lineup_engine.grading.mine import read_lineups
from lineup_engine.grading.model import (
    SCHEMA,
    ContestGrade,
    Corrected,
    FieldGrade,
    ForecastGrade,
    Grade,
    Placed,
    Recount,
)
from lineup_engine.grading.ownership import Shares, ownership_error, shares_of
from lineup_engine.grading.prizes import Prizes
from lineup_engine.grading.shape import Paid, shape_of
from lineup_engine.grading.simulated import NOTHING, Simulate, Simulated, simulate_nothing
from lineup_engine.grading.traits import traits_of
from lineup_engine.grading.winnings import expected_profit, grade_lineups
from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.forms import main_forms
from lineup_engine.slate.model import Slate
from lineup_engine.standings.model import Standings
from lineup_engine.standings.recompute import recompute


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a job expected of the players of its slate, in their order: points and standard deviation in units.

    Ownership is in per cent; None = not told.
    """

    points: tuple[int | None, ...]
    spread: tuple[int | None, ...]
    ownership: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """What is graded: the result of a job (its JSON), its rules, what it expected and what it simulated.

    `simulate` is how it would with another spread; `correction` is what the record suggests.
    """

    result: Mapping[str, Any]
    rules: ContestRules
    outlook: Outlook
    simulated: Simulated = NOTHING
    simulate: Simulate = simulate_nothing
    correction: Correction = UNSETTLED


@dataclass(frozen=True, slots=True)
class Contest:
    """The contest that was played: its standings, what it paid, and who the user is in it."""

    standings: Standings
    prizes: Prizes | None = None
    user: str = ""
    name: str | None = None


def grade(job: Job, contest: Contest, warnings: tuple[str, ...] = ()) -> Grade:
    """The grade of a job in a contest; `warnings` are those of reading its files."""
    standings, rules = contest.standings, job.rules
    forecasts = None if standings.is_live else _forecasts(job, standings)
    lineups = read_lineups(job.result, standings.slate)
    expected = expected_profit(job.result, contest.name)
    winnings = grade_lineups(lineups, standings, contest.prizes, contest.user, expected)
    filled = int(standings.entries.is_filled.sum())
    return Grade(
        schema=SCHEMA,
        site=rules.site,
        sport=rules.sport,
        mode=rules.mode,
        slate=slate_key(standings.slate),
        contest=contest.name,
        standings=standings.file,
        user=contest.user or None,
        final=not standings.is_live,
        entries=len(standings.entries),
        filled=filled,
        fee=None if contest.prizes is None else as_dollars(contest.prizes.fee),
        paid_places=None if contest.prizes is None else contest.prizes.places,
        recount=Recount(**asdict(recompute(standings))),
        lineups=winnings.lineups,
        portfolio=winnings.portfolio,
        field=None if standings.is_live or not filled else _field(job, contest, winnings.own),
        forecasts=forecasts,
        contest_figures=None if standings.is_live else _figures(job, contest, forecasts),
        warnings=(*warnings, *_strange(contest, winnings.portfolio.entered)),
    )


def slate_key(slate: Slate) -> str:
    """The same text for the same players of a site: what was forecast once on it is one forecast."""
    keys = "\n".join(sorted(player.key for player in slate.players))
    return hashlib.sha256(keys.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _strange(contest: Contest, entered: int) -> Iterator[str]:
    """What should not be so, and what it may mean."""
    differ = recompute(contest.standings)
    wrong = differ.totals_differ + differ.ranks_differ + differ.drafted_differ
    if wrong:
        yield f"{contest.standings.file} does not add up in {wrong} places: is the file complete?"
    if contest.user and not entered:
        yield f"{contest.standings.file}: no lineup of the job was entered by {contest.user}"


def _paid(contest: Contest) -> Paid | None:
    """The paid places among the entries with a lineup: without one nobody is paid."""
    filled = int(contest.standings.entries.is_filled.sum())
    if contest.prizes is None or not contest.prizes.places:
        return None
    return Paid(min(contest.prizes.places, filled), filled)


def _field(job: Job, contest: Contest, own: Sequence[int]) -> FieldGrade | None:
    """The entries of the others, which is what is simulated; of everybody where it is not known which are the user's."""
    standings = contest.standings
    traits, paid = traits_of(standings, job.rules), _paid(contest)
    is_other = standings.entries.is_seen.copy()
    is_other[list(own)] = False
    real = standings.entries.lineups[is_other]
    if not len(real):
        return None
    used = shares_of(np.bincount(real.reshape(-1), minlength=standings.references).tolist(), len(real))
    fields = job.simulated.fields
    return FieldGrade(
        real=shape_of(real, traits, paid),
        simulated=shape_of(fields[0].astype(np.int32), traits, paid) if fields else None,
        projected_ownership=ownership_error(_projected(job, standings), used, standings.called),
        simulated_ownership=ownership_error(_simulated(fields, standings.references), used, standings.called)
        if fields
        else None,
    )


def _projected(job: Job, standings: Standings) -> Shares:
    told = [None if own is None else Fraction(own) / 100 for own in job.outlook.ownership]
    return [*told, *[None] * (standings.references - len(told))]


def _simulated(fields: Sequence[NDArray[np.uint16]], references: int) -> Shares:
    """Over all fields, for the error of projected ownership is drawn anew in each."""
    uses = sum((np.bincount(field.reshape(-1), minlength=references) for field in fields), np.zeros(references, int))
    return shares_of(uses.tolist(), sum(map(len, fields)))


def _forecasts(job: Job, standings: Standings) -> ForecastGrade | None:
    """Everybody who was expected to play and whose points are known, once: as plain player."""
    is_simulated = job.simulated.samples is not None
    outlooks = [
        _outlook(job, standings, number)
        for number in main_forms(standings.slate)
        if standings.listed.is_scored[number] and _is_expected(job.outlook, number)
    ]
    return grade_forecasts(outlooks, "simulation" if is_simulated else "projections")


def _is_expected(outlook: Outlook, number: int) -> bool:
    """No points and no spread mean that he does not play."""
    return outlook.points[number] is not None and bool(outlook.points[number] or outlook.spread[number])


def _outlook(job: Job, standings: Standings, number: int) -> PlayerOutlook:
    points, spread = job.outlook.points[number] or 0, job.outlook.spread[number]
    sample = job.simulated.sample_of(number)
    if sample is None and job.simulated.samples is None and spread:
        sample = normal_sample(points, spread)
    scored = int(standings.listed.points[number])
    return PlayerOutlook(standings.slate.players[number].name, points, spread, scored, sample)


def _figures(job: Job, contest: Contest, forecasts: ForecastGrade | None) -> ContestGrade | None:
    if job.simulated.cash_lines is None and job.simulated.winning is None:
        return None
    correction = correct_by(job.correction, forecasts)
    corrected = None
    if correction is not None:
        again = job.simulate(correction.spread)
        if again.winning is not None:
            corrected = Corrected(correction.spread, correction.source, *_placed(again, contest))
    return ContestGrade(*_placed(job.simulated, contest), corrected)


def _placed(simulated: Simulated, contest: Contest) -> tuple[Placed | None, Placed | None]:
    """The real cash line and the real winning score among the simulated ones."""
    falling = np.sort(contest.standings.entries.points)[::-1]
    lines, winning, paid = simulated.cash_lines, simulated.winning, _paid(contest)
    return (
        None if lines is None or paid is None else place_figure(lines, int(falling[paid.places - 1])),
        None if winning is None else place_figure(winning, int(falling[0])),
    )
