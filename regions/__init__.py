"""Places as published: codes, names, coordinates, distance, tiers. Reads only its own files."""
