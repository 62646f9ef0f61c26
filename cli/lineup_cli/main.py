"""The console entry point: run the command, turn every error into one sentence and an exit code."""

import sys
from typing import NoReturn

from lineup_cli import oneshot, output
from lineup_cli.errors import CliError, ExitCode


def main() -> NoReturn:
    """The `lineup` command."""
    oneshot.begin()
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    oneshot.leave(code)


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
        from lineup_cli.lazy import build_root

        build_root().main(args=arguments, prog_name="lineup")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else ExitCode.DONE
    except CliError as error:
        _tell(error)
        return error.code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last door: nobody may see a traceback
        from lineup_cli.crash import report_crash

        report_crash(error)
        return ExitCode.FAILED
    return ExitCode.DONE


def _tell(error: CliError) -> None:
    if error.problems:
        from lineup_cli.show.problems import problem_line

        for problem in error.problems:
            output.say(problem_line(problem))
        return
    output.say(f"lineup: {error.message}" + (f" ({error.hint})" if error.hint else ""))
