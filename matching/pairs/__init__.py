"""What pairs are worth and which are forbidden, in columns and small tables; plain and compiled."""
