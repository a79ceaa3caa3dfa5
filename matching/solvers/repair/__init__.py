"""One change to a proven plan, repaired at once over all pairs; never a solve from nothing."""
