"""All rule tables by site, sport and mode. A further sport is a further table; nothing else knows sports."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from lineup_engine.errors import InternalError
from lineup_engine.sites import draftkings, draftkings_captain, fanduel, fanduel_single
from lineup_engine.sites.model import ContestRules

Game = tuple[str, str, str]
"""Site, sport and mode."""


def index_tables(tables: Iterable[ContestRules]) -> Mapping[Game, tuple[ContestRules, ...]]:
    """The tables of each game, newest first; two of one game and day are a mistake in the tables."""
    games: defaultdict[Game, list[ContestRules]] = defaultdict(list)
    for table in tables:
        known = games[table.site, table.sport, table.mode]
        if any(other.since == table.since for other in known):
            raise InternalError(f"two tables are called {table.title}")
        known.append(table)
    return {
        game: tuple(sorted(known, key=lambda table: table.since, reverse=True)) for game, known in sorted(games.items())
    }


_TABLES = index_tables([*draftkings.TABLES, *draftkings_captain.TABLES, *fanduel.TABLES, *fanduel_single.TABLES])


def find_rules(site: str, sport: str, mode: str) -> tuple[ContestRules, ...]:
    """The tables of a game, newest first; empty when the game is not known."""
    return _TABLES.get((site, sport, mode), ())


def upload_header(site: str, sport: str, slots: Sequence[str]) -> tuple[str, ...]:
    """The columns of the site's upload file for lineups with these slots."""
    tables = (table for game, dated in _TABLES.items() if game[:2] == (site, sport) for table in dated)
    titles = (
        tuple(slot.title for slot in table.slots)
        for table in tables
        if tuple(slot.name for slot in table.slots) == tuple(slots)
    )
    return next(titles, tuple(slots))


def known_games() -> tuple[Game, ...]:
    """Every game that there is a table for."""
    return tuple(_TABLES)
