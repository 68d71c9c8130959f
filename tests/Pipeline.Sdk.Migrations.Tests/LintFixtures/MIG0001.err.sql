-- pipeline: phase contract
DROP TABLE orders;
