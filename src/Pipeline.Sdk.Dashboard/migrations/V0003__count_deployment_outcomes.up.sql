-- A counter must never go down, but a deployment that was 'running' becomes 'succeeded': counted is every outcome a deployment ever reached.
-- The database counts, so that the figure survives restarts and is the same in every instance.
CREATE TABLE deployment_outcomes (
  environment TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reached INTEGER NOT NULL,
  PRIMARY KEY (environment, outcome)
);

INSERT INTO deployment_outcomes (environment, outcome, reached)
SELECT environment, outcome, count(*) FROM deployments GROUP BY environment, outcome;

CREATE TRIGGER deployment_created AFTER INSERT ON deployments BEGIN
  INSERT INTO deployment_outcomes (environment, outcome, reached) VALUES (new.environment, new.outcome, 1)
  ON CONFLICT (environment, outcome) DO UPDATE SET reached = reached + 1;
END;

CREATE TRIGGER deployment_outcome_changed AFTER UPDATE OF outcome ON deployments WHEN old.outcome <> new.outcome BEGIN
  INSERT INTO deployment_outcomes (environment, outcome, reached) VALUES (new.environment, new.outcome, 1)
  ON CONFLICT (environment, outcome) DO UPDATE SET reached = reached + 1;
END;
