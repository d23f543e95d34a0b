"""Which of our own cases rules may not be tuned on, and nothing may be learned from."""

from __future__ import annotations

from hashlib import sha256


def is_held_back(name: str) -> bool:
    """Whether the case called `name` is held back: a third of all, fixed by the name alone."""
    return int(sha256(name.encode()).hexdigest(), 16) % 3 == 0
