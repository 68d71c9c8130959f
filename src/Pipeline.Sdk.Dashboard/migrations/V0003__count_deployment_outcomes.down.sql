DROP TRIGGER deployment_outcome_changed;
DROP TRIGGER deployment_created;
DROP TABLE deployment_outcomes;
