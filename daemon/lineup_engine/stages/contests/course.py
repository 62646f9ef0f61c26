"""The stages of a job with contests, in their order."""

from lineup_engine.specification import Play
from lineup_engine.stages.contests.arena import trials_of_a_task
from lineup_engine.stages.contests.fields import FIELD_STAGE, OPPONENTS
from lineup_engine.stages.contests.report import CONTEST_REPORT
from lineup_engine.stages.contests.screen import MOST_CANDIDATES, POINTS, SCREEN
from lineup_engine.stages.contests.select import SELECT
from lineup_engine.stages.contests.simulate import SIMULATE
from lineup_engine.stages.pool import POOL, PoolPlan
from lineup_engine.stages.prepare import PREPARE

COURSE = (PREPARE, POOL, FIELD_STAGE, OPPONENTS, SCREEN, SELECT, SIMULATE, CONTEST_REPORT)


def tasks_of(play: Play) -> int:
    """How many tasks a job with contests has."""
    size = trials_of_a_task(play.contests)
    select = 0 if play.select_by == POINTS else -(-play.select_trials // size)
    screen = select if play.candidates > MOST_CANDIDATES else 0
    fields = sum(terms.field.drawn + 1 for terms in play.contests)
    return 2 + PoolPlan(play.candidates, play.measures).tasks + fields + screen + select + -(-play.trials // size)
