DO $body$ BEGIN /* nested /* comment */ */ NULL; END $body$;
