CREATE TABLE fresh (id integer, "user" text);
