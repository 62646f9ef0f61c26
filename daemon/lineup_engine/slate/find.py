"""Which player a name or an id in the configuration means, and how players are called in messages."""

from collections.abc import Callable, Iterable, Sequence

from lineup_engine.slate.model import Player, Slate
from lineup_engine.slate.names import plain_name, read_name, suffixes_agree
from lineup_engine.texts.shown import shown

_PROPOSALS = 3
_DESCRIBED = 6
_COMPARED = 200
"""Longer names are compared by so many of their letters: nobody is called so, and likeness costs their product."""

_LEAST_LIKENESS = 60.0


def find_players(slate: Slate, text: str) -> tuple[int, ...]:
    """The players that a text means: by id, else by the very name, else by the name in plain letters.

    None = nobody is called so. A name or an id that all forms of a person share means all of them, `CPT Name` or a
    captain's own id only that one; players of several persons = the name alone does not tell who is meant.
    """
    wanted = text.strip()
    has_forms = any(player.form for player in slate.players)
    return _named(slate, wanted) or (_in_slot(slate, wanted) if has_forms else ())


def is_one_person(slate: Slate, found: Iterable[int]) -> bool:
    """Whether these are forms of one person."""
    return len({slate.players[number].person for number in found}) == 1


def _in_slot(slate: Slate, text: str) -> tuple[int, ...]:
    """`CPT Kyle Larson`: the form of a person that fills this slot."""
    slot, _, name = text.partition(" ")
    named = _named(slate, name.strip()) if name else ()
    return tuple(number for number in named if slot.upper() in {own.upper() for own in slate.players[number].slots})


def _named(slate: Slate, wanted: str) -> tuple[int, ...]:
    named = read_name(wanted)

    def is_plainly_called(player: Player) -> bool:
        return bool(named.plain) and read_name(player.name) == named

    def may_be_called(player: Player) -> bool:
        own = read_name(player.name)
        return bool(named.plain) and own.plain == named.plain and suffixes_agree(own.suffix, named.suffix)

    meanings: tuple[Callable[[Player], bool], ...] = (
        lambda player: _has_id(player, wanted),
        lambda player: player.name == wanted,
        is_plainly_called,
        may_be_called,
    )
    for means in meanings:
        found = tuple(number for number, player in enumerate(slate.players) if means(player))
        if found:
            return found
    return ()


def _has_id(player: Player, text: str) -> bool:
    """The id alone, or `Name (id)` as the site writes it, if it is his name; the key where the file has no ids."""
    if text in {player.key, player.id} or player.id is None:
        return text in {player.key, player.id}
    name = text.removesuffix(f"({player.id})")
    return name != text and read_name(name).plain == read_name(player.name).plain


def propose_names(slate: Slate, text: str) -> tuple[str, ...]:
    """The nearest names on the slate, best first; for a hint, never to decide."""
    from rapidfuzz import fuzz, process

    names = {player.name: plain_name(player.name)[:_COMPARED] for player in slate.players}
    wanted = plain_name(text)[:_COMPARED]
    near = process.extract(wanted, names, scorer=fuzz.ratio, limit=_PROPOSALS, score_cutoff=_LEAST_LIKENESS)
    return tuple(shown(name) for _, _, name in near)


def described(player: Player) -> str:
    """A player so that he cannot be mistaken for a namesake: `Zach Evans (29374801, TCU, RB, 5200)`."""
    parts = (player.id, player.team, "/".join(player.positions), str(player.salary))
    return f"{shown(player.called)} ({', '.join(shown(part) for part in parts if part)})"


def listed(players: Sequence[Player]) -> str:
    """The first of several players, described, and how many more there are."""
    words = [described(player) for player in players[:_DESCRIBED]]
    more = len(players) - len(words)
    return " and ".join([*words, *([f"{more} more"] if more else [])])
