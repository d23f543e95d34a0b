"""The main clauses of what somebody says: their verbs, whose deeds they tell, whether done, denied or to come.

In: a `Syntax`, the ranges of a claim's content, and a test for the speaker's own words. Out: `Predication`s in text
order. Guarantee: each verb lies in a range, but for clefts; each lookup visits the verb's own dependents only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from counterclaim.claims.readings import TokenRange
from counterclaim.claims.syntax import Syntax, inside

FUTURE = frozenset({"will", "wo", "would", "shall", "'ll", "’ll", "'d", "’d"})
_DEGREES = frozenset({"less", "fewer", "more", "later", "lower", "higher"})
_NEGATIVE = frozenset({"no", "none", "nobody", "nothing", "neither", "never", "not", "n't", "n’t", "nor"})
#: With "no" before them these deny like "never": "at no point".
_NEVER = frozenset({"point", "time", "stage", "way", "account", "circumstance", "moment", "case", "condition"})
_OF_SOMEBODY = frozenset(
    "aware unaware ready willing able unable prepared interested determined bound responsible innocent".split()
)
_QUOTES = frozenset({"“", '"', "‘", "'", "``"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Predication:
    """One main clause: its verb and subject (token indices), and how it is put.

    `own`: its subject is the speaker or the speaker's own; `future`: announced; `negated`: said not to be so;
    `imperative`: a bare verb without a subject; `able`: under "can" or "could";
    `cleft`: "it was X who"; `sided`:
    a side of the conflict does it.
    """

    verb: int
    subject: int | None
    own: bool
    future: bool
    negated: bool
    imperative: bool
    able: bool
    cleft: bool
    sided: bool


def predications(
    s: Syntax, parts: Sequence[TokenRange], own: Callable[[int, bool], bool], sided: Callable[[int], bool]
) -> list[Predication]:
    """The main clauses of the words in `parts`; `own` (of what is to come or not) and `sided` test whoever does it."""

    def said(t: int) -> bool:
        return any(inside(t, part) for part in parts)

    heads = [
        t
        for part in parts
        for t in range(*part)
        if s.tag[t][:1] == "V"
        and (s.head[t] == t or not said(s.head[t]))
        and s.dep[t] not in ("relcl", "aux", "auxpass")
    ]
    found: list[Predication] = []
    seen: set[int] = set(heads)
    while heads:
        verb = heads.pop(0)
        inherited = next((p for p in found if p.verb == s.head[verb]), None)
        found.append(_predication(s, parts, verb, (own, sided), inherited))
        for c in s.children[verb]:
            if s.dep[c] == "conj" and c not in seen and s.tag[c][:1] == "V" and said(c):
                seen.add(c)
                heads.append(c)
    return sorted(found, key=lambda p: p.verb)


def _predication(
    s: Syntax,
    parts: Sequence[TokenRange],
    verb: int,
    tests: tuple[Callable[[int, bool], bool], Callable[[int], bool]],
    before: Predication | None,
) -> Predication:
    own, sided = tests
    cleft = _cleft(s, verb)
    ahead = s.child(verb, "xcomp") if s.lemma[verb] == "go" and s.tag[verb] == "VBG" else None
    verb, subject = cleft or (verb, s.child(verb, "nsubj", "nsubjpass", "expl"))
    clausal = s.child(verb, "csubj") if subject is None else None
    if clausal is not None:
        subject = s.child(clausal, "nsubj")  # "whoever crosses that ridge will not walk back"
    auxiliaries = [s.lower[c] for c in s.children[verb] if s.dep[c] == "aux"]
    shared = subject is None and before is not None
    if shared and before is not None:
        subject = before.subject
    going = s.lemma[verb] == "go" and s.child(verb, "xcomp") is not None and s.tag[verb] == "VBG"
    future = going or any(a in FUTURE for a in auxiliaries)
    if shared and before is not None and not auxiliaries:
        future = before.future and s.tag[verb] in ("VB", "VBP")
    bare = subject is None and s.tag[verb] in ("VB", "VBP") and set(auxiliaries) <= {"do"}  # "do not wait"
    opens = (
        any(verb == part[0] for part in parts)
        or s.lower[verb - 1] in _QUOTES
        or s.lower[verb - 1] in ("please", ",", ":", "not", "n't")
    )
    doer = _doer(s, verb, subject)
    done_to = doer == subject and s.child(verb, "nsubjpass") is not None
    return Predication(
        verb=verb if ahead is None else ahead,
        subject=subject,
        own=doer is not None and not _dummy(s, verb, doer) and own(doer, future),
        sided=doer is not None and not done_to and sided(doer),
        future=future,
        negated=_negated(s, verb, subject),
        cleft=cleft is not None,
        able=any(a in ("can", "could", "ca") for a in auxiliaries),
        imperative=bare and opens and s.dep[verb] not in ("xcomp", "acl") and s.child(verb, "mark") is None,
    )


def _dummy(s: Syntax, verb: int, subject: int) -> bool:
    """ "It was not safe to go back": an "it" that is nobody, as it is not before what only somebody can be."""
    quality = s.child(verb, "acomp")
    return (
        s.lower[subject] == "it"
        and s.lemma[verb] == "be"
        and quality is not None
        and s.lower[quality] not in _OF_SOMEBODY
    )


def _doer(s: Syntax, verb: int, subject: int | None) -> int | None:
    """Who does it: the agent of a passive, else the subject."""
    if s.child(verb, "nsubjpass") is not None:
        agent = next((a for v in s.conjuncts(verb) if (a := s.child(v, "agent")) is not None), None)
        by = s.child(agent, "pobj") if agent is not None else None
        return by if by is not None else subject
    return subject


def _cleft(s: Syntax, verb: int) -> tuple[int, int] | None:
    """ "It was their men who took the road": the verb and the subject that are meant."""
    it, who = s.child(verb, "nsubj", "expl"), s.child(verb, "attr")
    if s.lemma[verb] != "be" or it is None or who is None or s.lower[it] != "it":
        return None
    clause = s.child(who, "relcl")
    if clause is None:
        clause = s.child(verb, "relcl", "ccomp")
    return (clause, who) if clause is not None and clause > who else None


def _negated(s: Syntax, verb: int, subject: int | None) -> bool:
    if any(s.dep[c] == "neg" or s.lower[c] in ("never", "neither") for c in s.children[verb]):
        return True
    arguments = [c for c in s.children[verb] if s.dep[c] in ("dobj", "attr", "nsubj", "nsubjpass", "preconj", "advmod")]
    if subject is not None:
        arguments.append(subject)
    return any(
        is_none(s, a) or _at_no(s, a) for a in [*arguments, *(c for c in s.children[verb] if s.dep[c] == "prep")]
    )


def is_none(s: Syntax, head: int) -> bool:
    """Whether a phrase counts nobody and nothing: "no soldier", "not one of them", "neither side", "nothing"."""
    if s.lower[head] in _NEGATIVE:
        return True
    if s.dep[head] == "prep" or s.tag[head][:1] not in ("N", "P", "C", "D", "J"):
        return False
    first = s.edges(head)[0]
    none = {d for d in s.children[head] if d < head and s.dep[d] in ("det", "neg", "preconj")} | {first}
    return any(s.lower[d] in _NEGATIVE and not _counts_some(s, d, head) for d in none)


def _counts_some(s: Syntax, negative: int, head: int) -> bool:
    """ "No fewer than 20", "not only fighters", "not one but two": words of none that count some."""
    words = s.lower[negative + 1 : negative + 3]
    return (
        words[:1] in (["only"], ["just"])
        or (len(words) > 1 and words[0] in _DEGREES and words[1] == "than")
        or "but" in s.lower[negative : head + 1]
    )


def _at_no(s: Syntax, preposition: int) -> bool:
    """ "At no point", "in no way", "under no circumstances"."""
    thing = s.child(preposition, "pobj") if s.dep[preposition] == "prep" else None
    return thing is not None and s.lemma[thing].lower() in _NEVER and any(s.lower[c] == "no" for c in s.children[thing])
