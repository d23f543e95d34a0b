"""Statuses: a crossing shut, a road reopened, a truce in force, a curfew lifted; narrated, or claimed by a speaker.

In: one report's assembly. Out: what is said of which thing, as claims where no other claim holds those words, and as a
rule on the claim that does: "status:passage:closed", "status:truce:in force", "status:passage:reopened, announced",
"status:siege:not lifted". Guarantee: what is asked for, feared or left open is no status; what is to come is
"announced" and not done; linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from counterclaim.claims.assembly import NARRATOR, UNATTRIBUTED, Assembly, Draft
from counterclaim.claims.clauses import Realities, objects, subjects
from counterclaim.claims.frames import clause_extent
from counterclaim.claims.nearness import Nearby
from counterclaim.claims.readings import Happening, TokenRange
from counterclaim.claims.speeches import Speech
from counterclaim.claims.syntax import Syntax, inside
from counterclaim.records import Claim, FieldRule, Stance
from counterclaim.reference import Reference, Table

#: Under these a speaker's words say that something is so, or not so.
_SAYING: frozenset[Stance] = frozenset({"asserts", "estimates", "confirms", "denies", "promises"})
_STATE_DEPS = frozenset({"acomp", "oprd", "attr", "xcomp", "advcl", "ccomp", "dep", "advmod", "prt"})
#: Prepositions that go on with a thing's name: "the crossing at Torkham", "the border with Iran".
_JOINTS = frozenset({"at", "of", "between", "with", "in", "near", "into", "to", "from", "on"})
#: Those of them that the parser may hang on the verb; "on" and "in" begin a time there as well.
_LOOSE = frozenset({"at", "with", "between", "near"})
#: A clause longer than this is cut to its predicate and its thing.
_LONGEST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReading:
    """A predicate that says in which state a thing is: tokens, and the status in words.

    `kind` is passage, truce, curfew, siege, or the thing's own noun; of a standing (standings.py) what is measured or
    related.
    `standing` tells those; `deed` is what the predicate tells as an event, where it does.
    """

    predicate: int
    thing: int
    kind: str
    words: TokenRange
    status: str
    standing: bool = False
    deed: Happening | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """One kind of thing: its nouns and what can be said of them. Things of the kind "" go by their own nouns."""

    name: str
    nouns: frozenset[str]
    named: tuple[str, ...]
    verbs: Mapping[str, str]
    states: Mapping[str, str]
    phrases: Mapping[str, str]


def _kind(name: str, table: Table) -> _Kind:
    return _Kind(
        name=name,
        nouns=frozenset(table["nouns"]),
        named=tuple(table.get("named", ())),
        verbs=dict(table["verbs"]),
        states=dict(table.get("states", {})),
        phrases=dict(table.get("phrases", {})),
    )


class StatusReader:
    """Finds what reference/statuses.toml lists: a thing with a verb done to it or by it, a state, a set phrase."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("statuses")
        self._kinds = (_kind("", table), *(_kind(name, table[name]) for name in ("truce", "curfew", "siege")))
        self._passages = frozenset(table["passages"])
        self._lasting = frozenset(table["lasting"])
        self._partly = frozenset(table["partly"])
        self._announcing, self._denying = frozenset(table["announcing"]), frozenset(table["denying"])
        self._named_verbs = frozenset(table["named_verbs"])
        self._verbs = self._lasting.union(*(kind.verbs for kind in self._kinds)).union(
            phrase.split()[0] for kind in self._kinds for phrase in kind.phrases
        )
        self._realities = Realities(reference.table("kinds"))

    def read(self, assembly: Assembly) -> list[StatusReading]:
        """Every status, in text order, whoever tells it; linear in the text."""
        s = assembly.s
        places = {t for place in assembly.places for t in range(*s.tokens_of(place.span))}
        made = []
        for i, lemma in enumerate(s.lemma):
            # "Closed schools" takes for granted what it does not say.
            if (
                s.tag[i][:1] not in "VJ"
                or s.dep[i] == "amod"
                or (lemma not in self._verbs and s.lower[i] not in self._kinds[0].states)
            ):
                continue
            found = next(iter(self._said(s, i, places)), None)
            if found is not None:
                kind, thing, words, status = found
                told = self.told(s, i, status)
                name = kind.name or self._own_kind(s, thing)
                if told is not None:
                    made.append(StatusReading(predicate=i, thing=thing, kind=name, words=words, status=told))
        return made

    def _own_kind(self, s: Syntax, thing: int) -> str:
        """A bare name of a place that is shut or reopened stands for its passage."""
        lemma = s.lemma[thing].lower()
        return "passage" if lemma in self._passages or lemma not in self._kinds[0].nouns else lemma

    def drafts(self, assembly: Assembly, readings: Sequence[StatusReading], drafts: Sequence[Draft]) -> list[Draft]:
        """A claim for each status that no other claim holds: the speaker's where somebody says it."""
        taken = _Held(drafts)
        unnamed = Nearby(
            (speech for speech in assembly.speeches if not speech.reading.source), lambda speech: speech.reading.content
        )
        found: list[Draft] = []
        #: "Which Kabul has never recognised" says nothing in Kabul's words, as an attribution may have read it.
        stands = frozenset(reading.predicate for reading in readings if reading.standing)
        for reading in readings:
            # Predicates come in text order, so only the last claim made here can hold the next one.
            held = taken.narrowest(reading.predicate)
            aside = reading.standing and assembly.s.dep[reading.predicate] in ("acl", "relcl")
            if held is not None and not (aside and drafts[held].anchor != reading.predicate):
                continue
            if not (found and inside(reading.predicate, found[-1].unit)):
                draft = self._draft(assembly, reading, unnamed, stands)
                if draft is not None:
                    found.append(draft)
        return found

    def mark(
        self, assembly: Assembly, readings: Sequence[StatusReading], drafts: Sequence[Draft], claims: Sequence[Claim]
    ) -> list[Claim]:
        """The claims, those that hold a status with a rule for it: what it is, the thing's words and its own."""
        marked = list(claims)
        s, held = assembly.s, _Held(drafts)
        for reading in readings:
            n = held.narrowest(reading.predicate)
            if n is None:
                continue
            spans = (s.char_span(_phrase(s, reading.thing)), s.char_span(reading.words))
            rule = FieldRule(field="status", rule=f"status:{reading.kind}:{reading.status}", spans=spans)
            marked[n] = replace(marked[n], rules=(*marked[n].rules, rule))
        return marked

    # -- reading -------------------------------------------------------------------------------

    def _said(self, s: Syntax, i: int, places: set[int]) -> Iterator[tuple[_Kind, int, TokenRange, str]]:
        """What predicate `i` says: the kind of thing, the thing, the words, the status."""
        for kind in self._kinds:
            lemma = s.lemma[i]
            phrase = self._set_phrase(s, i, kind)
            if phrase is not None:
                thing = _first(self._things(s, subjects(s, i), kind))
                if thing is not None:
                    yield kind, thing, (i, phrase[0] + 1), phrase[1]
            if lemma in kind.verbs and s.tag[i][:1] == "V":
                heads = objects(s, i) or (() if s.child(i, "dobj") is not None else subjects(s, i))
                for lasting in (c for c in s.children[i] if s.dep[c] == "auxpass" and not heads):
                    heads = subjects(s, lasting)  # "schools stayed shut"
                thing = _first(self._things(s, heads, kind))
                if thing is None and kind is self._kinds[0] and lemma in self._named_verbs:
                    thing = _first(h for h in heads if h in places and s.tag[h][:3] == "NNP")
                if thing is not None:
                    yield kind, thing, (i, i + 1), self._degree(s, i, kind.verbs[lemma])
            word = s.lower[i]
            if word in kind.states:
                thing = self._holder(s, i, kind)
                if thing is not None:
                    yield kind, thing, (i, i + 1), self._degree(s, i, kind.states[word])
            elif lemma in self._lasting:
                state = _first(c for c in s.children[i] if s.lower[c] in kind.states and s.dep[c] in _STATE_DEPS)
                heads = objects(s, i, plain=True) or subjects(s, i)
                thing = _first(self._things(s, heads, kind))
                if state is not None and thing is not None and s.tag[state][:1] not in "VJ":
                    yield kind, thing, (i, state + 1), self._degree(s, state, kind.states[s.lower[state]])

    def _set_phrase(self, s: Syntax, i: int, kind: _Kind) -> tuple[int, str] | None:
        for c in s.children[i]:
            end = c
            if s.dep[c] == "prep":
                end = s.child(c, "pobj") or c
            status = kind.phrases.get(f"{s.lemma[i]} {s.lower[end]}")
            if status is not None and end > i:
                return end, status
        return None

    def _things(self, s: Syntax, heads: Sequence[int], kind: _Kind) -> Iterator[int]:
        for head in heads:
            for noun in s.conjuncts(head):
                if s.lemma[noun].lower() not in kind.nouns or s.tag[noun][:2] != "NN":
                    continue
                if not kind.named or s.lemma[noun].lower() not in {name.split()[-1] for name in kind.named}:
                    yield noun
                elif any(s.words(s.edges(noun)).lower().find(name) >= 0 for name in kind.named):
                    yield noun

    def _holder(self, s: Syntax, i: int, kind: _Kind) -> int | None:
        """The thing that is in state `i`: subject of the verb above it, or what is kept so."""
        own = _first(self._things(s, [c for c in s.children[i] if s.dep[c] in ("nsubj", "nsubjpass")], kind))
        if own is not None:
            return own
        above = s.head[i]
        if above == i or s.dep[i] not in _STATE_DEPS or s.lemma[above] not in self._lasting:
            return None
        kept = [c for c in s.children[above] if s.dep[c] == "dobj"]
        return _first(self._things(s, kept or subjects(s, above), kind))

    def _degree(self, s: Syntax, i: int, status: str) -> str:
        partly = any(s.lower[c] in self._partly for c in s.children[i])
        return f"partly {status}" if partly else status

    def told(self, s: Syntax, i: int, status: str) -> str | None:
        """The status with what its clause makes of it; None where it is left open."""
        verb = i
        if s.lemma[s.head[i]] in self._lasting and s.dep[i] in _STATE_DEPS:
            verb = s.head[i]
        # "Is willing to help reopen it": what leaves the help open leaves the rest open.
        helped = s.head[verb] if s.tag[verb] == "VB" and s.dep[verb] in ("ccomp", "xcomp") else verb
        realities = [self._realities.read(s, at) for at in {i, verb, helped}]
        if any(reality.obliged for reality in realities):
            return None
        first = verb
        while s.dep[first] == "conj" and s.tag[s.head[first]] == "VB":
            first = s.head[first]  # "agreed to extend the truce and reopen the road"
        above = s.lemma[s.head[first]] if s.dep[first] in ("xcomp", "ccomp") else ""
        if above in self._announcing or any(reality.future for reality in realities):
            return f"{status}, announced"
        if _is_bare(s, first):
            return None
        if any(reality.unreal for reality in realities):
            return status if self._denied(s, verb) else None
        return f"not {status}" if any(reality.negated for reality in realities) else status

    def _denied(self, s: Syntax, verb: int) -> bool:
        """Whether the clause is what somebody denies; the denial is the claim's stance, not the status's."""
        return s.dep[verb] in ("ccomp", "pcomp") and any(
            s.lemma[at] in self._denying for at in (s.head[verb], s.head[s.head[verb]])
        )

    # -- claims --------------------------------------------------------------------------------

    def _draft(
        self, assembly: Assembly, reading: StatusReading, nobodys: Nearby[Speech], stands: Set[int]
    ) -> Draft | None:
        s = assembly.s
        part = s.trim(self._part(s, reading))
        told = (reading.predicate, reading.predicate + 1)
        speech = assembly.governing(told)
        if speech is not None and speech.reading.cue_head in stands:
            speech = None
        unnamed = any(one.holds(reading.predicate) for one in nobodys.near(told))
        if speech is not None and speech.reading.stance not in _SAYING:
            return None
        lead = [*speech.reading.source, *speech.reading.cue] if speech is not None else []
        return Draft(
            kind="statement" if speech is not None else "narration",
            speech=speech,
            by=speech.by if speech is not None else UNATTRIBUTED if unnamed else NARRATOR,
            relay=speech.relay if speech is not None else (),
            stance=speech.reading.stance if speech is not None else "asserts",
            evidence=[*lead, part],
            unit=part,
            anchor=reading.predicate,
            stance_rule=f"cue:{speech.reading.frame}" if speech is not None else "status:narrated",
            hedges=assembly.hedges_over(part),
            happening=reading.deed,
            actors=assembly.actors_at(reading.deed.agents) if reading.deed is not None else (),
            recipients=assembly.actors_at(reading.deed.patients) if reading.deed is not None else (),
        )

    def _part(self, s: Syntax, reading: StatusReading) -> TokenRange:
        verb = reading.predicate
        if s.tag[verb][:1] != "V" or (s.lemma[s.head[verb]] in self._lasting and s.dep[verb] in _STATE_DEPS):
            verb = s.head[verb] if s.tag[s.head[verb]][:1] == "V" else verb
        start, end = clause_extent(s, verb)
        thing = _phrase(s, reading.thing)
        start, end = min(start, thing[0]), max(end, thing[1])
        if end - start <= _LONGEST:
            return start, end
        return min(thing[0], reading.words[0]), max(thing[1], reading.words[1])


