"""Whose victims are: the party that the dead, wounded or displaced belong to.

Guarantee: victims of no stated side get no party; civilians of a state get `XXX-CIV`; soldiers without a nationality
get the side of whoever reports its own losses, else a country by the same rules as "the army".
"""

from __future__ import annotations

from counterclaim.claims.actor_mentions import Mention
from counterclaim.claims.actor_names import Named
from counterclaim.claims.actor_readings import UNATTRIBUTED, Readings

Victims = tuple[str | None, tuple[str, ...]]
_NOBODY: Victims = (None, ())


def victims_of(readings: Readings, token: int) -> Victims:
    """The actor code and parties of the victims whose head is `token`."""
    i = readings.index_of(token)
    if i is None:
        return _NOBODY
    m = readings.mentions[i]
    if m.kind == "entity" and m.owner is not None:
        return _entity(readings, m.owner)
    if m.kind in ("name", "other", "former"):
        return _owner_only(readings, m)
    manner = readings.roles.kinds[m.kind].victims
    if manner == "civilian" or m.kind == "gunmen":
        return _civilians(readings, m) if manner == "civilian" else _NOBODY
    if manner == "none":
        return _people(readings, m)
    read = readings.read(i)
    if manner == "own" and m.owner is None and m.kind in ("forces", "police", "official"):
        own = _side_that_reports(readings, i)
        if own is not None:
            return own, (own,)
    if read.parties == UNATTRIBUTED:
        return _NOBODY
    return read.actor, read.parties


def _entity(readings: Readings, owner: Named) -> Victims:
    """ "Palestinians", "Houthis": people of a state are its civilians, members of a group are the group's."""
    if owner.kind == "state" and owner.form == "people":
        return f"{owner.actor}-CIV", (f"{owner.actor}-CIV",)
    actor, parties, _ = readings.parties(owner)
    return actor, parties


def _owner_only(readings: Readings, m: Mention) -> Victims:
    if m.owner is None or m.owner.form == "region" or m.owner.kind in ("media", "institute"):
        return _NOBODY
    actor, parties, _ = readings.parties(m.owner)
    return actor, parties


def _state_of(readings: Readings, owner: Named | None) -> str | None:
    if owner is None:
        return None
    if owner.kind == "territory":
        return owner.state
    if owner.kind == "group":
        return owner.home[0] if len(owner.home) == 1 else None
    return owner.actor if owner.kind == "state" else None


def _civilians(readings: Readings, m: Mention) -> Victims:
    state = _state_of(readings, m.owner) or readings.clear_first(readings.states)
    if state is None:
        return _NOBODY
    return f"{state}-CIV", (f"{state}-CIV",)


def _people(readings: Readings, m: Mention) -> Victims:
    """ "Palestinian people", "Afghan men": civilians of the state when it is named, else of no stated side."""
    state = _state_of(readings, m.owner) if m.owner is not None and m.owner.form != "region" else None
    return (f"{state}-CIV", (f"{state}-CIV",)) if state is not None else _NOBODY


def _side_that_reports(readings: Readings, i: int) -> str | None:
    """The state that says its own soldiers fell: subject of the clause above, unless it is also the doer."""
    doc = readings.tokens.doc
    m = readings.mentions[i]
    verb = doc[m.head].head
    doer: str | None = None
    for _ in range(6):
        for child in verb.children:
            if child.dep_ == "nsubj" and not m.start <= child.i < m.end:
                read = readings.at(child.i)
                party = read.parties[0]
                if verb.dep_ in ("ccomp", "relcl", "advcl") and doer is None and verb.dep_ != "ROOT":
                    doer = party
                elif party != doer and len(party) == 3 and party in readings.states:
                    return party if verb.tag_.startswith("VB") and _governs(verb, m.head) else None
        if verb.head is verb:
            return None
        verb = verb.head
    return None


def _governs(verb: object, token: int) -> bool:
    """Whether the clause of what is said under `verb` holds `token`."""
    return any(
        child.dep_ == "ccomp" and child.left_edge.i <= token <= child.right_edge.i
        for child in verb.children  # type: ignore[attr-defined]
    )
