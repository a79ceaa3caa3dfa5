"""What is stored and who may see it. Imports nothing of the project; its init imports nothing at all."""
