-- targets and steps are JSON arrays: they are only ever read whole.
CREATE TABLE runs (
  id TEXT NOT NULL PRIMARY KEY,
  targets TEXT NOT NULL,
  environment TEXT,
  actor TEXT,
  commit_id TEXT,
  host TEXT,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  duration_ms INTEGER,
  outcome TEXT NOT NULL,
  steps TEXT NOT NULL,
  reports INTEGER NOT NULL DEFAULT 1
);

CREATE INDEX runs_by_start ON runs (started_at DESC);
