CREATE UNIQUE INDEX orders_once ON orders (name);
