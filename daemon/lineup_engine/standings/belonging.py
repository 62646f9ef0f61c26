"""Whether standings are of the contest's slate: many of the same people play on other days too."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from lineup_engine.seam import Problem
from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.model import Slate
from lineup_engine.standings.columns import DOWNLOAD
from lineup_engine.standings.lineups import CellsRead
from lineup_engine.standings.model import References, Stranger
from lineup_engine.standings.rows import Lines
from lineup_engine.texts.shown import quoted, shown

_LEAST_FITTING = 0.25
"""Of the lineups so many must be possible on the slate. Of other days' hardly one is; of its own contest's all are but
those with players who joined after the salary file was taken."""

_MOST_UNREAD = 0.01
"""More lineups than this share that cannot be read are no oddity."""

_NAMED = 3
_CURE = "name the standings of this contest, or grade the job of their slate"


def find_problems(lines: Lines, read: CellsRead, rules: ContestRules, file: str) -> tuple[Problem, ...]:
    """What keeps a file from being the standings of a contest on this slate; empty where nothing does."""
    filled = sum(bool(entry.lineup) for entry in lines.entries)
    if not filled:
        return (Problem(file, lines.header_line, 0, "has no lineups, only entries without players", DOWNLOAD),)
    if len(read.unread) > _MOST_UNREAD * filled:
        first, others = read.unread[0], len(read.unread) - 1
        more = f", nor can {others:,} more" if others else ""
        slots = " ".join(slot.name for slot in rules.slots)
        cure = f"a lineup of {rules.game} has {slots}; is it of this contest?"
        return (Problem(file, first.line, 0, f"the lineup {quoted(first.lineup)} cannot be read{more}", cure),)
    return ()


def of_other_slate(lines: Lines, lineups: References, slate: Slate, rules: ContestRules, file: str) -> Problem | None:
    """Standings of another slate: few of the lineups could have been entered on this one."""
    seen = lineups[(lineups >= 0).any(axis=1)]
    if not len(seen):
        cure = "download it again when the first games have begun"
        return Problem(file, lines.header_line, 0, "shows no player of any lineup yet", cure)
    fits = _possible(seen, slate, rules.salary_cap)
    if fits >= _LEAST_FITTING * len(seen):
        return None
    words = f"is of another slate: {fits:,} of {len(seen):,} lineups are possible with the players and salaries of"
    return Problem(file, lines.header_line, 0, f"{words} {shown(slate.file)}", _CURE)


def _possible(lineups: References, slate: Slate, cap: int) -> int:
    """How many lineups have players of the slate only and keep the salary cap; unseen players cost nothing."""
    salaries = np.array([0, *(player.salary for player in slate.players)], np.int64)
    known = (lineups < len(slate.players)).all(axis=1)
    cost = salaries[np.maximum(lineups[known], -1) + 1].sum(axis=1)
    return int((cost <= cap).sum())


def strangers_told(file: str, slate: Slate, strangers: Sequence[Stranger], lineups: References) -> tuple[str, ...]:
    """A warning that names those who are not on the slate, the most used first."""
    uses = Counter(lineups[lineups >= len(slate.players)].tolist())
    names = [strangers[reference - len(slate.players)].name for reference, _ in uses.most_common()]
    names = list(dict.fromkeys(names))
    if not names:
        return ()
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    who = ", ".join(shown(name) for name in names[:_NAMED])
    words = f"not on the slate {shown(slate.file)}: the salaries of their lineups are not known"
    return (f"{file}: {who}{more} {'is' if len(names) == 1 else 'are'} {words}",)
