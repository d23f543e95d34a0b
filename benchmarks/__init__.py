"""Measuring: predictions for outside scorers, speed against spaCy, and the floors that hold the figures."""
