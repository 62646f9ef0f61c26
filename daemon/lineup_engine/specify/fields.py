"""The fields of contests, once the slate is compiled: opponents from files, and ownership that can be a field's."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lineup_engine.config.model import JobConfig
from lineup_engine.errors import InputError
from lineup_engine.field.inputs import FieldSlate
from lineup_engine.field.opponents import read_opponents
from lineup_engine.field.ownership import read_shares
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.scenarios.compiled import Compiled, unpack
from lineup_engine.seam import NamedFile
from lineup_engine.specification import ContestTerms, Play, Specification
from lineup_engine.specify.findings import Findings
from lineup_engine.specify.inputs import Files


def field_slate(job: CompiledJob, terms: ContestTerms, scenarios: Compiled) -> FieldSlate:
    """What the field of a contest is made from; who scores nothing in any trial is in no lineup of the others."""
    scores = (scenarios.highest != 0) | (scenarios.lowest != 0)
    own = terms.field.ownership
    known = np.full(len(job.players), np.nan) if own is None else np.array(own)
    return FieldSlate(job, known, scores[scenarios.person] & job.players.projected)


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
    job, scenarios = compile_job(specification), unpack(play.scenarios)
    for terms, contest in zip(play.contests, config.contest, strict=True):
        path = contest.field.lineups
        file = None if path is None else files.find(path, "contest", silent=True)
        if file is not None:
            known = _known(file, terms, (job, config.site), findings)
            yield terms if known is None else replace(terms, field=replace(terms.field, opponents=known))
            continue
        try:
            read_shares(field_slate(job, terms, scenarios), terms.field.any_sum)
        except InputError as refused:
            findings.problems += [problem for problem in refused.problems if problem not in findings.problems]
        yield terms


def _known(
    file: NamedFile, terms: ContestTerms, slate: tuple[CompiledJob, str], findings: Findings
) -> NDArray[np.uint16] | None:
    """The opponents' lineups of a file; None, with the problems noted, where it cannot be used."""
    try:
        known = read_opponents(file, *slate)
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
