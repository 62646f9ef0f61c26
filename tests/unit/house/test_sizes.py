"""Rooms stay small: a file or function that grows without end is caught here."""

import ast
from pathlib import Path

import pytest

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 30
MAX_KERNEL_LINES = 60
KERNELS = "gpu_node/lineup_kernels"
SOURCES = ("cli", "daemon", "gpu_node", "proto", "tests")


def _python_files(repository: Path, folders: tuple[str, ...]) -> list[Path]:
    files = (path for folder in folders for path in (repository / folder).rglob("*.py"))
    return sorted(path for path in files if "_pb2" not in path.name)


def _code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    has_docstring = ast.get_docstring(function) is not None and len(function.body) > 1
    first = function.body[1] if has_docstring else function.body[0]
    return (function.end_lineno or first.lineno) - first.lineno + 1


def test_no_file_is_longer_than_the_limit(repository: Path) -> None:
    """A file over the limit has two subjects."""
    long = {
        str(path.relative_to(repository)): lines
        for path in _python_files(repository, SOURCES)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_FILE_LINES
    }
    assert long == {}


def test_no_function_is_longer_than_the_limit(repository: Path) -> None:
    """A function over the limit does more than one thing; tests may be tables, and a kernel is one loop."""
    long: dict[str, int] = {}
    for path in _python_files(repository, ("cli", "daemon", "gpu_node", "proto")):
        most = MAX_KERNEL_LINES if path.is_relative_to(repository / KERNELS) else MAX_FUNCTION_LINES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _code_lines(node) > most:
                long[f"{path.relative_to(repository)}:{node.lineno} {node.name}"] = _code_lines(node)
    assert long == {}


@pytest.mark.parametrize("source", ["def f():\n    '''Doc.'''\n    return 1\n", "def f():\n    return 1\n"])
def test_a_docstring_is_not_counted(source: str) -> None:
    """Saying what a function promises is never too long."""
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert _code_lines(function) == 1
