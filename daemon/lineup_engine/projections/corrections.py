"""The user's own corrections of names: what the projections call a player, and whom that means on the slate."""

from collections.abc import Mapping

from lineup_engine.slate.find import described, find_players, is_one_person, propose_names
from lineup_engine.slate.model import Slate
from lineup_engine.texts.shown import shown

Wrong = tuple[str, str, str]
"""A correction that cannot be used: what it corrects, what is wrong with it, and the cure."""


def read_corrections(slate: Slate, names: Mapping[str, str]) -> tuple[dict[str, int], tuple[Wrong, ...]]:
    """The user's corrections as players (a form of each), and for each that means nobody or several its key and what is wrong."""
    players: dict[str, int] = {}
    wrong: list[Wrong] = []
    for said, meant in names.items():
        found = find_players(slate, meant)
        if is_one_person(slate, found):
            players[said] = found[0]
        elif found:
            who = " and ".join(described(slate.players[number]) for number in found)
            wrong.append((said, f"{shown(meant)} fits {who}", "write the id instead of the name"))
        else:
            near = propose_names(slate, meant)
            cure = f"did you mean {' or '.join(near)}?" if near else "names are written as in the salary file"
            wrong.append((said, f"{shown(meant)} is nobody on the slate", cure))
    return players, tuple(wrong)
