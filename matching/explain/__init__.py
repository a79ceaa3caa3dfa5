"""Why this offer, why none, what would change it: codes and figures, never sentences."""
