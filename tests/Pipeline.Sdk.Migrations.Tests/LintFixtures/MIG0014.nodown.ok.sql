-- pipeline: irreversible the first version has nothing before it
CREATE TABLE fresh (id integer);
