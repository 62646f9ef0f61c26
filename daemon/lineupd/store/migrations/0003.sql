-- The queue can be paused as a whole. Attempts know how long they ran by a clock that does not jump, and `duration_s` of a
-- job is the sum of its attempts. Paused jobs are not looked at when the next one is claimed.

CREATE TABLE queue (
    only_row INTEGER PRIMARY KEY CHECK(only_row = 1),
    paused INTEGER NOT NULL DEFAULT 0 CHECK(paused IN (0, 1))
);
INSERT INTO queue (only_row) VALUES (1);

ALTER TABLE attempts ADD COLUMN seconds REAL NOT NULL DEFAULT 0;
UPDATE attempts SET seconds = max(0, (julianday(ended_at) - julianday(started_at)) * 86400.0) WHERE ended_at IS NOT NULL;

DROP INDEX idx_jobs_waiting;
CREATE INDEX idx_jobs_waiting ON jobs(paused, priority DESC) WHERE status = 'queued';

-- When the next delayed job is due is asked after every change: without an index by looking at all that wait.
CREATE INDEX idx_jobs_delayed ON jobs(not_before) WHERE status = 'queued' AND not_before IS NOT NULL;

-- Jobs are listed in the order in which they came, which is that of their rows: a clock may be moved back.
DROP INDEX idx_jobs_status;
CREATE INDEX idx_jobs_status ON jobs(status);
