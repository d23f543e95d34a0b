"""From mentions to actors: owners, short forms, pronouns and the country that a bare role belongs to.

In: the mentions of one report. Out: a `Reading` for any token. Guarantee: each mention is read once;
a rule is recorded for every step that is not in the words themselves.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from counterclaim.claims.actor_mentions import Mention, Tokens
from counterclaim.claims.actor_names import Named, NameKind
from counterclaim.claims.actor_parties import Memberships
from counterclaim.claims.actor_roles import RoleIndex

UNATTRIBUTED = ("unattributed",)
#: Kinds whose country is sought in the report when the phrase itself names none.
_COUNTRY_KINDS = frozenset({"official", "forces", "police"})
_LOOK_BACK = 40  # mentions searched for what a pronoun or short form refers to
_SENTENCES_BACK = 4
_DATELINE_TOKENS = 14
_DATELINE_WEIGHT = 4
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
    ) -> None:
        self.tokens = tokens
        self.mentions = mentions
        self.roles = roles
        self._memberships = memberships
        self._on = on
        self.known_states = memberships.states
        self._starts = [m.start for m in mentions]
        self._sentence, self._sentence_starts = _sentences(tokens)
        self._done: dict[int, Reading] = {}
        self._busy: set[int] = set()
        self._states_in: dict[int, frozenset[str]] = {}  # by sentence
        self._index()
        self._weigh()

    # -- indexes, one pass each --------------------------------------------------------------

    def _index(self) -> None:
        """Persons by last name, abbreviations given in brackets, and earlier uses of a role noun."""
        self._persons: dict[str, list[int]] = {}
        self._alias: dict[str, int] = {}
        self._again: dict[int, int] = {}
        latest: dict[str, int] = {}
        known: set[str] = set()
        for i, m in enumerate(self.mentions):
            if m.name is not None and m.kind not in ("name", "entity") and m.person and m.name not in known:
                known.add(m.name)
                self._persons.setdefault(m.name.split()[-1].lower(), []).append(i)
            for noun in self._role_nouns(m):
                if m.owner is None and noun in latest:
                    self._again.setdefault(i, latest[noun])
                if m.owner is not None or m.name is not None:
                    latest[noun] = i
            self._read_alias(i, m)

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
            weight = _DATELINE_WEIGHT if self._in_dateline(start, end) else 1
            self.states[state] = self.states.get(state, 0) + weight
            if named.form != "region" and state not in _NO_FORCES:
                self.with_forces[state] = self.with_forces.get(state, 0) + weight

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
        text = self.tokens.text
        if start >= _DATELINE_TOKENS or not text[start].isupper():
            return False
        return any(w in ("—", "–", "-", "--") for w in text[end : end + 8])

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

    def at(self, token: int) -> Reading:
        """Who the noun or pronoun at `token` is."""
        lower = self.tokens.lower[token]
        if self.tokens.tag[token] in ("PRP", "WP", "WDT", "PRP$") or lower in ("he", "she", "who", "which"):
            return self._pronoun(token, lower)
        i = self.index_of(token)
        if i is None:
            return _unknown("no_noun_phrase")
        if lower in ("both", "sides") and self.mentions[i].owner is None:
            return self._both_sides(self.mentions[i])
        return self.read(i)

    def index_of(self, token: int) -> int | None:
        """The mention that covers `token`."""
        i = bisect_right(self._starts, token) - 1
        return i if i >= 0 and token < self.mentions[i].end else None

    def read(self, i: int) -> Reading:
        """Who mention `i` is; remembered."""
        done = self._done.get(i)
        if done is not None:
            return done
        if i in self._busy:
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
            found = self._anaphor(m, noun)
            if found is not None:
                return found
        if m.owner is not None and m.owner.form != "region":
            return self._owned(replace_kind(m, "modifier"), m.owner)
        return _unknown("unknown_noun", name=m.name)

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

    def _anaphor(self, m: Mention, noun: str) -> Reading | None:
        """ "the group", "the country", "the agency": the last mention of that kind."""
        for kind, kinds in _ANAPHORS:
            if noun in self.roles.anaphor[kind]:
                found = self._last_named(m.start, kinds)
                if found is not None:
                    actor, parties, rule = self.parties(found)
                    text = f"anaphor:{noun}>{found.actor}" + (f";{rule}" if rule else "")
                    return Reading(actor=actor, parties=parties, name=found.name, role=None, rule=text)
        return None

    def _last_named(self, before: int, kinds: tuple[NameKind, ...]) -> Named | None:
        """The last name of these kinds before token `before`, a subject of its sentence first."""
        i = bisect_right(self._starts, before) - 1
        nearest: Named | None = None
        for j in range(i, max(-1, i - _LOOK_BACK), -1):
            n = self.mentions[j]
            if n.start >= before or n.owner is None or n.owner.kind not in kinds or n.kind == "name":
                continue
            if n.kind != "entity" and "state" in kinds:
                continue
            nearest = nearest or n.owner
            if n.subject and self._sentence[before] - self._sentence[n.start] <= 1:
                return n.owner
        return nearest

    # -- roles without an owner ----------------------------------------------------------------

    def _read_bare_role(self, i: int, m: Mention) -> Reading:
        kind = self.roles.kinds[m.kind]
        if m.definite and m.name is None:
            found = self._definite(i, m)
            if found is not None:
                return found
        if kind.owned and m.possessed_by is not None:
            found = self._possessed(m)
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
        if m.possessor is not None and kind.owned:
            found = self._possessed(m)
            if found is not None:
                return found
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
        if m.kind in ("rebels", "ngo", "media", "expert", "document") and m.role_noun is not None:
            return self._anaphor(m, m.role_noun)
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
        state = self.first_with_forces if m.kind == "forces" else self.first_state
        if state is not None:
            return self._of_country(m, state, (state,), f"dominant:{state}")
        state = self._only_state_in_sentence(m)
        if state is not None:
            return self._of_country(m, state, (state,), f"sentence:{state}")
        return None

    def _of_country(self, m: Mention, actor: str, parties: tuple[str, ...], rule: str) -> Reading:
        return Reading(actor=actor, parties=parties, name=m.name, role=m.role, rule=f"{m.kind}>{rule}")

    def _possessed(self, m: Mention) -> Reading | None:
        if m.possessed_by is not None:
            owner = self.read(m.possessed_by)
        elif m.possessor is not None:
            owner = self._pronoun(m.possessor, self.tokens.lower[m.possessor])
        else:
            return None
        if owner.parties == UNATTRIBUTED or owner.parties[0].islower():
            return None
        return replace(owner, name=m.name, role=m.role, rule=f"{m.kind}>{owner.rule}")

    def _only_state_in_sentence(self, m: Mention) -> str | None:
        number = self._sentence[m.head]
        found = self._states_in.get(number)
        if found is None:
            start, end = self._sentence_starts[number : number + 2]
            found = self._states_in[number] = frozenset(
                named.state or named.actor
                for _, _, named in self._names_between(start, end)
                if named.kind in ("state", "territory")
            )
        if m.kind == "forces":
            found -= _NO_FORCES
        return next(iter(found)) if len(found) == 1 else None

    def _names_between(self, start: int, end: int) -> list[tuple[int, int, Named]]:
        found = []
        at = start
        while at < end:
            i = self.tokens.named[at]
            if i >= 0:
                found.append(self.tokens.names[i])
                at = max(at + 1, self.tokens.names[i][1])
            else:
                at += 1
        return found

    def _rebels(self, i: int, m: Mention) -> Reading:
        """Fighters of no named group: the report's group of that country, or its only group, else rebels."""
        home = m.owner.state or m.owner.actor if m.owner is not None else None
        group = self.group_for(home, m.start)
        if group is None:
            return Reading(actor="rebels", parties=("rebels",), name=m.name, role=m.role, rule="role:rebels")
        actor, parties, rule = self.parties(group)
        text = f"rebels>group:{actor}" + (f";{rule}" if rule else "")
        return Reading(actor=actor, parties=parties, name=m.name, role=m.role, rule=text)

    def group_for(self, home: str | None, before: int) -> Named | None:
        """The last group before token `before` at home in `home`; with no `home`, a clearly first group."""
        if home is not None:
            at, which = self._groups_of.get(home, ([], []))
            return which[max(0, bisect_right(at, before) - 1)] if which else None
        return self._group_named[self.first_group] if self.first_group is not None else None

    # -- pronouns ----------------------------------------------------------------------------------

    def _pronoun(self, token: int, lower: str) -> Reading:
        words = self.roles.words
        if lower in words["pronouns_relative"]:
            return self._relative(token, lower)
        if lower in words["pronouns_person"]:
            found = self._last_person(token, lower)
        elif lower in words["pronouns_thing"] or lower in words["pronouns_plural"]:
            found = self._last_party(token, lower in words["pronouns_plural"])
        else:
            found = None
        if found is None:
            return _unknown("pronoun:unresolved")
        read = self.read(found)
        return replace(read, rule=f"pronoun:{lower}>{read.rule}")

    def _relative(self, token: int, lower: str) -> Reading:
        verb = self.tokens.doc[token].head
        for _ in range(4):
            if verb.dep_ in ("relcl", "acl"):
                i = self.index_of(verb.head.i)
                if i is not None and verb.head.i < token:
                    read = self.read(i)
                    return replace(read, rule=f"pronoun:{lower}>{read.rule}")
            verb = verb.head
        i = bisect_right(self._starts, token) - 1
        if i >= 0 and token - self.mentions[i].end <= 1:
            read = self.read(i)
            return replace(read, rule=f"pronoun:{lower}>{read.rule}")
        return _unknown("pronoun:unresolved")

    def _candidates(self, token: int) -> list[tuple[int, Mention]]:
        """Earlier mentions that a pronoun at `token` may refer to, nearest first."""
        found: list[tuple[int, Mention]] = []
        i = bisect_right(self._starts, token) - 1
        for j in range(i, max(-1, i - _LOOK_BACK), -1):
            m = self.mentions[j]
            if self._sentence[token] - self._sentence[m.start] > _SENTENCES_BACK:
                break
            if m.end <= token and (not m.quoted or self.tokens.quoted[token]):
                found.append((j, m))
        return found

    def _last_person(self, token: int, lower: str) -> int | None:
        wrong = "m" if lower in ("she", "her", "herself", "hers") else "f"
        fits = [
            (j, m)
            for j, m in self._candidates(token)
            if m.gender != wrong and (self._is_person(m) or self._is_person_role(m))
        ]
        return self._salient(token, fits)

    def _salient(self, token: int, fits: list[tuple[int, Mention]]) -> int | None:
        """The nearest subject of this sentence, else the first subject of the last sentence that has one.

        Rule: subjects lead in salience, the main clause's before others (centering: Grosz, Joshi, Weinstein 1995).
        """
        subjects = [(j, self._sentence[m.start]) for j, m in fits if m.subject]
        if not subjects:
            return fits[0][0] if fits else None
        nearest, sentence = subjects[0]
        if sentence == self._sentence[token]:
            return nearest
        return [j for j, number in subjects if number == sentence][-1]

    def _is_person(self, m: Mention) -> bool:
        return m.name is not None and m.person and (m.kind != "name" or m.subject)

    def _is_person_role(self, m: Mention) -> bool:
        """A singular role of a person: "the spokesman", "a doctor"; not "the army", "the ministry"."""
        if m.role_noun is None or m.plural or m.name is not None:
            return False
        return m.role_noun.endswith(_PERSON_ENDINGS)

    def _last_party(self, token: int, plural: bool) -> int | None:
        """What "it" or "they" stands for: the subject nearest before, in this sentence or the one before."""
        here = self._sentence[token]
        fits = [
            (j, m)
            for j, m in self._candidates(token)
            if here - self._sentence[m.start] <= 2 and self._is_party(m, plural)
        ]
        return self._salient(token, fits)

    @staticmethod
    def _is_party(m: Mention, plural: bool) -> bool:
        if m.kind == "entity" and m.owner is not None:
            return m.owner.form not in ("adjective", "region", "person")
        if m.kind in ("name", "other", "former", "people") or m.person:
            return False
        if plural:
            return m.plural
        return not m.plural and m.kind in _THING_KINDS

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
        for _, _, named in self._names_between(start, end):
            if named.kind in ("state", "group", "igo", "territory"):
                found.extend(p for p in self.parties(named)[1] if p not in found)
        return tuple(found)


