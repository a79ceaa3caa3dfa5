"""Task, job-stability and responsibility lists: derived lines, frozen editions, reconciliation."""
