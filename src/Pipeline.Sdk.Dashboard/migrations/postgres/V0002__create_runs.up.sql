-- pipeline: phase expand
-- targets and steps are JSON arrays: they are only ever read whole.
CREATE TABLE runs (
  id text NOT NULL PRIMARY KEY,
  targets text NOT NULL,
  environment text,
  actor text,
  commit_id text,
  host text,
  started_at text NOT NULL,
  finished_at text,
  duration_ms bigint,
  outcome text NOT NULL,
  steps text NOT NULL,
  reports bigint NOT NULL DEFAULT 1,
  rowid bigint GENERATED ALWAYS AS IDENTITY
);

CREATE INDEX runs_by_start ON runs (started_at DESC);
