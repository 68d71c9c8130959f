CREATE TABLE fresh (id integer);
