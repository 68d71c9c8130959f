CREATE TABLE fresh (id integer);
ALTER TABLE fresh RENAME TO fresher;
