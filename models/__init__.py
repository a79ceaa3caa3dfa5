"""What is stored and who may see it. Imports nothing of the project; this file no module."""
