-- pipeline: phase expand
-- Times are UTC, as ISO 8601 text of one fixed length, so that their order is the order of the text.
CREATE TABLE deployments (
  id text NOT NULL PRIMARY KEY,
  service text NOT NULL,
  environment text NOT NULL,
  version text NOT NULL,
  digest text NOT NULL,
  actor text NOT NULL,
  commit_id text,
  started_at text NOT NULL,
  finished_at text,
  duration_ms bigint,
  outcome text NOT NULL,
  kind text NOT NULL,
  message text,
  run_id text,
  -- How often the deployment was reported: the first report creates, later ones update.
  reports bigint NOT NULL DEFAULT 1,
  -- SQLite's name for the order of insertion, so that one query serves both engines.
  rowid bigint GENERATED ALWAYS AS IDENTITY
);

CREATE INDEX deployments_by_environment ON deployments (environment, started_at DESC);
CREATE INDEX deployments_by_start ON deployments (started_at DESC);
