"""Event coding: the main event of a sentence as PLOVER type, sources and targets.

A sentence gets one event, as coders of single sentences do: of those that are not negated, and done or announced (a
`future` reading has the type of the announcement already), the one that a verb tells or a noun with the arguments of
a verb, then the one nearest to the root.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from counterclaim.claims.findings import CodedEvent
from counterclaim.claims.participants import Participant
from counterclaim.pipeline import Reading
from counterclaim.reference import load_reference

#: Types whose several sources act on each other where there is no target (PLOVER: all in the actor list).
MUTUAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "ASSAULT", "REJECT"})


def project(reading: Reading) -> dict[str, Any]:
    """The one main event of the text, or none."""
    assert reading.findings is not None
    main = main_event(reading.findings.events)
    return {"events": [_event(main)] if main is not None else []}


def main_event(events: tuple[CodedEvent, ...]) -> CodedEvent | None:
    """The event that a coder of single sentences would record (see the module)."""
    told = [e for e in events if not e.negated and (e.done or e.rule.startswith("future"))]
    return min(told, key=lambda e: (e.word == "noun", e.depth, e.predicate.start), default=None)


def _event(event: CodedEvent) -> dict[str, Any]:
    source, target = _actors(event.actors), _actors(event.recipients)
    mutual = event.event_type in MUTUAL and len({a["code"] for a in source}) > 1 and not target
    return {"type": event.event_type, "source": source, "target": target, "reciprocal": mutual}


def _actors(participants: tuple[Participant, ...]) -> list[dict[str, Any]]:
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    for one in participants:
        for code, sector in _coded(one):
            text = one.actor.text if one.actor is not None else None
            found.setdefault((code, sector), {"text": text, "code": code, "sector": sector})
    return list(found.values())


def _coded(one: Participant) -> Iterator[tuple[str, str | None]]:
    """Codes of the parties that a participant stands for."""
    for party in one.parties:
        code = code_of(party)
        if code is not None:
            yield code, one.sector


def code_of(party: str) -> str | None:
    """The PLOVER code of a party: a state's (for its civilians too), a group's home state, else IGO, NGO or IMG.

    PLOVER codes a group by its country where it has one: groups at home in one state take its code, others IMG.
    """
    party = party.removesuffix("-CIV")
    reference = load_reference()
    if party in reference.table("countries"):
        return party
    group = reference.table("groups").get(party)
    if group is not None:
        home = group.get("home", [])
        return str(home[0]) if len(home) == 1 else "IMG"
    if party in _bodies():
        return "IGO"
    return "NGO" if party == "NGO" else None


@lru_cache(maxsize=1)
def _bodies() -> frozenset[str]:
    """Bodies of states: the UN, the EU, NATO and the like."""
    return frozenset(row["actor"] for row in load_reference().table("bodies")["body"] if row["class"] == "igo")
