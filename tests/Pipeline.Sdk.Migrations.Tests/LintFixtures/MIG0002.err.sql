-- pipeline: phase contract
ALTER TABLE orders DROP COLUMN note;
