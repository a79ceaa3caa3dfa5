"""What offices do around the matching, a room for each thing they look after. No sentences."""
