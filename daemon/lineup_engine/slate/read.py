"""A salary file, of any age and form, as a slate; or everything that is wrong with it, at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.fit import fit
from lineup_engine.slate.forms import with_forms
from lineup_engine.slate.layouts import layout_of
from lineup_engine.slate.misfit import Listed
from lineup_engine.slate.model import Player, Slate
from lineup_engine.slate.pool import Pool, find_pool
from lineup_engine.slate.rows import ReadRow, read_row
from lineup_engine.texts.decode import decode
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import shown
from lineup_engine.texts.table import read_rows


@dataclass(frozen=True, slots=True)
class SlateReading:
    """A slate with the table of rules that it fits, or the problems; warnings in both cases."""

    slate: Slate | None
    rules: ContestRules | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


def read_slate(file: NamedFile, tables: Sequence[ContestRules]) -> SlateReading:
    """The players of a salary file, an entries file or an upload template, under the newest table that they fit.

    All tables are of one site, and the file has to be of that site.
    """
    try:
        decoded = decode(file)
        pool = find_pool(file, read_rows(file, decoded.text), layout_of(tables[0].site))
    except InputError as refused:
        return SlateReading(None, None, refused.problems)
    rows = [read_row(file.path, pool, row) for row in pool.rows]
    return _judged(file.path, pool, rows, tables, decoded.warnings)


def _judged(
    path: str, pool: Pool, rows: Sequence[ReadRow], tables: Sequence[ContestRules], warnings: tuple[str, ...]
) -> SlateReading:
    players = tuple(row.player for row in rows if row.player is not None)
    priced = frozenset(pool.columns.boosted_salary)
    fitted = fit(Listed(path, pool.header_line, players, pool.slot_header, priced), tables)
    wrong_rows = [problem for row in rows for problem in row.problems]
    problems = limited((*(wrong_rows or fitted.problems), *_twice(path, players)))
    if problems or fitted.rules is None:
        return SlateReading(None, None, problems, warnings)
    warnings = (*warnings, *fitted.warnings, *_of_no_game(path, fitted.players))
    salaries = {row.player.key: row.boosted_salary for row in rows if row.player is not None}
    slate = Slate(path, with_forms(fitted.players, fitted.rules, salaries))
    return SlateReading(slate, fitted.rules, (), warnings)


def _twice(path: str, players: Iterable[Player]) -> Iterator[Problem]:
    """Players that cannot be told apart."""
    first: dict[str, Player] = {}
    for player in players:
        other = first.setdefault(player.key, player)
        if other is not player:
            same = f"ID {player.id}" if player.id else "name, team, position and salary"
            words = f"{shown(player.name)} has the same {same} as {shown(other.name)} in line {other.line}"
            yield Problem(path, player.line, 0, words, "remove one of the two rows")


def _of_no_game(path: str, players: Sequence[Player]) -> Iterator[str]:
    """Players whose team is none of the two of their game: a mistake of the file that limits on games rely on."""
    strange = [player for player in players if player.game and player.team and player.opponent is None]
    if strange:
        one = strange[0]
        more = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
        yield f"{path}: {shown(one.name)} ({shown(one.team)}) does not play in his game {shown(one.game or '')}{more}"
