DROP TRIGGER deployment_outcome_changed ON deployments;
DROP TRIGGER deployment_created ON deployments;
DROP FUNCTION count_deployment_outcome();
DROP TABLE deployment_outcomes;
