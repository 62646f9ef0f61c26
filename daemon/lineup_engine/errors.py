"""What can go wrong in the engine.

EngineError
├── InputError       the user's files or configuration: carries every problem with its place
├── RulesClash       no lineup satisfies the rules: carries their names
├── NoPortfolio      there are lineups, but not as many together as are wanted: carries the cure
├── InternalError    our bug: a result that fails its own check
│   └── Unfinished   files of the job are not there, or not whole: its stages have to be gone through again
└── Unwanted         nobody wants the work any more
"""

from collections.abc import Sequence

from lineup_engine.seam import Problem


class EngineError(Exception):
    """Something in the engine went wrong."""


class InputError(EngineError):
    """The user's input cannot be accepted."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class RulesClash(EngineError):
    """No lineup satisfies these rules together; leaving out any one of them would allow one. `cure` is what is enough."""

    def __init__(self, rules: str, cure: str = "") -> None:
        super().__init__(f"no lineup satisfies these rules together: {rules}")
        self.cure = cure


class NoPortfolio(EngineError):
    """There are lineups, and no so many of them keep the rules about all of them."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class InternalError(EngineError):
    """A result failed its own check."""


class Unfinished(InternalError):
    """Files of a job that a stage builds on are not there, or not whole: all is well once it goes through its stages again."""


class Unwanted(EngineError):
    """Nobody wants the work at hand any more; it ended between two pieces."""
