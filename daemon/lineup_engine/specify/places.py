"""Where the rules of a job are written, so that a clash of them can be shown in the configuration."""

from collections.abc import Mapping
from dataclasses import dataclass

from lineup_engine.config.tree import Locator, Place
from lineup_engine.optimizer.choices import Exclude, Lock, UsedUp
from lineup_engine.optimizer.counting import ExposureSpent
from lineup_engine.optimizer.loosening import UsersRule
from lineup_engine.optimizer.rule import Rule
from lineup_engine.optimizer.salary import SalaryAtLeast, SalaryAtMost
from lineup_engine.specify.mentions import Mentions


@dataclass(frozen=True, slots=True)
class Places:
    """Finds the place of a rule: of one about a player by whom it means, of others by their words."""

    locate: Locator
    mentions: Mentions
    by_words: Mapping[str, Place]

    def of(self, rule: Rule) -> Place:
        """Where a rule is written; the slate is the reason for what the user has not written."""
        if isinstance(rule, Lock):
            return self.mentions.lock[rule.forms].place
        if isinstance(rule, Exclude):
            return next(one.place for forms, one in self.mentions.exclude.items() if rule.players.issuperset(forms))
        if isinstance(rule, UsedUp | ExposureSpent):
            return self.locate.value("rules", "exposure")
        if isinstance(rule, SalaryAtLeast | SalaryAtMost):
            return self.locate.value("rules", "salary", "min" if isinstance(rule, SalaryAtLeast) else "max")
        if isinstance(rule, UsersRule):
            return self.by_words.get(rule.words, self.locate.value("rules"))
        return self.locate.value("slate")
