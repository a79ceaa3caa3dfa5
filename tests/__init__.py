"""The tests; a package of its own, so that no other of this name is found first."""
