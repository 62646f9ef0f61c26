"""Who has had how much of the workers' time: what a fair share is counted by.

Fair queueing by virtual time (Demers, Keshav, Shenker 1989; the scheduler of Linux keeps processes apart alike). Owners are
charged for the time that they have a worker, and who was charged least goes first. Who comes new is charged as little as
the common clock shows, which is up to `LEAD_S` behind everybody who has been there for a while: a small job is done before
it has used that up, however many large ones there are. The clock goes on at half the speed at which each would get on,
so that a stream of small jobs leaves a large one half of its share at least.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

LEAD_S = 1.0
"""So many seconds of a worker who comes new may have before the others."""

_SPEED = 0.5
_MOST_KNOWN = 256


@dataclass(slots=True)
class Shares:
    """Seconds that each owner was charged; those who are not known were charged as much as the clock shows."""

    _clock: float = 0.0
    _charged: dict[str, float] = field(default_factory=dict[str, float])

    def of(self, owner: str) -> float:
        """What an owner was charged, no less than the clock shows: nobody saves up while he wants nothing."""
        return max(self._charged.get(owner, self._clock), self._clock)

    def charge(self, owner: str, seconds: float, owners: Collection[str]) -> None:
        """An owner has had a worker for so long, while these wanted one; himself among them."""
        self._charged[owner] = self.of(owner) + seconds
        least = min(map(self.of, owners))
        self._clock = max(self._clock + _SPEED * seconds / len(owners), least - LEAD_S)
        if len(self._charged) > _MOST_KNOWN:
            self._charged = {known: had for known, had in self._charged.items() if had > self._clock}
