-- pipeline: batch table=orders key=id
UPDATE orders SET amount = 0 WHERE id BETWEEN :from AND :to;
