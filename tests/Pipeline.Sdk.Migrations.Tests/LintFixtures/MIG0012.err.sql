-- pipeline: compatible-from 2.0.0
ALTER TABLE orders ADD COLUMN state text NOT NULL;
