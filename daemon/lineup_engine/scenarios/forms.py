"""From the scores of persons to those of the forms on a slate: whose each is, and how often a quantum counts in it."""

import numpy as np
from numpy.typing import NDArray

from lineup_engine.scenarios.compiled import Compiled
from lineup_engine.scenarios.scoring import multipliers, scoring_of
from lineup_engine.scenarios.settings import Settings
from lineup_engine.slate.forms import main_forms
from lineup_engine.slate.model import Slate
from lineup_kernels.outcomes import Outcomes
from lineup_kernels.scores import Scenarios

Bounds = tuple[NDArray[np.int32], NDArray[np.int32]]
"""The least and the largest score of each person in quanta."""


def with_forms(slate: Slate, provider: Scenarios | Outcomes, settings: Settings, bounds: Bounds) -> Compiled:
    """The scores of the persons of a slate, and what its forms make of them."""
    numbers = {slate.players[number].person: place for place, number in enumerate(main_forms(slate))}
    boosts = [player.boost_percent for player in slate.players]
    parts, factors = multipliers(sorted({100, *boosts}))
    factor_of = dict(zip(sorted({100, *boosts}), factors, strict=True))
    return Compiled(
        provider=provider,
        quantum=scoring_of(settings.site, settings.sport).quantum,
        parts=parts,
        person=np.array([numbers[player.person] for player in slate.players], np.int32),
        multiplier=np.array([factor_of[boost] for boost in boosts], np.int32),
        lowest=bounds[0],
        highest=bounds[1],
    )
