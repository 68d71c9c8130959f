-- pipeline: allow MIG0007 this fixture is about another rule
ALTER TABLE orders RENAME COLUMN name TO title;
