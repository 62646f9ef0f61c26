"""What is known of the queue without asking: too much may be taken for waiting, never too little."""

import random

import pytest

from lineupd.sight import Sight

NOW, LATER = "2026-11-23T18:00:00.000000Z", "2026-11-23T19:00:00.000000Z"


def _drained() -> Sight:
    sight = Sight()
    sight.found_nothing(sight.look(), "")
    return sight


def test_at_first_nothing_is_known() -> None:
    assert not Sight().is_empty(NOW)


def test_after_a_look_only_what_comes_is_looked_for() -> None:
    sight = _drained()
    assert sight.is_empty(NOW)
    sight.add()
    assert not sight.is_empty(NOW)
    sight.take()
    assert sight.is_empty(NOW)
    sight.forget()
    assert not sight.is_empty(NOW)


def test_what_comes_during_a_look_is_not_lost() -> None:
    sight = _drained()
    look = sight.look()
    sight.add()
    sight.found_nothing(look, "")
    assert not sight.is_empty(NOW)
    look = sight.look()
    sight.forget()
    sight.found_nothing(look, "")
    assert not sight.is_empty(NOW)


def test_a_job_that_is_due_is_looked_for() -> None:
    sight = Sight()
    sight.found_nothing(sight.look(), LATER)
    assert sight.is_empty(NOW)
    assert not sight.is_empty(LATER)


class _Queue:
    """A queue whose jobs come before or behind the word of them, and go without a word."""

    def __init__(self) -> None:
        self.sight = Sight()
        self.waiting = self.untold = 0

    def come(self) -> None:
        self.waiting, self.untold = self.waiting + 1, self.untold + 1

    def tell(self) -> None:
        if self.untold:
            self.untold -= 1
            self.sight.add()

    def go(self) -> None:
        self.waiting -= self.waiting > self.untold

    def claim(self) -> None:
        look = self.sight.look()
        if self.waiting and not self.sight.is_empty(NOW):
            self.waiting -= 1
            self.sight.take()
        elif not self.waiting:
            self.sight.found_nothing(look, "")


@pytest.mark.parametrize("seed", range(100))
def test_no_job_is_ever_overlooked(seed: int) -> None:
    dice, queue = random.Random(seed), _Queue()
    for _ in range(100):
        dice.choice((queue.come, queue.tell, queue.go, queue.claim))()
        assert queue.waiting <= queue.untold or not queue.sight.is_empty(NOW)
