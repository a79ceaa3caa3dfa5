"""The optimum over all pairs under nested minima and maxima, in one flow, with its proof."""
