"""The user's own correlations: a square table with names above and beside it, or rows of two players and a number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lineup_engine.errors import InputError
from lineup_engine.scenarios.labels import Label, match_labels, unknown
from lineup_engine.scenarios.matrix import Correlations
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.slate.model import Slate
from lineup_engine.texts.decode import decode
from lineup_engine.texts.numbers import read_decimal
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import shown
from lineup_engine.texts.table import Table, folded, read_table

_CORRELATION_HEADERS = frozenset({"correlation", "corr", "r", "rho", "value"})
_SAME = 1e-4

Triple = tuple[Label, Label, float]


@dataclass(frozen=True, slots=True)
class CorrelationReading:
    """What the user says of pairs, None where the file cannot be used; what is wrong with it, and what is not used."""

    said: Correlations | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Reads one file and notes what is wrong."""

    file: str
    table: Table
    problems: list[Problem] = field(default_factory=list[Problem])

    def triples(self) -> list[Triple]:
        """Every pair of labels with its number, in either form of file."""
        return list(self._long() if self.is_long else self._square())

    @property
    def is_long(self) -> bool:
        """Whether the rows are pairs: there everybody may be called by name and by id."""
        header = [folded(title) for title in self.table.header]
        return len(header) == 3 and header[2] in _CORRELATION_HEADERS

    def _long(self) -> Iterator[Triple]:
        for row in self.table.rows:
            value = self._value(row.cell(2), row.line, 3)
            if value is not None:
                yield Label(row.cell(0), row.line, 1), Label(row.cell(1), row.line, 2), value

    def _square(self) -> Iterator[Triple]:
        above = [Label(text, self.table.header_line, column + 1) for column, text in enumerate(self.table.header)][1:]
        named = [label for label in above if label.text]
        beside = [row.cell(0) for row in self.table.rows]
        if len(named) != len(beside):
            words = f"has {len(named)} names above and {len(beside)} beside the numbers"
            self._refuse(
                self.table.header_line,
                0,
                words,
                "the same players stand above and beside; or write rows of player, player, correlation",
            )
            return
        for row in self.table.rows:
            for label in named:
                value = self._value(row.cell(label.column - 1), row.line, label.column)
                if value is not None:
                    yield Label(row.cell(0), row.line, 1), label, value

    def _value(self, text: str, line: int, column: int) -> float | None:
        """A correlation; None for an empty cell, and with the problem noted where it is none."""
        if not text:
            return None
        plain = text.replace(",", ".") if self.table.delimiter != "," else text
        number = read_decimal(plain)
        if number is None or not number.is_finite() or abs(number) > 1:
            self._refuse(line, column, f"{shown(text)!r} is no correlation", "correlations go from -1 to 1")
            return None
        return float(number)

    def _refuse(self, line: int, column: int, message: str, hint: str) -> None:
        self.problems.append(Problem(self.file, line, column, message, hint))


def read_correlations(slate: Slate, file: NamedFile, corrections: Mapping[str, int]) -> CorrelationReading:
    """The correlations of a CSV; pairs that it leaves out keep the sport's defaults."""
    try:
        decoded = decode(file)
        table = read_table(file, decoded.text)
    except InputError as refused:
        return CorrelationReading(None, refused.problems)
    reader = _Reader(file.path, table)
    triples = reader.triples()
    if reader.problems:
        return CorrelationReading(None, limited(reader.problems), decoded.warnings)
    first = {label.text: label for one, other, _ in reversed(triples) for label in (other, one)}
    labels = tuple(sorted(first.values(), key=lambda label: (label.line, label.column)))
    meant = match_labels(slate, labels, file.path, corrections)
    twice = () if reader.is_long else meant.twice(labels, file.path)
    if meant.problems or twice or not meant.known:
        problems = (*meant.problems, *twice) or tuple(unknown(slate, label, file.path) for label in labels)
        return CorrelationReading(None, limited(problems), decoded.warnings)
    pairs, clashes = _pairs(triples, dict(zip((label.text for label in labels), meant.persons, strict=True)), file.path)
    if clashes:
        return CorrelationReading(None, limited(clashes), decoded.warnings)
    lost = [label for label, person in zip(labels, meant.persons, strict=True) if person is None]
    if lost and not pairs:
        return CorrelationReading(None, limited([unknown(slate, label, file.path) for label in lost]), decoded.warnings)
    warnings = (*decoded.warnings, *_not_used(file.path, [label.text for label in lost]))
    return CorrelationReading(Correlations(file.path, tuple(pairs)), (), warnings)


def _pairs(
    triples: Sequence[Triple], persons: Mapping[str, int | None], file: str
) -> tuple[list[tuple[int, int, float]], list[Problem]]:
    """Each pair of persons once; one that is said twice and differently is a problem, and so is a diagonal that is not 1."""
    found: dict[tuple[int, int], float] = {}
    clashes: list[Problem] = []
    for one, other, value in triples:
        first, second = persons[one.text], persons[other.text]
        if first is None or second is None:
            continue
        pair = (min(first, second), max(first, second))
        known = 1.0 if first == second else found.setdefault(pair, value)
        if abs(known - value) > _SAME:
            words = f"{shown(one.text)} and {shown(other.text)} have {value:g}, but {known:g} elsewhere"
            cure = "everybody has 1 with himself" if first == second else "write one number for the two"
            clashes.append(Problem(file, one.line, other.column, words, cure))
    return [(*pair, value) for pair, value in sorted(found.items())], clashes


def _not_used(file: str, lost: Sequence[str]) -> Iterator[str]:
    if lost:
        some = ", ".join(shown(text) for text in lost[:5])
        yield f"{file}: {len(lost)} of its names are nobody on the slate and not used: {some}"
