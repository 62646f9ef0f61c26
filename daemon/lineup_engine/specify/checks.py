"""Wishes that no lineup can fulfil, as far as that is cheap to see and certain; the optimizer finds the rest."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lineup_engine.optimizer.seats import Seats
from lineup_engine.sites.model import ContestRules, MaxPerGame, MaxPerTeam
from lineup_engine.slate.forms import first_forms
from lineup_engine.slate.model import Player, Slate
from lineup_engine.specification import Choices
from lineup_engine.specify.findings import Findings
from lineup_engine.specify.mentions import Mention, Mentions
from lineup_engine.texts.shown import quoted, shown

_NAMES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be judged: the players, the rules of the site, the user's wishes and where he wrote them.

    `is_free`: every lineup begins without anybody in it, unlike those of entries with locked players.
    """

    slate: Slate
    rules: ContestRules
    points: tuple[int | None, ...] | None
    choices: Choices
    mentions: Mentions
    is_free: bool = True

    def may_play(self, number: int) -> bool:
        """Whether a player can be in any lineup at all, as far as the user's wishes and the files tell."""
        is_left_out = number in self.choices.exclude or not self.choices.max_lineups[number]
        is_unprojected = self.points is not None and self.points[number] is None
        return not (is_left_out or is_unprojected or self.slate.players[number].locked)

    def slots_of(self, *forms: int) -> frozenset[int]:
        """The slots that a player may fill in one of these forms, by their number."""
        only = dict(self.choices.lock_slots)
        own = {slot for form in forms for slot in self.slate.players[form].slots if only.get(form, slot) == slot}
        return frozenset(place for place, slot in enumerate(self.rules.slots) if slot.name in own)

    @property
    def locked(self) -> dict[int, tuple[int, ...]]:
        """Everybody that has to play, by his first form: the forms that all of his locks allow, if there are any."""
        first = first_forms(self.slate)
        locked: dict[int, tuple[int, ...]] = {}
        for forms in self.mentions.lock:
            known = locked.setdefault(first[forms[0]], forms)
            locked[first[forms[0]]] = tuple(form for form in known if form in forms) or known
        return locked

    def lock_of(self, number: int) -> Mention:
        """Where the lock of a player is written, by his first form."""
        first = first_forms(self.slate)
        return next(mention for forms, mention in self.mentions.lock.items() if first[forms[0]] == number)


def check_wishes(wanted: Wanted, findings: Findings) -> None:
    """Note every wish that cannot be fulfilled."""
    _check_locked_players(wanted, findings)
    _check_locked_slots(wanted, findings)
    _check_team_and_game_limits(wanted, findings)
    _check_unique(wanted, findings)
    _check_salary_bounds(wanted, findings)
    fits = _locks_fit(wanted, findings)
    # The rest would be wrong where wishes are missing: one mistake must not look like two.
    if findings.sure and wanted.is_free and fits and _slots_can_be_filled(wanted, findings):
        _check_salary_reach(wanted, findings)


def _check_locked_players(wanted: Wanted, findings: Findings) -> None:
    for forms, mention in wanted.mentions.lock.items():
        if all(wanted.slate.players[form].locked for form in forms):
            words = "cannot be newly chosen: his game has begun"
            _refuse_lock(mention, words, "take him out of the list", findings)
        elif wanted.points is not None and all(wanted.points[form] is None for form in forms):
            cure = "give him points in the projections, or correct his name under projections.names"
            _refuse_lock(mention, "has no projection", cure, findings)


def _check_locked_slots(wanted: Wanted, findings: Findings) -> None:
    slot_of = dict(wanted.choices.lock_slots)
    for forms, mention in wanted.mentions.lock.items():
        slot = slot_of.get(forms[0])
        own = dict.fromkeys(name for form in forms for name in wanted.slate.players[form].slots)
        if slot is not None and slot not in own:
            _refuse_lock(mention, f"may not fill the slot {slot}", f"he fills {', '.join(own)}", findings)


def _check_team_and_game_limits(wanted: Wanted, findings: Findings) -> None:
    for limit in wanted.rules.limits:
        if not isinstance(limit, MaxPerTeam | MaxPerGame):
            continue
        counted = [number for number in wanted.locked if _counts(limit, wanted.slate.players[number])]
        groups = Counter(_group(limit, wanted.slate.players[number]) for number in counted)
        for group, count in groups.items():
            if group and count > limit.count:
                members = [number for number in counted if _group(limit, wanted.slate.players[number]) == group]
                noun = "team" if isinstance(limit, MaxPerTeam) else "game"
                words = f"are {count} of one {noun} ({shown(group)}), and the site allows {limit.count}"
                _refuse_locks(wanted, members, words, findings)


def _counts(limit: MaxPerTeam | MaxPerGame, player: Player) -> bool:
    return isinstance(limit, MaxPerGame) or not limit.positions or bool(limit.positions & set(player.positions))


def _group(limit: MaxPerTeam | MaxPerGame, player: Player) -> str:
    return player.team if isinstance(limit, MaxPerTeam) else player.game or ""


def _check_unique(wanted: Wanted, findings: Findings) -> None:
    size = len(wanted.rules.slots)
    if wanted.choices.unique > size:
        words = f"rules.unique: a lineup has {size} players, so two cannot differ by {wanted.choices.unique}"
        findings.refuse(findings.locate.value("rules", "unique"), words, f"write a number from 1 to {size}")


