"""Who fits where and who will stay. Pure: no database, no screen, no clock, no global randomness."""
