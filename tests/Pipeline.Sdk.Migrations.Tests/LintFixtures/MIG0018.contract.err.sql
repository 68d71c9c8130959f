-- pipeline: phase contract
CREATE TABLE fresh (id integer);