#: Key of roles.toml's table `anaphor` -> the kinds of name that its nouns point back to.
_ANAPHORS: tuple[tuple[str, tuple[NameKind, ...]], ...] = (
    ("group", ("group",)),
    ("state", ("state",)),
    ("body", ("igo", "ngo", "institute", "media")),
)
_THING_KINDS = frozenset({"official", "forces", "police", "rebels", "ngo", "media", "expert", "document"})
_PERSON_ENDINGS = (
    "man", "woman", "person", "official", "minister", "president", "leader", "chief", "general", "officer",
    "commander", "analyst", "expert", "professor", "doctor", "resident", "witness", "governor", "mayor",
    "director", "head", "researcher", "activist", "ambassador", "secretary", "colonel", "major", "captain",
    "brigadier", "journalist", "lawyer", "envoy", "medic", "nurse", "villager", "survivor", "premier", "king",
)  # fmt: skip


def replace_kind(m: Mention, kind: str) -> Mention:
    """A copy of `m` with another kind, for the wording of its rule."""
    return replace(m, kind=kind)


def _unknown(rule: str, name: str | None = None, role: str | None = None) -> Reading:
    return Reading(actor="unattributed", parties=UNATTRIBUTED, name=name, role=role, rule=rule)


def _sentences(tokens: Tokens) -> tuple[list[int], list[int]]:
    """The number of each token's sentence, and where each sentence starts (with the end of the text)."""
    numbers: list[int] = []
    starts: list[int] = []
    for token in tokens.doc:
        if token.is_sent_start or not starts:
            starts.append(token.i)
        numbers.append(len(starts) - 1)
    starts.append(len(numbers))
    return numbers, starts
