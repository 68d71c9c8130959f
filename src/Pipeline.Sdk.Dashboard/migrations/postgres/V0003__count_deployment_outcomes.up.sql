-- pipeline: phase expand
-- A counter must never go down, but a deployment that was 'running' becomes 'succeeded': counted is every outcome a deployment ever reached.
-- The database counts, so that the figure survives restarts and is the same in every instance.
CREATE TABLE deployment_outcomes (
  environment text NOT NULL,
  outcome text NOT NULL,
  reached bigint NOT NULL,
  PRIMARY KEY (environment, outcome)
);

INSERT INTO deployment_outcomes (environment, outcome, reached)
SELECT environment, outcome, count(*) FROM deployments GROUP BY environment, outcome;

-- The service may write deployments; what counts them belongs to the owner.
CREATE FUNCTION count_deployment_outcome() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
  INSERT INTO deployment_outcomes (environment, outcome, reached) VALUES (new.environment, new.outcome, 1)
  ON CONFLICT (environment, outcome) DO UPDATE SET reached = deployment_outcomes.reached + 1;
  RETURN new;
END
$body$;

CREATE TRIGGER deployment_created AFTER INSERT ON deployments FOR EACH ROW EXECUTE FUNCTION count_deployment_outcome();

CREATE TRIGGER deployment_outcome_changed AFTER UPDATE OF outcome ON deployments FOR EACH ROW WHEN (old.outcome <> new.outcome)
EXECUTE FUNCTION count_deployment_outcome();
