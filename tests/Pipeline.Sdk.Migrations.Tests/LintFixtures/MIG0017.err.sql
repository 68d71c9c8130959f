CREATE TABLE "Order Lines" (id integer);
