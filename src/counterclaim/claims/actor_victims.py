"""Whose victims are: the party that the dead, wounded or displaced belong to.

Guarantee: victims of no stated side get no party; civilians of a state get `XXX-CIV`; soldiers without a
nationality get the side of whoever reports its own losses, else the country that the doer fights, else a
country by the rules for "the army". The rule says which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from counterclaim.claims.actor_mentions import Mention
from counterclaim.claims.actor_names import Named
from counterclaim.claims.actor_readings import UNATTRIBUTED, Reading, Readings

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES_UP = 6  # clauses climbed from the victims to the speaker
_ARMED = ("forces", "police", "official")


def victims_of(readings: Readings, token: int) -> Reading | None:
    """The actor, parties and rule of the victims whose head is `token`; None when no side is told."""
    i = readings.index_of(token)
    if i is None:
        return None
    m = readings.mentions[i]
    if m.kind == "entity" and m.owner is not None:
        return _entity(readings, m.owner)
    if m.kind in ("name", "other", "former"):
        return _owner_only(readings, i, m)
    manner = readings.roles.kinds[m.kind].victims
    if manner == "civilian":
        return _civilians(readings, i, m)
    if manner == "none":
        return _people(readings, m)
    if m.owner is None and m.possessor is None and m.possessed_by is None and m.kind in _ARMED:
        return _armed(readings, i, m)
    read = readings.read(i)
    return None if read.parties == UNATTRIBUTED else read


def _side(code: str, rule: str) -> Reading:
    return Reading(actor=code, parties=(code,), name=None, role=None, rule=f"victims:{rule}")


def _entity(readings: Readings, owner: Named) -> Reading:
    """ "Palestinians", "Houthis": people of a state are its civilians, members of a group are the group's."""
    if owner.kind == "state" and owner.form == "people":
        return _side(f"{owner.actor}-CIV", f"people:{owner.actor}")
    actor, parties, rule = readings.parties(owner)
    text = f"victims:name:{actor}" + (f";{rule}" if rule else "")
    return Reading(actor=actor, parties=parties, name=None, role=None, rule=text)


def _owner_only(readings: Readings, i: int, m: Mention) -> Reading | None:
    """ "Afghan posts", "the group's camps": whoever owns what was hit; nobody for other words."""
    if m.owner is not None and m.owner.form != "region" and m.owner.kind not in ("media", "institute"):
        return _entity(readings, m.owner) if m.owner.form != "people" else _side(m.owner.actor, "owner")
    if m.name is None and m.owner is None and (m.possessed_by is not None or m.definite):
        read = readings.read(i)
        return None if read.parties == UNATTRIBUTED or read.parties[0].islower() else read
    return None


def _state_of(readings: Readings, owner: Named | None) -> str | None:
    if owner is None:
        return None
    if owner.kind == "territory":
        return owner.state
    if owner.kind == "group":
        return owner.home[0] if len(owner.home) == 1 else None
    return owner.actor if owner.kind == "state" else None


def _civilians(readings: Readings, i: int, m: Mention) -> Reading | None:
    state = _state_of(readings, m.owner)
    if state is not None:
        return _side(f"{state}-CIV", f"civilians:{m.owner_rule}")
    doer = _doer(readings, m)
    for found, rule in (
        (readings.first_state, "dominant"),
        (_reporting_side(readings, i, m, homes=True), "own_side"),
        (_fought(readings, doer, readings.states) if doer is not None else None, "against"),
    ):
        if found is not None:
            return _side(f"{found}-CIV", f"civilians:{rule}:{found}")
    return None


def _people(readings: Readings, m: Mention) -> Reading | None:
    """ "Palestinian people", "Afghan men": civilians of the state that is named, else of no stated side."""
    if m.owner is None or m.owner.form == "region" or m.owner_rule.startswith("in:"):
        return None
    if m.owner.kind == "group":
        return _entity(readings, m.owner)
    state = _state_of(readings, m.owner)
    return _side(f"{state}-CIV", f"people:{state}") if state is not None else None


def _armed(readings: Readings, i: int, m: Mention) -> Reading | None:
    """ "soldiers", "police", "troops" without a nationality, by the first rule that tells."""
    doer = _doer(readings, m)
    verb = _verb_above(readings.tokens.doc[m.head])
    if doer is not None and verb.lemma_.lower() in readings.roles.words["losing"]:
        return _side(doer.parties[0], f"lost_by:{doer.actor}")
    own = _reporting_side(readings, i, m, homes=False)
    if own is not None:
        return _side(own, f"own_side:{own}")
    if doer is not None:
        against = _fought(readings, doer, readings.with_forces)
        if against is not None:
            return _side(against, f"against:{doer.actor}>{against}")
    read = readings.read(i)
    if read.parties in (UNATTRIBUTED, ("police",)) or (doer is not None and read.parties == doer.parties):
        return None
    return read


