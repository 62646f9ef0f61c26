"""Times as rows and messages carry them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineupd.clock import Clock, moment_of, written


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_written_moment_is_read_as_the_same(moment: datetime) -> None:
    assert moment_of(written(moment)) == moment


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_the_order_of_texts_is_the_order_of_moments(one: datetime, other: datetime) -> None:
    """The database compares texts; so all have the same length, from year 1 on."""
    assert (written(one) < written(other)) == (one < other)
    assert len(written(one)) == len("2026-11-23T18:00:00.000000Z")


def test_moments_are_written_in_utc_with_microseconds() -> None:
    moment = datetime(2026, 11, 23, 13, 0, 0, 5, tzinfo=timezone(timedelta(hours=-5)))
    assert written(moment) == "2026-11-23T18:00:00.000005Z"


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-11-23T18:00:00", "2026-13-01T00:00:00Z", "0001-01-01T00:00+23:59"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    """A time without its zone is none: whose noon?"""
    with pytest.raises(ValueError, match=r".+"):
        moment_of(text)


def test_a_clock_can_be_held() -> None:
    clock = Clock(lambda: datetime(2026, 1, 1, tzinfo=UTC), lambda: 5.0)
    assert (clock.now(), clock.monotonic()) == ("2026-01-01T00:00:00.000000Z", 5.0)
