-- What jobs really won. A contest has one grade in a job: the newest. The record of all forecasts reads `record_json`,
-- which has everything but the lineups.

CREATE TABLE grades (
    job_id TEXT NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    contest_key TEXT NOT NULL,
    graded_at TIMESTAMP NOT NULL,
    standings TEXT NOT NULL,
    standings_sha256 TEXT NOT NULL,
    record_json TEXT NOT NULL,
    grade_json TEXT NOT NULL,
    PRIMARY KEY (job_id, contest_key)
);
