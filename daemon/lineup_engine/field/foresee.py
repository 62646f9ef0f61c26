"""Whether a field can be made at all, and what is to be said of its ownership, told without making it."""

from collections.abc import Iterator
from contextlib import suppress

from lineup_engine.field.frame import Frame
from lineup_engine.field.guess import BY_POINTS, GUESSED, guessable
from lineup_engine.field.inputs import FieldSlate
from lineup_engine.field.ownership import TOLERANCE, read_shares
from lineup_engine.field.pool import frame_without_resort, slots_of_part
from lineup_engine.field.resort import legal_lineup
from lineup_engine.field.tilt import Floats
from lineup_engine.optimizer.search import Unproven


def foresee(slate: FieldSlate, sport: str, any_sum: bool) -> tuple[str, ...]:
    """What the user should know of the ownership.

    Raises `InputError` where it sums up to something far off the slots or leaves one empty, and `RulesClash` where the
    players with ownership make no lineup.
    """
    told = read_shares(slate, any_sum)
    if told is None:
        frame = frame_without_resort(slate, guessable(slate), sport, BY_POINTS)
        warnings: tuple[str, ...] = (GUESSED,)
    else:
        frame = frame_without_resort(slate, told.share, sport)
        warnings = (*told.warnings, *strange_parts(slate, frame, told.share[frame.pool]))
    with suppress(Unproven):
        legal_lineup(frame)
    return warnings


def strange_parts(slate: FieldSlate, frame: Frame, share: Floats) -> Iterator[str]:
    """Parts of the slate, such as the goalkeepers, whose ownership is far off their slots though the sum is right."""
    if len(frame.part_slots) < 2:
        return
    for part, slots in enumerate(frame.part_slots.tolist()):
        total = float(share[frame.part == part].sum())
        if abs(total / slots - 1) > TOLERANCE:
            called = ", ".join(slots_of_part(frame, part))
            words = f"the ownership of {called} sums up to {100 * total:.1f}%, not to {100 * slots}%: it is scaled"
            yield f"{slate.file}: {words}"
