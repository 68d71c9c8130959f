-- pipeline: no-transaction
CREATE TABLE IF NOT EXISTS fresh (id integer);
