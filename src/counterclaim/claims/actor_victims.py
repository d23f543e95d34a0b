"""Whose victims are: the party that the dead, wounded or displaced belong to.

Guarantee: victims of no stated side get no party; civilians of a state get `XXX-CIV`; soldiers without a
nationality get the side of whoever reports its own losses, else the country that the doer fights, else a
country by the rules for "the army". The rule says which. Each head is read once.
"""

from __future__ import annotations

from dataclasses import replace

from counterclaim.claims.actor_clauses import Clauses
from counterclaim.claims.actor_mentions import Mention
from counterclaim.claims.actor_names import Named
from counterclaim.claims.actor_readings import UNATTRIBUTED, Reading, Readings
from counterclaim.claims.actor_weights import clear_first

_CLAUSES_UP = 6  # clauses climbed from the victims to the speaker
_BEHIND = 4  # words of an of-phrase behind the victims: "of the other side"
_ARMED = ("forces", "police", "official")
_COUNTED_BACK = 12  # mentions searched for whom "others" were counted with


class Victims:
    """The victims of one report."""

    def __init__(self, readings: Readings) -> None:
        self._r = readings
        self._t = readings.tokens
        self._w = readings.weights
        self._words = readings.roles.words
        self._clauses = Clauses(readings.tokens, readings.roles.words["deeds"])
        self._done: dict[int, Reading | None] = {}

    def of(self, token: int) -> Reading | None:
        """The actor, parties and rule of the victims whose head is `token`; None when no side is told."""
        if token not in self._done:
            self._done[token] = self._read(token)
        return self._done[token]

    def _read(self, token: int) -> Reading | None:
        if self._r.is_pronoun(token):
            return self._pronoun(token)
        i = self._r.index_of(token)
        return self._mention(i) if i is not None else None

    def _pronoun(self, token: int) -> Reading | None:
        """ "15 of them were killed": of whom the pronoun stands for."""
        i = self._r.refers_to(token)
        found = self._mention(i) if i is not None else None
        return replace(found, rule=f"pronoun:{self._t.lower[token]}>{found.rule}") if found is not None else None

    def _mention(self, i: int) -> Reading | None:
        part = self._r.whole_of(i)
        if part is not None:
            i = part
        m = self._r.mentions[i]
        if self._of_opponents(m):
            return None
        if self._t.lower[m.head] in self._words["others"] and m.owner is None:
            return self._others(i)
        if m.kind == "entity" and m.owner is not None:
            return self._entity(m.owner)
        if m.kind in ("name", "other", "former"):
            return self._owner_only(i, m)
        manner = self._r.roles.kinds[m.kind].victims
        if manner == "civilian":
            return self._civilians(m)
        if manner == "none":
            return self._civilians(m) if self._says_civilian(m) else self._people(m)
        if m.owner is None and m.possessor is None and m.possessed_by is None and m.kind in _ARMED:
            return self._armed(i, m)
        read = self._r.read(i)
        return None if read.parties == UNATTRIBUTED else read

    def _of_opponents(self, m: Mention) -> bool:
        """ "Outposts of the other side", "the enemy's tanks", "lost 20" of an enemy: no side that is named."""
        lower, foes = self._t.lower, self._words["opponents"]
        if m.owner is not None:
            return False
        behind = lower[m.end : m.end + _BEHIND] if lower[m.end : m.end + 1] == ["of"] else []
        if foes & {*behind, *lower[m.start : m.end]} or "other side" in " ".join(behind):
            return True
        if m.possessed_by is not None and lower[self._r.mentions[m.possessed_by].head] in foes:
            return True
        verb, under = self._clauses.verb_above(m.head)
        if self._t.lemma[verb] not in self._words["losing"]:
            return False
        return any(lower[s] in foes for s in self._clauses.at(verb).subjects if s != under)

    def _others(self, i: int) -> Reading | None:
        """ "58 soldiers were killed and 30 others wounded": of those counted before, this sentence or the last."""
        mentions = self._r.mentions
        for j in range(i - 1, max(-1, i - _COUNTED_BACK), -1):
            n = mentions[j]
            if self._t.sentence[mentions[i].start] - self._t.sentence[n.start] > 1:
                return None
            others = self._t.lower[n.head] in self._words["others"]
            if not others and n.kind != "document" and "CD" in self._t.tag[n.start : n.end]:
                found = self._mention(j)
                return replace(found, rule=f"others>{found.rule}") if found is not None else None
        return None

    def _entity(self, owner: Named) -> Reading:
        """ "Palestinians", "Houthis": people of a state are its civilians, members of a group are the group's."""
        if owner.kind == "state" and owner.form == "people":
            return _side(f"{owner.actor}-CIV", f"people:{owner.actor}")
        actor, parties, rule = self._r.parties(owner)
        text = f"victims:name:{actor}" + (f";{rule}" if rule else "")
        return Reading(actor=actor, parties=parties, name=None, role=None, rule=text)

    def _owner_only(self, i: int, m: Mention) -> Reading | None:
        """ "Afghan posts", "the group's camps": whoever owns what was hit; nobody for other words."""
        if m.owner is not None and m.owner.form != "region" and m.owner.kind not in ("media", "institute"):
            return self._entity(m.owner) if m.owner.form != "people" else _side(m.owner.actor, "owner")
        if m.name is None and m.owner is None and (self._r.has_owner_before(m) or m.definite):
            read = self._r.read(i)
            return None if read.parties == UNATTRIBUTED or read.parties[0].islower() else read
        return None

    def _says_civilian(self, m: Mention) -> bool:
        """ "civilian casualties", "civilian deaths"."""
        found = (self._r.roles.at(self._t.lower, at, at) for at in range(m.start, m.head))
        return any(word is not None and word[1] == "civilians" for word in found)

    # -- civilians and people ------------------------------------------------------------------

    def _civilians(self, m: Mention) -> Reading | None:
        state = _state_of(m.owner)
        if state is not None:
            return _side(f"{state}-CIV", f"civilians:{m.owner_rule}")
        return self._civilians_of_place(m)

    def _civilians_of_place(self, m: Mention) -> Reading | None:
        doer = self._doer(m)
        for found, rule in (
            (self._r.places.only(self._t.sentence[m.start]), "place"),
            (self._r.places.opening(self._t.sentence[m.start]), "opening"),
            (self._w.first_state if not self._t.listing else None, "dominant"),
            (self._reporting_side(m, homes=True), "own_side"),
            (self._fought(doer, self._w.states) if doer is not None else None, "against"),
            (clear_first(self._r.places.counts) if not self._t.listing else None, "places"),
        ):
            if found is not None:
                return _side(f"{found}-CIV", f"civilians:{rule}:{found}")
        return None

    def _people(self, m: Mention) -> Reading | None:
        """ "Palestinian people", "its own men", "lost 23 men", "36,000 people fled"; else of no stated side."""
        if m.owner is not None and m.owner.form != "region" and not m.owner_rule.startswith("in:"):
            if m.owner.kind == "group":
                return self._entity(m.owner)
            state = _state_of(m.owner)
            return _side(f"{state}-CIV", f"people:{state}") if state is not None else None
        verb, _ = self._clauses.verb_above(m.head)
        if self._r.has_owner_before(m):
            return self._own_people(m)
        if self._t.lower[m.head] in self._words["own_people"]:
            lost = self._lost(m, verb)
            if lost is not None:
                return lost
        if self._t.lemma[verb] in self._words["displacing"] and m.kind == "people":
            return self._civilians_of_place(m)
        return None

    def _own_people(self, m: Mention) -> Reading | None:
        """ "its own men", "the army's dead": of whoever owns them; "its people" of a state are civilians."""
        at = m.possessor if m.possessor is not None else self._r.mentions[m.possessed_by or 0].head
        read = self._known(at)
        if read is None:
            return None
        own = self._t.lower[m.head] in self._words["own_people"]
        if own or read.parties[0] not in self._r.known_states:
            return replace(read, rule=f"victims:own_people>{read.rule}")
        return _side(f"{read.parties[0]}-CIV", f"people>{read.rule}")

    # -- the armed -----------------------------------------------------------------------------

    def _armed(self, i: int, m: Mention) -> Reading | None:
        """ "soldiers", "police", "troops" without a nationality, by the first rule that tells."""
        doer = self._doer(m)
        lost = self._lost(m, self._clauses.verb_above(m.head)[0])
        if lost is not None:
            return lost
        own = self._reporting_side(m, homes=False)
        if own is not None:
            return _side(own, f"own_side:{own}")
        if doer is not None:
            against = self._fought(doer, self._w.with_forces)
            if against is not None:
                return _side(against, f"against:{doer.actor}>{against}")
        read = self._r.read(i)
        if read.parties in (UNATTRIBUTED, ("police",)) or (doer is not None and read.parties == doer.parties):
            return None
        return read

    def _lost(self, m: Mention, verb: int) -> Reading | None:
        """ "Russia lost 900 soldiers", "admitted the loss of 23 soldiers": the subject's own fell."""
        above = self._t.head[self._t.head[m.head]]
        if self._t.lemma[verb] not in self._words["losing"] and self._t.lower[above] not in ("loss", "losses"):
            return None
        doer = self._doer(m)
        return _side(doer.parties[0], f"lost_by:{doer.actor}") if doer is not None else None

    def _fought(self, doer: Reading, counts: dict[str, int]) -> str | None:
        """The state that a doer fights: a group's home that the report names most, a state's clear opponent."""
        homes = self._w.group_homes
        if doer.actor in homes and doer.parties[0] not in self._w.states:
            return clear_first({h: n for h, n in counts.items() if h in homes[doer.actor]})
        others = {h: n for h, n in counts.items() if h not in doer.parties}
        return clear_first(others) if len(others) < len(counts) else None

    # -- doers and speakers --------------------------------------------------------------------

    def _doer(self, m: Mention) -> Reading | None:
        """Subject of the clause whose object the victims are ("it killed 23 soldiers"), or its "by" phrase."""
        verb, under = self._clauses.verb_above(m.head)
        at: int | None = verb
        for _ in range(_CLAUSES_UP):
            if at is None:
                return None
            clause = self._clauses.at(at)
            subject = next((s for s in clause.subjects if s != under and not m.start <= s < m.end), None)
            if subject is not None:
                return self._known(subject)
            if clause.agent is not None:
                return self._known(clause.agent)
            if clause.passive:
                return self._known(clause.deed) if clause.deed is not None else None
            if clause.accused is not None:
                return self._known(clause.accused)
            at = self._clauses.over(at)
        return None

    def _known(self, token: int) -> Reading | None:
        read = self._r.at(token, speaking=True)
        return None if read.parties == UNATTRIBUTED or read.parties[0].islower() else read

    def _reporting_side(self, m: Mention, homes: bool) -> str | None:
        """The state that says its own fell: the speaker above the clause, unless it is also the doer.

        `homes`: a group's only home state counts as well (a group speaks of the civilians there).
        """
        verb: int | None = self._clauses.verb_above(m.head)[0]
        for _ in range(_CLAUSES_UP):
            if verb is None:
                return None
            speaks, speaker = self._speech_over(verb, m)
            if speaks:
                read = self._known(speaker) if speaker is not None else None
                doer = self._doer(m)
                if read is None or (doer is not None and doer.parties == read.parties):
                    return None
                return self._state_behind(read, homes)
            verb = self._clauses.parent(verb)
        return None

    def _speech_over(self, verb: int, m: Mention) -> tuple[bool, int | None]:
        """Whether somebody says what the clause of `verb` says, and who."""
        clause = self._clauses.at(verb)
        if clause.according is not None:
            return True, clause.according
        above: int | None = None
        if self._t.dep[verb] in ("ccomp", "parataxis"):
            above = self._t.head[verb]
        elif clause.accused is not None:
            above = self._t.head[self._t.head[verb]]
        elif clause.beside is not None and clause.beside > m.end:
            above = clause.beside
        if above is None:
            return False, None
        speaker = next(iter(self._clauses.at(above).subjects), None)
        return True, speaker if speaker is not None and not m.start <= speaker < m.end else None

    def _state_behind(self, read: Reading, homes: bool) -> str | None:
        party = read.parties[0]
        if len(read.parties) == 1 and party in self._r.known_states:
            return party
        own = self._w.group_homes.get(read.actor, ())
        return own[0] if homes and len(own) == 1 else None


def _side(code: str, rule: str) -> Reading:
    return Reading(actor=code, parties=(code,), name=None, role=None, rule=f"victims:{rule}")


def _state_of(owner: Named | None) -> str | None:
    if owner is None:
        return None
    if owner.kind == "territory":
        return owner.state
    if owner.kind == "group":
        return owner.home[0] if len(owner.home) == 1 else None
    return owner.actor if owner.kind == "state" else None
