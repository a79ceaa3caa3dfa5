"""Who fits where and who will stay. Pure: no database, screen, clock or global randomness."""
