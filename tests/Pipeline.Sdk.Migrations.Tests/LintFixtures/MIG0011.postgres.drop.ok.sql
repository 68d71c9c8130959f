-- pipeline: no-transaction
DROP INDEX CONCURRENTLY orders_name;
