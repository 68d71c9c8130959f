CREATE TABLE fresh (id integer);
TRUNCATE TABLE fresh;
