-- pipeline: compatible-from 2.0.0
-- pipeline: allow MIG0007 this fixture is about another rule
ALTER TABLE orders RENAME COLUMN name TO title;
