"""The tree of commands with placeholders: a verb's module is loaded when the verb is used, not before."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from lineup_cli import output, verbs
from lineup_cli.version import VERSION

CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"]}


class Placeholder(TyperCommand):
    """A verb's name and one line of help; it becomes the real command when it gets arguments."""

    def __init__(self, verb: verbs.Verb) -> None:
        super().__init__(verb.name, help=verb.help, rich_markup_mode=None)
        self._verb = verb

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Load the verb and let the real command read the arguments."""
        return load(self._verb).make_context(*args, **kwargs)


def load(verb: verbs.Verb) -> TyperCommand:
    """The real command of a verb; every command accepts `--yes`."""
    module = import_module(f"lineup_cli.commands.{verb.module}")
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name=verb.name, context_settings={**CONTEXT, **getattr(module, "CONTEXT", {})})(module.run)
    command = typer.main.get_command(app)
    if not isinstance(command, TyperCommand):
        raise TypeError(f"{verb.module}.run is not one command")
    if all(option.name != "yes" for option in command.params):
        command.params.append(_accepted_yes())
    return command


def _accepted_yes() -> TyperOption:
    return TyperOption(
        param_decls=["--yes", "-y"], is_flag=True, default=False, expose_value=False, help="Never ask anything."
    )


def build_root(*, eager: bool = False) -> TyperGroup:
    """The `lineup` command; `eager` loads every verb, for tests and reference pages."""
    version = TyperOption(
        param_decls=["--version"],
        is_flag=True,
        is_eager=True,
        default=False,
        expose_value=False,
        callback=_print_version,
        help="Print the version.",
    )
    return _group("lineup", "Daily-fantasy lineups, exact and in the background.", verbs.ROOT, eager, version)


def _group(
    name: str, text: str, rows: tuple[verbs.Verb | verbs.Group, ...], eager: bool, *options: TyperOption
) -> TyperGroup:
    return TyperGroup(
        name=name,
        help=text,
        commands={row.name: _command(row, eager) for row in rows},
        params=list(options),
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings=CONTEXT,
    )


def _command(row: verbs.Verb | verbs.Group, eager: bool) -> TyperCommand | TyperGroup:
    if isinstance(row, verbs.Group):
        return _group(row.name, row.help, row.verbs, eager)
    return load(row) if eager else Placeholder(row)


def _print_version(context: typer.Context, _parameter: object, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        output.write(f"lineup {VERSION}")
        context.exit()
