-- pipeline: phase expand
ALTER TABLE orders ADD COLUMN remark text;
