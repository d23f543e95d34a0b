"""From mentions to actors: owners, short forms, pronouns and the country that a bare role belongs to.

In: the mentions of one report. Out: a `Reading` for any token. Guarantee: each mention is read once;
a rule is recorded for every step that is not in the words themselves.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from counterclaim.claims.actor_anonymity import AnonymityReader
from counterclaim.claims.actor_index import MentionIndex
from counterclaim.claims.actor_mentions import Mention
from counterclaim.claims.actor_names import Named, NameKind
from counterclaim.claims.actor_parties import Memberships
from counterclaim.claims.actor_places import Places
from counterclaim.claims.actor_pronouns import LOOK_BACK, Pronouns, is_person_role
from counterclaim.claims.actor_roles import RoleIndex
from counterclaim.claims.actor_speech import SpeechAct
from counterclaim.claims.actor_tokens import Tokens
from counterclaim.claims.actor_weights import NO_FORCES, Weights, clear_first

UNATTRIBUTED = ("unattributed",)
#: Kinds whose country is sought in the report when the phrase itself names none.
_COUNTRY_KINDS = frozenset({"official", "forces", "police"})
_OFFICES = frozenset({"official", "head", "forces", "police", "medics", "ngo"})
_DEEPEST = 40  # owners of owners; a longer chain is no phrase that anybody writes
_OWNABLE = frozenset({"official", "head", "document", "other", "forces", "police"})
_CLAUSE_HEIGHT = 6  # words climbed from "a report" to the verb whose subject gave it
_SPEAKERS_BACK = 3  # sentences searched for who gave "the statement"


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
        anonymity: AnonymityReader | None = None,
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
        self._index = MentionIndex(tokens, mentions, roles)
        self.weights = Weights(tokens, memberships, on)
        self.places = Places(tokens, roles.words)
        self._pronouns = Pronouns(tokens, mentions, roles, speech)
        withheld = anonymity.read(tokens, mentions, self._pronouns.speaker) if anonymity is not None else frozenset()
        #: Mentions whose names the report withholds, there or where it goes on about them.
        self.withheld = withheld | {b for i in withheld if (b := self._index.back(i)) is not None}

    # -- entry -----------------------------------------------------------------------------------

    def at(self, token: int, speaking: bool = False) -> Reading:
        """Who the noun or pronoun at `token` is. `speaking`: it is the source of words."""
        lower = self.tokens.lower[token]
        if self.is_pronoun(token):
            return self._pronoun(token, lower, speaking)
        i = self.index_of(token)
        if i is None:
            return _unknown("no_noun_phrase")
        if self._is_pair(self.mentions[i]):
            return self._both_sides(self.mentions[i])
        return self.read(i)

    def _is_pair(self, m: Mention) -> bool:
        """ "both", "the two sides", "both armies"."""
        words = self.tokens.lower[m.start : m.end]
        if m.owner is not None or words[-1] not in self.roles.words["sides"]:
            return False
        return words[-1] in ("both", "sides") or words[0] == "both" or words[:2] == ["the", "two"]

    def is_outlet(self, token: int) -> bool:
        """Whether the noun group at `token` is a news medium, whoever it belongs to; no reporter is."""
        i = self.index_of(token)
        return i is not None and (self._index.is_outlet(i) or self._index.last_outlet(i) is not None)

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
        done = self._read(i, self.mentions[i])
        if i in self.withheld and done.name is None and not done.rule.startswith("anonymous>"):
            done = replace(done, rule=f"anonymous>{done.rule}")
        self._done[i] = done
        self._busy.discard(i)
        return done

    def _read(self, i: int, m: Mention) -> Reading:
        if m.end - m.start == 1 and self._index.alias.get(self.tokens.text[m.start], i) != i:
            target = self._index.alias[self.tokens.text[m.start]]
            if abs(target - i) > 1 or m.kind != "entity":
                read = self.read(target)
                if read.parties != UNATTRIBUTED or m.owner is None:
                    return replace(read, rule=f"abbreviation>{read.rule}")
        if m.antecedent is not None and m.antecedent.name is not None:
            at = self.index_of(m.antecedent.head)
            if at is not None and at != i:
                return self.read(at)
        if m.kind == "entity" and m.owner is not None:
            known = self._index.person(i, self.tokens.text[m.head]) if m.end - m.start == 1 else None
            if known is not None and known < i and m.owner.form in ("region", "capital", "name"):
                read = self.read(known)  # "Farah" after "the minister, Mohamud Farah"
                return replace(read, rule=f"name>{read.rule}")
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
        apart = self.tokens.lower[head] in self.roles.words["apart"]  # "Israel's militia ally"
        if i is None or j is None or i == j or apart or self.mentions[j].kind not in _OWNABLE:
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
        if name is None and owner.outlet and self.tokens.lower[m.head] in self.roles.words["outlets"]:
            name = owner.name  # "the Tasnim agency"
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
            return self._read_name(i, m, m.name)
        noun = self.tokens.lower[m.head]
        if m.end - m.start == 1 and self.tokens.text[m.head][:1].isupper() and m.owner is None:
            known = self._index.person(i, self.tokens.text[m.head])  # a name that the tagger took for a noun
            if known is not None and known < i:
                read = self.read(known)
                return replace(read, rule=f"name>{read.rule}")
        if noun in ("latter", "former") and m.definite:
            j = self._pronouns.one_of_two(m, noun)
            if j is not None:
                read = self.read(j)
                return replace(read, rule=f"{noun}>{read.rule}")
        if noun in self.roles.words["partitive"] and self.tokens.lower[m.end : m.end + 2] == ["of", "them"]:
            return self._pronoun(m.end + 1, "them")
        if m.definite and m.owner is None:
            found = self._short_form(i, m) or self._anaphor(m, noun)
            if found is not None:
                return found
        if m.owner is None and self.has_owner_before(m):
            found = self._possessed(m)
            if found is not None:
                return found
        if m.owner and m.owner.form != "region" and self.tokens.lower[m.head] not in self.roles.words["apart"]:
            return self._owned(replace(m, kind="modifier"), m.owner)
        return _unknown("unknown_noun", name=m.name)

    def _read_name(self, i: int, m: Mention, name: str) -> Reading:
        """A name that no table has and that nothing around it explains."""
        known = self._index.person(i, name)
        if known is not None:
            read = self.read(known)
            return replace(read, rule=f"name>{read.rule}")
        if m.owner is not None and m.owner.form in ("adjective", "name", "organ", "forces", "people"):
            return self._owned(replace(m, kind="person"), m.owner)
        office = self._office_before(i, m)
        if office is not None:
            read = self.read(office)
            return replace(read, name=m.name, rule=f"office_before:{self.mentions[office].role_noun}>{read.rule}")
        return Reading(actor="unattributed", parties=UNATTRIBUTED, name=m.name, role=None, rule="name:unknown")

    def has_owner_before(self, m: Mention) -> bool:
        """ "its men", "the army's men"; not "the men of the army"."""
        before = m.possessed_by is not None and self.mentions[m.possessed_by].end <= m.start
        return m.possessor is not None or before

    def _office_before(self, i: int, m: Mention) -> int | None:
        """ "The governor of Tolima said so. Ana Ruiz said": who held the office that spoke in the sentence before.

        Rule: a full name that is new to the report speaks right after "the" holder of an office whom nobody has named.
        """
        at = bisect_left(self.speech, m.start, key=lambda act: act.speaker)
        speaks = at < len(self.speech) and self.speech[at].speaker < m.end
        if not speaks or at == 0 or m.quoted or " " not in str(m.name):
            return None
        j = self.index_of(self.speech[at - 1].speaker)
        if j is None or self.sentence[m.start] - self.sentence[self.mentions[j].start] != 1:
            return None
        n = self.mentions[j]
        unnamed = is_person_role(n, self.roles) and n.antecedent is None and n.role_noun not in self._index.held
        certain = n.definite or n.possessed_by is not None
        fits = n.gender is None or m.gender is None or n.gender == m.gender
        return j if unnamed and certain and fits and n.kind in _OFFICES else None

    def _short_form(self, i: int, m: Mention) -> Reading | None:
        """ "the board" after "the Afghanistan Cricket Board": the last name that ends in the noun."""
        noun = self.tokens.lower[m.head]
        known = self._index.last_body(noun, i)
        if known is None or m.end - m.start > 2 or noun in self.roles.words["no_short_form"]:
            return None
        read = self.read(known)
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
        found = self._last_named(m, kinds)
        if found is None and kinds == known["group"]:
            found = self._last_named(m, known["body"])
        if found is None:
            return self._unlisted(m, noun)
        actor, parties, rule = self.parties(found)
        text = f"anaphor:{noun}>{found.actor}" + (f";{rule}" if rule else "")
        return Reading(actor=actor, parties=parties, name=found.name, role=None, rule=text)

    def _unlisted(self, m: Mention, noun: str) -> Reading | None:
        """ "The group" after "the NGO Sea-Watch": the last body that only its own words tell of."""
        last = bisect_right(self._starts, m.start) - 2
        for j in range(last, max(-1, last - LOOK_BACK), -1):
            n = self.mentions[j]
            if n.kind == "ngo" and n.name and n.owner is None and not self.roles.is_person(n.role_noun):
                read = self.read(j)
                return replace(read, rule=f"anaphor:{noun}>{read.rule}")
        return None

    def _last_named(self, m: Mention, kinds: tuple[NameKind, ...]) -> Named | None:
        """The last name of these kinds before `m` that is not at its verb, a subject of its sentence first."""
        before = m.start
        i = bisect_right(self._starts, before) - 1
        nearest: Named | None = None
        for j in range(i, max(-1, i - LOOK_BACK), -1):
            n = self.mentions[j]
            if n.start >= before or n.owner is None or n.owner.kind not in kinds or n.kind == "name":
                continue
            if n.kind != "entity" and "state" in kinds:
                continue
            if self.tokens.governor(n.head) == self.tokens.governor(m.head):
                continue
            nearest = nearest or n.owner
            if n.subject and self.sentence[before] - self.sentence[n.start] <= 1:
                return n.owner
        return nearest

    # -- roles without an owner ----------------------------------------------------------------

    def _read_bare_role(self, i: int, m: Mention) -> Reading:
        kind = self.roles.kinds[m.kind]
        found = self._gone_back_to(i, m)
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

    def _outlet(self, i: int, noun: str) -> Reading | None:
        """ "the agency", "the same channel": the last news medium with a name."""
        j = self._index.last_outlet(i)
        read = self.read(j) if j is not None else None
        return replace(read, rule=f"outlet:{noun}>{read.rule}") if read is not None and read.name is not None else None

    def _gone_back_to(self, i: int, m: Mention) -> Reading | None:
        """ "The spokesman", "the Observatory", "the spokesman, Ana Ruiz": the mention that brought them in."""
        if m.definite and m.name is None:
            return self._definite(i, m)
        if m.definite and m.name is not None and " " not in m.name:
            return self._short_form(i, m)
        before = self._index.back(m.apposed) if m.apposed is not None and m.owner is None else None
        if before is None or before >= i:
            return None
        read = self.read(before)
        if read.parties == UNATTRIBUTED or read.name is not None:
            return None
        return replace(read, name=m.name, role=m.role, rule=f"definite:{m.role_noun}>{read.rule}")

    def _definite(self, i: int, m: Mention) -> Reading | None:
        """ "the spokesman": the last mention with that role; "the militants": the last group."""
        j = self._index.back(i)
        if j is not None:
            read = self.read(j)
            if m.plural:
                read = replace(read, name=None)
            n = self.mentions[j]
            if m.role_noun not in (n.role_noun, n.title):  # "the ministry" after "its ministry's spokesman, Ana Ruiz"
                body = not self.roles.is_person(m.role_noun)
                read = replace(read, name=None if body else read.name, role=_up_to(str(m.role_noun), n.role) or m.role)
            role = read.role or m.role
            return replace(read, role=role, rule=f"definite:{m.role_noun}>{read.rule}")
        outlet = self._outlet(i, str(m.role_noun))
        if outlet is not None:
            return outlet
        if m.role_noun is not None and m.kind == "forces" and self.tokens.text[m.head][:1].isupper():
            found = self._short_form(i, m)  # "the Guards"
            if found is not None:
                return found
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
        earlier = self._index.last_document(str(m.role_noun), i)
        if earlier is not None:
            subject = self._subject_above(self.mentions[earlier].head)
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
        j = self._index.again.get(i)
        if m.there or self.tokens.lower[m.end : m.end + 1] == ["there"]:
            state = self._beside(m)  # "Tehran condemned it. The spokesman there"
            if state is not None:
                return self._of_country(m, state, (state,), f"there:{state}")
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
        if local and not self.tokens.listing:
            yield self.places.last(number), "place"
        yield self.weights.first_for(m.kind) if not self.tokens.listing else None, "dominant"
        yield self._only_state_in_sentence(m), "sentence"
        if self.tokens.listing:
            return
        if local:
            yield self.weights.dateline, "dateline"
            yield clear_first(self.places.counts), "places"
        if m.kind == "forces" or m.role_noun in self.roles.words["state_offices"]:
            yield self.weights.fought_home, "home_of_group"
        if m.kind == "forces" or m.person or self.roles.is_person(m.role_noun):
            yield self._beside(m), "beside"
            yield self.weights.dateline, "dateline"

    def _beside(self, m: Mention) -> str | None:
        """ "The White House said so. A spokeswoman, Ana Ruiz, said": the state that spoke last in the paragraph."""
        at = bisect_left(self.speech, m.start, key=lambda act: act.speaker)
        here = self.sentence[m.start]
        while at > 0 and self.sentence[self.speech[at - 1].speaker] == here:
            at -= 1
        if at == 0 or m.quoted:
            return None
        earlier = self.speech[at - 1].speaker
        if self.tokens.paragraph[earlier] != self.tokens.paragraph[m.start]:
            return None
        parties = self.at(earlier, speaking=True).parties
        return parties[0] if len(parties) == 1 and parties[0] in self.known_states else None

    def _of_country(self, m: Mention, actor: str, parties: tuple[str, ...], rule: str) -> Reading:
        return Reading(actor=actor, parties=parties, name=m.name, role=m.role, rule=f"{m.kind}>{rule}")

    def _possessed(self, m: Mention) -> Reading | None:
        if self.tokens.lower[m.head] in self.roles.words["opponents"]:
            owner = _unknown("opponent")  # "its enemy" is not it
        elif m.possessed_by is not None:
            owner = self.read(m.possessed_by)
        elif m.possessor is not None:
            owner = self._pronoun(m.possessor, self.tokens.lower[m.possessor])
        else:
            return None
        if owner.parties == UNATTRIBUTED or (owner.parties[0].islower() and m.kind not in ("document", "people")):
            return None
        return replace(owner, name=m.name, role=m.role, rule=f"{m.kind}>{owner.rule}")

    def _only_state_in_sentence(self, m: Mention) -> str | None:
        found = self.places.named(self.sentence[m.head])
        if m.kind == "forces":
            found -= NO_FORCES
        return next(iter(found)) if len(found) == 1 else None

    def _rebels(self, i: int, m: Mention) -> Reading:
        """Fighters of no named group: the report's group of that country, or its only group, else rebels."""
        home = m.owner.state or m.owner.actor if m.owner is not None else None
        group = self.weights.group_for(home, m.start)
        near = None if home is not None else self._near_rebels(m)
        if near is not None:
            group = near
        if group is None or (home is None and near is None and self.tokens.listing):
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

    # -- several -----------------------------------------------------------------------------------

    def _both_sides(self, m: Mention) -> Reading:
        """ "Both sides": the two parties named most, if they stand clearly above the third."""
        counts = dict(self.weights.states)
        for actor, count in self.weights.groups.items():
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


def _up_to(noun: str, role: str | None) -> str | None:
    """ "Defence ministry" of "Defence ministry spokesman": a role's words as far as `noun`."""
    words = role.split() if role is not None else []
    at = next((i for i, word in enumerate(words) if word.lower() == noun), None)
    return None if at is None else " ".join(words[: at + 1])


def _unknown(rule: str, name: str | None = None, role: str | None = None) -> Reading:
    return Reading(actor="unattributed", parties=UNATTRIBUTED, name=name, role=role, rule=rule)
