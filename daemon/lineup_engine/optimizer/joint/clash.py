"""What would have to change for a joint portfolio to exist, in words."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.joint.master import Picked
from lineup_engine.optimizer.joint.prices import Prices
from lineup_engine.optimizer.portfolio import ExposureOf

_MOST_NAMED = 4


def smallest_change(job: CompiledJob, exposures: Sequence[ExposureOf], picked: Picked, prices: Prices) -> str:
    """The bounds that are broken and what they can be; the exposures with the largest prices are what stands against it."""
    changes = list(_changes(job, exposures, picked))
    broken = {*np.flatnonzero(picked.too_few).tolist(), *np.flatnonzero(picked.too_many).tolist()}
    order = np.argsort(-np.abs(prices.of), kind="stable").tolist()
    largest = abs(int(prices.of[order[0]])) if order else 0
    against = [number for number in order if number not in broken and 100 * abs(int(prices.of[number])) > largest > 0]
    together = _listed([exposures[number].words for number in against], " and ")
    return _listed(changes, "; ") + (f", together with {together}" if together else "")


def _changes(job: CompiledJob, exposures: Sequence[ExposureOf], picked: Picked) -> Iterator[str]:
    if picked.missing:
        yield f"{job.lineups - picked.missing} of {job.lineups} lineups are possible"
    for number in np.flatnonzero(picked.too_few).tolist():
        most = exposures[number].low - int(picked.too_few[number])
        yield f"{exposures[number].words} can be at most {most}"
    for number in np.flatnonzero(picked.too_many).tolist():
        least = exposures[number].high + int(picked.too_many[number])
        yield f"{exposures[number].words} has to be at least {least}"


def _listed(words: Iterable[str], joint: str) -> str:
    words = list(words)
    more = len(words) - _MOST_NAMED
    return joint.join([*words[:_MOST_NAMED], f"{more} more"] if more > 0 else words)
