"""One file a page, each with render(). No query, no rule, no arithmetic beyond formatting."""
