"""Stays from records, models stored and used, and the boards of those who watch over staying."""
