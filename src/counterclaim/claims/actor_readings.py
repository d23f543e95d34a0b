"""From mentions to actors: owners, short forms, pronouns and the country that a bare role belongs to.

In: the mentions of one report. Out: a `Reading` for any token. Guarantee: each mention is read once;
a rule is recorded for every step that is not in the words themselves.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from counterclaim.claims.actor_mentions import Mention, Tokens
from counterclaim.claims.actor_names import Named, NameKind
from counterclaim.claims.actor_parties import Memberships
from counterclaim.claims.actor_places import Places
from counterclaim.claims.actor_pronouns import LOOK_BACK, Pronouns
from counterclaim.claims.actor_roles import RoleIndex
from counterclaim.claims.actor_speech import SpeechAct

UNATTRIBUTED = ("unattributed",)
#: Kinds whose country is sought in the report when the phrase itself names none.
_COUNTRY_KINDS = frozenset({"official", "forces", "police"})
_DEEPEST = 40  # owners of owners; a longer chain is no phrase that anybody writes
_OWNABLE = frozenset({"official", "head", "document", "other", "forces", "police"})
_DATELINE_TOKENS = 14
_DATELINE_WEIGHT = 4
_DATELINE_LINES = 6  # lines or sentences of the headline and what stands above the dateline
_DATELINE_ENDS = frozenset({"—", "–", "-", "--", ":"})
_CLAUSE_HEIGHT = 6  # words climbed from "a report" to the verb whose subject gave it
_SPEAKERS_BACK = 3  # sentences searched for who gave "the statement"
#: No army or police of these is meant by "the army" (territories without armed forces of their own).
_NO_FORCES = frozenset({"PSE", "HKG", "VAT", "KOS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Who a mention is: the fields of an `Actor` without its words."""

    actor: str
    parties: tuple[str, ...]
    name: str | None
    role: str | None
    rule: str


