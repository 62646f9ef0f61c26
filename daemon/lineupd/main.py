"""The program `lineupd`: reads its settings, owns its home, serves until it is told to stop."""

import argparse
import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import partial
from importlib.metadata import version
from typing import NoReturn

from lineup_proto.places import HomeError, Places, find_places
from lineup_proto.settings import LOG_LEVELS, Settings, SettingsError, Value, read_settings
from lineupd.descriptors import allow_more
from lineupd.errors import BackupUnusable, DaemonError, HomeInUse, HomeUnusable, StartError, StoreError
from lineupd.executors.process import WORKER_COMMAND
from lineupd.home import Holding, own
from lineupd.logs import write_logs

_STOP_LIMIT_S = 2.7

_log = logging.getLogger(__name__)


class ExitCode(IntEnum):
    """The exit codes of `lineupd`; part of its contract."""

    DONE = 0
    MISTAKE = 1
    BAD_BACKUP = 65
    STOP_FORCED = 70
    HOME_IN_USE = 75
    UNUSABLE = 78


def main(worker_command: Sequence[str] = WORKER_COMMAND) -> None:
    """Run the daemon; ends the process with an `ExitCode`."""
    typed = make_parser().parse_args(sys.argv[1:])
    try:
        places = find_places()
        code = _do_once(typed, places) if _is_short(typed) else _run(places, _flags(typed), worker_command)
    except HomeInUse as error:
        code = _refuse(error, ExitCode.HOME_IN_USE)
    except BackupUnusable as error:
        code = _refuse(error, ExitCode.BAD_BACKUP)
    except (StartError, StoreError, SettingsError, HomeError) as error:
        code = _refuse(error, ExitCode.UNUSABLE)
    except Exception as error:  # noqa: BLE001 - its traceback is in the log
        code = _refuse(DaemonError(f"{type(error).__name__}: {error}", "the log says where"), ExitCode.MISTAKE)
    _leave(code)


def _leave(code: ExitCode) -> NoReturn:
    logging.shutdown()
    sys.stderr.flush()
    # gRPC's threads may keep a finished interpreter from ending; by now everything is written.
    os._exit(code)


def _give_up(loss: DaemonError) -> NoReturn:
    _log.error("lineupd gives up: %s", loss.sentence)
    _leave(_refuse(loss, ExitCode.UNUSABLE))


def make_parser() -> argparse.ArgumentParser:
    """The flags of `lineupd`."""
    parser = argparse.ArgumentParser("lineupd", description="The daemon of lineup: queue, history and workers.")
    parser.add_argument("--version", action="version", version=version("lineup-dfs"))
    parser.add_argument("--workers", type=int, metavar="N", help="worker processes; 0 = one per core")
    parser.add_argument("--log-level", choices=LOG_LEVELS, help="how much is written to the log")
    short = parser.add_mutually_exclusive_group()
    short.add_argument("--check", action="store_true", help="only say whether the history can be used; changes nothing")
    short.add_argument(
        "--backup",
        nargs="?",
        const="",
        metavar="FILE",
        help="only back up history and settings, while a lineupd may run",
    )
    short.add_argument("--restore", metavar="FILE", help="only bring back a backup; no lineupd may run")
    parser.add_argument("--replace", action="store_true", help="with --restore: move a history that is here aside")
    parser.add_argument("--look", action="store_true", help="with --restore: only say what it would replace")
    return parser


def _is_short(typed: argparse.Namespace) -> bool:
    return typed.check or typed.backup is not None or typed.restore is not None


def _do_once(typed: argparse.Namespace, places: Places) -> ExitCode:
    from lineupd import oneshots

    if typed.check:
        oneshots.look(places)
    elif typed.restore is not None:
        oneshots.restore(places, typed.restore, only_look=typed.look, replace=typed.replace)
    else:
        oneshots.back_up(places, typed.backup)
    return ExitCode.DONE


def _flags(typed: argparse.Namespace) -> dict[str, Value]:
    flags: dict[str, Value | None] = {"daemon.workers": typed.workers, "daemon.log_level": typed.log_level}
    return {key: value for key, value in flags.items() if value is not None}


def _run(places: Places, flags: dict[str, Value], worker_command: Sequence[str]) -> ExitCode:
    read = partial(read_settings, places.settings_file, flags=flags)
    settings = read()
    holding = own(places)
    allow_more()
    try:
        write_logs(places.log_file, settings.daemon.log_level)
    except OSError as error:
        raise HomeUnusable(f"{places.log_file} cannot be written: {error}") from error
    try:
        asyncio.run(_serve(places, settings, holding, read, worker_command))
    except DaemonError as error:
        _log.error("lineupd ends: %s", error.sentence)
        raise
    except Exception:
        _log.exception("lineupd ends")
        raise
    return ExitCode.DONE


async def _serve(
    places: Places, settings: Settings, holding: Holding, read: Callable[[], Settings], worker_command: Sequence[str]
) -> None:
    # Before gRPC is loaded: its fork handlers and child processes do not go together.
    os.environ["GRPC_ENABLE_FORK_SUPPORT"] = "0"
    from lineupd.bootstrap import Daemon, Plan

    plan = Plan(places, settings, read, holding, worker_command, stopping=_end_anyway, give_up=_give_up)
    daemon = Daemon(plan)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, daemon.stop)
    await daemon.serve()


def _end_anyway() -> None:
    """End the process when a clean stop takes too long; the next start repairs what is left."""
    timer = threading.Timer(_STOP_LIMIT_S, _force_end)
    timer.daemon = True
    timer.start()


def _force_end() -> None:
    _log.error("lineupd did not stop in %.1f s and is ended by force", _STOP_LIMIT_S)
    os._exit(ExitCode.STOP_FORCED)


def _refuse(error: DaemonError | SettingsError | HomeError, code: ExitCode) -> ExitCode:
    hint = f" ({error.hint})" if error.hint else ""
    sys.stderr.write(f"lineupd: {error.message}{hint}\n")
    return code
