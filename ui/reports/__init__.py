"""Printed documents, built from frozen values, the same for page and command."""
