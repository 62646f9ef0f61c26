"""Which player a name or an id in the configuration means, and how players are called in messages."""

from lineup_engine.slate.model import Player, Slate
from lineup_engine.slate.names import plain_name
from lineup_engine.slate.rows import shown

_PROPOSALS = 3
_LEAST_LIKENESS = 60.0


def find_players(slate: Slate, text: str) -> tuple[int, ...]:
    """The players that a text means: by id, else by the very name, else by the name in plain letters.

    None = nobody is called so; several = the name alone does not tell who is meant.
    """
    wanted = text.strip()
    for means in (_has_id, _is_called, _is_plainly_called):
        found = tuple(number for number, player in enumerate(slate.players) if means(player, wanted))
        if found:
            return found
    return ()


def _has_id(player: Player, text: str) -> bool:
    """The id alone, or `Name (id)` as the site writes it; the key where the file has no ids."""
    return text == player.key or (player.id is not None and text.endswith(f"({player.id})"))


def _is_called(player: Player, text: str) -> bool:
    return player.name == text


def _is_plainly_called(player: Player, text: str) -> bool:
    plain = plain_name(text)
    return bool(plain) and plain_name(player.name) == plain


def propose_names(slate: Slate, text: str) -> tuple[str, ...]:
    """The nearest names on the slate, best first; for a hint, never to decide."""
    from rapidfuzz import fuzz, process

    names = {player.name: plain_name(player.name) for player in slate.players}
    wanted = plain_name(text)
    near = process.extract(wanted, names, scorer=fuzz.ratio, limit=_PROPOSALS, score_cutoff=_LEAST_LIKENESS)
    return tuple(name for _, _, name in near)


def described(player: Player) -> str:
    """A player so that he cannot be mistaken for a namesake: `Zach Evans (29374801, TCU, RB, 5200)`."""
    parts = (player.id, player.team, "/".join(player.positions), str(player.salary))
    return f"{shown(player.name)} ({', '.join(part for part in parts if part)})"
