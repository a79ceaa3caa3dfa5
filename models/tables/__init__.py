"""The tables, one module per aggregate. Imported by acts and migrations only."""
