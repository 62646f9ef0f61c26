"""The last look at finished lineups: every rule is asked about every one, whichever path found them."""

from collections import Counter
from collections.abc import Sequence

from lineup_engine.errors import InternalError
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.optimizer.rulebook import standing_rules


def verify(job: CompiledJob, lineups: Sequence[Lineup]) -> None:
    """Raises `InternalError` where a lineup breaks a rule, is there twice, or somebody is in too many."""
    rules = standing_rules(job)
    for lineup in lineups:
        broken = [rule.words for rule in rules if not rule.allows(lineup)]
        if broken:
            raise InternalError(f"the lineup {lineup} breaks: {'; '.join(broken)}")
    if len(set(lineups)) < len(lineups):
        raise InternalError("a lineup is there twice")
    persons = job.players.person.tolist()
    uses = Counter(persons[player] for lineup in lineups for player in lineup)
    most = dict(zip(persons, job.players.max_lineups.tolist(), strict=True))
    if any(count > most[person] for person, count in uses.items()):
        raise InternalError("somebody is in more lineups than his exposure allows")
