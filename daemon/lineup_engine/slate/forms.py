"""The forms of a person: as captain and plain. A file has a row for each of them, or one row that may fill both slots."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lineup_engine.sites.model import ContestRules, Slot
from lineup_engine.slate.model import Player, Slate

BoostedSalaries = Mapping[str, Mapping[str, int]]
"""By a player's key what the file says he costs in slots that multiply points."""


def with_forms(players: Sequence[Player], rules: ContestRules, salaries: BoostedSalaries) -> tuple[Player, ...]:
    """The players of a file in all their forms; nothing changes where no slot multiplies points."""
    if not rules.has_captain:
        return tuple(players)
    if rules.own_rows:
        return _paired([_as_row(player, rules) for player in players])
    return tuple(form for player in players for form in _expanded(player, rules, salaries.get(player.key, {})))


def forms_of(slate: Slate, number: int) -> tuple[int, ...]:
    """Every form of the person whose form this is, by number on the slate."""
    person = slate.players[number].person
    return tuple(other for other, player in enumerate(slate.players) if player.person == person)


def first_forms(slate: Slate) -> tuple[int, ...]:
    """For each player of the slate the first form of the same person."""
    first: dict[str, int] = {}
    return tuple(first.setdefault(player.person, number) for number, player in enumerate(slate.players))


def main_forms(slate: Slate) -> tuple[int, ...]:
    """One form of each person: the plain one if he has it."""
    chosen: dict[str, int] = {}
    for number, player in enumerate(slate.players):
        known = chosen.setdefault(player.person, number)
        if slate.players[known].form and not player.form:
            chosen[player.person] = number
    return tuple(sorted(chosen.values()))


def _as_row(player: Player, rules: ContestRules) -> Player:
    """A row of its own says its slots, and the salary is multiplied already."""
    boosts = [slot.boost_percent for slot in rules.slots if slot.name in player.slots]
    return replace(player, boost_percent=max(boosts))


def _paired(players: Sequence[Player]) -> tuple[Player, ...]:
    """Each captain's row with the plain row of the same name, team and positions; namesakes by rising salary."""
    groups: defaultdict[tuple[str, str, tuple[str, ...]], defaultdict[str, list[Player]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for player in players:
        groups[player.name, player.team, player.positions][player.form].append(player)
    person_of: dict[str, str] = {}
    for group in groups.values():
        plain = sorted(group[""], key=lambda player: player.salary)
        for captains in group.values():
            for captain, twin in zip(sorted(captains, key=lambda player: player.salary), plain, strict=False):
                person_of[captain.key] = twin.key
    return tuple(replace(player, person=person_of.get(player.key, player.key)) for player in players)


def _expanded(player: Player, rules: ContestRules, salaries: Mapping[str, int]) -> Iterator[Player]:
    """One row in every form that its slots allow, the plain one first; the site's id stays the same."""
    slots = {slot.name: slot for slot in rules.slots if slot.name in player.slots}
    plain = tuple(name for name, slot in slots.items() if not slot.is_boosted)
    if plain:
        yield replace(player, slots=plain)
    for name, slot in slots.items():
        if slot.is_boosted:
            yield replace(
                player,
                key=f"{player.key} {name}",
                slots=(name,),
                salary=salaries.get(name.upper(), _multiplied(player.salary, slot)),
                boost_percent=slot.boost_percent,
            )


def _multiplied(salary: int, slot: Slot) -> int:
    """Whole dollars; what the site does with half a dollar is not known and has not been seen."""
    return salary * slot.salary_percent // 100
