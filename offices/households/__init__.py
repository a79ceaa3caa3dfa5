"""Who belongs together in a household, as plain values."""
