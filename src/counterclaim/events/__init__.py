"""From claims to events: block, compare, score, cluster; then facets, positions and disputes.

In: claims and the reports that they were read in. Out: `Event`s. Guarantee: a pure function of the set of
claims, whatever their order; claims are never changed, and every number of an event is one that a claim
gives.
"""

from counterclaim.events.linking import explain_link, link_claims
from counterclaim.events.policy import DEFAULT, POLICIES, LinkPolicy, PolicyName

__all__ = ["DEFAULT", "POLICIES", "LinkPolicy", "PolicyName", "explain_link", "link_claims"]
