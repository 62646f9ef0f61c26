"""What keeps a file from being of a game: whatever of it the table of rules has no place for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lineup_engine.seam import Problem
from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.model import Player
from lineup_engine.texts.shown import shown


@dataclass(frozen=True, slots=True)
class Listed:
    """The players as their rows tell them, and the slots in the file's first row where it has them.

    `priced` are the slots that the file has a salary of their own for, in capitals.
    """

    file: str
    header_line: int
    players: tuple[Player, ...]
    slot_header: tuple[str, ...]
    priced: frozenset[str] = frozenset()


def misfits(listed: Listed, rules: ContestRules) -> Iterator[Problem]:
    """What of the file the table has no place for, and what of the table nobody can fill."""
    strange = list(_strange_words(listed, rules))
    yield from strange
    if not strange:
        yield from _too_few(listed, rules)
    if listed.slot_header and not _has_slots(listed.slot_header, rules):
        words = f"is for a contest with the slots {' '.join(listed.slot_header)}, which is not the table {rules.title}"
        yield Problem(listed.file, 1, 0, words, _changed(rules))
    yield from _wrong_form(listed, rules)


def _has_slots(header: Sequence[str], rules: ContestRules) -> bool:
    """Whether the slots in a file's first row are those of the table, in its order."""
    pairs = zip(rules.slots, header, strict=False)
    return len(header) == len(rules.slots) and all(slot.is_called(title) for slot, title in pairs)


def slots_in_table(player: Player, rules: ContestRules) -> tuple[str, ...]:
    """The table's slots that the player's row names."""
    named = (slot.name for slot in rules.slots if not slot.words.isdisjoint(player.slots))
    return tuple(dict.fromkeys(named))


def slots_by_position(player: Player, rules: ContestRules) -> tuple[str, ...]:
    """The table's slots that take one of the player's positions."""
    able = (slot.name for slot in rules.slots if slot.takes(player.positions))
    return tuple(dict.fromkeys(able))


def _strange_words(listed: Listed, rules: ContestRules) -> Iterator[Problem]:
    """Slots and positions that the table does not know, each with the line where it is met first."""
    known = frozenset[str]().union(*(slot.words for slot in rules.slots))
    fields = {"slot": Counter[str](), "position": Counter[str]()}
    lines: dict[str, int] = {}
    for player in listed.players:
        names = set(player.slots) - known if player.slots else _without_slot(player, rules)
        for name in sorted(names):
            fields["slot" if player.slots else "position"][name] += 1
            lines.setdefault(name, player.line)
    for field, strange in fields.items():
        for name, count in strange.items():
            words = f"{field} {shown(name)} ({_players(count)}) is not in the table {rules.title}"
            yield Problem(listed.file, lines[name], 0, words, _changed(rules))


def _without_slot(player: Player, rules: ContestRules) -> set[str]:
    """The player's positions, when no slot takes any of them."""
    return set() if slots_by_position(player, rules) else set(player.positions)


def _too_few(listed: Listed, rules: ContestRules) -> Iterator[Problem]:
    able = Counter(
        slot for player in listed.players for slot in slots_in_table(player, rules) or slots_by_position(player, rules)
    )
    for name, needed in Counter(slot.name for slot in rules.slots).items():
        if able[name] < needed:
            words = f"{_players(able[name]) if able[name] else 'no player'} for the slot {name}, which needs {needed}"
            cure = f"is this the whole file of a {rules.sport} {rules.mode} contest?"
            yield Problem(listed.file, listed.header_line, 0, f"has {words}", cure)


def _wrong_form(listed: Listed, rules: ContestRules) -> Iterator[Problem]:
    """What only contests with a captain or of one game can have wrong."""
    games = {player.game for player in listed.players if player.game}
    strangers = sum(not slots_by_position(player, rules) for player in listed.players)
    priced = frozenset(slot.name.upper() for slot in rules.slots if slot.salary_percent != 100)
    if rules.mode == "showdown" and len(games) > 1:
        yield _refused(listed, f"has players of {len(games)} games, and a showdown is of one", "write mode: classic")
    if rules.own_rows and any(_mixes(player, rules) for player in listed.players):
        cure = "take the salary file of the captain contest itself"
        yield _refused(listed, "has no rows of their own for captains, told by Roster Position", cure)
    if rules.has_captain and 2 * strangers > len(listed.players):
        yield _refused(listed, f"has the positions of another sport than {rules.sport}", _changed(rules))
    if rules.has_captain and not rules.own_rows and listed.priced != priced:
        column = " and ".join(sorted(f"{name} salary" for name in listed.priced ^ priced))
        words = f"has {'a' if listed.priced else 'no'} column of the {column}, unlike the table {rules.title}"
        yield _refused(listed, words, _changed(rules))


def _mixes(player: Player, rules: ContestRules) -> bool:
    """Whether a row may be a captain and a plain player."""
    able = slots_in_table(player, rules) or slots_by_position(player, rules)
    return len({slot.boost_percent for slot in rules.slots if slot.name in able}) > 1


def _refused(listed: Listed, what: str, cure: str) -> Problem:
    return Problem(listed.file, listed.header_line, 0, what, cure)


def _changed(rules: ContestRules) -> str:
    return f"is this a {rules.sport} {rules.mode} slate? else the site has changed its rules since {rules.since}"


def _players(count: int) -> str:
    return "1 player" if count == 1 else f"{count} players"
