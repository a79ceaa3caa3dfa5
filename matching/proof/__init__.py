"""The proof that a plan is the best there is, as one file, and its check without a solver."""
