"""Every SQL statement of the history that is more than one table's row. `:name` are parameters."""

JOB_COLUMNS = (
    "id, name, status, attempt, priority, site, sport, execution_mode, gpu_fallback, coalesce(rerun_of, ''), seed, "
    "created_at, coalesce(started_at, ''), coalesce(completed_at, ''), coalesce(not_before, ''), tasks_estimated, "
    "progress_percent, stage, coalesce(error_message, ''), coalesce(hint, ''), lineups, warnings, "
    "coalesce(result_hash, ''), paused, coalesce(duration_s, 0.0)"
)
"""A line of the history, in the order in which `rows.job` reads it; never the large texts."""

INSERT_JOB = f"""
INSERT INTO jobs (id, name, status, created_at, priority, not_before, client_key, rerun_of, site, sport, seed, gpu,
                  tasks_estimated, warnings, versions, config_name, requested_name, overrides_json, warnings_json,
                  config_json)
VALUES (:id, :name, 'queued', :created_at, :priority, nullif(:not_before, ''), nullif(:key, ''),
        nullif(:rerun_of, ''), :site, :sport, :seed, :gpu, :tasks_estimated, :warnings, :versions, :config_name,
        :requested_name, :overrides_json, :warnings_json, :config_json)
RETURNING {JOB_COLUMNS}"""  # noqa: S608 - constant columns

# Left to itself SQLite takes another index and sorts all that wait.
_WAITING = "jobs INDEXED BY idx_jobs_waiting WHERE status = 'queued' AND paused = 0 AND not_before IS NULL"
_DELAYED = "jobs INDEXED BY idx_jobs_delayed WHERE status = 'queued' AND paused = 0 AND not_before IS NOT NULL"
_DUE = f"{_DELAYED} AND not_before <= :now"

# The next job to run: priority, then age, whether or not it had to wait for its time.
_FIRST = "SELECT rowid AS row, priority FROM {} ORDER BY priority DESC, row LIMIT 1"
NEXT_JOB = f"""
SELECT id, attempt FROM jobs WHERE rowid = (
    SELECT row FROM (
        SELECT * FROM ({_FIRST.format(_WAITING)}) UNION ALL SELECT * FROM ({_FIRST.format(_DUE)})
    ) ORDER BY priority DESC, row LIMIT 1)"""  # noqa: S608 - constant conditions

NEXT_NOT_BEFORE = f"SELECT min(not_before) FROM {_DELAYED} AND not_before > :now"  # noqa: S608 - constant conditions

DURATION_SO_FAR = "coalesce(duration_s, -1.0)"
"""How long a job ran, as far as is written; less than any when it never started."""

# Every change of state names the job, the attempt and the state that it starts from.
_MOVE = "UPDATE jobs SET status = :to_status, {changes} WHERE id = :id AND status = :from_status AND attempt = :attempt"

MOVE_TO_RUNNING = (
    _MOVE.format(changes="attempt = attempt + 1, started_at = coalesce(started_at, :at)") + f" RETURNING {JOB_COLUMNS}"
)
_DURATION = "(SELECT sum(seconds) FROM attempts WHERE job_id = jobs.id)"
MOVE_TO_QUEUED = (
    _MOVE.format(changes=f"stage = '', paused = :paused, duration_s = {_DURATION}") + f" RETURNING {JOB_COLUMNS}"
)
_END = f"completed_at = :at, stage = '', paused = 0, duration_s = {_DURATION}"
MOVE_TO_CANCELLED = _MOVE.format(changes=_END) + f" RETURNING {JOB_COLUMNS}"
MOVE_TO_FAILED = _MOVE.format(changes=f"{_END}, error_message = :error, hint = :hint") + f" RETURNING {JOB_COLUMNS}"
MOVE_TO_COMPLETED = (
    _MOVE.format(
        changes=f"{_END}, progress_percent = 100, lineups = :lineups, "
        "result_hash = :result_hash, warnings = :warnings, warnings_json = :warnings_json, result_json = :result_json"
    )
    + f" RETURNING {JOB_COLUMNS}"
)

# Progress of an attempt that is over must not touch the job.
SAVE_PROGRESS = f"""
UPDATE jobs SET stage = :stage, progress_percent = max(progress_percent, :percent), duration_s = {_DURATION}
WHERE id = :id AND status = 'running' AND attempt = :attempt"""  # noqa: S608 - constant columns

