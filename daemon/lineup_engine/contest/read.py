"""A contest from its payout file and what the user says of it; nothing is guessed that could be a mistake."""

from collections.abc import Sequence
from dataclasses import dataclass

from lineup_engine.contest.checks import table_problems
from lineup_engine.contest.columns import Columns, find_columns, headless
from lineup_engine.contest.lines import Line, LineReader
from lineup_engine.contest.model import LEAST_MOST_TRIALS, MOST_ENTRIES, Band, Contest, Payouts
from lineup_engine.contest.money import dollars
from lineup_engine.contest.places import NoPlaces, read_places
from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.texts.decode import decode
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import quoted, some_of
from lineup_engine.texts.table import Row, read_rows

MAX_PER_USER = 150
"""So many entries the sites let one user have in their largest contests."""

_MOST_KEPT = 40
"""A site that keeps more per cent of the fees is more likely a mistake in entries, fee or table."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the user says of a contest, the fee in milli-cents; None: the payout file may say it."""

    entries: int | None
    fee: int | None
    max_per_user: int = MAX_PER_USER


@dataclass(frozen=True, slots=True)
class ContestReading:
    """A contest, or the problems."""

    contest: Contest | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PayoutReading:
    """What a payout file says, with what the user says of the contest before it: None is not known.

    With problems there are no payouts.
    """

    payouts: Payouts | None
    entries: int | None
    fee: int | None
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


def read_payouts(file: NamedFile, terms: Terms) -> PayoutReading:
    """The payouts of a file; raises `InputError` where it is no table of places and prizes at all."""
    decoded = decode(file)
    columns, titles, rows = _columns(file, read_rows(file, decoded.text))
    reader = LineReader(file.path, columns, titles)
    lines = sorted(reader.read(rows), key=lambda line: (line.first, line.last))
    entries = reader.entries if terms.entries is None else terms.entries
    fee = reader.fee if terms.fee is None else terms.fee
    problems = reader.problems or list(table_problems(file.path, lines, entries))
    if not any(line.prize for line in lines) and not problems:
        problems = [Problem(file.path, rows[0].line if rows else 1, 0, "pays nothing", "is it the right file?")]
    told = (*decoded.warnings, *_differing(file.path, reader, terms), *_tickets(file.path, reader))
    payouts = None if problems else Payouts(tuple(_bands(lines)))
    return PayoutReading(payouts, entries, fee, tuple(problems), told)


def read_contest(file: NamedFile, terms: Terms) -> ContestReading:
    """The contest with the payouts of a file."""
    try:
        told = read_payouts(file, terms)
    except InputError as refused:
        return ContestReading(None, refused.problems)
    problems = [*told.problems, *_missing_terms(file.path, told.entries, told.fee)]
    if problems or told.payouts is None:
        return ContestReading(None, limited(problems), told.warnings)
    found = finish(Problem(file.path, 0, 0, ""), told.payouts, Terms(told.entries, told.fee, terms.max_per_user))
    return ContestReading(found.contest, found.problems, (*told.warnings, *found.warnings))


def beyond(place: Problem, payouts: Payouts, entries: int, fee: int) -> tuple[Problem, ...]:
    """The problem of a contest whose money could not be summed up, told at `place`, whose words are not used."""
    if entries <= MOST_ENTRIES and max(payouts.pool, entries * fee) <= (1 << 63) // LEAST_MOST_TRIALS:
        return ()
    words = f"{entries:,} entries and {dollars(payouts.pool)} in prizes are beyond any contest"
    return (Problem(place.file, place.line, place.column, words, "correct them"),)


def finish(place: Problem, payouts: Payouts, terms: Terms) -> ContestReading:
    """The contest with these payouts; what is wrong is told at `place`, whose words are not used."""
    entries, fee = terms.entries or 0, terms.fee or 0
    problems = beyond(place, payouts, entries, fee)
    if problems:
        return ContestReading(None, problems)
    contest = Contest(entries, fee, terms.max_per_user, payouts)
    return ContestReading(contest, (), tuple(_pool_warnings(place.file, contest)))


def _columns(file: NamedFile, rows: Sequence[Row]) -> tuple[Columns, int, Sequence[Row]]:
    """The columns, how many titles there are, and the rows under them; a file without titles begins with place 1."""
    first = rows[0]
    columns = find_columns(first.cells)
    if columns is not None:
        return columns, len(first.cells), rows[1:]
    bare = None if isinstance(read_places(first.cell(0)), NoPlaces) else headless(first.cells)
    if bare is not None:
        return bare, 0, rows
    titles = some_of([quoted(title) for title in first.cells if title], ", ", 200)
    words = f"has no columns of places and prizes that are known: its columns are {titles}"
    cure = "call them Place and Payout, or Place_lo, Place_hi and Payout"
    raise InputError([Problem(file.path, first.line, 0, words, cure)])


def _bands(lines: Sequence[Line]) -> list[Band]:
    """Rows that pay something, neighbours with one prize put together."""
    bands: list[Band] = []
    for line in lines:
        if not line.prize:
            break
        if bands and bands[-1].prize == line.prize:
            bands[-1] = Band(bands[-1].first, line.last, line.prize)
        else:
            bands.append(Band(line.first, line.last, line.prize))
    return bands


def _missing_terms(file: str, entries: int | None, fee: int | None) -> list[Problem]:
    lacks = [word for word, value in (("entries", entries), ("fee", fee)) if value is None]
    if not lacks:
        return []
    words = f"the contest has no {' and no '.join(lacks)}, neither here nor in the configuration"
    return [Problem(file, 0, 0, words, f"write contest: {{{': ..., '.join(lacks)}: ...}}")]


def _differing(file: str, reader: LineReader, terms: Terms) -> list[str]:
    """Where the file speaks of another contest than the configuration, which holds."""
    told = []
    if reader.entries is not None and reader.entries != terms.entries is not None:
        told.append(
            f"{file} is for {reader.entries:,} entries, the configuration says {terms.entries:,}: that is taken"
        )
    if reader.fee is not None and terms.fee is not None and reader.fee != terms.fee:
        told.append(f"{file} is for {dollars(reader.fee)}, the configuration says {dollars(terms.fee)}: that is taken")
    return told


def _tickets(file: str, reader: LineReader) -> list[str]:
    return [f"{file}: tickets are counted at their price"] if reader.tickets else []


def _pool_warnings(file: str, contest: Contest) -> list[str]:
    pool, fees = contest.payouts.pool, contest.fees
    if contest.overlay:
        words = f"{file} pays {dollars(pool)}, {contest.entries:,} entries bring {dollars(fees)}"
        return [f"{words}: an overlay of {dollars(contest.overlay)}"]
    if pool * 100 < fees * (100 - _MOST_KEPT):
        words = f"{file} pays {dollars(pool)} of {dollars(fees)} in fees: the site would keep"
        return [f"{words} {100 - pool * 100 // fees}%; are entries and fee right?"]
    return []
