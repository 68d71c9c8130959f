-- pipeline: phase contract
-- pipeline: allow MIG0002 this fixture is about another rule
ALTER TABLE orders DROP COLUMN note;
