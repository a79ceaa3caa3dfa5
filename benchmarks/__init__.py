"""Ratios against named baselines, in one run."""
