"""Rounds week by week: who is placed now, and which seats are kept for those still to come."""
