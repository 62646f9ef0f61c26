"""The files of a job: slate, rules and projections, as far as they can be used."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lineup_engine.config.model import JobConfig, Projections
from lineup_engine.projections.corrections import read_corrections
from lineup_engine.projections.forms import match_forms
from lineup_engine.projections.read import ProjectionRow, read_projections
from lineup_engine.projections.report import NoteKind
from lineup_engine.scenarios.people import Outlook
from lineup_engine.seam import MatchNote, NamedFile
from lineup_engine.sites.model import ContestRules
from lineup_engine.sites.tables import find_rules, known_games
from lineup_engine.slate.layouts import layout_of
from lineup_engine.slate.model import Player, Slate
from lineup_engine.slate.read import read_slate
from lineup_engine.specify.findings import Findings
from lineup_engine.texts.shown import quoted
from lineup_engine.units import to_points

_TOO_GOOD = 4
"""Nobody is expected to score so many times as much as everybody else."""

_RELATIVE = "paths are relative to the configuration"


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of each player of the slate, in its order; points, spread and ceiling in units, ownership in per cent.

    `columns` has the cells of every column of the projections, by its header. `outlooks` are what simulated scores are
    made from, and stand in `file`.
    """

    points: tuple[int | None, ...]
    ownership: tuple[float | None, ...]
    notes: tuple[MatchNote, ...] = ()
    stddev: tuple[int | None, ...] = ()
    ceiling: tuple[int | None, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    outlooks: tuple[Outlook, ...] = ()
    file: str = ""


class Files:
    """The files that came with a submission, by the path that the configuration names."""

    def __init__(self, files: tuple[NamedFile, ...], findings: Findings) -> None:
        self._files: Mapping[str, NamedFile] = {file.path: file for file in files}
        self._findings = findings

    def find(self, path: str, *key: str, silent: bool = False) -> NamedFile | None:
        """A file with contents; None, with a problem where the configuration names it, when there are none."""
        file = self._files.get(path, NamedFile(path, None, "was not sent"))
        if file.content is None and silent:
            return None
        if file.content is None:
            words = f"{'.'.join(key)}: {quoted(path)}: {file.unreadable or 'cannot be read'}"
            self._findings.refuse(self._findings.locate.value(*key), words, _RELATIVE)
            return None
        return file


def read_players(config: JobConfig, files: Files, findings: Findings) -> tuple[Slate, ContestRules] | None:
    """The slate with the rules that it fits; None, with the problems noted, where there is none."""
    file = files.find(config.slate, "entries" if config.slate == config.entries else "slate")
    tables = find_rules(config.site, config.sport, config.mode)
    if not tables:
        words = f"there are no rules for {config.site} {config.sport} {config.mode}"
        known = [f"{site} {mode}" for site, sport, mode in known_games() if sport == config.sport]
        findings.refuse(findings.locate.value("mode"), words, f"for {config.sport} there are {', '.join(known)}")
    if file is None or not tables:
        return None
    reading = read_slate(file, tables)
    findings.problems += reading.problems
    findings.warnings += reading.warnings
    if reading.slate is None or reading.rules is None:
        return None
    if reading.rules.is_doubtful:
        words = f"the rules of {reading.rules.game} are known from one source only: check them on the site"
        findings.warnings.append(words)
    return reading.slate, reading.rules


def read_expected(config: JobConfig, slate: Slate | None, files: Files, findings: Findings) -> Expected | None:
    """What is expected of the players, from the projections or else from the slate; None where it is not known."""
    found: Expected | None = None
    if config.projections is not None:
        found = _from_projections(config.projections, slate, files, findings)
    elif slate is not None and findings.sure:
        found = _from_averages(config.site, slate, findings)
    if slate is not None and found is not None:
        findings.warnings += _too_good(slate, found)
    return found


def _too_good(slate: Slate, expected: Expected) -> Iterator[str]:
    """Somebody of whom far more is expected than of anybody else: sites and vendors have such numbers by mistake."""
    best: dict[str, tuple[int, str]] = {}
    for player, units in zip(slate.players, expected.points, strict=True):
        best[player.person] = max(best.get(player.person, (0, "")), (units or 0, player.name))
    first, second, *_ = [*sorted(best.values(), reverse=True), (0, ""), (0, "")]
    if second[0] and first[0] >= _TOO_GOOD * second[0]:
        words = f"{quoted(first[1])} is expected to score {to_points(first[0]):g} points, nobody else more than"
        yield f"{expected.file}: {words} {to_points(second[0]):g}: exclude him if that is a mistake"


def _from_projections(
    projections: Projections, slate: Slate | None, files: Files, findings: Findings
) -> Expected | None:
    file = files.find(projections.file, "projections", "file")
    if file is None:
        return None
    reading = read_projections(file, projections.columns.named())
    findings.problems += reading.problems
    findings.warnings += reading.warnings
    if slate is None:
        return None
    corrections = _corrections(projections, slate, findings)
    if reading.problems:
        return None
    matching = match_forms(slate, reading.rows, corrections, file.path)
    findings.problems += matching.problems
    findings.warnings += matching.warnings
    rows = matching.rows
    return Expected(
        tuple(None if row is None else row.points for row in rows),
        tuple(None if row is None else row.ownership for row in rows),
        matching.notes,
        tuple(None if row is None else row.stddev for row in rows),
        tuple(None if row is None else row.ceiling for row in rows),
        _columns(reading.header, rows),
        tuple(_outlook(row) for row in rows),
        file.path,
    )


def _outlook(row: ProjectionRow | None) -> Outlook:
    """What a row says of the scores that are to be simulated."""
    if row is None:
        return Outlook(None)
    return Outlook(row.points, row.stddev, row.floor, row.ceiling, row.quantiles, row.line)


def _columns(header: Sequence[str], rows: Sequence[ProjectionRow | None]) -> dict[str, tuple[str, ...]]:
    """Each player's cell under each header; of headers that come twice the first counts."""
    columns: dict[str, tuple[str, ...]] = {}
    for place, title in enumerate(header):
        cells = (row.cells[place] if row is not None and place < len(row.cells) else "" for row in rows)
        columns.setdefault(title, tuple(cells))
    return columns


def _corrections(projections: Projections, slate: Slate, findings: Findings) -> Mapping[str, int]:
    corrections, wrong = read_corrections(slate, projections.names)
    for said, message, hint in wrong:
        findings.refuse(findings.locate.value("projections", "names", said), f"projections.names: {message}", hint)
    return corrections


def _from_averages(site: str, slate: Slate, findings: Findings) -> Expected | None:
    """The site's average points; who has none or is marked out is named and not used."""
    name = layout_of(site).average
    without = _people(player for player in slate.players if player.average is None)
    out = _people(player for player in slate.players if player.average is not None and player.is_out)
    if all(player.average is None for player in slate.players):
        words = f"{quoted(slate.file)} has no {name}, and there are no projections"
        findings.refuse(findings.locate.value("slate"), words, "name a file: projections: {file: projections.csv}")
        return None
    findings.warnings.append(f"no projections: {name} of {slate.file} is used")
    if without:
        noun = "player has" if len(without) == 1 else "players have"
        findings.warnings.append(f"{len(without)} {noun} no {name} in {slate.file}: not used")
    if out:
        noun = "player is" if len(out) == 1 else "players are"
        marks = ", ".join(sorted({player.attribute("status") for player in out}))
        findings.warnings.append(f"{len(out)} {noun} marked out ({marks}) in {slate.file}: not used")
    notes = tuple(MatchNote(NoteKind.NO_PROJECTION, player.name) for player in [*without, *out])
    points = tuple(None if player.is_out else player.expected for player in slate.players)
    outlooks = tuple(Outlook(units, line=player.line) for units, player in zip(points, slate.players, strict=True))
    return Expected(points, (None,) * len(points), notes, outlooks=outlooks, file=slate.file)


def _people(players: Iterable[Player]) -> list[Player]:
    """One form of each person."""
    return list({player.person: player for player in players}.values())
