"""A process that adds reports to a ledger and says so after each, until it is killed (see test_kill.py)."""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

from counterclaim.ledger import Ledger
from tests.reads import Read, make_event, make_read

ROOT = Path(__file__).parents[2]
#: What a process that a test starts finds the package by.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
CLAIMS = 5
LINK_EVERY = 3


def report(number: int) -> Read:
    """A report with five claims, the same for the same number."""
    content = f"Report {number}: " + "word " * 200
    return make_read(content, tuple((start, start + 5) for start in range(CLAIMS)))


def main(path: Path, first: int, last: int | None) -> None:
    """Add reports from `first` on, up to `last` or without end; every third time link as well."""
    with Ledger.open(path, create=True) as ledger:
        for number in count(first) if last is None else range(first, last):
            read = report(number)
            ledger.add(read.capture, read.claims, [])
            print(number, flush=True)
            if number % LINK_EVERY == 0:
                ledger.store_events([make_event(*read.claims)], "test/1")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else None)
