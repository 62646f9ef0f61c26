"""Whether a file is of the game it is said to be: its positions and slots against the tables of the rules."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lineup_engine.seam import Problem
from lineup_engine.sites.model import ContestRules
from lineup_engine.sites.tables import find_rules, known_games
from lineup_engine.slate.model import Player
from lineup_engine.texts.shown import shown

_CAPTAIN_SLOTS = frozenset({"CPT", "MVP", "STAR", "PRO"})
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """The players as their rows tell them, and the slots in the file's first row where it has them."""

    file: str
    header_line: int
    players: tuple[Player, ...]
    slot_header: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """The table that the file fits with its players' slots, or why it fits none."""

    rules: ContestRules | None
    players: tuple[Player, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


def fit(listed: Listed, tables: Sequence[ContestRules]) -> Fit:
    """The newest table that the file fits; with none, the reasons against the newest one."""
    for rules in tables:
        if not list(_misfits(listed, rules)):
            players = tuple(_with_slots(player, rules) for player in listed.players)
            return Fit(rules, players, warnings=tuple(_contradictions(listed, rules)))
    return Fit(None, problems=tuple(_reasons(listed, tables[0])))


def _reasons(listed: Listed, newest: ContestRules) -> Iterator[Problem]:
    other = _other_game(listed, newest)
    if any(_CAPTAIN_SLOTS & set(player.slots) for player in listed.players):
        cure = f"take the salary file of a {newest.mode} contest"
        yield Problem(listed.file, listed.header_line, 0, f"is for a captain contest, not for {newest.mode}", cure)
    elif other:
        words = f"looks like a slate of {other}, not of {newest.sport}"
        yield Problem(listed.file, listed.header_line, 0, words, f"write sport: {other}, or name another slate")
    else:
        yield from _misfits(listed, newest)


def _other_game(listed: Listed, rules: ContestRules) -> str:
    """Another sport of the same site and mode whose table the file fits; "" for none."""
    for site, sport, mode in known_games():
        is_other = (site, mode) == (rules.site, rules.mode) and sport != rules.sport
        if is_other and any(not list(_misfits(listed, table)) for table in find_rules(site, sport, mode)):
            return sport
    return ""


def _misfits(listed: Listed, rules: ContestRules) -> Iterator[Problem]:
    """What of the file the table has no place for, and what of the table nobody can fill."""
    known = {slot.name for slot in rules.slots}
    fields = {"slot": Counter[str](), "position": Counter[str]()}
    lines: dict[str, int] = {}
    for player in listed.players:
        field = "slot" if player.slots else "position"
        names = set(player.slots) - known if player.slots else _without_slot(player, rules)
        for name in sorted(names):
            fields[field][name] += 1
            lines.setdefault(name, player.line)
    for field, strange in fields.items():
        for name, count in strange.items():
            words = f"{field} {shown(name)} ({_players(count)}) is not in the table {rules.title}"
            yield Problem(listed.file, lines[name], 0, words, _changed(rules))
    if not any(fields.values()):
        yield from _too_few(listed, rules)
    if listed.slot_header and listed.slot_header != tuple(slot.name for slot in rules.slots):
        words = f"is for a contest with the slots {' '.join(listed.slot_header)}, which is not the table {rules.title}"
        yield Problem(listed.file, 1, 0, words, _changed(rules))


def _without_slot(player: Player, rules: ContestRules) -> set[str]:
    """The player's positions, when no slot takes any of them."""
    return set() if _slots_by_position(player, rules) else set(player.positions)


def _too_few(listed: Listed, rules: ContestRules) -> Iterator[Problem]:
    able = Counter(slot for player in listed.players for slot in _with_slots(player, rules).slots)
    for name, needed in Counter(slot.name for slot in rules.slots).items():
        if able[name] < needed:
            words = f"{_players(able[name]) if able[name] else 'no player'} for the slot {name}, which needs {needed}"
            cure = f"is this the whole file of a {rules.sport} {rules.mode} contest?"
            yield Problem(listed.file, listed.header_line, 0, f"has {words}", cure)


def _changed(rules: ContestRules) -> str:
    return f"is this a {rules.sport} {rules.mode} slate? else the site has changed its rules since {rules.since}"


def _players(count: int) -> str:
    return "1 player" if count == 1 else f"{count} players"


def _with_slots(player: Player, rules: ContestRules) -> Player:
    """The player with the slots that the site gives him, or those of his positions where the file is silent."""
    return player if player.slots else replace(player, slots=_slots_by_position(player, rules))


def _slots_by_position(player: Player, rules: ContestRules) -> tuple[str, ...]:
    able = (slot.name for slot in rules.slots if not slot.positions.isdisjoint(player.positions))
    return tuple(dict.fromkeys(able))


def _contradictions(listed: Listed, rules: ContestRules) -> Iterator[str]:
    """Players whose slots in the file are others than the table has for their positions: the file is right."""
    odd = [
        player
        for player in listed.players
        if player.slots and set(player.slots) != set(_slots_by_position(player, rules))
    ]
    if odd:
        some = ", ".join(
            f"{shown(player.name)} ({'/'.join(player.positions)}: {'/'.join(player.slots)})"
            for player in odd[:_EXAMPLES]
        )
        more = f" and {len(odd) - _EXAMPLES} more" if len(odd) > _EXAMPLES else ""
        yield f"{listed.file}: the slots of {some}{more} are not those of the table {rules.title}; the file is followed"
