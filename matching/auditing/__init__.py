"""Equal treatment: what exchanging an attribute changes, and rates by group with intervals."""
