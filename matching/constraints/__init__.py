"""What offices ask of a plan as a whole, one family a file: its form, its checks, its code."""
