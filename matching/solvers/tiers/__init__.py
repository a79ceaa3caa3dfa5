"""Lexicographic priorities: households lifted, then people placed, then score; each proven."""
