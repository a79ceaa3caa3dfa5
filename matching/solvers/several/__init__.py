"""More than one plan: frontiers of two goals, plans that differ, offers that hold together."""
