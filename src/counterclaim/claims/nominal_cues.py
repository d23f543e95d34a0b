"""Nouns and adjectives that attribute: "accusations by Kabul that X", "his support for X", "was adamant that X".

Each function looks at one word and gives the attribution that it makes, or None. The words stand in
reference/cues.toml; what they take as content is read from the syntax.
"""

from __future__ import annotations

from counterclaim.claims.complements import judgement
from counterclaim.claims.cues import Cues
from counterclaim.claims.frames import (
    EMPTY_SUBJECTS,
    can_hold,
    cue_range,
    merge,
    source_as_it_stands,
    source_range,
    subject_of,
    that_clause,
    without,
)
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.syntax import Syntax

#: Prepositions by which a noun or an adjective of opinion takes what it is about.
_ABOUT = frozenset({"of", "for", "against", "on", "about", "to", "with", "over", "at", "toward", "towards", "in", "as"})
_NOUN_ABOUT = _ABOUT - {"with", "at", "in", "as"}
_BY = ("by", "from")
#: Words between a verb that lends its subject and the noun, at most: "made a strong and early case".
_LENT = 8


def noun(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """The attribution of a noun with a possessor, a by-phrase or a verb that lends its subject."""
    lemma = s.lemma[i].lower()
    rows = cues.nouns.get(lemma)
    by = _by_phrase(s, i)
    possessor = s.child(i, "poss")
    lender = _lender(s, i, cues) if possessor is None and by is None else None
    head = possessor
    if head is None and by is not None:
        head = s.child(by, "pobj")
    if head is None and rows is not None:
        head = _nation(s, i, cues)
    if head is None and lender is not None:
        head = subject_of(s, lender)
    if head is not None and (s.lower[head] in EMPTY_SUBJECTS or (lender is not None and not can_hold(s, head))):
        head = None
    content, preposition = _content(
        s,
        i,
        by,
        lender,
        held=head is not None,
        stated=rows is not None,
    )
    if content is None or (head is None and possessor is not None):
        return None
    judged = judgement(s, s.head[i]) if s.dep[i] in ("dobj", "oprd", "ccomp") else None
    if judged is not None and judged[0] == i:
        content = (content[0], max(content[0] + 1, min(content[1], judged[1])))
    start = i
    sources: tuple[TokenRange, ...] = ()
    if lender is not None and head is not None:
        start = cue_range(s, lender)[0]
        sources = (source_as_it_stands(s, head, lender),)
    elif head is not None:
        sources = (source_range(s, head, i),)
    cue = (start, content[0] if preposition and content[0] <= i + 2 else i + 1)
    return AttributionReading(
        source=sources,
        source_head=head,
        cue=tuple(without([cue], sources)),
        cue_head=i,
        content=tuple(without([content], [*sources, cue])),
        stance=rows[0].stance if rows else "asserts",
        frame=f"noun:{lemma}",
        kind="noun" if rows and (not preposition or rows[0].stance != "asserts") else "support",
    )


def _by_phrase(s: Syntax, i: int) -> int | None:
    for c in s.children[i]:
        if s.dep[c] in ("prep", "agent") and s.lower[c] in _BY:
            return c
    if i + 1 < len(s) and s.lower[i + 1] in _BY and s.tag[i + 1] == "IN":
        return i + 1  # the parser hung the by-phrase on the verb
    return None


def _nation(s: Syntax, i: int, cues: Cues) -> int | None:
    """ "Syrian reports that X", "Israeli accusations": the state whose they are."""
    near = [c for c in s.children[i] if c < i and s.dep[c] in ("amod", "compound", "nmod", "nsubj")]
    if i and s.tag[i - 1] == "NNP" and s.dep[i - 1] == "dobj" and s.head[i - 1] == s.head[i]:
        near.append(i - 1)  # the tagger took the noun for a verb: "described Azerbaijani | reports that"
    return next((c for c in near if s.lower[c] in cues.demonyms), None)


def _lender(s: Syntax, i: int, cues: Cues) -> int | None:
    """ "Voiced concern about", "made the case that": the verb whose object the noun is."""
    verb = s.head[i]
    if s.dep[i] != "dobj" or s.lemma[verb] not in cues.lending_verbs or not 0 < i - verb <= _LENT:
        return None
    return verb


def _content(
    s: Syntax, i: int, by: int | None, lender: int | None, *, held: bool, stated: bool
) -> tuple[TokenRange | None, bool]:
    """What the noun is about, and whether a preposition led to it."""
    after = i + 1 if by is None or by < i else s.edges(by)[1]
    clause = that_clause(s, i, after)
    if clause is not None:
        return (clause, False) if stated or held else (None, False)
    if not held:
        return None, False
    said = s.child(s.head[i], "ccomp") if s.dep[i] == "nsubj" and s.lemma[s.head[i]] == "be" else None
    if said is not None and said > i:
        return s.edges(said), False  # "her message was that X"
    infinitive = s.child(i, "acl", "xcomp")
    if infinitive is not None and infinitive > i and any(s.tag[c] == "TO" for c in s.children[infinitive]):
        return s.edges(infinitive), False
    lent = [c for c in s.children[lender] if c == i + 1] if lender is not None else []  # "voiced fears of"
    for c in [*s.children[i], *lent]:
        if s.dep[c] == "prep" and c > i and c != by and s.lower[c] in _NOUN_ABOUT:
            start, end = s.edges(c)
            return ((c + 1, end), True) if start == c and end > c + 1 else (None, False)
    return None, False


def holder(s: Syntax, i: int) -> AttributionReading | None:
    """ "She is a critic of the war": the noun says what its subject thinks of."""
    verb = s.head[i]
    head = s.child(verb, "nsubj") if s.dep[i] == "attr" else None
    led = next((c for c in s.children[i] if s.dep[c] == "prep" and s.lower[c] == "of" and c > i), None)
    if head is None or led is None or s.lower[head] in EMPTY_SUBJECTS or s.edges(led)[1] <= led + 1:
        return None
    source = source_as_it_stands(s, head, verb)
    cue = (cue_range(s, verb)[0], led + 1)
    return AttributionReading(
        source=(source,),
        source_head=head,
        cue=tuple(without([cue], [source])),
        cue_head=i,
        content=tuple(without([(led + 1, s.edges(led)[1])], [source, cue])),
        stance="asserts",
        frame=f"holder:{s.lemma[i].lower()}",
        kind="support",
    )


def adjective(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "Officials were adamant that X", "she is wary of X", "they are willing to X"."""
    if s.lower[i] not in cues.adjectives:
        return None
    made = s.lemma[s.head[i]] == "make" and s.dep[i] in ("ccomp", "oprd", "xcomp", "acomp")  # "made clear that"
    verb = s.head[i] if s.dep[i] == "acomp" or made else i
    if verb == i and s.child(i, "auxpass") is None:
        return None
    head = subject_of(s, verb)
    if head is None or s.lower[head] in EMPTY_SUBJECTS or not can_hold(s, head):
        return None
    clause = s.child(i, "ccomp", "xcomp", "csubj")
    if clause is None and made:
        clause = next((c for c in s.children[verb] if s.dep[c] == "ccomp" and c > i), None)
    end = i + 1
    if clause is not None and clause > i:
        content = s.edges(clause)
    else:
        led = next((c for c in s.children[i] if s.dep[c] == "prep" and c > i and s.lower[c] in _ABOUT), None)
        if led is None or s.edges(led)[1] <= led + 1:
            return None
        content = (led + 1, s.edges(led)[1])
        end = led + 1 if led == i + 1 else end
    if content[0] <= i:
        return None
    source = source_as_it_stands(s, head, verb)
    cue = merge([cue_range(s, verb), (min(s.edges(i)[0], i), end)]) if verb != i else [(cue_range(s, i)[0], end)]
    cue = [(cue[0][0], end)] if cue[-1][1] <= end and cue[0][0] > source[0] and end - cue[0][0] <= _LENT else cue
    cue = without(cue, [source])
    return AttributionReading(
        source=(source,),
        source_head=head,
        cue=tuple(cue),
        cue_head=i,
        content=tuple(without([content], [source, *cue])),
        stance="asserts",
        frame=f"adjective:{s.lower[i]}",
        kind="support",
        negated=s.child(verb, "neg") is not None,
    )
