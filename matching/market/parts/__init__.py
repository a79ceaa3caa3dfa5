"""The parts of the score, a file each. A part gives 0 to 1000 per pair and never forbids one.

Ethnicity and sex enter no part.
"""
