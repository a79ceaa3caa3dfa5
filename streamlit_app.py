"""The page script: signs in, builds the navigation, draws one page."""
