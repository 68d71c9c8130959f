-- pipeline: no-transaction
VACUUM;
