"""Times as people write them and as people read them."""

import re
from datetime import UTC, datetime, time, timedelta

from lineup_cli.errors import BadInput

_AGO = re.compile(r"(\d{1,6})([smhdw])", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def as_wire(moment: datetime) -> str:
    """A moment as the contract writes it: UTC with microseconds and a Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_since(text: str, now: datetime, option: str = "--since") -> str:
    """`7d`, `12h`, `30m`, `2w`, a date or a date with time, as a moment of the contract; `option` is where it stood."""
    ago = _AGO.fullmatch(text.strip())
    try:
        if ago:
            return as_wire(now - timedelta(seconds=int(ago[1]) * _SECONDS[ago[2]]))
        return as_wire(_local(text))
    except (ValueError, OverflowError) as error:
        raise BadInput(f"{option} {text}: not a time", "7d, 12h, 30m, 2026-11-23 or 2026-11-23T18:00") from error


def parse_at(text: str, now: datetime) -> str:
    """`18:30` (the next one on this machine's clock) or a date with time, as a moment of the contract."""
    clock = _CLOCK.fullmatch(text.strip())
    try:
        moment = _next(int(clock[1]), int(clock[2]), now) if clock else _local(text)
        wire = as_wire(moment)
    except (ValueError, OverflowError) as error:
        raise BadInput(f"--at {text}: not a time", "18:30, 2026-11-23T18:30 or 2026-11-23T18:30+01:00") from error
    if moment < now:
        raise BadInput(f"--at {text}: this moment is over", "leave --at out to start at once")
    return wire


def _local(text: str) -> datetime:
    moment = datetime.fromisoformat(text.strip())
    return _on_this_clock(moment) if moment.tzinfo is None else moment


def _on_this_clock(wanted: datetime) -> datetime:
    """A time without offset is meant on this machine's clock; one that the clock leaves out in spring comes later."""
    moment = wanted.astimezone()
    return moment + max(wanted - moment.replace(tzinfo=None), timedelta())


def _next(hour: int, minute: int, now: datetime) -> datetime:
    today = now.astimezone().date()
    wanted = time(hour, minute)
    first = _on_this_clock(datetime.combine(today, wanted))
    return first if first >= now else _on_this_clock(datetime.combine(today + timedelta(days=1), wanted))


def read_wire(text: str) -> datetime | None:
    """A moment of the contract; None when it has not come yet."""
    return datetime.fromisoformat(text) if text else None


def show_moment(text: str) -> str:
    """A moment of the contract on this machine's clock, to the second."""
    moment = read_wire(text)
    return _here(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def _here(moment: datetime) -> datetime:
    """A moment on this machine's clock; at the end of all time on that of UTC."""
    try:
        return moment.astimezone()
    except OverflowError:
        return moment


def show_start(text: str, now: datetime) -> str:
    """A moment to come on this machine's clock, today's without the date; empty when it is over or not set."""
    moment = read_wire(text)
    if moment is None or moment <= now:
        return ""
    local = _here(moment)
    return local.strftime("%H:%M" if local.date() == now.astimezone().date() else "%Y-%m-%d %H:%M")


def show_age(text: str, now: datetime) -> str:
    """How long ago a moment was, in one unit: `5s`, `12m`, `3h`, `8d`."""
    moment = read_wire(text)
    if moment is None:
        return ""
    seconds = max(0, int((now - moment).total_seconds()))
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds >= size:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def show_duration(seconds: float) -> str:
    """A span as people read it: `0.8 s`, `42 s`, `3:05`, `1:02:03`."""
    if seconds < 10:
        return f"{max(seconds, 0.0):.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def span(started: str, ended: str, now: datetime) -> str:
    """How long something took, or has taken until `now`; empty when it has not begun."""
    begin, end = read_wire(started), read_wire(ended)
    return show_duration(((end or now) - begin).total_seconds()) if begin else ""


def ran(seconds: float, started: str, ended: str, now: datetime) -> str:
    """How long something ran; where that is not told, as of an older daemon, the time from its start to its end."""
    return show_duration(seconds) if seconds > 0 else span(started, ended, now)
