"""The two clocks, so that tests can hold them: UTC for rows, the monotonic one for durations."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _utc_now() -> datetime:
    return datetime.now(UTC)


def written(moment: datetime) -> str:
    """A moment as rows and messages carry it: UTC, microseconds, Z."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment_of(text: str) -> datetime:
    """The moment that a client means; raises `ValueError` for what is none, or has no time zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time needs a zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a time outside the calendar") from error


@dataclass(frozen=True, slots=True)
class Clock:
    """Now, in both senses."""

    utc: Callable[[], datetime] = _utc_now
    monotonic: Callable[[], float] = time.monotonic

    def now(self) -> str:
        """This moment as rows carry it."""
        return written(self.utc())
