"""The state of everything in a line: for people, scripts and the menu bar."""

from lineup_cli.show.shapes import SCHEMA
from lineup_cli.times import show_duration
from lineup_proto.v1.daemon_pb2 import StatusReply

NOT_RUNNING = "lineupd is not running"


def as_text(status: StatusReply | None) -> str:
    """`1 running (45 %), 3 queued`; `nothing to do` when nothing runs or waits."""
    if status is None:
        return NOT_RUNNING
    parts = []
    if status.running:
        parts.append(f"{status.running} running ({status.progress_percent} %)")
    if status.queued:
        parts.append(f"{status.queued} queued")
    return (", ".join(parts) or "nothing to do") + (f": {status.trouble}" if status.trouble else "")


def as_menu(status: StatusReply | None) -> str:
    """The text of SwiftBar's menu: a title, a line, and what is behind it."""
    if status is None:
        title = "lineup off"
    elif status.running:
        title = f"lineup {status.progress_percent}%"
    else:
        title = f"lineup {status.queued} queued" if status.queued else "lineup"
    return f"{title}\n---\n{as_text(status)}"


def as_shape(status: StatusReply | None) -> dict[str, object]:
    """The state as `lineup status --format json` prints it."""
    if status is None:
        return {"schema": SCHEMA, "daemon": False, "running": 0, "queued": 0, "progress_percent": None, "trouble": None}
    return {
        "schema": SCHEMA,
        "daemon": True,
        "running": status.running,
        "queued": status.queued,
        "progress_percent": status.progress_percent if status.running else None,
        "trouble": status.trouble or None,
    }


def daemon_lines(status: StatusReply) -> list[str]:
    """The daemon for people."""
    return [
        f"lineupd      {status.version}, API {status.api}, pid {status.pid}",
        f"running for  {show_duration(status.uptime_s)}",
        f"jobs         {as_text(status)}",
        f"workers      {status.workers_ready} of {status.workers} ready",
        f"home         {status.home}",
        f"socket       {status.socket}",
    ]
