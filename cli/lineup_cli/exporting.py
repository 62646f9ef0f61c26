"""A job as the contents of a file."""

from lineup_cli import output
from lineup_cli.results import fetch_shape
from lineup_cli.service.connection import Connection
from lineup_proto.v1.jobs_pb2 import ResultFormat

_FILES = {"csv": ResultFormat.RESULT_FORMAT_CSV, "dk": ResultFormat.RESULT_FORMAT_DK}


def exported(connection: Connection, job_id: str, form: str) -> bytes:
    """The job in the form `json`, `csv` or `dk`."""
    if form == "json":
        return f"{output.as_json(fetch_shape(connection, job_id))}\n".encode()
    return connection.result(job_id, _FILES[form])
