"""Trouble is said once and tried again ever more rarely."""

from lineupd.patience import LONGEST_S, Patience


def test_pauses_double_up_to_a_minute_and_begin_anew_with_another_trouble() -> None:
    patience = Patience(1.0)
    assert patience.meet("full")
    assert [patience.pause_s() for _ in range(8)] == [1, 2, 4, 8, 16, 32, LONGEST_S, LONGEST_S]
    assert not patience.meet("full")
    assert patience.pause_s() == LONGEST_S
    assert patience.meet("locked")
    assert patience.pause_s() == 1


def test_what_is_over_is_said_once() -> None:
    patience = Patience(1.0)
    assert not patience.relax()
    patience.meet("full")
    assert [patience.relax(), patience.relax(), patience.trouble] == [True, False, ""]
