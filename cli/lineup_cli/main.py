"""Runs one command and turns every error into one sentence and an exit code."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from lineup_cli import oneshot, output
from lineup_cli.errors import BadInput, CliError, ExitCode, Failure, Interrupted
from lineup_cli.interruption import words_for


def main() -> NoReturn:
    """The `lineup` command, once everything is loaded that it begins with."""
    oneshot.begin()
    oneshot.leave(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line; returns its exit code, with everything written out."""
    output.prepare_streams()
    code = _outcome(arguments)
    try:
        output.flush()
    except CliError as error:
        _tell(error)
        return error.code
    return code


def _outcome(arguments: list[str]) -> int:
    try:
        _refuse_garbage(arguments)
        from lineup_cli.lazy import build_root

        build_root().main(args=arguments, prog_name="lineup")
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else ExitCode.DONE
        if code == ExitCode.INTERRUPTED:
            # Nobody but Typer ends with this code: it does so for Ctrl-C.
            _tell(Interrupted(words_for(arguments)))
        return code
    except CliError as error:
        _tell(error)
        return error.code
    except KeyboardInterrupt:
        _tell(Interrupted(words_for(arguments)))
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last door: nobody may see a traceback
        return _unforeseen(error)
    return ExitCode.DONE


def _refuse_garbage(arguments: list[str]) -> None:
    """What is no text cannot be sent to lineupd, nor be shown."""
    for argument in arguments:
        if not argument.isascii() and any("\ud800" <= character <= "\udfff" for character in argument):
            shown = argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            raise BadInput(f"{shown}: this argument is no UTF-8 text", "give the file or the job another name")


def _unforeseen(error: Exception) -> int:
    """Any verb may meet a home that is none or may not be looked into; everything else here is a bug of ours."""
    from lineup_proto.places import HomeError, find_places

    if isinstance(error, HomeError):
        _tell(BadInput(error.message, error.hint))
        return ExitCode.BAD_INPUT
    if (
        isinstance(error, OSError)
        and error.filename
        and find_places().holds(Path(os.fsdecode(error.filename), "in it"))
    ):
        _tell(Failure(f"{error.filename}: {error.strerror}", "`lineup doctor` says more"))
        return ExitCode.FAILED
    from lineup_cli.crash import report_crash

    report_crash(error)
    return ExitCode.FAILED


def _tell(error: CliError) -> None:
    if error.problems:
        from lineup_cli.show.problems import problem_line

        for problem in error.problems:
            output.say(problem_line(problem))
        return
    output.say(f"lineup: {error.message}" + (f" ({error.hint})" if error.hint else ""))
