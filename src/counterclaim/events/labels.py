"""Labels: whom a facet counts, in the plainest of the reports' own words.

In: the tolls of a facet. Out: a label ("Pakistani soldiers killed"). Guarantee: a label takes no side. Words
with which one side names its dead or its enemy ("martyrs", "terrorists") and words that point from the
speaker ("own men", "the other side") stay in the quotations; where no others are left, the label says the
party's code and the class of the victims.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from counterclaim.events.accounts import Counted
from counterclaim.records import Toll
from counterclaim.reference import load_reference

__all__ = ["facet_label"]

_WORD = re.compile(r"[^\W\d_]+")


def facet_label(group: Counted, tolls: Sequence[Toll]) -> str:
    """Whom and what the facet counts, in plain words that most claims use; of equals the longest.

    "soldiers" speaks for "Pakistani soldiers" too, which says more.
    """
    words = Counter(" ".join(toll.victims.split()) for toll in tolls if toll.victims)
    plain = {text: _speaking_for(text, words) for text in words if _is_plain(text)}
    who = min(plain, key=lambda text: (-plain[text], -len(text), text)) if plain else _by_class(group)
    return f"{who}: strength" if group.outcome == "strength" else f"{who} {group.outcome}"


def _speaking_for(text: str, words: Counter[str]) -> int:
    end = text.casefold()
    return sum(count for other, count in words.items() if f" {end}".endswith(f" {other.casefold()}"))


@lru_cache(maxsize=1)
def _partial() -> frozenset[str]:
    return frozenset(load_reference().table("labels")["partial"])


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    return dict(load_reference().table("labels")["classes"])


def _is_plain(text: str) -> bool:
    return not _partial() & {word.casefold() for word in _WORD.findall(text)}


def _by_class(group: Counted) -> str:
    """The party's code and the class of people ("PAK forces"); things by their unit."""
    noun = _classes().get(group.group, group.unit) if group.unit == "people" else group.unit
    return noun if group.party == "unknown" else f"{group.party} {noun}"
