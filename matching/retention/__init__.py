"""Estimates of who stays, from columns of past stays. Reads no market."""
