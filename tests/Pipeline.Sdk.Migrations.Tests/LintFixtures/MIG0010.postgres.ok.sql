ALTER TABLE orders ADD CONSTRAINT bought_by FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
