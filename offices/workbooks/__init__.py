"""Reading .xlsx, .xls and CSV safely, and the one formula-safe writer."""
