-- Jobs that wait for their time are kept apart from those that may run now: whoever looks for the next job passes over none
-- of them. Of those whose time has come the index alone tells which is first.

DROP INDEX idx_jobs_waiting;
CREATE INDEX idx_jobs_waiting ON jobs(paused, priority DESC) WHERE status = 'queued' AND not_before IS NULL;

DROP INDEX idx_jobs_delayed;
CREATE INDEX idx_jobs_delayed ON jobs(paused, not_before, priority) WHERE status = 'queued' AND not_before IS NOT NULL;
