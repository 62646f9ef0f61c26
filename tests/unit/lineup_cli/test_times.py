"""Times as people write them, on a machine in any time zone."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from lineup_cli.errors import BadInput
from lineup_cli.times import parse_at, parse_since, show_age, show_duration, show_moment, show_start, span

NOW = datetime(2026, 11, 23, 18, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This machine's clock is five hours behind UTC."""
    monkeypatch.setenv("TZ", "EST5EDT,M3.2.0,M11.1.0")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("7d", "2026-11-16T18:00:00.000000Z"),
        ("90m", "2026-11-23T16:30:00.000000Z"),
        ("2026-11-20", "2026-11-20T05:00:00.000000Z"),
        ("2026-11-20T12:00", "2026-11-20T17:00:00.000000Z"),
        ("2026-07-20T12:00", "2026-07-20T16:00:00.000000Z"),
        ("2026-11-20T12:00+01:00", "2026-11-20T11:00:00.000000Z"),
    ],
)
def test_since_is_ago_or_a_moment_of_this_machines_clock(text: str, wire: str) -> None:
    assert parse_since(text, NOW) == wire


@pytest.mark.parametrize(
    ("text", "wire"),
    [("18:30", "2026-11-23T23:30:00.000000Z"), ("12:30", "2026-11-24T17:30:00.000000Z")],
)
def test_at_is_the_next_such_time(text: str, wire: str) -> None:
    """It is one in the afternoon in New York."""
    assert parse_at(text, NOW) == wire


def test_a_time_that_the_clock_leaves_out_is_not_before_it() -> None:
    """In spring 2:30 is missing: an hour after 1:30 it is 3:30."""
    assert parse_at("2027-03-14T02:30", NOW) == "2027-03-14T07:30:00.000000Z"
    assert parse_at("2:30", datetime(2027, 3, 14, 6, tzinfo=UTC)) == "2027-03-14T07:30:00.000000Z"
    assert parse_at("2027-03-14T03:30", NOW) == "2027-03-14T07:30:00.000000Z"
    assert parse_at("2027-11-07T01:30", NOW) == "2027-11-07T05:30:00.000000Z"


@pytest.mark.parametrize("text", ["yesterday", "7x", "25:00", "", "-3d", "2026-13-01", "99999999w"])
def test_what_is_no_time_is_refused(text: str) -> None:
    for parse in (parse_since, parse_at):
        with pytest.raises(BadInput, match="not a time"):
            parse(text, NOW)


def test_a_moment_that_is_over_cannot_be_waited_for() -> None:
    with pytest.raises(BadInput, match="over"):
        parse_at("2026-11-23T12:00", NOW)


def test_a_moment_is_shown_on_this_machines_clock() -> None:
    assert show_moment("2026-11-23T18:00:01.500000Z") == "2026-11-23 13:00:01"
    assert show_moment("") == ""


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(-1, "0.0 s"), (0.84, "0.8 s"), (9.99, "10.0 s"), (42.4, "42 s"), (185, "3:05"), (3723, "1:02:03")],
)
def test_durations(seconds: float, shown: str) -> None:
    assert show_duration(seconds) == shown


@pytest.mark.parametrize(("ago", "shown"), [(5, "5s"), (720, "12m"), (3 * 3600, "3h"), (8 * 86400, "8d"), (-60, "0s")])
def test_ages(ago: int, shown: str) -> None:
    assert show_age((NOW - timedelta(seconds=ago)).isoformat(), NOW) == shown


def test_a_span_goes_on_until_it_has_ended() -> None:
    started = "2026-11-23T17:59:18.000000Z"
    assert span(started, "", NOW) == "42 s"
    assert span(started, "2026-11-23T17:59:19.000000Z", NOW) == "1.0 s"
    assert span("", "", NOW) == ""


def test_the_end_of_all_time_is_shown_in_every_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """East of Greenwich it lies beyond what a date can be."""
    monkeypatch.setenv("TZ", "UTC-9")
    time.tzset()
    assert show_moment("9999-12-31T23:59:00.000000Z") == "9999-12-31 23:59:00"
    assert show_start("9999-12-31T23:59:00.000000Z", NOW) == "9999-12-31 23:59"
