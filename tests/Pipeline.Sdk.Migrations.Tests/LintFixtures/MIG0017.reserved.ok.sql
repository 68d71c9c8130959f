CREATE TABLE fresh (id integer, user_name text);
