"""Exact assignment and its independent verifier, on plain arrays. The only importer of OR-Tools."""
