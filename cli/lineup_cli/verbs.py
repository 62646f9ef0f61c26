"""Every verb as plain data: loading this table loads no verb.

A verb's module has one function, `run`, whose signature is its options and whose docstring is its help.
"""

from typing import NamedTuple


class Verb(NamedTuple):
    """One row: what the user types, the module under `lineup_cli.commands`, the first line of its help."""

    name: str
    module: str
    help: str


class Group(NamedTuple):
    """Verbs behind a noun."""

    name: str
    help: str
    verbs: tuple[Verb, ...]


JOBS = Group(
    "jobs",
    "The queue and the history.",
    (
        Verb("ls", "jobs_ls", "List jobs, newest first."),
        Verb("show", "jobs_show", "Show one job: stages, timings, result, error, configuration."),
        Verb("rerun", "jobs_rerun", "Run a job again from what was stored; prints the new id."),
        Verb("cancel", "jobs_cancel", "Cancel queued or running jobs."),
        Verb("prio", "jobs_prio", "Give a job that waits or runs another priority."),
        Verb("pause", "jobs_pause", "Pause jobs that wait or run."),
        Verb("resume", "jobs_resume", "Let paused jobs go on, from their finished tasks."),
        Verb("explain", "jobs_explain", "Say why a job does not run yet."),
        Verb("wait", "jobs_wait", "Wait until jobs end; exits with the worst outcome."),
        Verb("watch", "jobs_watch", "Follow one job to its end; exits with its outcome."),
        Verb("logs", "jobs_logs", "Show what happened to a job and what its workers said."),
        Verb("export", "jobs_export", "Write a job as JSON, CSV or the site's upload file."),
        Verb("rm", "jobs_rm", "Remove finished jobs and their results."),
        Verb("prune", "jobs_prune", "Remove finished jobs by age, state and number."),
        Verb("backup", "jobs_backup", "Back up the history with all results, and the settings, into one file."),
        Verb("restore", "jobs_restore", "Bring back the history and the settings from a backup."),
    ),
)

DAEMON = Group(
    "daemon",
    "The background daemon, lineupd.",
    (
        Verb("start", "daemon_start", "Start lineupd, unless it runs."),
        Verb("stop", "daemon_stop", "Stop lineupd; returns when it is gone."),
        Verb("restart", "daemon_restart", "Stop lineupd and start it again."),
        Verb("pause", "daemon_pause", "Pause the queue: no job starts, those that run go on."),
        Verb("resume", "daemon_resume", "Let the queue go on."),
        Verb("status", "daemon_status", "Say whether lineupd runs, since when and how busy it is."),
        Verb("logs", "daemon_logs", "Show the end of lineupd's log."),
    ),
)

CONFIG = Group(
    "config",
    "The settings file.",
    (
        Verb("show", "config_show", "Show every setting, its value and where that comes from."),
        Verb("path", "config_path", "Print where the settings file lies."),
        Verb("set", "config_set", "Change one setting in the file."),
    ),
)

ROOT: tuple[Verb | Group, ...] = (
    Verb("demo", "demo", "Run the built-in example: 20 NASCAR lineups."),
    Verb("init", "init", "Write a commented config.yaml and a small example slate."),
    Verb("check", "check", "Check a configuration and its files, queue nothing."),
    Verb("submit", "submit", "Queue a job; prints its id."),
    Verb("lineups", "lineups", "Show the lineups of a job."),
    Verb("exposure", "exposure", "Show how often each player is used in a job's lineups."),
    Verb("grade", "grade", "Grade a job against the real standings of its contest."),
    Verb("calibration", "calibration", "Show the record of the forecasts over all graded contests."),
    JOBS,
    Verb("status", "status", "Say in one line what runs and what waits."),
    DAEMON,
    CONFIG,
    Verb("doctor", "doctor", "Say what works here, and the cure for what does not."),
    Verb("completion", "completion", "Print the completion script for a shell."),
)
