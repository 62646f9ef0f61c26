"""From the bytes of config.yaml to a checked configuration, or to everything that is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from lineup_engine.config.complaints import complain, path_of
from lineup_engine.config.model import JobConfig
from lineup_engine.config.overrides import apply_override
from lineup_engine.config.tree import Block, Locator, Node, Path, Place, Text, plain
from lineup_engine.config.yaml_text import parse_yaml
from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.texts.decode import decode

MAX_CONFIG_KIB = 256
"""The largest configuration that is read; 2,000 names with numbers of their own take 100."""

_MOST_ERRORS = 1000
_MOST_ROUNDS = 3
_GAME = frozenset({"site", "sport", "mode"})
_START_HERE = "`lineup init` writes one to start from"


@dataclass(frozen=True, slots=True)
class ConfigReading:
    """A configuration and where its parts are written.

    With problems, `config` is what is left without the wrong parts, so that the files it names can be checked in the
    same go; None where nothing can be made of it. A job may only be made of one without problems.
    """

    config: JobConfig | None
    locate: Locator
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


def load_config(content: bytes, name: str, overrides: Sequence[str]) -> ConfigReading:
    """The configuration in a file's bytes, with what the command line sets put in."""
    start = Place(name, 1, 1)
    nothing = Locator(Text(start, ""))
    if len(content) > MAX_CONFIG_KIB << 10:
        words = f"is larger than {MAX_CONFIG_KIB} KiB"
        return ConfigReading(None, nothing, (Place(name).problem(words, "is it the right file? " + _START_HERE),))
    try:
        decoded = decode(NamedFile(name, content))
    except InputError as refused:
        return ConfigReading(None, nothing, tuple(replace(p, hint=_START_HERE) for p in refused.problems))
    parsed = parse_yaml(decoded.text, start)
    if parsed.root is None:
        return ConfigReading(None, nothing, parsed.problems, decoded.warnings)
    root, problems = _overridden(parsed.root, overrides)
    reading = _checked(root)
    return replace(
        reading,
        problems=_in_order((*parsed.problems, *problems, *reading.problems)),
        warnings=decoded.warnings,
    )


def _overridden(root: Node, overrides: Sequence[str]) -> tuple[Node, tuple[Problem, ...]]:
    problems: list[Problem] = []
    for override in overrides:
        root, wrong = apply_override(root, override)
        problems += wrong
    return root, tuple(problems)


def _checked(root: Node) -> ConfigReading:
    locate = Locator(root)
    if isinstance(root, Text) and root.is_null:
        return ConfigReading(None, locate, (root.place.problem("has no configuration in it", _START_HERE),))
    if not isinstance(root, Block):
        return ConfigReading(None, locate, (root.place.problem("is not a list of keys with values", _START_HERE),))
    given = plain(root)
    try:
        return ConfigReading(JobConfig.model_validate(given), locate)
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)[:_MOST_ERRORS]
    problems = tuple(complain(error, locate) for error in errors)
    wrong = [locate.written(path_of(error)) for error in errors]
    return ConfigReading(_rest(given, wrong, locate), locate, problems)


def _rest(given: object, wrong: Sequence[Path], locate: Locator) -> JobConfig | None:
    """The configuration without the parts that are wrong, where that makes one.

    None where site, sport or mode are wrong: under the rules of another game every file would look wrong.
    """
    for _ in range(_MOST_ROUNDS):
        for path in wrong:
            if _GAME.intersection(path[:1]):
                return None
            _remove(given, path)
        try:
            return JobConfig.model_validate(given)
        except ValidationError as invalid:
            # A block can be wrong only for want of what has just been taken out of it.
            wrong = [locate.written(path_of(error)) for error in invalid.errors(include_url=False)]
    return None


def _remove(given: object, path: Path) -> None:
    """Take the value at the end of the path out; in a list, an empty place would be wrong, so the list goes."""
    for step in path[:-1]:
        inner = given.get(str(step)) if isinstance(given, dict) else None
        if not isinstance(inner, dict):
            break
        given = inner
        path = path[1:]
    if isinstance(given, dict) and path:
        given.pop(str(path[0]), None)


def _in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """As they are met when the file is read; what the command line sets comes first."""
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))
