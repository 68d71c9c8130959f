-- pipeline: phase expand
-- pipeline: compatible-from 2.0.0
-- pipeline: allow MIG0002 this fixture is about another rule
ALTER TABLE orders DROP COLUMN note;
