-- pipeline: compatible-from 2.0.0
-- pipeline: allow MIG0009 this fixture is about another rule
ALTER TABLE orders ALTER COLUMN amount TYPE bigint;
