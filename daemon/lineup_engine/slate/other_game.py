"""Which game a file is of when it is not of the one it is said to be of."""

from collections.abc import Iterator

from lineup_engine.seam import Problem
from lineup_engine.sites.model import ContestRules
from lineup_engine.sites.tables import Game, find_rules, known_games
from lineup_engine.slate.misfit import Listed, misfits

_CAPTAIN_WORDS = ("CPT", "MVP", "STAR", "PRO", "CAPTAIN")


def looks_like(listed: Listed, rules: ContestRules) -> Problem | None:
    """The game that the file fits instead, with the words to write; None when nothing can be told."""
    for site, sport, mode in _others(rules):
        if any(not list(misfits(listed, table)) for table in find_rules(site, sport, mode)):
            return _named(listed, rules, sport, mode)
    has_captain = any(word.startswith(_CAPTAIN_WORDS) for player in listed.players for word in player.slots)
    if has_captain and not rules.has_captain:
        cure = f"write mode: showdown, or take the salary file of a {rules.mode} contest"
        return _problem(listed, f"is for a captain contest, not for {rules.mode}", cure)
    return None


def _others(rules: ContestRules) -> Iterator[Game]:
    """The site's other games, nearest first: another mode, another sport, another of both."""
    games = [game for game in known_games() if game[0] == rules.site]
    yield from (game for game in games if game[1] == rules.sport and game[2] != rules.mode)
    yield from (game for game in games if game[1] != rules.sport and game[2] == rules.mode)
    yield from (game for game in games if game[1] != rules.sport and game[2] != rules.mode)


def _named(listed: Listed, rules: ContestRules, sport: str, mode: str) -> Problem:
    if sport == rules.sport:
        kind = "captain contest" if mode == "showdown" else f"{mode} contest"
        cure = f"write mode: {mode}, or take the salary file of a {rules.mode} contest"
        return _problem(listed, f"is for a {kind}, not for {rules.mode}", cure)
    if mode == rules.mode:
        words = f"looks like a slate of {sport}, not of {rules.sport}"
        return _problem(listed, words, f"write sport: {sport}, or name another slate")
    words = f"looks like a slate of {sport} {mode}, not of {rules.sport} {rules.mode}"
    return _problem(listed, words, f"write sport: {sport} and mode: {mode}, or name another slate")


def _problem(listed: Listed, what: str, cure: str) -> Problem:
    return Problem(listed.file, listed.header_line, 0, what, cure)
