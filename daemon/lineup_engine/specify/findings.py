"""What was found on the way from a submission to a job: problems to refuse it, warnings to go with it."""

from dataclasses import dataclass, field

from lineup_engine.config.tree import Locator, Place
from lineup_engine.seam import Problem


@dataclass(slots=True)
class Findings:
    """Problems and warnings so far. `sure` is false where the configuration itself is partly wrong.

    What is then said must not depend on the parts that are missing: one mistake must not look like two. `places` tells
    by the words of a rule where it is written.
    """

    locate: Locator
    sure: bool
    problems: list[Problem] = field(default_factory=list[Problem])
    warnings: list[str] = field(default_factory=list[str])
    places: dict[str, Place] = field(default_factory=dict[str, Place])

    def refuse(self, place: Place, message: str, hint: str = "") -> None:
        """Note a problem at a place of the configuration."""
        self.problems.append(place.problem(message, hint))
