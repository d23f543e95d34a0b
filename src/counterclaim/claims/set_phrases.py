"""Set phrases that attribute: silences, claims of responsibility, figures given, words passed on.

Each function looks at one verb and gives the attribution that it makes in such a phrase, or None. What belongs to the
phrases stands in reference/cues.toml.
"""

from __future__ import annotations

from counterclaim.claims.cues import Cues
from counterclaim.claims.frames import (
    agent_of,
    clause_extent,
    clause_range,
    cue_range,
    is_passive,
    negative_pair,
    source_range,
    subject_of,
    without,
)
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.syntax import Syntax


def silence(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "Declined to comment", "did not respond to", "neither confirmed nor denied"."""
    lemma = s.lemma[i]
    content: TokenRange | None = None
    if lemma in cues.silent_verbs:
        verb = s.child(i, "xcomp")
        if verb is not None and s.lemma[verb] in cues.silent_objects:
            content = s.edges(verb)
    elif lemma == "confirm":
        other = next((c for c in s.conjuncts(i) if s.lemma[c] == "deny"), None)
        if other is not None and negative_pair(s, i):
            content = (i, s.edges(other)[1])
    elif lemma in ("respond", "comment", "reply", "react") and s.child(i, "neg") is not None:
        content = (i, clause_extent(s, i)[1])
    if content is None:
        return None
    head = subject_of(s, i)
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
    if s.lemma[i] not in cues.giving_verbs:
        return None
    thing = s.child(i, "dobj", "nsubjpass")
    if thing is None or s.lemma[thing].lower() not in cues.giving_nouns:
        return None
    passive = is_passive(s, i)
    head = agent_of(s, i) if passive else subject_of(s, i)
    if head is None or head == thing:
        return None
    parts = [s.edges(thing)] + [s.edges(c) for c in s.children[i] if s.dep[c] == "prep" and c > thing]
    return AttributionReading(
        source=(source_range(s, head, i),),
        source_head=head,
        cue=(cue_range(s, i),),
        cue_head=i,
        content=tuple(parts),
        stance="asserts",
        frame="giving",
    )


def citing(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "Reuters reported, citing officials": the object is the source, the subject relays."""
    if s.lemma[i] not in cues.cite or is_passive(s, i):
        return quoted_by(s, i, cues)
    thing = s.child(i, "dobj")
    if thing is None or s.tag[i] not in ("VBG", "VBD", "VBZ", "VBP"):
        return None
    stop = min(s.sentence_range(i)[1], thing + 16)
    saying = next((t for t in range(thing + 1, stop) if s.lower[t] == "saying" and s.lower[t - 1] == "as"), None)
    if saying is not None:
        clause = s.child(saying, "ccomp")
        content = [clause_range(s, clause) if clause is not None else (saying + 1, s.sentence_range(i)[1])]
    elif s.dep[i] in ("advcl", "acl") and s.tag[i] == "VBG":
        main = s.head[i]
        clause = s.child(main, "ccomp")
        content = [s.edges(clause if clause is not None else main)]
    else:
        return None
    subject = subject_of(s, i)
    source = source_range(s, thing, i)
    return AttributionReading(
        source=(source,),
        source_head=thing,
        cue=((i, i + 1),),
        cue_head=i if saying is None else saying,
        content=tuple(without(content, [source, s.edges(i)] if saying is None else [source])),
        stance="asserts",
        frame="citing",
        relay=(subject,) if subject is not None else (),
    )


def quoted_by(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "A commander was quoted by state television as saying X"."""
    if s.lemma[i] not in cues.cite or not is_passive(s, i):
        return None
    head = subject_of(s, i)
    saying = next((t for t in range(i + 1, min(i + 14, len(s))) if s.lower[t] == "saying"), None)
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
        relay=(agent,) if agent is not None else (),
    )


#: In the order in which they are tried.
SET_PHRASES = (silence, responsibility, giving, citing)
