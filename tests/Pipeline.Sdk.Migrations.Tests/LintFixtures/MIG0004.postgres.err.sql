-- pipeline: no-transaction
CREATE UNIQUE INDEX CONCURRENTLY orders_once ON orders (name);
