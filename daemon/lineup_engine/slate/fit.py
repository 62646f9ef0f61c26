"""Whether a file is of the game it is said to be: its positions and slots against the tables of the rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lineup_engine.seam import Problem
from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.misfit import Listed, misfits, slots_by_position, slots_in_table
from lineup_engine.slate.model import Player
from lineup_engine.slate.other_game import looks_like
from lineup_engine.texts.shown import shown

_EXAMPLES = 3


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
        if not list(misfits(listed, rules)):
            players = tuple(_with_slots(player, rules) for player in listed.players)
            return Fit(rules, players, warnings=tuple(_contradictions(listed, rules)))
    other = looks_like(listed, tables[0])
    return Fit(None, problems=(other,) if other else tuple(misfits(listed, tables[0])))


def _with_slots(player: Player, rules: ContestRules) -> Player:
    """The player with the slots that the site gives him, or those of his positions where the file is silent."""
    return replace(player, slots=slots_in_table(player, rules) or slots_by_position(player, rules))


def _contradictions(listed: Listed, rules: ContestRules) -> Iterator[str]:
    """Players whose slots in the file are others than the table has for their positions: the file is right."""
    odd = [player for player in listed.players if player.slots and _is_odd(player, rules)]
    if odd:
        some = ", ".join(
            f"{shown(player.name)} ({'/'.join(player.positions)}: {'/'.join(player.slots)})"
            for player in odd[:_EXAMPLES]
        )
        more = f" and {len(odd) - _EXAMPLES} more" if len(odd) > _EXAMPLES else ""
        yield f"{listed.file}: the slots of {some}{more} are not those of the table {rules.title}; the file is followed"


def _is_odd(player: Player, rules: ContestRules) -> bool:
    """A captain's own row tells the captain's slot only, and his plain row the others only."""
    told = set(slots_in_table(player, rules))
    boosts = {slot.boost_percent for slot in rules.slots if slot.name in told}
    alike = {slot.name for slot in rules.slots if slot.boost_percent in boosts}
    return told != alike.intersection(slots_by_position(player, rules))
