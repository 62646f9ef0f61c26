"""How the two sides meet: address, channel options, API version, error detail."""

from pathlib import Path

API_VERSION = "1.0"
"""Major number: another one is another language. Minor: something was added."""

ERROR_METADATA_KEY = "lineup-error-bin"
"""Trailing metadata that carries a serialized `ErrorDetail`."""

CHUNK_BYTES = 256 * 1024
"""Size of the pieces in which files and results travel."""

MAX_INPUT_BYTES = 64 * 1024 * 1024
"""The largest file a job may name; a DraftKings slate is below 0.2 MiB, a scenario matrix far above."""

MAX_CONFIG_BYTES = 1024 * 1024
"""The largest config.yaml."""

MAX_PRIORITY = 1_000_000
"""A job's priority is between this and its negative."""

MAX_MESSAGE_BYTES = 4 * 1024 * 1024
"""The largest message; what may be larger travels in chunks."""

MAX_QUEUED = 100_000
"""So many jobs may wait; further ones are refused until some have run."""

# Problems travel in metadata, which gRPC limits to 8 KiB unless told otherwise.
_METADATA_BYTES = 1024 * 1024

CHANNEL_OPTIONS: tuple[tuple[str, int], ...] = (
    ("grpc.max_metadata_size", _METADATA_BYTES),
    ("grpc.absolute_max_metadata_size", _METADATA_BYTES),
    # A peer that is frozen, not gone, is only seen when all three are set.
    ("grpc.keepalive_time_ms", 10_000),
    ("grpc.keepalive_timeout_ms", 5_000),
    ("grpc.http2.ping_timeout_ms", 5_000),
    ("grpc.initial_reconnect_backoff_ms", 100),
    # Also how long a listener may take for its first word: a busy machine needs more than gRPC's pause between tries.
    ("grpc.min_reconnect_backoff_ms", 3_000),
    ("grpc.max_reconnect_backoff_ms", 1_000),
    ("grpc.enable_retries", 0),
)

SERVER_OPTIONS: tuple[tuple[str, int], ...] = (
    ("grpc.max_metadata_size", _METADATA_BYTES),
    ("grpc.absolute_max_metadata_size", _METADATA_BYTES),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.min_recv_ping_interval_without_data_ms", 5_000),
    ("grpc.so_reuseport", 0),
    # Whoever connects and does not speak gRPC is let go: each connection takes a descriptor.
    ("grpc.server_handshake_timeout_ms", 10_000),
    ("grpc.max_connection_idle_ms", 300_000),
    ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
    # Of one connection: nobody takes all the room that there is.
    ("grpc.max_concurrent_streams", 100),
)


def user_agent(program: str, version: str) -> tuple[str, str]:
    """The channel option by which a client says what it is and which API it speaks."""
    return "grpc.primary_user_agent", f"{program}/{version} api/{API_VERSION}"


def api_of(agent: str) -> str:
    """The API that a client with this user agent speaks; empty when it does not say."""
    return next((word.removeprefix("api/") for word in agent.split() if word.startswith("api/")), "")


def major(api: str) -> int:
    """The major number of an API version; 0 when it has none."""
    first = api.partition(".")[0]
    return int(first) if first.isdecimal() and len(first) < 10 else 0


def socket_address(socket: Path) -> str:
    """The gRPC target of a daemon's unix socket."""
    return f"unix:{socket}"
