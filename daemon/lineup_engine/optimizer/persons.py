"""The rule that a person is in a lineup once, whether as captain or not and whatever ids the site gives him."""

from dataclasses import dataclass
from typing import ClassVar

from lineup_engine.optimizer.model import Draft, Range
from lineup_engine.optimizer.rule import Lineup


@dataclass(frozen=True, slots=True)
class OnePerPerson:
    """At most one of the forms of each person; `forms` are those of everybody who has several."""

    prefix: ClassVar[str] = "person"

    forms: tuple[tuple[int, ...], ...]

    @property
    def words(self) -> str:
        """How the user would call it."""
        return "nobody twice in a lineup"

    def add_to(self, draft: Draft) -> None:
        """One row per person with more than one form in the pool."""
        for forms in self.forms:
            terms = draft.of_players((form, 1) for form in forms)
            if len(terms) > 1:
                draft.add_row(f"{self.prefix}_{forms[0]}", terms, Range(high=1))

    def allows(self, lineup: Lineup) -> bool:
        """Whether nobody is in twice."""
        return all(len(set(forms).intersection(lineup)) <= 1 for forms in self.forms)
