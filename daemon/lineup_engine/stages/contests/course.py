"""The stages of a job with contests, in their order."""

from lineup_engine.specification import Play, looked_at
from lineup_engine.stages.contests.arena import trials_of_a_task
from lineup_engine.stages.contests.fields import FIELD_STAGE, OPPONENTS
from lineup_engine.stages.contests.report import CONTEST_REPORT
from lineup_engine.stages.contests.screen import POINTS, SCREEN, ranges_of_choice
from lineup_engine.stages.contests.select import SELECT
from lineup_engine.stages.contests.simulate import SIMULATE
from lineup_engine.stages.pool import POOL, PoolPlan
from lineup_engine.stages.prepare import PREPARE

COURSE = (PREPARE, POOL, FIELD_STAGE, OPPONENTS, SCREEN, SELECT, SIMULATE, CONTEST_REPORT)


def tasks_of(play: Play) -> int:
    """How many tasks a job with contests has."""
    pool = PoolPlan(play.candidates, play.measures).tasks
    fields = sum(terms.field.drawn + 1 for terms in play.contests)
    own = max(terms.own for terms in play.contests)
    tasks = 2 + pool + fields + _tasks(play, play.trials, own)
    if play.select_by == POINTS:
        return tasks
    few = looked_at(play.candidates, play.contests)
    if play.candidates > few:
        tasks += ranges_of_choice(play.contests, play.select_trials, play.candidates).count
    return tasks + ranges_of_choice(play.contests, play.select_trials, few).count


def _tasks(play: Play, trials: int, own: int) -> int:
    return -(-trials // trials_of_a_task(play.contests, own))
