"""What happened to a job, line by line."""

from lineup_cli.times import show_moment
from lineup_proto.v1.jobs_pb2 import LogLine

_SOURCE_WIDTH = 8


def as_line(line: LogLine) -> str:
    """A line for people, on this machine's clock."""
    return f"{show_moment(line.at)}  {line.source:<{_SOURCE_WIDTH}}  {line.text}".expandtabs()


def as_shape(line: LogLine) -> dict[str, str]:
    """A line as `lineup jobs logs --json` prints it."""
    return {"at": line.at, "source": line.source, "text": line.text}
