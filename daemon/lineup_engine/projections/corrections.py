"""The user's own corrections of names: what the projections call a player, and whom that means on the slate."""

from collections.abc import Mapping

from lineup_engine.slate.find import find_players, is_one_person, listed, propose_names
from lineup_engine.slate.model import Slate
from lineup_engine.slate.names import read_name
from lineup_engine.texts.shown import shown

Wrong = tuple[str, str, str]
"""A correction that cannot be used: what it corrects, what is wrong with it, and the cure."""


def correction_key(text: str) -> str:
    """What two spellings of one name share; father and son do not."""
    named = read_name(text)
    return f"{named.plain} {named.suffix}" if named.plain else text.strip()


def read_corrections(slate: Slate, names: Mapping[str, str]) -> tuple[dict[str, int], tuple[Wrong, ...]]:
    """The user's corrections as players, and for each that means nobody or several its key and what is wrong.

    A person with several forms is told by one of them.
    """
    players: dict[str, int] = {}
    spelled: dict[str, str] = {}
    wrong: list[Wrong] = []
    for said, meant in names.items():
        found = find_players(slate, meant)
        if is_one_person(slate, found):
            first = spelled.setdefault(correction_key(said), said)
            if players.setdefault(first, found[0]) != found[0]:
                wrong.append((said, f"{shown(said)} and {shown(first)} are one name", "keep one of the two"))
            players[said] = found[0]
        elif found:
            who = listed([slate.players[number] for number in found])
            wrong.append((said, f"{shown(meant)} fits {who}", "write the id instead of the name"))
        else:
            near = propose_names(slate, meant)
            cure = f"did you mean {' or '.join(near)}?" if near else "names are written as in the salary file"
            wrong.append((said, f"{shown(meant)} is nobody on the slate", cure))
    return players, tuple(wrong)
