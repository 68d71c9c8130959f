-- pipeline: no-transaction
CREATE INDEX CONCURRENTLY orders_amount ON orders (amount);
