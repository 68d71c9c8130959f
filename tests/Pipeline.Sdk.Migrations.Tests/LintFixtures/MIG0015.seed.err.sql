INSERT INTO customers VALUES (1);
