"""Completion scripts without a Python in them: verbs and options are written in, job ids are read from a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote

from typer.core import TyperArgument, TyperCommand, TyperOption

from lineup_cli import verbs
from lineup_cli.completion.templates import BASH, FISH, ZSH
from lineup_cli.lazy import load
from lineup_proto.places import find_places


@dataclass(frozen=True, slots=True)
class Completed:
    """What one verb can be followed by: options (with the values of those that have a choice), values, job ids."""

    words: str
    help: str
    options: tuple[str, ...]
    choices: tuple[tuple[str, tuple[str, ...]], ...]
    values: tuple[str, ...]
    takes_job: bool
    takes_file: bool


def script(shell: str) -> str:
    """The script for `bash`, `zsh` or `fish`."""
    forms = {"bash": _bash, "zsh": _zsh, "fish": _fish}
    return forms[shell]()


def completed_verbs() -> Iterator[Completed]:
    """Every verb, in the order of the table."""
    for row in verbs.ROOT:
        if isinstance(row, verbs.Group):
            for verb in row.verbs:
                yield _completed(f"{row.name} {verb.name}", verb)
        else:
            yield _completed(row.name, row)


def _completed(words: str, verb: verbs.Verb) -> Completed:
    command = load(verb)
    options = [param for param in command.params if isinstance(param, TyperOption)]
    arguments = [param for param in command.params if isinstance(param, TyperArgument)]
    metavars = {argument.metavar or "" for argument in arguments}
    return Completed(
        words=words,
        help=verb.help,
        options=(*tuple(name for option in options for name in (*option.opts, *option.secondary_opts)), "-h", "--help"),
        choices=tuple((name, found) for option in options if (found := _choices(option)) for name in option.opts),
        values=tuple(value for argument in arguments for value in _choices(argument)),
        takes_job=any(metavar.startswith("ID") for metavar in metavars),
        takes_file=any(metavar.strip("[]") in {"CONFIG", "FILE"} for metavar in metavars) or _writes_file(command),
    )


def _choices(param: TyperOption | TyperArgument) -> tuple[str, ...]:
    return tuple(str(choice) for choice in getattr(param.type, "choices", ()))


def _writes_file(command: TyperCommand) -> bool:
    return any(param.metavar == "FILE" for param in command.params)


def _first_words() -> dict[str, str]:
    return {row.name: row.help for row in verbs.ROOT}


def _groups() -> Iterator[verbs.Group]:
    return (row for row in verbs.ROOT if isinstance(row, verbs.Group))


def _ids_file() -> str:
    return quote(str(find_places().job_ids_file))


def _bash() -> str:
    cases = [f'    "") words={quote(" ".join(_first_words()))};;']
    cases += [f"    {group.name}) words={quote(' '.join(verb.name for verb in group.verbs))};;" for group in _groups()]
    for verb in completed_verbs():
        after = [f"words={quote(' '.join([*verb.options, *verb.values]))}"]
        after += ["jobs=1"] if verb.takes_job else []
        after += ["files=1"] if verb.takes_file else []
        cases.append(f"    {quote(verb.words)}) {'; '.join(after)};;")
    choices = [
        f"    {quote(f'{verb.words} {option}')}) words={quote(' '.join(values))}; chosen=1;;"
        for verb in completed_verbs()
        for option, values in verb.choices
    ]
    return _filled(BASH, cases=cases, choices=choices)


def _filled(template: str, **blocks: list[str]) -> str:
    text = template.replace("@IDS@", _ids_file())
    text = text.replace("@GROUPS@", "|".join(group.name for group in _groups()))
    for name, lines in blocks.items():
        text = text.replace(f"@{name.upper()}@", "\n".join(lines))
    return text.strip("\n")


def _described(pairs: dict[str, str]) -> str:
    return " ".join(quote(f"{name}:{text}") for name, text in pairs.items())


def _zsh() -> str:
    cases = [f"    '') described=({_described(_first_words())});;"]
    cases += [
        f"    {group.name}) described=({_described({verb.name: verb.help for verb in group.verbs})});;"
        for group in _groups()
    ]
    for verb in completed_verbs():
        after = [f"words_=({' '.join([*verb.options, *verb.values])})"]
        after += ["jobs=1"] if verb.takes_job else []
        after += ["files=1"] if verb.takes_file else []
        cases.append(f"    {quote(verb.words)}) {'; '.join(after)};;")
    choices = [
        f"    {quote(f'{verb.words} {option}')}) words_=({' '.join(values)}); chosen=1;;"
        for verb in completed_verbs()
        for option, values in verb.choices
    ]
    return _filled(ZSH, cases=cases, choices=choices)


def _fish() -> str:
    lines = [_fish_word("__lineup_at ''", name, text) for name, text in _first_words().items()]
    for group in _groups():
        lines += [_fish_word(f"__lineup_at {group.name}", verb.name, verb.help) for verb in group.verbs]
    for verb in completed_verbs():
        lines += list(_fish_verb(verb))
    return _filled(FISH, cases=lines)


def _fish_word(condition: str, word: str, text: str) -> str:
    return f"complete -c lineup -n {_fish_quote(condition)} -a {word} -d {_fish_quote(text)}"


def _fish_quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _fish_verb(verb: Completed) -> Iterator[str]:
    here = f"complete -c lineup -n {_fish_quote(f'__lineup_at {_fish_quote(verb.words)}')}"
    choices = dict(verb.choices)
    for option in verb.options:
        kind = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
        values = f" -x -a {_fish_quote(' '.join(choices[option]))}" if option in choices else ""
        yield f"{here} {kind}{values}"
    if verb.values:
        yield f"{here} -a {_fish_quote(' '.join(verb.values))}"
    if verb.takes_job:
        yield f"{here} -a '(__lineup_jobs)'"
    if verb.takes_file:
        yield f"{here} -F"
