ALTER TABLE orders ADD COLUMN title text;
