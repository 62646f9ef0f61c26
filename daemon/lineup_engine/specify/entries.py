"""The user's entries on the slate: which of them get a lineup, and which of their players have to stay."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lineup_engine.config.model import JobConfig
from lineup_engine.entries.read import EntriesFile, EntryRow, read_entries
from lineup_engine.entries.words import listed_entries
from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.layouts import layout_of
from lineup_engine.slate.model import Slate
from lineup_engine.slate.pool import find_pool
from lineup_engine.slate.rows import read_row
from lineup_engine.specification import Entry
from lineup_engine.specify.findings import Findings
from lineup_engine.specify.inputs import Files
from lineup_engine.texts.decode import decode
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import quoted, shown, some_of
from lineup_engine.texts.table import read_rows

_LETTERS = 100
"""A warning names as many games as fit into so many letters."""


@dataclass(frozen=True, slots=True)
class Seated:
    """What the entries make of a job: whom they lock, how many lineups are wanted, and who gets one."""

    config: JobConfig
    slate: Slate
    entries: tuple[Entry, ...] = ()

    @property
    def free_lineups(self) -> int:
        """How many lineups are built without regard to any entry."""
        return self.config.lineups - sum(bool(entry.pinned) for entry in self.entries)

    @property
    def is_free(self) -> bool:
        """Whether every lineup begins without anybody in it; else some may be possible where others are not."""
        return not any(entry.pinned for entry in self.entries)


def find_entries(config: JobConfig, files: Files, findings: Findings) -> EntriesFile | None:
    """The entries file that the configuration names; None where it names none or what it names is none."""
    is_slate = config.entries == config.slate
    file = None if config.entries is None else files.find(config.entries, "entries", silent=is_slate)
    if file is None:
        return None
    try:
        return read_entries(file, config.site)
    except InputError as refused:
        findings.problems += [problem for problem in refused.problems if problem not in findings.problems]
        return None


def seat(config: JobConfig, file: EntriesFile, slate: Slate, rules: ContestRules, findings: Findings) -> Seated:
    """The entries of a file on the slate of its contest; whatever does not fit is noted as a problem."""
    seats = _Seats(file, slate, rules, begun_in(file, config.site))
    problems = list(seats.problems())
    findings.problems += limited(problems)
    if problems:
        return Seated(config, slate)
    entries = [entry for entry in (seats.entry(row) for row in file.rows) if entry is not None]
    findings.warnings += seats.warnings(len(entries))
    if not entries:
        words = "every entry is locked as a whole: there is nothing to fill"
        findings.refuse(findings.locate.value("entries"), words, "leave entries out")
        return Seated(config, slate)
    wanted = config.lineups if "lineups" in config.model_fields_set else len(entries)
    findings.warnings += _odd_number(wanted, entries)
    counted = config.model_copy(update={"lineups": wanted})
    return Seated(counted, seats.slate_with_locks(), tuple(entries[:wanted]))


def refuse_joint(order: str, seated: Seated, findings: Findings) -> None:
    """All lineups as one problem cannot count those that begin with some players: no min could be promised."""
    if order == "joint" and not seated.is_free:
        words = "rules.exposure.order: joint cannot be kept in entries with locked players"
        cure = "use max only, with order: greedy"
        findings.refuse(findings.locate.value("rules", "exposure", "order"), words, cure)


def warn_of_draws(config: JobConfig, seated: Seated, findings: Findings) -> None:
    """Lineups for entries with locked players are the best ones: what is drawn for the others says nothing of them."""
    pinned = [entry.id for entry in seated.entries if entry.pinned]
    if pinned:
        drawn = "sims" if config.sims is not None else "rules.randomness"
        whose = f"{listed_entries(pinned)} with locked players"
        findings.warnings.append(f"{drawn} is not used for {whose}: what is best by the objective fills them")


def begun_in(file: EntriesFile, site: str) -> frozenset[str]:
    """The ids of players whose games have begun, as the cells and the pool beside them say."""
    marked = {cell.id for row in file.rows for cell in row.cells if cell.locked}
    return frozenset(marked | _begun_in_pool(file, site))


def _begun_in_pool(file: EntriesFile, site: str) -> set[str]:
    named = NamedFile(file.path, file.text.encode("utf-8", "replace"))
    try:
        pool = find_pool(named, read_rows(named, decode(named).text), layout_of(site))
    except InputError:
        return set()
    players = (read_row(file.path, pool, row).player for row in pool.rows)
    return {player.id for player in players if player is not None and player.id and player.locked}


def _odd_number(wanted: int, entries: Sequence[Entry]) -> Iterator[str]:
    count = len(entries)
    if wanted < count:
        yield f"lineups: {wanted} are fewer than the {count} entries to fill: the last {count - wanted} stay as they are"
    elif wanted > count:
        yield f"lineups: {wanted} are more than the {count} entries to fill: the last {wanted - count} are in no entry"


class _Seats:
    """The entries of one file, looked up on one slate."""

    def __init__(self, file: EntriesFile, slate: Slate, rules: ContestRules, begun: Collection[str]) -> None:
        self._file, self._slate, self._rules = file, slate, rules
        self._persons = {player.id: player.person for player in slate.players if player.id}
        known = {self._persons[one] for one in begun if one in self._persons}
        self._begun = known | {player.person for player in slate.players if player.locked}
        # The cells mark the user's own players only, and a game begins for both sides at once.
        self._games = {player.game for player in slate.players if player.game and player.person in self._begun}
        self._begun |= {player.person for player in slate.players if player.game in self._games}
        self._forms = _forms(slate)
        self._untouched: list[str] = []
        self._impossible: list[str] = []

    def problems(self) -> Iterator[Problem]:
        """Whatever shows that the entries are not of this slate or contest."""
        file, slots = self._file, self._rules.slots
        titles = file.header.slots
        fits = len(titles) == len(slots) and all(
            slot.is_called(title) for slot, title in zip(slots, titles, strict=True)
        )
        if not fits:
            words = f"is of another contest: its slots are {', '.join(titles)}"
            cure = f"those of {self._rules.game} are {', '.join(slot.title for slot in slots)}"
            yield Problem(file.path, file.header.line, 0, words, cure)
        elif not self._persons:
            cure = "name a salary file that has an ID column"
            yield Problem(self._slate.file, 0, 0, "has no ids, and entries name players by them", cure)
        else:
            yield from self._strangers()

    def _strangers(self) -> Iterator[Problem]:
        file = self._file
        cells = [(row, cell) for row in file.rows for cell in row.cells if cell.id]
        unknown = [(row, cell) for row, cell in cells if cell.id not in self._persons]
        if len(unknown) == len(cells) > 1:
            words = f"is of another slate: none of its players is in {quoted(self._slate.file)}"
            cure = "download entries and salaries of one contest"
            yield Problem(file.path, file.rows[0].line, 0, words, cure)
            return
        for row, cell in unknown:
            words = f"entry {row.id}: {quoted(cell.text)} is nobody in {quoted(self._slate.file)}"
            yield Problem(file.path, row.line, 0, words, "correct the id, or leave the cell blank")

    def entry(self, row: EntryRow) -> Entry | None:
        """An entry that can be filled; None where all of its players are locked, or some cannot stand as they do."""
        stays = [cell.locked or self._persons.get(cell.id) in self._begun for cell in row.cells]
        if all(stays):
            self._untouched.append(row.id)
            return None
        pinned = tuple(
            (place, self._forms.get((self._persons[cell.id], self._rules.slots[place].name), -1))
            for place, (cell, is_locked) in enumerate(zip(row.cells, stays, strict=True))
            if is_locked
        )
        people = {self._slate.players[form].person for _, form in pinned if form >= 0}
        if len(people) < len(pinned):
            self._impossible.append(row.id)
            return None
        return Entry(row.id, pinned)

    def slate_with_locks(self) -> Slate:
        """The slate on which nobody whose game has begun is newly chosen."""
        players = (replace(player, locked=player.person in self._begun) for player in self._slate.players)
        return replace(self._slate, players=tuple(players))

    def warnings(self, open_entries: int) -> Iterator[str]:
        """Which games have begun although the slate does not say so; which entries are left as they are, and why."""
        unmarked = [player for player in self._slate.players if player.game in self._games and not player.locked]
        if unmarked:
            games = some_of(sorted({shown(player.game or "") for player in unmarked}), ", ", _LETTERS)
            who = f"{len({player.person for player in unmarked})} players in {self._slate.file}"
            yield f"{self._file.path}: (LOCKED) tells that {games} began: {who} are not newly chosen"
        if self._untouched and open_entries:
            yield f"{listed_entries(self._untouched)}: every player is locked, so nothing is changed"
        if self._impossible:
            yield f"{listed_entries(self._impossible)}: a locked player cannot fill his slot, so nothing is changed"


def _forms(slate: Slate) -> Mapping[tuple[str, str], int]:
    """For each person the form that fills a slot."""
    forms: dict[tuple[str, str], int] = {}
    for number, player in enumerate(slate.players):
        for slot in player.slots:
            forms.setdefault((player.person, slot), number)
    return forms
