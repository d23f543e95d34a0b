"""The ledger stage: records in, the same records out, in an SQLite file that only grows.

Input: captures with their claims and rejections, and the events linked from them. Output: the same, found
by id or by filter, in an order that does not depend on the order of arrival. Guarantees: see `Ledger`;
tables and queries for people: docs/ledger.md. Only this package imports SQLAlchemy.
"""

from counterclaim.ledger.copies import CopyRule
from counterclaim.ledger.decisions import Held
from counterclaim.ledger.find import ClaimFilter
from counterclaim.ledger.forgetting import Forgotten
from counterclaim.ledger.ledger import Ledger
from counterclaim.ledger.search import Match

__all__ = ["ClaimFilter", "CopyRule", "Forgotten", "Held", "Ledger", "Match"]
