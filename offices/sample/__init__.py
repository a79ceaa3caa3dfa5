"""Made-up people and posts in real places, written as the workbooks offices exchange. Marked so."""
