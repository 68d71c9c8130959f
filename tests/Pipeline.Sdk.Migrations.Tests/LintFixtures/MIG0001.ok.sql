-- pipeline: phase contract
-- pipeline: allow MIG0001 this fixture is about another rule
DROP TABLE orders;
