-- pipeline: no-transaction
CREATE INDEX CONCURRENTLY orders_often ON orders (name);
