"""The table of solves and who takes them."""
