"""The committed stubs are what the .proto files say."""

import os
import subprocess
import sys
from pathlib import Path


def test_the_committed_stubs_are_fresh(repository: Path, tmp_path: Path) -> None:
    """Generating them anew gives the same bytes; otherwise run `make stubs`."""
    tools = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"}
    script = repository / "proto" / "generate.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, env=environment, capture_output=True)
    fresh = {path.name: path.read_bytes() for path in (tmp_path / "lineup_proto" / "v1").iterdir()}
    committed = {path.name: path.read_bytes() for path in (repository / "proto/lineup_proto/v1").glob("*_pb2*.py*")}
    assert committed == fresh