SAVE_ATTEMPT = """
UPDATE attempts SET seconds = :seconds WHERE job_id = :id AND number = :attempt AND outcome = 'running'"""

SAVE_STAGE = """
INSERT INTO job_stages (job_id, name, tasks, finished, seconds, executors_json)
VALUES (:id, :name, :tasks, :finished, :seconds, :executors_json)
ON CONFLICT (job_id, name) DO UPDATE SET
    tasks = excluded.tasks, finished = excluded.finished, seconds = excluded.seconds,
    executors_json = excluded.executors_json"""

INSERT_EVENT = """
INSERT INTO events (job_id, at, kind, from_status, to_status, note)
VALUES (:id, :at, :kind, :from_status, :to_status, :note)"""

INSERT_ATTEMPT = """
INSERT INTO attempts (job_id, number, started_at, outcome) VALUES (:id, :number, :at, 'running')"""

SET_PRIORITY = f"""
UPDATE jobs SET priority = :priority
WHERE id = :id AND status = :from_status AND attempt = :attempt AND priority <> :priority
RETURNING {JOB_COLUMNS}"""  # noqa: S608 - constant columns

SET_PAUSED = f"""
UPDATE jobs SET paused = :paused
WHERE id = :id AND status = 'queued' AND attempt = :attempt AND paused <> :paused
RETURNING {JOB_COLUMNS}"""  # noqa: S608 - constant columns

# In the order of `NEXT_JOB`.
_IS_AHEAD = "(priority > :priority OR (priority = :priority AND rowid < (SELECT rowid FROM jobs WHERE id = :id)))"
COUNT_AHEAD = f"""
SELECT (SELECT count(*) FROM {_WAITING} AND {_IS_AHEAD}) + (SELECT count(*) FROM {_DUE} AND {_IS_AHEAD})
"""  # noqa: S608 - constant conditions

END_ATTEMPT = """
UPDATE attempts SET ended_at = :at, outcome = :outcome, reason = :note, seconds = coalesce(:seconds, seconds)
WHERE job_id = :id AND number = :attempt AND outcome = 'running'"""

INSERT_JOB_INPUT = """
INSERT INTO job_inputs (job_id, position, role, path, sha256, size, unreadable)
VALUES (:id, :position, :role, :path, nullif(:sha256, ''), :size, :unreadable)"""

INSERT_INPUT = """
INSERT INTO inputs (sha256, size, created_at, content) VALUES (:sha256, :size, :at, :content)
ON CONFLICT (sha256) DO NOTHING"""

# What no job uses, once it is old enough not to belong to a submission on its way.
UNUSED_INPUTS = """
SELECT sha256 FROM inputs WHERE created_at < :before
AND NOT EXISTS (SELECT 1 FROM job_inputs WHERE job_inputs.sha256 = inputs.sha256)"""

DELETE_GRADE = "DELETE FROM grades WHERE job_id = :id AND contest_key = :contest_key"

# A job that was removed meanwhile takes no grade.
INSERT_GRADE = """
INSERT INTO grades (job_id, contest_key, graded_at, standings, standings_sha256, record_json, grade_json)
SELECT id, :contest_key, :at, :standings, :sha256, :record_json, :grade_json FROM jobs WHERE id = :id"""

# Between the look at what is unwanted and its removal a job may have been graded.
DELETE_FINAL = """
DELETE FROM jobs WHERE id = :id AND status IN ('completed', 'failed', 'cancelled')
AND (:graded OR NOT EXISTS (SELECT 1 FROM grades WHERE grades.job_id = jobs.id))"""

# In the order in which jobs came: a clock may have jumped.
UNWANTED = """
SELECT id FROM jobs
WHERE status IN ({statuses})
AND (:before = '' OR created_at < :before)
AND (:graded OR NOT EXISTS (SELECT 1 FROM grades WHERE grades.job_id = jobs.id))
AND (:keep = 0 OR rowid < coalesce((
    SELECT rowid FROM jobs WHERE status IN ({statuses}) ORDER BY rowid DESC LIMIT 1 OFFSET :keep - 1), 0))
ORDER BY rowid"""

COUNTS = "SELECT status, count(*) FROM jobs GROUP BY status"

NEWEST_NAMES = "SELECT id, name FROM jobs ORDER BY rowid DESC LIMIT :limit"
