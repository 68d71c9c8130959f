DO $body$ BEGIN NULL; END $boddy$;
