"""Scripts that derive committed data from pinned sources. Not used by the program."""
