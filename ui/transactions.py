"""The only place that opens a transaction: for pages, commands and the worker."""
