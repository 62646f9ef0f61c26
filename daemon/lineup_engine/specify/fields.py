"""The fields of contests, once the slate is compiled: opponents from files, and ownership that can be a field's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from lineup_engine.config.model import JobConfig
from lineup_engine.errors import InputError, RulesClash
from lineup_engine.field.foresee import foresee
from lineup_engine.field.inputs import FieldSlate
from lineup_engine.field.opponents import Mine, Opponents, read_opponents
from lineup_engine.optimizer.compile import compile_job, eligible_on_site
from lineup_engine.optimizer.compiled import BoolArray, CompiledJob
from lineup_engine.scenarios.compiled import Compiled, unpack
from lineup_engine.seam import NamedFile
from lineup_engine.specification import ContestTerms, Play, Specification
from lineup_engine.specify.findings import Findings
from lineup_engine.specify.inputs import Files


def as_others_play(job: CompiledJob, eligible: BoolArray) -> CompiledJob:
    """The job without the slots that the user locks players into; `eligible` [players, slots] is that of the site."""
    return replace(job, players=replace(job.players, eligible=eligible))


def field_slate(job: CompiledJob, terms: ContestTerms, scenarios: Compiled, file: str = "projections") -> FieldSlate:
    """What the field of a contest is made from; who scores nothing in any trial is in no lineup of the others."""
    scores = (scenarios.highest != 0) | (scenarios.lowest != 0)
    own = terms.field.ownership
    known = np.full(len(job.players), np.nan) if own is None else np.array(own)
    return FieldSlate(job, known, scores[scenarios.person] & job.players.projected, file)


def with_fields(specification: Specification, config: JobConfig, files: Files, findings: Findings) -> Specification:
    """The job with the opponents' lineups of its files; what is wrong with them or with the ownership is noted."""
    play = specification.play
    if play is None:
        return specification
    contests = tuple(_contests(specification, play, config, files, findings))
    return replace(specification, play=replace(play, contests=contests), warnings=tuple(findings.warnings))


def _contests(
    specification: Specification, play: Play, config: JobConfig, files: Files, findings: Findings
) -> Iterator[ContestTerms]:
    job = as_others_play(compile_job(specification), eligible_on_site(specification))
    source = config.slate if config.projections is None else config.projections.file
    foreseen = _Foreseen(job, unpack(play.scenarios), source, config.sport, findings)
    for number, (terms, contest) in enumerate(zip(play.contests, config.contest, strict=True)):
        path = contest.field.lineups
        file = None if path is None else files.find(path, "contest", silent=True)
        if file is not None:
            mine = Mine(contest.field.user or "", frozenset(entry.id for entry in specification.entries))
            known = _known(file, terms, partial(read_opponents, file, job, config.site, mine), findings)
            yield terms if known is None else replace(terms, field=replace(terms.field, opponents=known))
            continue
        foreseen.tell(number, terms)
        yield terms


@dataclass(frozen=True, slots=True)
class _Foreseen:
    """What is to be said of the fields of a job that will be drawn; of contests that have one in common once."""

    job: CompiledJob
    scenarios: Compiled
    file: str
    sport: str
    findings: Findings
    told: set[tuple[bool, bool]] = field(default_factory=set[tuple[bool, bool]])

    def tell(self, number: int, terms: ContestTerms) -> None:
        """Note what is wrong with the ownership of a contest, or worth a warning."""
        known = (terms.field.ownership is None, terms.field.any_sum)
        if known in self.told:
            return
        self.told.add(known)
        slate = field_slate(self.job, terms, self.scenarios, self.file)
        try:
            warnings = foresee(slate, self.sport, terms.field.any_sum)
        except InputError as refused:
            self.findings.problems += [one for one in refused.problems if one not in self.findings.problems]
        except RulesClash:
            words = "contest: the players with ownership make no lineup that the site allows"
            place = self.findings.locate.value("contest", number, "field")
            self.findings.refuse(place, words, "give the ownership of more players, or write ownership: model")
        else:
            self.findings.warnings += [one for one in warnings if one not in self.findings.warnings]


def _known(
    file: NamedFile, terms: ContestTerms, read: Callable[[], Opponents], findings: Findings
) -> NDArray[np.uint16] | None:
    """The opponents' lineups of a file; None, with the problems noted, where it cannot be used."""
    try:
        known = read()
    except InputError as refused:
        findings.problems += refused.problems
        return None
    wanted = terms.entries - terms.own
    findings.warnings += known.warnings
    if len(known.lineups) != wanted:
        words = f"{file.path} has {len(known.lineups):,} lineups, and the contest {wanted:,} entries of others"
        is_more = len(known.lineups) > wanted
        how = "so many of them, evenly over the file, are taken" if is_more else "each is taken as often as the others"
        findings.warnings.append(f"{words}: {how}")
    return known.lineups
