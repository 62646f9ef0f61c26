"""The contests of a configuration: prizes, entries and opponents; what is wrong is told at its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lineup_engine.config.contest import Contest, Opponents
from lineup_engine.config.model import JobConfig
from lineup_engine.config.nearest import nearest
from lineup_engine.contest.model import Contest as Table
from lineup_engine.contest.money import DOLLAR
from lineup_engine.contest.presets import KNOWN, find_preset, looks_like_preset, preset_contest
from lineup_engine.contest.read import ContestReading, Terms, read_contest
from lineup_engine.seam import NamedFile
from lineup_engine.specification import ContestTerms, FieldTerms
from lineup_engine.specify.findings import Findings
from lineup_engine.specify.inputs import Expected, Files
from lineup_engine.texts.shown import quoted

_USUAL_ERROR = 0.4
"""Ownership that is projected misses the odds of real ownership by about so much (standard deviation of logarithms)."""

_DRAWN = 150_000
_FEWEST, _MOST = 6, 16
"""About so many lineups are drawn for the fields of the largest contest, in so many fields: few of them tell errors badly."""

_DISPLACING = {"roi": 0.01, "utility": 0.05, "top": 0.05}
"""From such a part of the entries on own lineups take so many places from one another that the choice should count it.

Measured (docs/contests.md): a choice that counted it would return 2 to 4 per cent of the fees more by roi, from 2 % of
the entries on, and less than 1 by utility, with 5 to 10 %.
"""

_PAID_OF_DOUBLE_UP = 3
"""Where at least one in so many entries is paid, all the same, people enter as in a double-up."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the contests of one job."""

    config: JobConfig
    expected: Expected
    files: Files
    findings: Findings

    def read(self) -> Iterator[ContestTerms]:
        """Every contest that can be used."""
        names: dict[str, int] = {}
        tables = [self._table(number, contest) for number, contest in enumerate(self.config.contest)]
        fields = _fields_for([table.entries for table in tables if table is not None])
        for number, (contest, table) in enumerate(zip(self.config.contest, tables, strict=True)):
            name = contest.name or ("main" if len(self.config.contest) == 1 else f"contest {number + 1}")
            if names.setdefault(name, number) != number:
                self._refuse(number, "name", f"{name!r} is there twice", "call each contest by a name of its own")
            if table is not None:
                yield from self._terms(number, name, table, contest.field.fields or fields)

    def _table(self, number: int, contest: Contest) -> Table | None:
        """Entries, fee and prizes."""
        fee = None if contest.fee is None else int(contest.fee * DOLLAR)
        terms = Terms(contest.entries, fee, contest.max_per_user)
        preset = find_preset(contest.payouts)
        reading: ContestReading
        if preset is not None:
            place = self.findings.locate.value("contest", number).problem("", "")
            reading = preset_contest(preset, terms, place, contest.rake)
        else:
            file = self._payout_file(number, contest.payouts)
            if file is None:
                return None
            reading = read_contest(file, terms)
        self.findings.problems += reading.problems
        self.findings.warnings += reading.warnings
        return reading.contest

    def _payout_file(self, number: int, words: str) -> NamedFile | None:
        """The file of these words; None, with the problem noted, where there is none: then a preset may be meant."""
        if self.files.find(words, silent=True) is None and looks_like_preset(words):
            near = nearest(words, KNOWN)
            cure = f"did you mean {near}? " if near else ""
            told = f"{self._called(number)}.payouts: {quoted(words)} is no preset, and there is no such file"
            self._refuse(number, "payouts", told, f"{cure}presets are {', '.join(KNOWN)} with any per cent up to 100")
            return None
        return self.files.find(words, *self._key(number), "payouts")

    def _terms(self, number: int, name: str, table: Table, fields: int) -> Iterator[ContestTerms]:
        contest = self.config.contest[number]
        own = min(contest.lineups or self.config.lineups, contest.max_per_user, self.config.lineups)
        if contest.lineups is not None and contest.lineups > contest.max_per_user:
            words = (
                f"{self._called(number)}.lineups: {contest.lineups} are more than max_per_user, {contest.max_per_user}"
            )
            self._refuse(number, "lineups", words, "lower one of the two")
        if contest.lineups is None and own < self.config.lineups:
            words = f"{own} of the {self.config.lineups} lineups enter it, for max_per_user is {contest.max_per_user}"
            self.findings.warnings.append(f"{self._named(name)}: {words}")
        if own >= table.entries:
            words = f"{own} of its {table.entries} entries are yours: nobody else is in the contest"
            self._refuse(number, "entries", words, "enter fewer lineups, or correct entries")
            return
        self._require_sums(table)
        self._warn_of_displacement(name, own, table)
        field = self._field(number, table, fields)
        if field is not None:
            yield ContestTerms(name, table.entries, table.fee, own, table.max_per_user, table.payouts.prefix(), field)

    def _warn_of_displacement(self, name: str, own: int, table: Table) -> None:
        """Where the user's own lineups are many of all: the choice values each as if it were alone."""
        by = self.config.select.by or "utility"
        if own > 1 and own >= _DISPLACING.get(by, 1) * table.entries:
            words = f"{own:,} of its {table.entries:,} entries are yours and take places from one another"
            told = "the figures count that, the choice of lineups does not"
            self.findings.warnings.append(f"{self._named(name)}: {words}; {told}")

    def _require_sums(self, table: Table) -> None:
        """What is won over all trials has to fit into 64 bits."""
        trials = self.config.simulate.trials
        if trials > table.most_trials:
            words = f"simulate.trials: what is won in {trials:,} contests of this size cannot be summed up"
            cure = f"write {table.most_trials:,} or less"
            self.findings.refuse(self.findings.locate.value("simulate", "trials"), words, cure)

    def _field(self, number: int, table: Table, fields: int) -> FieldTerms | None:
        field = self.config.contest[number].field
        kind = field.kind or _kind_of(table)
        repeats = None if field.repeats is None else float(field.repeats)
        terms = FieldTerms(kind, fields, float(field.sharp), repeats, any_sum=field.any_sum)
        if field.lineups is not None:
            # The file is read when the slate is compiled (`with_fields`).
            file = self.files.find(field.lineups, *self._key(number), "field", "lineups")
            return None if file is None else replace(terms, fields=1)
        if fields == 1:
            words = "one field is simulated, so that standard errors do not tell how far fields lie apart"
            self.findings.warnings.append(f"{self._called(number)}.field.fields: {words}; {_FEWEST} or more do")
        error = _USUAL_ERROR if field.error is None else float(field.error)
        return replace(terms, ownership=self._ownership(number, field), error=error)

    def _ownership(self, number: int, field: Opponents) -> NDArray[np.float64] | None:
        """The column of the projections; None where it is to be estimated."""
        told: Sequence[float | None] = self.expected.ownership
        is_told = any(share is not None for share in told)
        if field.ownership == "projections" and not is_told:
            words = f"{self._called(number)}.field.ownership: the projections have no ownership"
            self._refuse(
                number, "field", words, "name its column: columns: {ownership: ...}, or write ownership: model"
            )
        if field.ownership == "model" or not is_told:
            return None
        return np.array([np.nan if share is None else share for share in told])

    def _key(self, number: int) -> tuple[str, ...]:
        """Where a contest stands; a number only where there are several."""
        return ("contest",) if len(self.config.contest) == 1 else ("contest", str(number))

    def _named(self, name: str) -> str:
        """A contest as a user knows it: by its name where there are several."""
        return "contest" if len(self.config.contest) == 1 else f"contest {quoted(name)}"

    def _called(self, number: int) -> str:
        return ".".join(self._key(number))

    def _refuse(self, number: int, key: str, words: str, cure: str) -> None:
        self.findings.refuse(self.findings.locate.value("contest", number, key), words, cure)


def _fields_for(entries: Sequence[int]) -> int:
    """In how many fields contests of these sizes are played, where nothing is said: all in as many.

    Then they meet the same errors of ownership in the same trials, as they would on a real day.
    """
    return min(max(_DRAWN // max(entries, default=1), _FEWEST), _MOST)


def _kind_of(table: Table) -> str:
    """As people enter a contest with such prizes."""
    bands = [band for band in table.payouts.bands if band.prize]
    is_flat = len(bands) == 1 and bands[0].last * _PAID_OF_DOUBLE_UP >= table.entries
    return "double-up" if is_flat else "gpp"


def read_contests(config: JobConfig, expected: Expected, files: Files, findings: Findings) -> tuple[ContestTerms, ...]:
    """The contests of a configuration as far as they can be used; what is wrong is noted."""
    return tuple(_Reader(config, expected, files, findings).read())
