"""Who may take what and what it is worth: rules, score parts, candidate arcs. Solves nothing."""
