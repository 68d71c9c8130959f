-- pipeline: compatible-from 2.0.0
ALTER TABLE orders ALTER COLUMN name SET NOT NULL;
