-- The first schema. Large texts come last: SQLite walks overflow pages to reach a column behind them.

CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    status TEXT NOT NULL CHECK(status IN ('queued','running','completed','failed','cancelled')),
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    started_at TIMESTAMP,
    completed_at TIMESTAMP,
    progress_percent INTEGER DEFAULT 0 CHECK(progress_percent >= 0 AND progress_percent <= 100),
    priority INTEGER NOT NULL DEFAULT 0,
    paused INTEGER NOT NULL DEFAULT 0 CHECK(paused IN (0, 1)),
    not_before TIMESTAMP,
    attempt INTEGER NOT NULL DEFAULT 0,
    client_key TEXT UNIQUE,
    rerun_of TEXT,
    site TEXT NOT NULL,
    sport TEXT NOT NULL,
    seed INTEGER NOT NULL,
    gpu TEXT NOT NULL,
    execution_mode TEXT NOT NULL DEFAULT 'local' CHECK(execution_mode IN ('local','gpu','local (GPU fallback)')),
    gpu_fallback INTEGER NOT NULL DEFAULT 0 CHECK(gpu_fallback IN (0, 1)),
    tasks_estimated INTEGER NOT NULL,
    stage TEXT NOT NULL DEFAULT '',
    lineups INTEGER NOT NULL DEFAULT 0,
    warnings INTEGER NOT NULL DEFAULT 0,
    duration_s REAL,
    result_hash TEXT,
    versions TEXT NOT NULL,
    config_name TEXT NOT NULL,
    requested_name TEXT NOT NULL,
    error_message TEXT,
    hint TEXT,
    overrides_json TEXT NOT NULL,
    warnings_json TEXT NOT NULL,
    config_json TEXT NOT NULL,
    result_json TEXT
);
CREATE INDEX idx_jobs_status ON jobs(status, created_at);
CREATE INDEX idx_jobs_created_at ON jobs(created_at);
CREATE INDEX idx_jobs_waiting ON jobs(priority DESC) WHERE status = 'queued';
CREATE INDEX idx_jobs_rerun_of ON jobs(rerun_of) WHERE rerun_of IS NOT NULL;

CREATE TABLE events (
    job_id TEXT NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    at TIMESTAMP NOT NULL,
    kind TEXT NOT NULL,
    from_status TEXT,
    to_status TEXT,
    note TEXT NOT NULL DEFAULT ''
);
CREATE INDEX idx_events_job ON events(job_id);

CREATE TABLE attempts (
    job_id TEXT NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    started_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    outcome TEXT NOT NULL CHECK(outcome IN ('running','completed','failed','cancelled','interrupted')),
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (job_id, number)
);

CREATE TABLE job_stages (
    job_id TEXT NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    tasks INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    seconds REAL NOT NULL,
    executors_json TEXT NOT NULL,
    PRIMARY KEY (job_id, name)
);

CREATE TABLE inputs (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    content BLOB NOT NULL
);

CREATE TABLE job_inputs (
    job_id TEXT NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL CHECK(role IN ('config','file')),
    path TEXT NOT NULL,
    sha256 TEXT REFERENCES inputs(sha256),
    size INTEGER NOT NULL,
    unreadable TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (job_id, position)
);
CREATE INDEX idx_job_inputs_sha256 ON job_inputs(sha256);
