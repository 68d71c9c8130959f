-- What was there before.
CREATE TABLE orders (id bigint PRIMARY KEY, name varchar(100), note text, amount integer, customer_id bigint);
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE INDEX orders_name ON orders (name);