def _fought(readings: Readings, doer: Reading, counts: dict[str, int]) -> str | None:
    """The state that a doer fights: a group's home that the report names most, a state's clear opponent."""
    if doer.actor in readings.group_homes and doer.parties[0] not in readings.states:
        homes = {h: n for h, n in counts.items() if h in readings.group_homes[doer.actor]}
        return readings.clear_first(homes)
    others = {h: n for h, n in counts.items() if h not in doer.parties}
    if len(others) == len(counts):
        return None
    return readings.clear_first(others)


def _verb_above(token: Token) -> Token:
    while token.tag_[:2] not in ("VB", "MD") and token.head.i != token.i:
        token = token.head
    return token


def _doer(readings: Readings, m: Mention) -> Reading | None:
    """Subject of the clause whose object the victims are ("it killed 23 soldiers"), or its "by" phrase."""
    verb = _verb_above(readings.tokens.doc[m.head])
    for _ in range(_CLAUSES_UP):
        for child in verb.children:
            if m.start <= child.i < m.end:
                continue
            if child.dep_ == "nsubj":
                return _known(readings, child.i)
            if child.dep_ == "agent":
                inner = next((c.i for c in child.children if c.dep_ == "pobj"), None)
                return _known(readings, inner) if inner is not None else None
        if any(child.dep_ == "nsubjpass" for child in verb.children):
            return _deed_owner(readings, verb)
        accused = _accused(verb)
        if accused is not None:
            return _known(readings, accused.i)
        if verb.dep_ not in ("conj", "xcomp", "advcl", "relcl", "acl", "pcomp") or verb.head.i == verb.i:
            return None
        verb = _verb_above(verb.head)
    return None


def _deed_owner(readings: Readings, verb: Token) -> Reading | None:
    """ "were killed in an Israeli strike": the owner of the deed that a preposition ties to the verb."""
    for preposition in verb.children:
        if preposition.dep_ == "prep" and preposition.lower_ in ("in", "by", "during", "from", "after"):
            for deed in preposition.children:
                if deed.dep_ == "pobj" and deed.lower_ in readings.roles.words["deeds"]:
                    return _known(readings, deed.i)
    return None


def _accused(verb: Token) -> Token | None:
    """The object that a clause after "of" or "for" is about: "accused the army of bombing civilians"."""
    if verb.dep_ != "pcomp" or verb.head.lower_ not in ("of", "for"):
        return None
    return next((c for c in verb.head.head.children if c.dep_ == "dobj"), None)


def _known(readings: Readings, token: int) -> Reading | None:
    read = readings.at(token)
    return None if read.parties == UNATTRIBUTED or read.parties[0].islower() else read


def _reporting_side(readings: Readings, i: int, m: Mention, homes: bool) -> str | None:
    """The state that says its own fell: the speaker above the clause, unless it is also the doer.

    `homes`: a group's only home state counts as well (a group speaks of the civilians there).
    """
    doer = _doer(readings, m)
    verb = _verb_above(readings.tokens.doc[m.head])
    for _ in range(_CLAUSES_UP):
        above = _speech_above(verb, m)
        if above is not None:
            speaker = next((c.i for c in above.children if c.dep_ == "nsubj"), None)
            if speaker is None or m.start <= speaker < m.end:
                return None
            read = _known(readings, speaker)
            if read is None or (doer is not None and doer.parties == read.parties):
                return None
            return _state_behind(readings, read, homes)
        if verb.head.i == verb.i:
            return None
        verb = _verb_above(verb.head)
    return None


def _speech_above(verb: Token, m: Mention) -> Token | None:
    """The verb whose subject says what the clause of `verb` says."""
    if verb.dep_ in ("ccomp", "parataxis"):
        return verb.head
    if _accused(verb) is not None:
        return verb.head.head
    return _parenthetic(verb, m)


def _parenthetic(verb: Token, m: Mention) -> Token | None:
    """The verb of speech beside a clause: "12 soldiers were killed, the army said"."""
    for child in verb.children:
        if child.dep_ == "parataxis" and child.i > m.end:
            return child
    return None


def _state_behind(readings: Readings, read: Reading, homes: bool) -> str | None:
    party = read.parties[0]
    if len(read.parties) == 1 and party in readings.known_states:
        return party
    own = readings.group_homes.get(read.actor, ())
    return own[0] if homes and len(own) == 1 else None
