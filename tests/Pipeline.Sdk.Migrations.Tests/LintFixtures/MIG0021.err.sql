-- pipeline: no-transaction
CREATE TABLE fresh (id integer);
