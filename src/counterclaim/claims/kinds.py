"""Kinds: what predicates say was done, as PLOVER event types and modes with the heads of their arguments.

In: a parsed `Doc`. Out: `Happening`s in text order. Guarantee: every one rests on a word of the text that a table
lists; what is future, conditional, threatened or asked for is never `done`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counterclaim.claims.clauses import (
    Realities,
    Reality,
    doers,
    is_passive,
    nominal,
    objects,
    prepositional,
    subjects,
)
from counterclaim.claims.questions import asks_whether
from counterclaim.claims.readings import Happening
from counterclaim.claims.syntax import Syntax
from counterclaim.reference import Reference, Table

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp", "prep", "dobj", "pobj", "acl", "advcl", "conj"})
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class _Sense:
    """A row of the table for one lemma: conditions, and what holds when they are met."""

    event_type: str
    mode: str | None
    particle: str | None
    object: frozenset[str] | None
    object_not: frozenset[str]
    subject: frozenset[str] | None
    preps: tuple[tuple[str, frozenset[str]], ...]
    patient: tuple[str, ...]
    reciprocal: bool
    content: bool
    with_content: bool | None
    modal_content: bool
    skip_object: bool
    modifier: frozenset[str] | None
    needs_giver: bool

    @property
    def weight(self) -> int:
        """How many conditions the sense has: more beat fewer."""
        words = (self.object, self.subject, self.modifier)
        return (
            2 * sum(w is not None for w in words)
            + 2 * len(self.preps)
            + ((self.particle is not None) + (self.with_content is not None))
        )


class KindReader:
    """Reads event types by the tables of `kinds.toml`."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("kinds")
        self._classes = {name: frozenset(words.split()) for name, words in table["class"].items()}
        self._classes["place"] |= _place_words(reference)
        self._verbs = self._index(table["verb"], table)
        self._nouns = self._index(table["noun"], table)
        self._light = _phrases(table["light"]["verbs"])
        self._suffered = frozenset(table["light"]["suffered"].split())
        self._ended = frozenset(w.partition("+")[0] for w in table["light"]["ended"].split())
        self._on = tuple(w for w in table["patient_prepositions"]["words"])
        self._by = tuple(table["agent_prepositions"]["words"])
        self._bare = {
            lemma: row["bare"] for row in table["commissive"] if "bare" in row for lemma in row["lemmas"].split()
        }
        self._future_type: Mapping[str, str] = table["future_type"]
        self._modes: Mapping[str, Mapping[str, str]] = table["content_mode"]
        self._realities = Realities(table)
        self._demonyms = _demonyms(reference)
        self._quantities = frozenset(table["quantities"]["words"].split())
        self._actors = self._classes["person"] | self._classes["militant"] | frozenset(table["actor"]["words"].split())
        self._weapons = frozenset(table["weapons"]["words"].split())
        self._not_agents = self._classes["place"] | self._weapons | frozenset(table["no_agents"]["words"].split())
        self._harmless = frozenset(table["harmless"]["words"].split())
        self._times = frozenset(table["no_recipients"]["words"].split())

    def _index(self, rows: Iterable[Table], table: Table) -> dict[str, list[_Sense]]:
        found: dict[str, list[_Sense]] = {}
        for row in rows:
            for word in row["lemmas"].split():
                lemma, _, particle = word.partition("+")
                found.setdefault(lemma, []).append(self._sense(row, particle or None, table))
        for senses in found.values():
            senses.sort(key=lambda sense: -sense.weight)  # stable: the table's order decides ties
        return found

    def _sense(self, row: Table, particle: str | None, table: Table) -> _Sense:
        content = True if row.get("with_content") else False if row.get("without_content") else None
        return _Sense(
            event_type=row["type"],
            mode=row.get("mode"),
            particle=particle,
            object=self._words(row["object"]) if "object" in row else None,
            object_not=self._words(row.get("object_not", "")),
            subject=self._words(row["subject"]) if "subject" in row else None,
            preps=tuple((word, self._words(words)) for word, words in row.get("prep", {}).items()),
            patient=tuple(row.get("patient", table["patient_prepositions"]["default"])),
            reciprocal=row.get("reciprocal", False),
            content=row.get("content", False),
            with_content=content,
            modal_content=row.get("modal_content", False),
            skip_object=row.get("skip_object", False),
            modifier=self._words(row["modifier"]) if "modifier" in row else None,
            needs_giver=row.get("needs_giver", False),
        )

    def _words(self, words: str) -> frozenset[str]:
        found: set[str] = set()
        for word in words.split():
            found |= self._classes.get(word[1:], {word}) if word.startswith("@") else {word}
        return frozenset(found)

    def read(self, doc: Doc, syntax: Syntax | None = None) -> list[Happening]:
        """What the sentences of `doc` say was done, will be done, or is asked for, in text order."""
        return _Reading(self, syntax or Syntax(doc)).happenings()


