"""What follows an accepted proposal: expected placements and their follow-ups."""
