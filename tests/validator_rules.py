"""What the `rules` of a config.yaml would not accept about lineups, in words, read straight from the text of the file.

Each rule is checked by the plainest counting; nothing comes from the engine.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

from validator_selectors import Pool, chosen

Rows = frozenset[int]
"""One lineup: the rows of its players."""


def broken_rules(pool: Pool, rules: Mapping[str, Any], lineups: Sequence[Rows], wanted: int) -> list[str]:
    """Everything that these lineups, of so many that were wanted, break."""
    found = [f"lineup {n}: {why}" for n, lineup in enumerate(lineups, start=1) for why in _of_one(pool, rules, lineup)]
    return [*found, *_too_alike(pool, rules, lineups), *_exposures(pool, rules, lineups, wanted)]


def _of_one(pool: Pool, rules: Mapping[str, Any], lineup: Rows) -> Iterator[str]:
    for limit in _listed(rules.get("team")):
        yield from _each(pool, limit, lineup, "team")
    for limit in _listed(rules.get("game")):
        yield from _each(pool, limit, lineup, "game")
    for position, limit in rules.get("positions", {}).items():
        yield from _outside(len(lineup & chosen(pool, {"position": position})), limit, str(position))
    for stack in _listed(rules.get("stacks")):
        yield from _stack(pool, stack, lineup)
    for pair in _listed(rules.get("never")):
        of, against = lineup & chosen(pool, pair["of"]), lineup & chosen(pool, pair["against"])
        yield from (f"{one} comes with {other}" for one in of for other in against if pool.faces(one, other))
    for group in _listed(rules.get("groups")):
        yield from _group(pool, group, lineup)
    if lineup and "ownership" in rules:
        yield from _ownership(pool, rules["ownership"], lineup)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _outside(count: int, limit: Mapping[str, Any], what: str) -> Iterator[str]:
    if not limit.get("min", 0) <= count <= limit.get("max", 99):
        yield f"{count} of {what}, wanted {limit}"


def _each(pool: Pool, limit: Mapping[str, Any], lineup: Rows, noun: str) -> Iterator[str]:
    counted = lineup & chosen(pool, limit.get("of", "any"))
    own = Counter(getattr(pool.players[row], noun) for row in counted)
    for name, count in own.items():
        yield from _outside(count, {k: v for k, v in limit.items() if k in {"min", "max"}}, f"{noun} {name}")
    for key, attribute in (("min_teams", "team"), ("min_games", "game")):
        different = {getattr(pool.players[row], attribute) for row in counted} - {""}
        if len(different) < limit.get(key, 0):
            yield f"{len(different)} different, {key} is {limit[key]}"


def _stack(pool: Pool, stack: Mapping[str, Any], lineup: Rows) -> Iterator[str]:
    if "anchor" in stack:
        for anchor in lineup & chosen(pool, stack["anchor"]):
            me = pool.players[anchor]
            mates = {row for row in lineup if row != anchor and pool.players[row].team == me.team}
            foes = {row for row in lineup if pool.faces(anchor, row)}
            for key, there in (("with", mates), ("bring_back", foes)):
                wanted = stack.get(key, {"count": 0})
                count = len(there & chosen(pool, wanted.get("of", "any")))
                yield from _outside(count, {"min": wanted["count"], "max": wanted.get("max", 99)}, key)
    elif not _has_stack(pool, stack, lineup):
        yield f"there is no stack {stack}"


def _has_stack(pool: Pool, stack: Mapping[str, Any], lineup: Rows) -> bool:
    if "consecutive" in stack:
        return _has_order(pool, stack, lineup)
    counted = lineup & chosen(pool, stack.get("of", "any"))
    teams = Counter(pool.players[row].team for row in counted)
    if "sizes" in stack:
        return sorted(teams.values()) == sorted(stack["sizes"])
    if "group" in stack:
        lines = Counter((pool.players[row].team, pool.cell(row, stack["group"])) for row in counted)
        return any(count >= stack["count"] for (_, line), count in lines.items() if line)
    noun = "team" if "team" in stack else "game"
    which, sides = str(stack[noun]).casefold(), stack.get("each_side", 0)
    groups = Counter(getattr(pool.players[row], noun) for row in counted)
    return any(
        count >= stack["count"] and (not sides or _both_sides(pool, counted, name, sides))
        for name, count in groups.items()
        if which in {"any", name}
    )


def _both_sides(pool: Pool, counted: Iterable[int], game: str, least: int) -> bool:
    teams = Counter(pool.players[row].team for row in counted if pool.players[row].game == game)
    return len(teams) == 2 and min(teams.values()) >= least


def _has_order(pool: Pool, stack: Mapping[str, Any], lineup: Rows) -> bool:
    for team in {pool.players[row].team for row in lineup}:
        places = {pool.cell(row, stack["of"]) for row in lineup if pool.players[row].team == team}
        for first in range(9):
            if all(str((first + step) % 9 + 1) in places for step in range(stack["consecutive"])):
                return True
    return False


def _group(pool: Pool, group: Mapping[str, Any], lineup: Rows) -> Iterator[str]:
    if "of" in group:
        low = group.get("exactly", group.get("at_least", 0))
        limit = {"min": low, "max": group.get("exactly", group.get("at_most", 99))}
        yield from _outside(len(lineup & chosen(pool, group["of"])), limit, f"group {group}")
    for trigger in lineup & chosen(pool, group.get("if", [])):
        others = lineup - {trigger}
        if "then" in group:
            limit = {"min": group.get("at_least", 1)}
            yield from _outside(len(others & chosen(pool, group["then"])), limit, f"then of {group}")
        if "then_not" in group:
            yield from _outside(len(others & chosen(pool, group["then_not"])), {"max": 0}, f"then_not of {group}")


def _ownership(pool: Pool, limits: Mapping[str, Any], lineup: Rows) -> Iterator[str]:
    shares = [pool.ownership(row) for row in lineup]
    for key, value in (("sum", sum(shares)), ("average", Fraction(sum(shares)) / len(lineup))):
        low, high = (limits.get(key, {}).get(side, bound) for side, bound in (("min", 0), ("max", 999)))
        if not Fraction(str(low)) <= value <= Fraction(str(high)):
            yield f"{key} of ownership is {value}, wanted {limits[key]}"
    product = math.prod(max(Fraction(share), Fraction(1, 100)) / 100 for share in shares)
    if "product" in limits and product > Fraction(Decimal(str(limits["product"]["max"]))):
        yield f"ownership multiplied is {float(product)}, wanted {limits['product']}"
    if under := limits.get("under"):
        low_owned = sum(share < Decimal(str(under["share"]).removesuffix("%")) for share in shares)
        yield from _outside(low_owned, {"min": under.get("at_least", 1)}, "low owned")


def _too_alike(pool: Pool, rules: Mapping[str, Any], lineups: Sequence[Rows]) -> Iterator[str]:
    for apart in _listed(rules.get("unique")):
        position, by = (apart.get("position"), apart["by"]) if isinstance(apart, Mapping) else (None, apart)
        counted = chosen(pool, {"position": position} if position else "any")
        for (n, one), (m, other) in combinations(enumerate(lineups, start=1), 2):
            if min(len((one - other) & counted), len((other - one) & counted)) < by:
                yield f"lineups {n} and {m} differ by less than {apart}"


def _exposures(pool: Pool, rules: Mapping[str, Any], lineups: Sequence[Rows], wanted: int) -> Iterator[str]:
    exposure = rules.get("exposure", {})
    groups = {group["name"]: group["of"] for group in _listed(rules.get("groups")) if "name" in group and "of" in group}
    for kind, limits in exposure.items():
        for name, limit in limits.items() if kind in {"teams", "games", "positions", "groups"} else ():
            key = kind.removesuffix("s")
            rows = chosen(
                pool, groups[name] if kind == "groups" else {key: str(name).casefold() if key != "position" else name}
            )
            count = sum(len(lineup & rows) >= limit.get("at_least", 1) for lineup in lineups)
            share = str(limit["max"])
            most = math.floor(Fraction(share.removesuffix("%")) * wanted / 100) if "%" in share else int(share)
            if count > most:
                yield f"{count} lineups of {kind} {name}, {most} are allowed"
