"""A process that opens a ledger, which upgrades it, until it is killed (see test_upgrades.py)."""

from __future__ import annotations

import sys
from pathlib import Path

from counterclaim.ledger import Ledger

if __name__ == "__main__":
    print("opening", flush=True)
    Ledger.open(Path(sys.argv[1])).close()
