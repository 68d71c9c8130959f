-- pipeline: compatible-from 2.0.0
-- pipeline: allow MIG0008 this fixture is about another rule
-- pipeline: allow MIG0009 this fixture is about another rule
ALTER TABLE orders ALTER COLUMN name TYPE varchar(10);
