"""What is known of the queue without asking the history: whether it is worth while to look for a job that may start."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """What was known when somebody went to look."""

    changes: int
    came: int


class Sight:
    """Knows, once a look has found nothing, that there is nothing but what came since; it may take too much for waiting."""

    def __init__(self) -> None:
        self.due = ""
        """When the next job that waits for its time may start; empty = none does."""
        self._is_known = False
        self._waiting = 0
        self._changes = 0
        self._came = 0

    def forget(self) -> None:
        """Something has changed that may let any job start."""
        self._is_known = False
        self._changes += 1

    def add(self) -> None:
        """One more job may start."""
        self._waiting += 1
        self._came += 1

    def is_empty(self, now: str) -> bool:
        """Whether no job can start at this moment, for all that is known."""
        return self._is_known and self._waiting <= 0 and not (self.due and self.due <= now)

    def look(self) -> Look:
        """Somebody goes to look."""
        return Look(self._changes, self._came)

    def take(self) -> None:
        """One of those that wait starts."""
        self._waiting -= 1

    def found_nothing(self, look: Look, due: str) -> None:
        """A look found nothing that may start; at this moment, `due`, something will. What came meanwhile counts."""
        self.due = due
        self._waiting = self._came - look.came
        self._is_known = self._changes == look.changes
