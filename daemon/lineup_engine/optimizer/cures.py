"""The smallest changes of the user's rules that make a lineup possible where his rules clash."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from lineup_engine.errors import RulesClash
from lineup_engine.optimizer.cases import SumWithin
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.explain import MOST_NODES, Rules, clash_words, first_rules, smallest_clash
from lineup_engine.optimizer.loosening import MOST_OF_A_RULE, Bound, Looser, UsersRule, change_words
from lineup_engine.optimizer.rule import Rule
from lineup_engine.optimizer.search import Unproven, find_any, find_extreme
from lineup_engine.texts.shown import shown, some_of

_LETTERS_OF_CLASH = 190
_LETTERS = 300
"""So long is a message without its place and its first words, which are 80 letters at most."""

_ALTERNATIVES = 3
"""So many changes are told, each of which is enough."""

_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class Change:
    """A rule with another number, or left out where that is None."""

    rule: Rule
    instead: Rule | None

    @property
    def words(self) -> str:
        """What to write."""
        if self.instead is None:
            return f"without {shown(self.rule.words, MOST_OF_A_RULE)}"
        return f"with {change_words(self.rule.words, self.instead.words)}"


Cure = tuple[Change, ...]
"""Changes that are enough together."""


def cures(rules: Rules, clash: Rules, players: int) -> tuple[Cure, ...]:
    """Alternatives, each of which is enough; none where the site's rules alone are impossible.

    `clash` is a minimal part of the rules that is impossible. A change of one rule comes before one of several.
    """
    search = _Search(players)
    alone = search.alone(rules, clash)
    if alone:
        return tuple((change,) for change in alone)
    left_out = search.left_out(rules, clash)
    return (search.together(rules, left_out),) if left_out else ()


@dataclass(frozen=True, slots=True)
class Clash:
    """Why a job has no lineup, and what would be enough for one."""

    rules: Rules
    cures: tuple[Cure, ...]

    def error(self) -> RulesClash:
        """The same as the user is told it, in a few words."""
        clash = some_of(clash_words(self.rules), "; ", _LETTERS_OF_CLASH)
        return RulesClash(clash, self._cure(_LETTERS - len(clash)))

    def _cure(self, most_letters: int) -> str:
        ways = [" and ".join(change.words for change in cure) for cure in self.cures]
        if ways:
            return f"possible {some_of(ways, ', or ', most_letters)}"
        if _own(self.rules):
            return "loosen one of your rules; the site's own cannot be changed"
        return "none of these rules is yours: the slate and its projections are not enough for the site's rules"


def find_clash(job: CompiledJob) -> Clash:
    """The smallest clash of a job that has no lineup, with its cures."""
    rules, players = first_rules(job), len(job.players)
    clash = smallest_clash(rules, players)
    return Clash(clash, cures(rules, clash, players))


@dataclass(frozen=True, slots=True)
class _Search:
    """Asks the solver, over so many players."""

    players: int

    def is_possible(self, rules: Rules) -> bool:
        """Whether a lineup satisfies the rules for certain."""
        try:
            return find_any(rules, self.players, MOST_NODES) is not None
        except Unproven:
            return False

    def alone(self, rules: Rules, clash: Rules) -> list[Change]:
        """Changes of one rule of the clash, each of which is enough."""
        own = _own(clash)[:_LOOKED_AT]
        enough = (rule for rule in own if self.is_possible(_without(rules, [rule])))
        changes = [self.nearest(rule, _without(rules, [rule])) for rule in islice(enough, _ALTERNATIVES)]
        return sorted(changes, key=lambda change: change.instead is None)

    def left_out(self, rules: Rules, clash: Rules) -> list[UsersRule]:
        """Rules without which a lineup is possible, one of every clash; none where there are no such."""
        chosen: list[UsersRule] = []
        left = rules
        while not chosen or not self.is_possible(left):
            own = _own(smallest_clash(left, self.players) if chosen else clash)
            if not own:
                return []
            chosen.append(own[0])
            left = _without(rules, chosen)
        for rule in tuple(chosen):
            fewer = [other for other in chosen if other is not rule]
            if self.is_possible(_without(rules, fewer)):
                chosen = fewer
        return chosen

    def together(self, rules: Rules, left_out: Sequence[UsersRule]) -> Cure:
        """The nearest number of each rule that is left out, one after the other."""
        changes: list[Change] = []
        left = _without(rules, left_out)
        for rule in left_out:
            changes.append(change := self.nearest(rule, left))
            left = left if change.instead is None else (*left, change.instead)
        return tuple(changes)

    def nearest(self, rule: UsersRule, others: Rules) -> Change:
        """The change of a rule that the others allow, who are possible without it."""
        found = [of_kind for looser in rule.looser() if (of_kind := self._of(looser, others)) is not None]
        return Change(rule, min(found, key=lambda each: each[0])[1] if found else None)

    def _of(self, looser: Looser, others: Rules) -> tuple[int, Rule] | None:
        """The nearest number of one kind, with its distance."""
        if isinstance(looser, Bound):
            at = self._extreme(looser, others)
            return None if at is None else (abs(at - looser.now), looser.moved(at))
        steps = enumerate(looser.rules, 1)
        return next(((at, rule) for at, rule in steps if self.is_possible((*others, rule))), None)

    def _extreme(self, bound: Bound, others: Rules) -> int | None:
        """How near to a bound a lineup comes."""
        weights = [0] * self.players
        for player, weight in bound.weights:
            weights[player] = weight
        rules = (*others, SumWithin("the other side", bound.weights, bound.other))
        try:
            lineup = find_extreme(weights, rules, largest=bound.is_low, most_nodes=MOST_NODES)
        except Unproven:
            return None
        return None if lineup is None else sum(weights[player] for player in lineup)


def _own(rules: Rules) -> list[UsersRule]:
    """Those that the user has written, with a number first."""
    own = [rule for rule in rules if isinstance(rule, UsersRule)]
    return sorted(own, key=lambda rule: not any(rule.looser()))


def _without(rules: Rules, some: Sequence[Rule]) -> Rules:
    return tuple(rule for rule in rules if rule not in some)
