-- Times are UTC, as ISO 8601 text of one fixed length, so that their order is the order of the text.
CREATE TABLE deployments (
  id TEXT NOT NULL PRIMARY KEY,
  service TEXT NOT NULL,
  environment TEXT NOT NULL,
  version TEXT NOT NULL,
  digest TEXT NOT NULL,
  actor TEXT NOT NULL,
  commit_id TEXT,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  duration_ms INTEGER,
  outcome TEXT NOT NULL,
  kind TEXT NOT NULL,
  message TEXT,
  run_id TEXT,
  -- How often the deployment was reported: the first report creates, later ones update.
  reports INTEGER NOT NULL DEFAULT 1
);

CREATE INDEX deployments_by_environment ON deployments (environment, started_at DESC);
CREATE INDEX deployments_by_start ON deployments (started_at DESC);
