"""F17: clients that stop waiting right before their job is written down."""

from random import Random

from daemons import running
from fault_figures import Figures
from fault_homes import faulty_home
from fault_rounds import rounds

_CONFIG = "tasks: 1"
_LONGEST_S = 0.008


def test_an_abandoned_submission_is_there_or_not(random: Random, figures: Figures) -> None:
    """Never half of it; asked again with its key, it is there once."""
    with faulty_home(_CONFIG) as home:
        with running(home.home) as daemon:
            home.recorder.submit(daemon, _CONFIG)
            for number in range(rounds(40)):
                after_s = random.uniform(0, _LONGEST_S)
                if number % 2:
                    home.recorder.abandon(daemon, _CONFIG, after_s)
                else:
                    home.recorder.submit(daemon, _CONFIG, limit_s=after_s)
            assert daemon.stop() == 0
        home.check()
        unknown = len(home.recorder.unanswered())
        there = sum(home.check().values())
        states = home.calm()
    assert states.total() == rounds(40) + 1
    figures.note("F17", f"submissions of {rounds(40)} whose clients went before the answer", unknown)
    figures.note("F17", "of those, jobs that were there nevertheless", there - (rounds(40) + 1 - unknown))
    figures.below("F17", "jobs lost or doubled after asking again", 0, 0, "jobs")
