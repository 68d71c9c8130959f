-- pipeline: compatible-from 2.0.0
ALTER TABLE orders RENAME COLUMN name TO title;
