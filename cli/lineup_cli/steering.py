"""What the verbs have in common that change the queue: bounds, the daemon that has to run, what is told afterwards."""

from lineup_cli import output
from lineup_cli.errors import BadInput, CliError, DaemonUnreachable
from lineup_cli.service.client import check_language, reach
from lineup_cli.service.connection import Connection
from lineup_proto.connect import MAX_PRIORITY
from lineup_proto.places import Places, find_places
from lineup_proto.v1.jobs_pb2 import ChangedReply


def check_priority(priority: int, typed: str) -> None:
    """Raise `BadInput` naming what was typed for a priority outside its bounds."""
    if not -MAX_PRIORITY <= priority <= MAX_PRIORITY:
        raise BadInput(f"{typed}: must be between {-MAX_PRIORITY} and {MAX_PRIORITY}")


def running_daemon() -> Connection:
    """The daemon of this home, which is not started for this; raises `DaemonUnreachable`."""
    connection = reach(find_places())
    if connection is None:
        raise DaemonUnreachable("lineupd is not running", "`lineup daemon start` starts it")
    check_language(connection.status)
    return connection


def put_into_force(places: Places, key: str) -> str:
    """Have a lineupd that runs read its settings anew; answers in a sentence what became of the one with this key."""
    try:
        connection = reach(places)
        reply = connection.reload() if connection else None
    except CliError:
        reply = None
    if reply is None or key in reply.on_restart:
        return "`lineup daemon restart` makes lineupd use it"
    return "lineupd uses it from now on" if key in reply.used else "for the lineupd that runs this changes nothing"


def report_changed(reply: ChangedReply, already: str, *, as_json: bool) -> None:
    """Print the ids of the jobs that were changed; of the others say that they were so already."""
    if as_json:
        output.write_json({"ids": list(reply.ids), "changed": list(reply.changed)})
        return
    for job_id in reply.ids:
        if job_id in reply.changed:
            output.write(job_id)
        else:
            output.say(f"{job_id} {already}")
