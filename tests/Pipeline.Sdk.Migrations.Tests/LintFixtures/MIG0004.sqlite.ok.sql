CREATE TABLE fresh (id integer);
CREATE UNIQUE INDEX fresh_once ON fresh (id);