def _phrases(words: str) -> dict[str, frozenset[str]]:
    """Light verbs: lemma -> particles ("" for none)."""
    found: dict[str, set[str]] = {}
    for word in words.split():
        lemma, _, particle = word.partition("+")
        found.setdefault(lemma, set()).add(particle)
    return {lemma: frozenset(particles) for lemma, particles in found.items()}


def _place_words(reference: Reference) -> frozenset[str]:
    """Last words of the names of places and regions, lower case."""
    names: list[str] = []
    for row in reference.tables.get("places", {}).get("place", ()):
        names.extend([row["name"], *row.get("also", ())])
    for country in reference.tables.get("countries", {}).values():
        if isinstance(country, Mapping):
            names.extend([*country.get("capitals", ()), *country.get("regions", ())])
    return frozenset(name.split()[-1].lower() for name in names)


def _demonyms(reference: Reference) -> frozenset[str]:
    """Adjectives of states, lower case."""
    found: set[str] = set()
    for country in reference.tables.get("countries", {}).values():
        if isinstance(country, Mapping):
            found.update(a.lower().split()[-1] for a in country.get("adjectives", ()))
    return frozenset(found)


class _Reading:
    """The reading of one doc."""

    def __init__(self, tables: KindReader, syntax: Syntax) -> None:
        self._t = tables
        self._s = syntax
        self._found: dict[int, Happening] = {}
        self._senses: dict[int, _Sense] = {}
        self._nouns: dict[int, _Sense] = {}

    def happenings(self) -> list[Happening]:
        s, t = self._s, self._t
        verbs: list[int] = []
        nouns: list[int] = []
        for i, tag in enumerate(s.tag):
            lead = tag[:2]
            if lead == "VB" and s.lemma[i] in t._verbs:
                verbs.append(i)
            elif tag in ("NN", "NNS") and s.lemma[i].lower() in t._nouns:
                nouns.append(i)
        for i in nouns:
            self._note_noun(i)
        for i in verbs:
            self._read_verb(i)
        for i in sorted(self._nouns):
            self._read_noun(i)
        self._absorb()
        self._oblige()
        self._ask()
        return [self._found[i] for i in sorted(self._found)]

    def _ask(self) -> None:
        """What a question wants to know is not told ("Did the army shell the market?")."""
        s = self._s
        asked = {n for n, (start, end) in enumerate(s.sents) if asks_whether(s.lower, start, end)}
        for i, happening in self._found.items() if asked else ():
            if s.sentence(i) in asked:
                self._found[i] = replace(happening, done=False)

    # -- verbs -----------------------------------------------------------------------------------

    def _read_verb(self, verb: int) -> None:
        s = self._s
        if s.dep[verb] in ("aux", "auxpass", "compound", "amod"):
            return
        if any(s.lemma[a].lower() in self._t._harmless for a in doers(s, verb)):
            return
        for sense in self._t._verbs[s.lemma[verb]]:
            if self._holds(sense, verb):
                self._senses[verb] = sense
                self._found[verb] = self._from_verb(verb, sense)
                return

    def _holds(self, sense: _Sense, verb: int) -> bool:
        s = self._s
        children = s.children[verb]
        if sense.particle is not None and not any(s.lower[c] == sense.particle and s.dep[c] != "aux" for c in children):
            return False
        if sense.object is not None or sense.object_not:
            words = self._head_words(objects(s, verb))
            if sense.object is not None and not words & sense.object:
                return False
            if words & sense.object_not:
                return False
        if sense.modifier is not None and not any(
            s.lower[c] in sense.modifier for h in objects(s, verb) for c in s.children[h]
        ):
            return False
        if sense.subject is not None and not self._head_words(doers(s, verb)) & sense.subject:
            return False
        for word, wanted in sense.preps:
            if not self._head_words(prepositional(s, verb, word)) & wanted:
                return False
        if sense.with_content is not None:
            has = any(s.dep[c] == "ccomp" for c in children)
            if has != sense.with_content:
                return False
        return not sense.modal_content or self._modal_content(verb)

    def _head_words(self, heads: Iterable[int]) -> set[str]:
        """The words that conditions are checked against: heads, their compounds, and what a quantity counts."""
        s = self._s
        found: set[str] = set()
        for head in heads:
            found.update((s.lemma[head].lower(), s.lower[head]))
            found.add("*")
            if self._acts(head):
                found.add("@actor")
            found.update(s.lower[c] for c in s.children[head] if s.dep[c] == "compound")
            if s.lemma[head].lower() in self._t._quantities:
                found.update(w for p in prepositional(s, head, "of") for w in (s.lemma[p].lower(), s.lower[p]))
        return found

    def _acts(self, i: int) -> bool:
        """Whether token `i` can name somebody who acts: a name, a pronoun, a demonym, a word for people or bodies."""
        s, t = self._s, self._t
        if s.tag[i].startswith(("NNP", "PRP", "WP")) or s.lower[i] in t._demonyms:
            return True
        if s.lemma[i].lower() in t._actors:
            return True
        return any(s.dep[c] == "compound" and s.tag[c].startswith("NNP") for c in s.children[i])

    def _modal_content(self, verb: int) -> bool:
        s = self._s
        if any(s.dep[c] == "dobj" for c in s.children[verb]):
            return True
        return any(s.dep[c] == "ccomp" and any(s.tag[d] == "MD" for d in s.children[c]) for c in s.children[verb])

    def _from_verb(self, verb: int, sense: _Sense) -> Happening:
        s = self._s
        agents = self._behind(doers(s, verb))
        if not agents and sense.event_type == "ASSAULT" and is_passive(s, verb):
            around = prepositional(s, verb, "in", "by", "during", "from", "after")
            agents = self._behind(tuple(i for i in around if i in self._nouns))
        patients = self._patients(verb, sense, agents)
        if sense.reciprocal and patients and not is_passive(s, verb):
            agents, patients = agents + tuple(p for p in patients if p not in agents), ()
        reality = self._t._realities.read(s, verb)
        name = s.lemma[verb] + (f" {sense.particle}" if sense.particle else "")
        return self._happening(verb, sense, agents, patients, reality, f"verb {name}")

    def _behind(self, agents: tuple[int, ...]) -> tuple[int, ...]:
        """ "Islamabad's strikes destroyed posts": who stands behind an event noun or a weapon in subject place."""
        s = self._s
        found: list[int] = []
        for agent in agents:
            if agent in self._nouns or s.lemma[agent].lower() in self._t._weapons:
                found.extend(self._noun_agents(agent))
            else:
                found.append(agent)
        return tuple(dict.fromkeys(found))

    def _patients(self, verb: int, sense: _Sense, agents: tuple[int, ...]) -> tuple[int, ...]:
        s = self._s
        heads = objects(s, verb)
        for place in sense.patient:
            if place == "object":
                found = () if sense.skip_object else self._object_patients(heads, sense)
            elif place == "dative":
                found = self._datives(verb)
            elif place == "complement":
                found = ()  # filled in by `_absorb`
            else:
                found = prepositional(s, verb, place)
                for head in (*heads, *(h for word, _ in sense.preps for h in prepositional(s, verb, word))):
                    found = found or prepositional(s, head, place)
            found = tuple(f for f in found if f not in agents and s.lower[f] not in self._t._times)
            if found:
                return found
        return ()

    def _object_patients(self, heads: tuple[int, ...], sense: _Sense) -> tuple[int, ...]:
        """The objects themselves; of what is said of words and deeds ("rejected a UN appeal"), whose they are."""
        found: list[int] = []
        for head in heads:
            if sense.content and not self._acts(head):
                found.extend(self._noun_agents(head))
            elif head not in self._nouns:
                found.append(head)
        return tuple(dict.fromkeys(found))

    def _datives(self, verb: int) -> tuple[int, ...]:
        s = self._s
        for c in s.children[verb]:
            if s.dep[c] == "dative":
                if s.tag[c] in ("IN", "TO"):
                    return nominal(s, [p for p in s.children[c] if s.dep[p] == "pobj"])
                return nominal(s, [c])
        return ()

    def _happening(
        self,
        predicate: int,
        sense: _Sense,
        agents: tuple[int, ...],
        patients: tuple[int, ...],
        reality: Reality,
        rule: str,
    ) -> Happening:
        event_type, mode = sense.event_type, sense.mode
        if reality.future and not reality.negated and event_type in self._t._future_type:
            rule = f"future {event_type}: {rule}"
            inner = event_type
            event_type = self._t._future_type[event_type]
            mode = self._content_mode(event_type, inner, mode) if event_type != inner else mode
        return Happening(
            event_type=event_type,
            mode=mode,
            predicate=predicate,
            agents=agents,
            patients=patients,
            done=not (reality.future or reality.unreal or reality.negated),
            negated=reality.negated,
            rule=rule,
        )

    def _content_mode(self, event_type: str, inner: str, mode: str | None) -> str | None:
        modes = self._t._modes.get(event_type, {})
        return modes.get(f"{inner}/{mode}", modes.get(inner))

    # -- nouns -----------------------------------------------------------------------------------

    def _note_noun(self, noun: int) -> None:
        s = self._s
        if s.dep[noun] in ("compound", "nmod", "amod"):
            return
        modifiers = {s.lower[c] for c in s.children[noun] if s.dep[c] in ("amod", "compound", "nmod")}
        for sense in self._t._nouns[s.lemma[noun].lower()]:
            if sense.modifier is None or sense.modifier & modifiers:
                self._nouns[noun] = sense
                return

    def _read_noun(self, noun: int) -> None:
        s, sense = self._s, self._nouns[noun]
        verb = self._governor(noun)
        if verb is not None and self._is_part_of(verb, noun, sense):
            return
        agents, patients = self._noun_agents(noun), self._noun_patients(noun)
        reality = Reality()
        rule = f"noun {s.lemma[noun].lower()}"
        if verb is not None:
            reality = self._t._realities.read(s, verb)
            agents, patients, rule = self._with_verb(noun, verb, agents, patients, rule)
            if s.lemma[verb] in self._t._ended:
                reality = replace(reality, negated=True)
        if sense.needs_giver and not agents:
            return
        if any(s.lower[c] == "no" for c in s.children[noun]):
            reality = replace(reality, negated=True)
        patients = tuple(p for p in patients if p not in agents)
        self._found[noun] = self._happening(noun, sense, agents, patients, reality, rule)

    def _governor(self, noun: int) -> int | None:
        """The verb that has the noun as its object or subject."""
        s = self._s
        above = s.head[noun]
        while s.dep[noun] == "conj" and s.tag[above][:1] == "N":
            noun, above = above, s.head[above]
        if s.dep[noun] in ("dobj", "nsubjpass", "nsubj", "attr") and s.tag[above][:1] == "V":
            return above
        for c in s.children[noun]:
            if s.dep[c] in ("acl", "relcl") and s.tag[c] == "VBN" and s.lemma[c] in self._t._light:
                return c
        return None

    def _is_part_of(self, verb: int, noun: int, sense: _Sense) -> bool:
        """Whether the verb's own reading already tells this event ("strikes destroyed", "signed an accord")."""
        s, read = self._s, self._senses.get(verb)
        if read is None:
            return False
        if s.dep[noun] == "nsubj":
            return read.event_type == sense.event_type
        return read.object is not None and bool(self._head_words([noun]) & read.object)

    def _with_verb(
        self, noun: int, verb: int, agents: tuple[int, ...], patients: tuple[int, ...], rule: str
    ) -> tuple[tuple[int, ...], tuple[int, ...], str]:
        """Take the arguments of a light verb over to its noun ("launched an attack on X")."""
        s, t = self._s, self._t
        lemma = s.lemma[verb]
        as_object = s.dep[noun] in ("dobj", "nsubjpass", "conj") or s.head[verb] == noun
        if not as_object:
            return agents, patients, rule
        if lemma in t._suffered and not is_passive(s, verb):
            return agents, patients or subjects(s, verb), f"{rule} suffered ({lemma})"
        particles = t._light.get(lemma)
        if particles is None:
            return agents, patients, rule
        if "" not in particles and not any(s.lower[c] in particles for c in s.children[verb]):
            return agents, patients, rule
        who = tuple(d for d in doers(s, verb) if d != noun)
        patients = patients or prepositional(s, verb, *t._on[:6]) or self._datives(verb)
        return agents or who, patients, f"{rule} with {lemma}"

    def _noun_agents(self, noun: int) -> tuple[int, ...]:
        """ "Pakistan's airstrikes", "Israeli strikes", "strikes by Y", "talks between X and Y"."""
        s = self._s
        found: list[int] = [c for c in s.children[noun] if s.dep[c] == "poss"]
        found.extend(prepositional(s, noun, *self._t._by))
        after = noun + 1
        if not found and after < len(s) and s.lower[after] == "by":  # also where the parser hung it on the verb
            found.extend(p for p in s.children[after] if s.dep[p] == "pobj")
        if found:
            return nominal(s, found)
        for c in s.children[noun]:
            word = s.lower[c]
            if s.dep[c] in ("amod", "compound", "nmod") and (
                word in self._t._demonyms or (s.tag[c].startswith("NNP") and word not in self._t._not_agents)
            ):
                found.append(c)
        return nominal(s, found)

    def _noun_patients(self, noun: int) -> tuple[int, ...]:
        s = self._s
        found = prepositional(s, noun, *self._t._on[:8])
        return tuple(f for f in found if s.lower[f] not in self._t._times and s.tag[f] != "CD")

    # -- what asks, promises, threatens, refuses, accuses ------------------------------------------

    def _absorb(self) -> None:
        """Give predicates that take other happenings as content their mode and recipient.

        What is asked for, refused or promised is not done; what is alleged stays as it was said.
        """
        for verb, sense in self._senses.items():
            if sense.content:
                self._take_content(verb, sense)

    def _take_content(self, verb: int, sense: _Sense) -> None:
        inner = self._content(verb)
        happening = self._found[verb]
        if inner:
            first = self._found[inner[0]]
            kind = first.rule.removeprefix("future ").partition(":")[0] if first.rule.startswith("future") else ""
            mode = self._content_mode(sense.event_type, kind or first.event_type, first.mode)
            patients = happening.patients
            if not patients and "complement" in sense.patient:
                pool = first.patients + (first.agents if sense.event_type in ("REQUEST", "ACCUSE") else ())
                patients = tuple(p for p in pool if p not in happening.agents)
            self._found[verb] = replace(happening, mode=happening.mode or mode, patients=patients)
        elif not happening.patients and "complement" in sense.patient:
            patients = self._loose_complement(verb, happening)
            self._found[verb] = replace(happening, patients=patients)
        if sense.event_type != "ACCUSE":
            for i in inner:
                self._found[i] = replace(self._found[i], done=False)

    def _content(self, verb: int) -> list[int]:
        """The happenings below a predicate's complements, nearest first."""
        s = self._s
        found: list[int] = []
        level = [c for c in s.children[verb] if s.dep[c] in _COMPLEMENTS and s.dep[c] != "conj"]
        for _ in range(_DEPTH):
            below: list[int] = []
            for i in level:
                if i in self._found:
                    found.append(i)
                below.extend(c for c in s.children[i] if s.dep[c] in _COMPLEMENTS)
            level = below
        return found

    def _loose_complement(self, verb: int, happening: Happening) -> tuple[int, ...]:
        """ "Agreed to help Y": the object inside a complement that names no event of its own."""
        s = self._s
        for c in s.children[verb]:
            if s.dep[c] in ("xcomp", "ccomp"):
                found = () if is_passive(s, c) else objects(s, c)
                found += prepositional(s, c, *self._t._on)
                if s.dep[c] == "ccomp" and happening.event_type != "THREATEN":
                    found += subjects(s, c)
                kept = tuple(f for f in found if f not in happening.agents and self._acts(f))
                if kept:
                    return kept
        return ()

    def _oblige(self) -> None:
        """ "X said Y must Z" asks: a REQUEST on the verb of speech, when nothing else was read there.

        And what somebody vows or promises without a type of its own is a THREAT or an AGREEMENT.
        """
        s, t = self._s, self._t
        for i, tag in enumerate(s.tag):
            if tag[:1] != "V" or i in self._found:
                continue
            bare = t._bare.get(s.lemma[i])
            if bare is not None and not self._content(i):
                self._found[i] = Happening(
                    event_type=bare,
                    mode=None,
                    predicate=i,
                    agents=doers(s, i),
                    patients=self._datives(i),
                    done=True,
                    negated=t._realities.read(s, i).negated,
                    rule=f"commissive {s.lemma[i]}",
                )
                continue
            clause = s.child(i, "ccomp")
            if clause is None or not any(s.lower[c] in ("must", "should") for c in s.children[clause]):
                continue
            speakers, asked = doers(s, i), subjects(s, clause)
            if speakers and asked and s.lower[asked[0]] not in ("it", "there", "we"):
                self._found[i] = Happening(
                    event_type="REQUEST",
                    mode="change",
                    predicate=i,
                    agents=speakers,
                    patients=asked,
                    done=True,
                    negated=False,
                    rule="obligation in what is said",
                )
