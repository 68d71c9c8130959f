-- pipeline: allow MIG0010 this fixture is about another rule
ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0);
