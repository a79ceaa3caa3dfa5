"""The optimum over all pairs of a market, never listed, with its proof."""
