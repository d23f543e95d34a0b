"""Set phrases that attribute: silences, claims of responsibility, figures given, words passed on.

Each function looks at one verb and gives the attribution that it makes in such a phrase, or None. What belongs to the
phrases stands in reference/cues.toml.
"""

from __future__ import annotations

from counterclaim.claims.cues import Cues
from counterclaim.claims.frames import (
    agent_of,
    can_hold,
    clause_extent,
    clause_range,
    cue_range,
    dative,
    is_passive,
    negative_pair,
    source_range,
    subject_before,
    subject_of,
    without,
)
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.syntax import Syntax, inside

#: Words after the head in "citing X", at most: "a commander who asked not to be named".
_LONGEST_PHRASE = 60
#: Words between a verb of saying and "citing X" beside it, at most: "reported late on Monday, citing".
_NEAR = 7


_ASKING = frozenset({"ask", "request", "decline", "refuse", "wish", "want", "insist"})
#: "Would neither admit nor contradict it".
_OWNING = frozenset({"confirm", "admit", "acknowledge", "own", "endorse", "claim", "verify"})
_DISOWNING = frozenset({"deny", "contradict", "disown", "reject", "refute", "dispute", "disclaim"})
_NAMING = frozenset({"name", "identify", "quote", "cite"})


def silence(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "Declined to comment", "did not respond to", "neither confirmed nor denied"."""
    lemma = s.lemma[i]
    content: TokenRange | None = None
    if lemma in cues.silent_verbs:
        verb = s.child(i, "xcomp")
        if verb is not None and s.lemma[verb] in cues.silent_objects:
            content = s.edges(verb)
    elif lemma in _OWNING:
        other = next((c for c in s.conjuncts(i) if s.lemma[c] in _DISOWNING), None)
        if other is not None and negative_pair(s, i):
            content = (i, s.edges(other)[1])
    elif lemma in ("respond", "comment", "reply", "react") and (s.child(i, "neg") is not None or _nobody(s, i)):
        content = (i, clause_extent(s, i)[1])
    if content is None:
        return None
    head = subject_of(s, i)
    if head is None and s.dep[i] == "ROOT":
        head = subject_before(s, i)
    if head is None:
        return None
    pair = [c for c in s.children[i] if s.dep[c] == "preconj"]
    start = min(cue_range(s, i)[0], *pair, i)
    return AttributionReading(
        source=(source_range(s, head, i),),
        source_head=head,
        cue=((start, i + 1),),
        cue_head=i,
        content=(content,),
        stance="no_comment",
        frame="silence",
    )


def pairs_off(s: Syntax, i: int) -> bool:
    """Whether a verb is the second half of a silence such as "neither confirmed nor denied"."""
    return s.dep[i] == "conj" and s.lemma[i] in _DISOWNING and s.lemma[s.head[i]] in _OWNING


def _nobody(s: Syntax, i: int) -> bool:
    """ "Neither side commented"."""
    head = subject_of(s, i)
    return head is not None and s.lower[s.edges(head)[0]] in ("neither", "no", "nobody", "none")


def responsibility(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "Claimed responsibility for the attack"; nobody does who claims none."""
    if s.lemma[i] not in cues.responsibility_verbs:
        return None
    thing = s.child(i, "dobj", "nsubjpass")
    if thing is None or s.lemma[thing].lower() not in cues.responsibility_nouns:
        return None
    head = agent_of(s, i) if is_passive(s, i) else subject_of(s, i)
    negated = s.child(i, "neg") is not None or any(s.lower[c] == "no" for c in s.children[thing])
    if head is None or negated or s.lower[head] in ("nobody", "none", "no-one"):
        return None
    end = max(s.edges(thing)[1], *(s.edges(c)[1] for c in s.children[i] if s.dep[c] == "prep"), i + 1)
    return AttributionReading(
        source=(source_range(s, head, i),),
        source_head=head,
        cue=((cue_range(s, i)[0], thing + 1),),
        cue_head=i,
        content=((thing, end),),
        stance="claims_responsibility",
        frame="responsibility",
    )


def giving(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "Islamabad gave a far lower death toll of 23", "police put the toll at 31"."""
    if s.lemma[i] not in cues.giving_verbs | cues.valuing:
        return None
    thing = s.child(i, "dobj", "nsubjpass")
    named = thing is not None and s.lemma[thing].lower() in cues.giving_nouns
    if not named and not _values(s, i, cues):
        return None
    passive = is_passive(s, i) and s.child(i, "nsubjpass") is not None
    head = agent_of(s, i) if passive else subject_of(s, i)
    if head is None or head == thing or (not named and not can_hold(s, head)):
        return None
    if thing is None:
        thing = i
    parts = ([s.edges(thing)] if thing != i else []) + [
        s.edges(c) for c in s.children[i] if s.dep[c] == "prep" and c > thing
    ]
    return AttributionReading(
        source=(source_range(s, head, i),),
        source_head=head,
        cue=(cue_range(s, i),),
        cue_head=i,
        content=tuple(parts),
        stance="asserts",
        frame="giving",
    )


def _values(s: Syntax, i: int, cues: Cues) -> bool:
    """ "Put the mines at between 50,000 and 60,000", "valued the damage at 2 billion": anything, at a number."""
    thing = s.child(i, "dobj")
    near = [*s.children[i], *(s.children[thing] if thing is not None else [])]
    at = next((c for c in near if s.lower[c] == "at" and s.dep[c] == "prep" and c > i), None)
    if at is None or s.lemma[i] not in cues.valuing:
        return False
    return any(s.tag[t] == "CD" for t in range(*s.edges(at)))


def citing(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "Reuters reported, citing officials": the object is the source, the subject relays."""
    if s.lemma[i] not in cues.cite or is_passive(s, i):
        return quoted_by(s, i, cues)
    thing = s.child(i, "dobj")
    if thing is None or s.tag[i][:1] != "V":
        return None
    phrase = (i, phrase_end(s, thing))
    saying = _as_saying(s, i, thing)
    relay = (subject_of(s, i),)
    if saying is not None:
        clause = s.child(saying, "ccomp")
        content = [clause_range(s, clause) if clause is not None else (saying + 1, s.sentence_range(i)[1])]
        holes = [source_range(s, thing, i)]
        told = dative(s, saying)
    else:
        main = _reporting(s, i)
        if main is None or not can_hold(s, thing):
            return None  # "called it a failure, citing costs": what is cited says nothing
        content, holes, told = _reported(s, main, phrase), [phrase], ()
        own = subject_of(s, main)
        relay = (own if own is not None else subject_before(s, main),)
    return AttributionReading(
        source=(source_range(s, thing, i),),
        source_head=thing,
        cue=((i, i + 1),),
        cue_head=i if saying is None else saying,
        content=tuple(without(content, holes)),
        stance="asserts",
        frame="citing",
        relay=(*(r for r in relay if r is not None), *told),
    )


def _as_saying(s: Syntax, i: int, thing: int) -> int | None:
    """The participle in "quoted X as saying Y", "cited X as telling state radio that Y"."""
    stop = min(s.sentence_range(i)[1], thing + 16)
    return next((t for t in range(thing + 1, stop) if _is_saying(s, t) and s.lower[t - 1] == "as"), None)


def _is_saying(s: Syntax, t: int) -> bool:
    return s.tag[t] == "VBG" and t in s.speaking


def phrase_end(s: Syntax, thing: int) -> int:
    """Where "citing X" ends: before ", that"."""
    end = s.edges(thing)[1]
    return next(
        (
            t
            for t in range(thing + 1, min(end, thing + _LONGEST_PHRASE) - 1)
            if s.lower[t] == "," and s.lower[t + 1] == "that"
        ),
        end,
    )


def _reporting(s: Syntax, i: int) -> int | None:
    """The verb of saying that "citing X" stands beside; None for another verb or none."""
    if s.tag[i] != "VBG":
        return None
    main = s.head[i]
    if s.tag[main][:1] == "N":
        main = s.head[main]  # "State television, citing the army, said"
    if main in s.speaking and main != i:
        return main if not is_passive(s, main) else None
    before = range(i - 1, max(s.sentence_range(i)[0], i - _NEAR) - 1, -1)
    main = next((t for t in before if s.tag[t][:1] == "V"), i)  # the parser hung it on what is reported
    return main if main in s.speaking and s.lower[i - 1] == "," else None


def _reported(s: Syntax, main: int, phrase: TokenRange) -> list[TokenRange]:
    """What is reported beside a phrase such as "citing X"."""
    sent = s.sentence_range(main)
    after = phrase[1]
    if after + 1 < sent[1] and s.lower[after] == "," and s.lower[after + 1] == "that":
        return [(after + 1, sent[1] - (s.lower[sent[1] - 1] == "."))]
    clause = next((c for c in s.children[main] if s.dep[c] == "ccomp" and not inside(c, phrase)), None)
    if clause is not None:
        return [s.edges(clause)]
    subject = s.child(main, "nsubj")
    holes = [cue_range(s, main), *([s.edges(subject)] if subject is not None else [])]
    return without([clause_extent(s, main)], holes)


def quoted_by(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "A commander was quoted by state television as saying X"."""
    if s.lemma[i] not in cues.cite or not is_passive(s, i):
        return None
    head = subject_of(s, i)
    saying = next((t for t in range(i + 1, min(i + 14, len(s))) if _is_saying(s, t)), None)
    if head is None or saying is None:
        return None
    clause = s.child(saying, "ccomp")
    end = s.sentence_range(i)[1]
    content = clause_range(s, clause) if clause is not None else (saying + 1, end)
    agent = agent_of(s, i)
    return AttributionReading(
        source=(source_range(s, head, i),),
        source_head=head,
        cue=((cue_range(s, i)[0], saying + 1),),
        cue_head=saying,
        content=(content,),
        stance="asserts",
        frame="quoted-by",
        relay=(*((agent,) if agent is not None else ()), *dative(s, saying)),
    )


def withholds_name(s: Syntax, i: int) -> bool:
    """ "Officials who asked not to be named": how they speak, and nothing that they say."""
    named = s.child(i, "xcomp", "ccomp")
    return s.lemma[i] in _ASKING and named is not None and s.lemma[named] in _NAMING


#: In the order in which they are tried.
SET_PHRASES = (silence, responsibility, giving, citing)
