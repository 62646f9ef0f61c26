"""The user's problems as lines: where, what, and the cure."""

from collections.abc import Sequence

from lineup_proto.v1.errors_pb2 import Problem


def problem_line(problem: Problem) -> str:
    """`file:line:column: message (hint)`, with the numbers that are known."""
    numbers = (str(number) for number in (problem.line, problem.column) if number)
    place = ":".join([problem.file, *numbers])
    return f"{place}: {problem.message}" + (f" ({problem.hint})" if problem.hint else "")


def problem_shapes(problems: Sequence[Problem]) -> list[dict[str, object]]:
    """The problems as JSON values; an unknown line or column is null."""
    return [
        {
            "file": problem.file,
            "line": problem.line or None,
            "column": problem.column or None,
            "message": problem.message,
            "hint": problem.hint or None,
        }
        for problem in problems
    ]
