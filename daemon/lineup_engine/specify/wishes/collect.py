"""All rules of a configuration in their written form, so that a specification can carry them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lineup_engine.config.model import JobConfig
from lineup_engine.config.nearest import did_you_mean
from lineup_engine.config.rules import Rules
from lineup_engine.config.tree import Path
from lineup_engine.optimizer.cases import Wish
from lineup_engine.optimizer.portfolio import ApartOf
from lineup_engine.optimizer.written import write_rule
from lineup_engine.specify.mentions import Mentions
from lineup_engine.specify.select import Selector
from lineup_engine.specify.wishes.exposures import limit_exposures
from lineup_engine.specify.wishes.groups import make_groups, never_together
from lineup_engine.specify.wishes.limits import limit_games, limit_positions, limit_teams
from lineup_engine.specify.wishes.ownership import limit_ownership
from lineup_engine.specify.wishes.stacks import Stacked, make_stacks


@dataclass(frozen=True, slots=True)
class WrittenRules:
    """The rules about single lineups, about two of them, and about all."""

    wishes: tuple[str, ...]
    apart: tuple[str, ...]
    exposures: tuple[str, ...]
    order: str


def write_wishes(config: JobConfig, mentions: Mentions, selector: Selector) -> WrittenRules:
    """Every rule that is more than a number of a player; whatever cannot be met is noted as a problem."""
    stacks = tuple(make_stacks(config.rules.stacks, selector))
    exposures = tuple(limit_exposures(config, mentions, stacks, selector))
    has_minimum = any(exposure.low for exposure in exposures)
    order = config.rules.exposure.order or ("joint" if has_minimum else "greedy")
    if order == "greedy" and has_minimum:
        path: Path = ("rules", "exposure", "order")
        selector.refuse(path, "greedy keeps a max and cannot promise a min", "write order: joint, or leave it out")
    randomness = config.rules.randomness
    is_random = randomness is not None and bool(randomness.share)
    if order == "joint" and (config.sims is not None or is_random) and selector.findings.sure:
        words = "joint, which a min needs, does not go with sims or randomness"
        selector.refuse(("rules", "exposure", "order"), words, "use max only, with order: greedy")
    return WrittenRules(
        wishes=_written([*_of_stacks(stacks, selector), *_single(config.rules, selector)]),
        apart=_written(_apart(config.rules, selector)),
        exposures=_written(exposures),
        order=order,
    )


def lock_slots(rules: Rules, mentions: Mentions, selector: Selector) -> tuple[tuple[int, str], ...]:
    """The locked players, in all their forms, who have to fill one slot; slots are named as in the table, in any case."""
    slots = {slot.name.casefold(): slot.name for slot in selector.rules.slots}
    wanted = {lock.player: (number, lock.slot) for number, lock in enumerate(rules.lock) if lock.slot is not None}
    found: list[tuple[int, str]] = []
    for forms, mention in mentions.lock.items():
        number, slot = wanted.get(mention.name, (0, None))
        if slot is None:
            continue
        known = slots.get(slot.strip().casefold())
        if known is None:
            hint = did_you_mean(slot, tuple(dict.fromkeys(slots.values())))
            selector.refuse(("rules", "lock", number, "slot"), f"this contest has no slot {slot}", hint)
        else:
            found += [(form, known) for form in forms]
    return tuple(found)


def _of_stacks(stacks: Iterable[Stacked], selector: Selector) -> Iterator[Wish]:
    for stack in stacks:
        yield from selector.placed(stack.path, stack.wishes)


def _single(rules: Rules, selector: Selector) -> Iterator[Wish]:
    yield from make_groups(rules.groups, selector)
    yield from never_together(rules.never, selector)
    yield from limit_teams(rules.team, selector)
    yield from limit_games(rules.game, selector)
    yield from limit_positions(rules.positions, selector)
    yield from limit_ownership(rules.ownership, selector)


def _apart(rules: Rules, selector: Selector) -> Iterator[ApartOf]:
    """`rules.unique` of a position."""
    for number, apart in enumerate(rules.unique):
        if apart.position is None:
            continue
        path: Path = ("rules", "unique", number)
        players = selector.having((*path, "position"), "position", apart.position)
        most = selector.most(players)
        if players and apart.by > most:
            selector.refuse((*path, "by"), f"a lineup has at most {most} of them", f"write {most} or less")
        yield ApartOf(f"unique: {apart.by} {apart.position}", players, apart.by)


def _written(rules: Iterable[object]) -> tuple[str, ...]:
    return tuple(write_rule(rule) for rule in rules)
