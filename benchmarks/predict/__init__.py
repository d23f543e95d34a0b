"""Projections of what the ordinary pipeline reads into the forms that outside scorers take.

Nothing is extracted here and no benchmark is known here: each module projects one task through the vocabulary
tables that it states.
"""
