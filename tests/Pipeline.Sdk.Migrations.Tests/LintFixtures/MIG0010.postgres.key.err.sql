-- pipeline: allow MIG0005 this fixture is about another rule
ALTER TABLE orders ADD CONSTRAINT bought_by FOREIGN KEY (customer_id) REFERENCES customers (id);