def _check_salary_bounds(wanted: Wanted, findings: Findings) -> None:
    cap = wanted.rules.salary_cap
    for key, bound in (("min", wanted.choices.salary_min), ("max", wanted.choices.salary_max)):
        if bound is not None and bound > cap:
            words = f"rules.salary.{key}: {bound} is above the salary cap of {cap}"
            findings.refuse(findings.locate.value("rules", "salary", key), words, f"write {cap} or less")


def _locks_fit(wanted: Wanted, findings: Findings) -> bool:
    """Whether the locked players can play together."""
    seats = Seats()
    for number, forms in wanted.locked.items():
        slots = wanted.slots_of(*forms)
        if not slots:
            # That his slot is not one of his has been said.
            return False
        if not seats.add(number, slots):
            contested, rivals = seats.contested(slots)
            names = _slot_names(wanted, contested)
            _refuse_locks(wanted, [*sorted(rivals), number], f"do not fit into {names}", findings)
            return False
    return True


def _slots_can_be_filled(wanted: Wanted, findings: Findings) -> bool:
    """Whether enough players are left for every slot."""
    fitting: dict[int, list[int]] = {slot: [] for slot in range(len(wanted.rules.slots))}
    first = first_forms(wanted.slate)
    for number in filter(wanted.may_play, range(len(wanted.slate.players))):
        for slot in wanted.slots_of(number):
            fitting[slot].append(first[number])
    seats = Seats()
    for slot, players in fitting.items():
        if not seats.add(slot, players):
            left, _ = seats.contested(players)
            # The first slot that stays empty is not the only one that these players are wanted for.
            short = [other for other, some in fitting.items() if left.issuperset(some)]
            who = "1 player is" if len(left) == 1 else f"{len(left)} players are"
            key = ("rules", "exclude") if wanted.choices.exclude else ("slate",)
            words = f"{who} left for {_slot_names(wanted, short)}"
            cure = _who_is_missing(wanted, short)
            findings.refuse(findings.locate.value(*key), words, cure)
            return False
    return True


def _who_is_missing(wanted: Wanted, short: Sequence[int]) -> str:
    """Why nobody is left: most often a file of projections that is for some of the positions only."""
    able = [number for number in range(len(wanted.slate.players)) if not wanted.slots_of(number).isdisjoint(short)]
    if able and wanted.points is not None and all(wanted.points[number] is None for number in able):
        return f"none of the {len(able)} players for it has a projection; is the file for all positions?"
    return "players without a projection, excluded, with an exposure of 0 or (LOCKED) do not count"


def _check_salary_reach(wanted: Wanted, findings: Findings) -> None:
    if wanted.rules.has_captain:
        # Who may be in once, as captain or not, is no matroid with the slots: the extremes would not be exact.
        return
    most = wanted.choices.salary_max
    cap = wanted.rules.salary_cap if most is None else min(wanted.rules.salary_cap, most)
    cheapest, dearest = _extreme_salary(wanted, 1), _extreme_salary(wanted, -1)
    if cheapest > cap:
        words = f"cost at least {cheapest} with the cheapest others, more than {cap}"
        if wanted.mentions.lock:
            _refuse_locks(wanted, wanted.locked, words, findings)
        else:
            words = f"the cheapest lineup costs {cheapest}, more than "
            if cap < wanted.rules.salary_cap:
                findings.refuse(findings.locate.value("rules", "salary", "max"), f"{words}{cap}", "allow more")
            else:
                cure = "is this the file of one contest, with all of its players?"
                findings.refuse(findings.locate.value("slate"), f"{words}the salary cap of {cap}", cure)
    least = wanted.choices.salary_min
    if least is not None and dearest < least <= wanted.rules.salary_cap:
        words = f"rules.salary.min: no lineup costs more than {dearest}, less than {least}"
        findings.refuse(findings.locate.value("rules", "salary", "min"), words, f"write {dearest} or less")


def _extreme_salary(wanted: Wanted, sign: int) -> int:
    """What the cheapest (1) or dearest (-1) lineup with all locks costs when only the slots count.

    Sets of players that fit the slots are a matroid, so taking the next cheapest who still fits is exact.
    """
    players = wanted.slate.players
    others = [n for n in range(len(players)) if wanted.may_play(n) and n not in wanted.locked]
    order = [*wanted.locked, *sorted(others, key=lambda number: sign * players[number].salary)]
    seats = Seats()
    chosen: list[int] = []
    for number in order:
        if len(chosen) == len(wanted.rules.slots):
            break
        if seats.add(number, wanted.slots_of(number)):
            chosen.append(number)
    return sum(players[number].salary for number in chosen)


def _slot_names(wanted: Wanted, slots: Iterable[int]) -> str:
    """`the 3 slots PG, G, UTIL`, `the 6 slots D`."""
    names = [wanted.rules.slots[slot].name for slot in sorted(slots)]
    listed = names[0] if len(set(names)) == 1 else ", ".join(names)
    return f"the slot {listed}" if len(names) == 1 else f"the {len(names)} slots {listed}"


def _refuse_lock(mention: Mention, words: str, hint: str, findings: Findings) -> None:
    findings.refuse(mention.place, f"rules.lock: {quoted(mention.name)} {words}", hint)


def _refuse_locks(wanted: Wanted, numbers: Iterable[int], words: str, findings: Findings) -> None:
    """Several locked players are wrong together; the place is that of the last."""
    mentions = [wanted.lock_of(number) for number in numbers]
    names = [quoted(mention.name) for mention in mentions[:_NAMES_SHOWN]]
    more = [f"{len(mentions) - _NAMES_SHOWN} more"] if len(mentions) > _NAMES_SHOWN else []
    listed = ", ".join([*names, *more])
    findings.refuse(mentions[-1].place, f"rules.lock: {listed} {words}", "take one of them out of the list")
