"""A matching round: snapshot of the pool, solve, proposals."""
