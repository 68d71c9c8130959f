CREATE INDEX orders_amount ON orders (amount);
