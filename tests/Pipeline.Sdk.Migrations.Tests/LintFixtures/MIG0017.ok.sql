CREATE TABLE order_lines (id integer);
