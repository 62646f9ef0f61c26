"""Processes that watch a daemon's jobs, as dashboards do: `python tests/fault_watchers.py SOCKET COUNT [print]`.

With `print` each says in a line of its own which jobs it has just been told of, and in which states.
"""

import asyncio
import sys
from pathlib import Path

import grpc

from lineup_proto.connect import CHANNEL_OPTIONS, socket_address
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.jobs_pb2_grpc import JobsStub

_OPTIONS = (*CHANNEL_OPTIONS, ("grpc.use_local_subchannel_pool", 1))
"""Else the channels of one process share one connection."""

_PAUSE_S = 0.05


async def watch(socket: Path, tells: bool) -> None:
    """Read all news for ever; who was away for so long that his connection was given up comes back."""
    seen, boot_id = -1, ""
    async with grpc.aio.insecure_channel(socket_address(socket), options=_OPTIONS) as channel:
        while True:
            try:
                async for reply in JobsStub(channel).Watch(pb.WatchRequest(seen=seen, boot_id=boot_id)):
                    seen, boot_id = reply.revision, reply.boot_id
                    if tells:
                        words = " ".join(f"{job.id}:{job.status}" for job in reply.jobs)
                        sys.stdout.write(f"{words or '-'}\n")
                        sys.stdout.flush()
            except grpc.aio.AioRpcError as error:
                if error.code() is not grpc.StatusCode.UNAVAILABLE:
                    raise
                await asyncio.sleep(_PAUSE_S)


async def main(socket: str, count: str, *tells: str) -> None:
    """So many connections, each with a watch of its own."""
    await asyncio.gather(*(watch(Path(socket), bool(tells)) for _ in range(int(count))))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
