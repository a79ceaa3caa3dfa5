"""Workbook rows to checked records and a list of findings; identity; undo."""
