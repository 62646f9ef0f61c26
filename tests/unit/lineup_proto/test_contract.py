"""What was said once to clients stays true: no method, message or field changes its name, number or type, or goes away.

`tests/data/contract.txt` has a line for each. New ones are added: `python tests/unit/lineup_proto/test_contract.py`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor, FileDescriptor, ServiceDescriptor

from lineup_proto.v1 import daemon_pb2, errors_pb2, jobs_pb2

CONTRACT = Path(__file__).resolve().parents[2] / "data" / "contract.txt"
FILES: tuple[FileDescriptor, ...] = (daemon_pb2.DESCRIPTOR, errors_pb2.DESCRIPTOR, jobs_pb2.DESCRIPTOR)


def told() -> list[str]:
    """The contract as it is, a line for each thing that a client may rely on."""
    return sorted(line for file in FILES for line in _of_file(file))


def _of_file(file: FileDescriptor) -> Iterator[str]:
    for message in file.message_types_by_name.values():
        yield from _of_message(message)
    for enum in file.enum_types_by_name.values():
        yield from _of_enum(enum)
    for service in file.services_by_name.values():
        yield from _of_service(service)


def _of_message(message: Descriptor) -> Iterator[str]:
    yield f"message {message.full_name}"
    for field in message.fields:
        yield f"field {message.full_name} {field.number} {field.name} {_type_of(field)}"
    for inner in message.nested_types:
        yield from _of_message(inner)


def _type_of(field: FieldDescriptor) -> str:
    kind = field.message_type or field.enum_type
    many = "repeated " if field.is_repeated else ""
    return many + (str(kind.full_name) if kind is not None else f"type {field.type}")


def _of_enum(enum: EnumDescriptor) -> Iterator[str]:
    yield from (f"enum {enum.full_name} {value.number} {value.name}" for value in enum.values)


def _of_service(service: ServiceDescriptor) -> Iterator[str]:
    for method in service.methods:
        streams = f"{'stream ' if method.client_streaming else ''}-> {'stream ' if method.server_streaming else ''}"
        words = f"{method.input_type.full_name} {streams}{method.output_type.full_name}"
        yield f"method {service.full_name}.{method.name} {words}"


def test_nothing_that_was_said_is_taken_back() -> None:
    assert set(CONTRACT.read_text(encoding="utf-8").splitlines()) - set(told()) == set()


def test_everything_that_is_said_is_written_down() -> None:
    assert set(told()) - set(CONTRACT.read_text(encoding="utf-8").splitlines()) == set()


if __name__ == "__main__":
    known = set(CONTRACT.read_text(encoding="utf-8").splitlines()) if CONTRACT.exists() else set()
    lost = known - set(told())
    if lost:
        raise SystemExit("clients rely on these: " + ", ".join(sorted(lost)))
    CONTRACT.write_text("\n".join(told()) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(told())} lines\n")