class _Held:
    """Which drafts that are no figures hold a token; looked up without a walk over all of them."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._drafts = drafts
        units = ((n, draft.unit) for n, draft in enumerate(drafts) if draft.toll is None)
        self._near = Nearby(units, lambda pair: (pair[1],))

    def narrowest(self, token: int) -> int | None:
        """The number of the draft with the fewest words that holds the token; None when none does."""
        found = [(unit[1] - unit[0], n) for n, unit in self._near.near((token, token + 1)) if inside(token, unit)]
        return min(found)[1] if found else None


def _is_bare(s: Syntax, verb: int) -> bool:
    """Whether a verb is an infinitive or imperative, with no auxiliary that says when: it tells what is to be."""
    return s.tag[verb] == "VB" and not any(s.tag[c] in ("VBD", "VBZ", "VBP", "MD") for c in s.children[verb])


def _first(found: Iterator[int]) -> int | None:
    return next(iter(found), None)


def _phrase(s: Syntax, noun: int) -> TokenRange:
    """A thing's noun with what stands before it and the names that follow: "the crossing at Torkham"."""
    start = min([noun, *(s.edges(c)[0] for c in s.children[noun] if c < noun)])
    end = noun + 1
    if end < len(s) and s.dep[end] == "prep" and s.lower[end] in _JOINTS:
        named = s.child(end, "pobj")
        # What the parser hung on the verb belongs to the noun where it is a name: "sealed its border with Gaza".
        loose = s.head[end] == s.head[noun] and s.lower[end] in _LOOSE and named is not None
        if named is not None and (s.head[end] == noun or (loose and s.tag[named] == "NNP")):
            end = s.edges(end)[1]
    return start, end if end - start <= _LONGEST else noun + 1
