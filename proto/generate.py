"""Writes the committed stubs next to the .proto files: `python proto/generate.py [OUT]`."""

import sys
from importlib.resources import files
from pathlib import Path

from grpc_tools import protoc

ROOT = Path(__file__).parent


def generate(out: Path) -> None:
    """Write the stubs and their types for every .proto file under `out`.

    The include root is this folder, so that generated code imports `lineup_proto.v1...`.
    """
    protos = sorted(str(path) for path in ROOT.glob("lineup_proto/v1/*.proto"))
    well_known = str(files("grpc_tools").joinpath("_proto"))
    plugins = [f"--{plugin}_out={out}" for plugin in ("python", "grpc_python", "mypy", "mypy_grpc")]
    code = protoc.main(["protoc", f"-I{ROOT}", f"-I{well_known}", *plugins, *protos])
    if code != 0:
        raise SystemExit(code)


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
