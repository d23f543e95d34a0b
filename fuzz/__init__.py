"""Fuzzing: hostile bytes and random parses against what the stages guarantee. Run it with `make fuzz`."""
