UPDATE orders SET amount = 0;