class Readings:
    """The readings of one report's mentions."""

    def __init__(
        self,
        tokens: Tokens,
        mentions: list[Mention],
        roles: RoleIndex,
        memberships: Memberships,
        on: str | None,
        speech: Sequence[SpeechAct] = (),
    ) -> None:
        self.tokens = tokens
        self.mentions = mentions
        self.roles = roles
        self._memberships = memberships
        self._on = on
        self.known_states = memberships.states
        self._starts = [m.start for m in mentions]
        self.sentence = tokens.sentence
        self._done: dict[int, Reading] = {}
        self._busy: set[int] = set()
        self.speech = speech
        self._index()
        self._weigh()
        self.places = Places(tokens, roles.words)
        self._pronouns = Pronouns(tokens, mentions, roles, speech)

    # -- indexes, one pass each --------------------------------------------------------------

    def _index(self) -> None:
        """Persons by last name, abbreviations given in brackets, and earlier uses of a role noun."""
        self._persons: dict[str, list[int]] = {}
        self._alias: dict[str, int] = {}
        self._bodies: dict[str, list[int]] = {}  # mentions with a name of several words, by its last word
        self._again: dict[int, int] = {}
        self._documents: dict[str, list[int]] = {}  # reports and statements without an owner, by noun
        latest: dict[str, int] = {}
        known: set[str] = set()
        for i, m in enumerate(self.mentions):
            if m.name is not None and m.kind not in ("name", "entity") and m.person and m.name not in known:
                known.add(m.name)
                self._persons.setdefault(m.name.split()[-1].lower(), []).append(i)
            if m.kind == "document" and m.role_noun is not None and m.owner is None:
                self._documents.setdefault(m.role_noun, []).append(i)
            for noun in self._role_nouns(m):
                if m.owner is None and noun in latest:
                    self._again.setdefault(i, latest[noun])
                if m.owner is not None or m.name is not None:
                    latest[noun] = i
            self._read_alias(i, m)
            if m.name is not None and " " in m.name:
                self._bodies.setdefault(self.tokens.lower[m.head], []).append(i)

    def _role_nouns(self, m: Mention) -> list[str]:
        """The role nouns of a mention, the more telling first: "army", then "spokesman"."""
        if m.role is None or m.role_noun is None:
            return []
        words = m.role.lower().split()
        nouns = [w for i, w in enumerate(words[:-1]) if self.roles.at(words, i, i) is not None]
        return [*nouns, m.role_noun]

    def _read_alias(self, i: int, m: Mention) -> None:
        if i + 1 >= len(self.mentions) or m.end >= len(self.tokens.text) or self.tokens.text[m.end] != "(":
            return
        n = self.mentions[i + 1]
        short = self.tokens.text[n.start]
        closes = n.end < len(self.tokens.text) and self.tokens.text[n.end] == ")"
        if n.start == m.end + 1 and n.end == n.start + 1 and closes and short.isupper() and len(short) > 1:
            self._alias.setdefault(short, i)

    def _weigh(self) -> None:
        """Count how often each state is named, and which groups are; a dateline weighs more."""
        self.states: dict[str, int] = {}
        self.with_forces: dict[str, int] = {}
        self.groups: dict[str, int] = {}
        self.group_homes: dict[str, tuple[str, ...]] = {}
        self._groups_of: dict[str, tuple[list[int], list[Named]]] = {}
        self._group_named: dict[str, Named] = {}
        datelines: set[str] = set()
        for start, end, named in self.tokens.names:
            if named.kind == "group":
                self.groups[named.actor] = self.groups.get(named.actor, 0) + 1
                self.group_homes[named.actor] = named.home
                self._group_named.setdefault(named.actor, named)
                for home in named.home:
                    at, which = self._groups_of.setdefault(home, ([], []))
                    at.append(start)
                    which.append(named)
            state = self._counts_for(named)
            if state is None:
                continue
            in_dateline = self._in_dateline(start, end)
            if in_dateline:
                datelines.add(state)
            weight = _DATELINE_WEIGHT if in_dateline else 1
            self.states[state] = self.states.get(state, 0) + weight
            if named.form != "region" and state not in _NO_FORCES:
                self.with_forces[state] = self.with_forces.get(state, 0) + weight

        #: The state that the report is sent from, when it is one.
        self.dateline = next(iter(datelines)) if len(datelines) == 1 else None
        self.first_state = self.clear_first(self.states)
        self.first_with_forces = self.clear_first(self.with_forces)
        self.first_group = self.clear_first(self.groups)

    def _counts_for(self, named: Named) -> str | None:
        """The state that a name speaks of: its own, a territory's, a group's government or only home."""
        if named.kind == "state":
            return named.actor
        if named.kind == "territory":
            return named.state
        if named.kind == "group":
            party, rule = self._memberships.party(named.actor, self._on)
            if rule is not None and party != named.actor and party in self.known_states:
                return party
            return named.home[0] if len(named.home) == 1 else None
        return None

    def _in_dateline(self, start: int, end: int) -> bool:
        """Whether a name stands in capitals in a line's opening words, before a dash: "GOMA, Congo, May 2 -"."""
        text, line = self.tokens.text, self.tokens.line
        opens = start
        while opens > 0 and line[opens - 1] == line[start] and start - opens < _DATELINE_TOKENS:
            opens -= 1
        if line[start] > _DATELINE_LINES or not text[start].isupper() or not text[opens].isupper():
            return False
        after = text[end : end + _DATELINE_TOKENS]
        return any(w in _DATELINE_ENDS for w in after) and (opens == 0 or line[opens - 1] != line[start])

    @staticmethod
    def clear_first(counts: dict[str, int]) -> str | None:
        """The most counted key, if it has at least twice the count of the next."""
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if not ranked:
            return None
        if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]:
            return ranked[0][0]
        return None

    # -- entry -----------------------------------------------------------------------------------

    def at(self, token: int, speaking: bool = False) -> Reading:
        """Who the noun or pronoun at `token` is. `speaking`: it is the source of words."""
        lower = self.tokens.lower[token]
        if self.is_pronoun(token):
            return self._pronoun(token, lower, speaking)
        i = self.index_of(token)
        if i is None:
            return _unknown("no_noun_phrase")
        if lower in ("both", "sides") and self.mentions[i].owner is None:
            return self._both_sides(self.mentions[i])
        return self.read(i)

    def is_pronoun(self, token: int) -> bool:
        """Whether `token` points to somebody without saying what they are."""
        tag = self.tokens.tag[token]
        return tag in ("PRP", "WP", "WDT", "PRP$") or self.tokens.lower[token] in ("he", "she", "who", "which")

    def _pronoun(self, token: int, lower: str, speaking: bool = False) -> Reading:
        i = self._pronouns.speaker(token) if speaking else self._pronouns.refers_to(token)
        if i is None:
            return _unknown("pronoun:unresolved")
        read = self.read(i)
        return replace(read, rule=f"pronoun:{lower}>{read.rule}")

    def refers_to(self, token: int) -> int | None:
        """The mention that the pronoun at `token` stands for."""
        return self._pronouns.refers_to(token)

    def index_of(self, token: int) -> int | None:
        """The mention that covers `token`."""
        i = bisect_right(self._starts, token) - 1
        return i if i >= 0 and token < self.mentions[i].end else None

    def read(self, i: int) -> Reading:
        """Who mention `i` is; remembered."""
        done = self._done.get(i)
        if done is not None:
            return done
        if i in self._busy or len(self._busy) > _DEEPEST:
            return _unknown("circular")
        self._busy.add(i)
        done = self._done[i] = self._read(i, self.mentions[i])
        self._busy.discard(i)
        return done

    def _read(self, i: int, m: Mention) -> Reading:
        if m.end - m.start == 1 and self._alias.get(self.tokens.text[m.start], i) != i:
            target = self._alias[self.tokens.text[m.start]]
            if abs(target - i) > 1 or m.kind != "entity":
                read = self.read(target)
                if read.parties != UNATTRIBUTED or m.owner is None:
                    return replace(read, rule=f"abbreviation>{read.rule}")
        if m.antecedent is not None and m.antecedent.name is not None:
            at = self.index_of(m.antecedent.head)
            if at is not None and at != i:
                return self.read(at)
        if m.kind == "entity" and m.owner is not None:
            return self._owned(m, m.owner)
        part = self.whole_of(i)
        if part is not None:
            return self.read(part)
        if m.kind in ("name", "other"):
            return self._read_unroled(i, m)
        if m.kind == "former":
            return Reading(actor="unattributed", parties=UNATTRIBUTED, name=m.name, role=m.role, rule="former")
        kind = self.roles.kinds[m.kind]
        if m.owner is not None and (kind.owned or self._is_body(m.owner)):
            if m.kind == "rebels" and m.owner.kind in ("state", "territory"):
                return self._rebels(i, m)
            return self._owned(m, m.owner)
        return self._read_bare_role(i, m)

    def whole_of(self, i: int) -> int | None:
        """ "dozens of civilians", "one of its commanders": the mention that says who they are."""
        m = self.mentions[i]
        if m.definite or m.owner is not None or self.tokens.lower[m.head] not in self.roles.words["partitive"]:
            return None
        tied = i + 1 < len(self.mentions) and self.tokens.lower[m.end : self.mentions[i + 1].start] == ["of"]
        return i + 1 if tied else None

    def owner_in_front(self, start: int, head: int) -> Reading | None:
        """ "Saudi Arabia's Nuclear and Radiological Commission": the state or body whose "'s" the phrase opens with."""
        i, j = self.index_of(start), self.index_of(head)
        if i is None or j is None or i == j or self.mentions[j].kind not in _OWNABLE:
            return None
        m, n = self.mentions[i], self.mentions[j]
        if m.kind != "entity" or m.owner is None or self.tokens.tag[m.end] != "POS":
            return None
        return self._owned(replace(n, owner_rule=m.owner_rule), m.owner)

    @staticmethod
    def _is_body(owner: Named) -> bool:
        return owner.kind in ("igo", "ngo") and owner.form != "person"

    def _owned(self, m: Mention, owner: Named) -> Reading:
        """The mention speaks for its owner."""
        actor, parties, membership = self.parties(owner, official=m.kind not in ("entity", "other"))
        role = m.role
        name = m.name
        rule = m.owner_rule if m.kind == "entity" else f"{m.kind}>{m.owner_rule}"
        if membership:
            rule += f";{membership}"
        return Reading(actor=actor, parties=parties, name=name, role=role, rule=rule)

    def parties(self, named: Named, official: bool = False) -> tuple[str, tuple[str, ...], str | None]:
        """Actor code, parties and membership rule of a name. `official`: one who speaks for a territory."""
        if named.kind == "territory":
            if official:
                party, rule = self._memberships.party(named.actor, self._on)
                if party != named.actor:  # else nobody but its state held it then
                    return party, (party,), rule
            return str(named.state), (str(named.state),), f"territory:{named.actor}"
        if named.kind == "group":
            party, rule = self._memberships.party(named.actor, self._on)
            return named.actor, (party,), rule
        if named.kind in ("state", "igo"):
            return named.actor, (named.actor,), None
        default = {"ngo": "NGO", "institute": "expert", "media": "media"}[named.kind]
        return named.actor, (named.party or default,), None

    # -- names without a role ------------------------------------------------------------------

    def _read_unroled(self, i: int, m: Mention) -> Reading:
        if m.name is not None and m.kind == "name":
            known = self._person(i, m.name)
            if known is not None:
                read = self.read(known)
                return replace(read, rule=f"name>{read.rule}")
            if m.owner is not None and m.owner.form in ("adjective", "name", "organ", "forces", "people"):
                return self._owned(replace_kind(m, "person"), m.owner)
            return Reading(actor="unattributed", parties=UNATTRIBUTED, name=m.name, role=None, rule="name:unknown")
        noun = self.tokens.lower[m.head]
        if m.definite and m.owner is None:
            found = self._short_form(i, m) or self._anaphor(m, noun)
            if found is not None:
                return found
        if m.owner is None and self.has_owner_before(m):
            found = self._possessed(m)
            if found is not None:
                return found
        if m.owner is not None and m.owner.form != "region":
            return self._owned(replace_kind(m, "modifier"), m.owner)
        return _unknown("unknown_noun", name=m.name)

    def has_owner_before(self, m: Mention) -> bool:
        """ "its men", "the army's men"; not "the men of the army"."""
        before = m.possessed_by is not None and self.mentions[m.possessed_by].end <= m.start
        return m.possessor is not None or before

    def _person(self, i: int, name: str) -> int | None:
        """The mention that introduces the person called `name`: the last one before, else the next."""
        words = name.lower().split()
        fits = [
            j
            for j in self._persons.get(words[-1], ())
            if j != i and self._same_person(words, str(self.mentions[j].name).lower().split())
        ]
        before = [j for j in fits if j < i]
        return before[-1] if before else fits[0] if fits else None

    @staticmethod
    def _same_person(one: list[str], other: list[str]) -> bool:
        return set(one) <= set(other) or set(other) <= set(one)

    def _short_form(self, i: int, m: Mention) -> Reading | None:
        """ "the board" after "the Afghanistan Cricket Board": the last name that ends in the noun."""
        noun = self.tokens.lower[m.head]
        known = self._bodies.get(noun, [])
        at = bisect_right(known, i - 1) - 1
        if at < 0 or m.end - m.start > 2 or noun in self.roles.words["no_short_form"]:
            return None
        read = self.read(known[at])
        if read.parties == UNATTRIBUTED:
            return None
        return replace(read, rule=f"short_form:{noun}>{read.rule}")

    def _anaphor(self, m: Mention, noun: str) -> Reading | None:
        """ "the group", "the country", "the agency": the last mention of that kind."""
        known = dict(_ANAPHORS)
        kinds = tuple(k for kind, ks in known.items() if noun in self.roles.anaphor[kind] for k in ks)
        if not kinds:
            return None
        if m.kind in ("ngo", "media", "expert"):  # "the rights group" is no armed one
            kinds = known["body"]
        found = self._last_named(m.start, kinds)
        if found is None and kinds == known["group"]:
            found = self._last_named(m.start, known["body"])
        if found is None:
            return None
        actor, parties, rule = self.parties(found)
        text = f"anaphor:{noun}>{found.actor}" + (f";{rule}" if rule else "")
        return Reading(actor=actor, parties=parties, name=found.name, role=None, rule=text)

    def _last_named(self, before: int, kinds: tuple[NameKind, ...]) -> Named | None:
        """The last name of these kinds before token `before`, a subject of its sentence first."""
        i = bisect_right(self._starts, before) - 1
        nearest: Named | None = None
        for j in range(i, max(-1, i - LOOK_BACK), -1):
            n = self.mentions[j]
            if n.start >= before or n.owner is None or n.owner.kind not in kinds or n.kind == "name":
                continue
            if n.kind != "entity" and "state" in kinds:
                continue
            nearest = nearest or n.owner
            if n.subject and self.sentence[before] - self.sentence[n.start] <= 1:
                return n.owner
        return nearest

    # -- roles without an owner ----------------------------------------------------------------

    def _read_bare_role(self, i: int, m: Mention) -> Reading:
        kind = self.roles.kinds[m.kind]
        if m.definite and m.name is None:
            found = self._definite(i, m)
            if found is not None:
                return found
        possessed = m.possessed_by is not None or (m.possessor is not None and m.kind not in _COUNTRY_KINDS)
        if (possessed and kind.owned) or (m.kind == "people" and self.has_owner_before(m)):
            found = self._possessed(m)
            if found is not None:
                return found
        if m.kind == "document" and m.definite:
            found = self._issued(i, m)
            if found is not None:
                return found
        if m.kind in _COUNTRY_KINDS:
            found = self._country(i, m)
            if found is not None:
                return found
        if m.kind == "rebels":
            return self._rebels(i, m)
        if m.kind == "opposition" and m.role is None:
            return _unknown("organisation", name=m.name)
        party = kind.party or "unattributed"
        return Reading(actor=party, parties=(party,), name=m.name, role=m.role, rule=f"role:{m.kind}")

    def _definite(self, i: int, m: Mention) -> Reading | None:
        """ "the spokesman": the last mention with that role; "the militants": the last group."""
        j = self._again.get(i)
        if j is not None:
            read = self.read(j)
            if m.plural:
                read = replace(read, name=None)
            return replace(read, role=read.role or m.role, rule=f"definite:{m.role_noun}>{read.rule}")
        if m.role_noun is None or (m.kind == "forces" and m.role_noun not in self.roles.anaphor["group"]):
            return None
        found = self._short_form(i, m)
        if found is None and m.role_noun in self.roles.anaphor["body"]:
            return self._anaphor(m, m.role_noun)
        if found is None and m.kind in ("forces", "rebels", "ngo", "media", "expert", "document"):
            return self._anaphor(m, m.role_noun)
        return found

    def _issued(self, i: int, m: Mention) -> Reading | None:
        """ "the statement", "the report": of whom the text says that they gave it, else of who spoke last."""
        earlier = self._documents.get(str(m.role_noun), [])
        at = bisect_right(earlier, i - 1) - 1
        if at >= 0:
            subject = self._subject_above(self.mentions[earlier[at]].head)
            if subject is not None and self.index_of(subject) != i:
                read = self.at(subject, speaking=True)
                if read.parties != UNATTRIBUTED:
                    return replace(read, name=None, role=m.role, rule=f"document>introduced_by>{read.rule}")
        act = bisect_left(self.speech, m.start, key=lambda a: a.speaker)
        for earlier_act in reversed(self.speech[max(0, act - LOOK_BACK) : act]):
            subject = earlier_act.speaker
            if self.sentence[m.start] - self.sentence[subject] > _SPEAKERS_BACK:
                break
            j = self.index_of(subject)
            spoke = self.tokens.tag[subject][0] != "W" and (j is None or self.mentions[j].kind != "document")
            if spoke and m.role_noun in self.roles.words["issued"]:
                read = self.at(subject, speaking=True)
                if read.parties != UNATTRIBUTED:
                    return replace(read, name=None, role=m.role, rule=f"document>last_speaker>{read.rule}")
        return None

    def _subject_above(self, token: int) -> int | None:
        """The subject of the nearest clause above `token`."""
        t = self.tokens
        for _ in range(_CLAUSE_HEIGHT):
            above = t.head[token]
            if above == token:
                return None
            subject = next((c for c in t.children[above] if t.dep[c] == "nsubj" and c != token), None)
            if subject is not None:
                return subject
            token = above
        return None

    def _country(self, i: int, m: Mention) -> Reading | None:
        """The state that a bare "army", "police" or "government" belongs to, by the first rule that tells."""
        if m.possessor is not None:
            found = self._possessed(m)
            if found is not None:
                return found
        j = self._again.get(i)
        if j is not None and self.mentions[j].owner is not None:
            owner = self.mentions[j].owner
            actor, parties, _ = self.parties(owner, official=True)  # type: ignore[arg-type]
            return self._of_country(m, actor, parties, f"again:{m.role_noun}>{actor}")
        for state, rule in self._country_rules(m):
            if state is not None:
                return self._of_country(m, state, (state,), f"{rule}:{state}")
        return None

    def _country_rules(self, m: Mention) -> Iterator[tuple[str | None, str]]:
        """The state of a bare official, army or police, by rules in the order of their strength."""
        words = m.role.lower().split() if m.role is not None else []
        local = any(w in self.roles.words["local"] for w in words) or self.tokens.lower[m.end : m.end + 1] == ["there"]
        number = self.sentence[m.head]
        yield self.places.opening(number), "opening"
        if local:
            yield self.places.last(number), "place"
        yield self.first_with_forces if m.kind == "forces" else self.first_state, "dominant"
        yield self._only_state_in_sentence(m), "sentence"
        if local:
            yield self.dateline, "dateline"

    def _of_country(self, m: Mention, actor: str, parties: tuple[str, ...], rule: str) -> Reading:
        return Reading(actor=actor, parties=parties, name=m.name, role=m.role, rule=f"{m.kind}>{rule}")

    def _possessed(self, m: Mention) -> Reading | None:
        if m.possessed_by is not None:
            owner = self.read(m.possessed_by)
        elif m.possessor is not None:
            owner = self._pronoun(m.possessor, self.tokens.lower[m.possessor])
        else:
            return None
        if owner.parties == UNATTRIBUTED or (owner.parties[0].islower() and m.kind != "document"):
            return None
        return replace(owner, name=m.name, role=m.role, rule=f"{m.kind}>{owner.rule}")

    def _only_state_in_sentence(self, m: Mention) -> str | None:
        found = self.places.named(self.sentence[m.head])
        if m.kind == "forces":
            found -= _NO_FORCES
        return next(iter(found)) if len(found) == 1 else None

    def _rebels(self, i: int, m: Mention) -> Reading:
        """Fighters of no named group: the report's group of that country, or its only group, else rebels."""
        home = m.owner.state or m.owner.actor if m.owner is not None else None
        group = self.group_for(home, m.start)
        near = None if home is not None else self._near_rebels(m)
        if near is not None:
            group = near
        if group is None:
            return Reading(actor="rebels", parties=("rebels",), name=m.name, role=m.role, rule="role:rebels")
        actor, parties, rule = self.parties(group)
        text = f"rebels>group:{actor}" + (f";{rule}" if rule else "")
        return Reading(actor=actor, parties=parties, name=m.name, role=m.role, rule=text)

    def _near_rebels(self, m: Mention) -> Named | None:
        """The last group named in this sentence or the one before that is no state's government at the time."""
        for j in range(bisect_right(self._starts, m.start) - 2, -1, -1):
            n = self.mentions[j]
            if self.sentence[m.start] - self.sentence[n.start] > 1:
                return None
            if n.owner is not None and n.owner.kind == "group" and n.end <= m.start:
                party, _ = self._memberships.party(n.owner.actor, self._on)
                if party not in self.known_states:
                    return n.owner
        return None

    def group_for(self, home: str | None, before: int) -> Named | None:
        """The last group before token `before` at home in `home`; with no `home`, a clearly first group."""
        if home is not None:
            at, which = self._groups_of.get(home, ([], []))
            return which[max(0, bisect_right(at, before) - 1)] if which else None
        return self._group_named[self.first_group] if self.first_group is not None else None

    # -- several -----------------------------------------------------------------------------------

    def _both_sides(self, m: Mention) -> Reading:
        """ "Both sides": the two parties named most, if they stand clearly above the third."""
        counts = dict(self.states)
        for actor, count in self.groups.items():
            party = self._memberships.party(actor, self._on)[0]
            if party not in counts:
                counts[party] = count
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if len(ranked) < 2 or (len(ranked) > 2 and ranked[1][1] < 2 * ranked[2][1]):
            return _unknown("both_sides:unclear")
        pair = tuple(sorted(code for code, _ in ranked[:2]))
        return Reading(actor="+".join(pair), parties=pair, name=None, role=None, rule="both_sides:two_most_named")

    def parties_in(self, start: int, end: int) -> tuple[str, ...]:
        """The parties named in the token range, in order."""
        found: list[str] = []
        for _, _, named in self.tokens.names_between(start, end):
            if named.kind in ("state", "group", "igo", "territory"):
                found.extend(p for p in self.parties(named)[1] if p not in found)
        return tuple(found)


#: Key of roles.toml's table `anaphor` -> the kinds of name that its nouns point back to.
_ANAPHORS: tuple[tuple[str, tuple[NameKind, ...]], ...] = (
    ("group", ("group",)),
    ("state", ("state",)),
    ("body", ("igo", "ngo", "institute", "media")),
)


def replace_kind(m: Mention, kind: str) -> Mention:
    """A copy of `m` with another kind, for the wording of its rule."""
    return replace(m, kind=kind)


def _unknown(rule: str, name: str | None = None, role: str | None = None) -> Reading:
    return Reading(actor="unattributed", parties=UNATTRIBUTED, name=name, role=role, rule=rule)
