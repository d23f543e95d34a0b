"""What is said to be so or not: silences, denials, confirmations, estimates. One test each over what is said."""

from __future__ import annotations

from counterclaim.claims.predications import Predication
from counterclaim.claims.said import ONLOOKERS, Said, StanceTables
from counterclaim.claims.syntax import Syntax

_KNOWING = frozenset({"know", "confirm", "comment", "verify", "discuss", "say", "elaborate", "speculate"})


def keeps_silent(said: Said, tables: StanceTables) -> bool:
    """The speaker says that it does not say."""
    if said.has(tables.phrases["silence"]) and any(p.own and not p.future for p in said.clauses):
        return True
    return any(p.own and p.negated and said.s.lemma[p.verb] in _KNOWING for p in said.clauses)


def calls_false(said: Said, tables: StanceTables) -> bool:
    """What another said is called untrue, or is said not to have happened."""
    s = said.s
    told = said.has(tables.phrases["denial"]) or any(_none_was(s, p, tables, side=said.side) for p in said.clauses)
    if told and not set(said.speaker) & ONLOOKERS:
        return True
    if any(s.dep[t] == "neg" for t in said.words):
        return any(
            p.negated and s.lemma[c].lower() in ("true", "correct", "accurate", "so", "case")
            for p in said.clauses
            for c in s.children[p.verb]
            if s.dep[c] in ("acomp", "attr", "advmod")
        )
    return any(_untrue(s, t, tables) and not _aside(s, t, said) for t in said.words)


def _aside(s: Syntax, t: int, said: Said) -> bool:
    """Whether a word stands in a relative clause: "900 men, a figure that Moscow called absurd"."""
    words = set(said.words)
    while t in words and s.head[t] != t:
        if s.dep[t] == "relcl":
            return True
        t = s.head[t]
    return False


def _untrue(s: Syntax, t: int, tables: StanceTables) -> bool:
    lemma = s.lemma[t].lower()
    if lemma in tables.denial["nouns"]:
        return s.tag[t][:1] in ("N", "J")  # not "the blame lies with"
    return lemma in tables.denial["adjectives"] and (lemma != "wrong" or s.dep[t] == "acomp")


def disowns(said: Said, tables: StanceTables) -> bool:
    """ "We do not fire at civilians", "there are none of our men there", "it was not us"."""
    s, neutral = said.s, tables.denial["neutral"]
    for p in said.clauses:
        if not p.negated or p.future or p.able:
            continue
        if said.side and s.lemma[p.verb] not in neutral and _none_did(s, p):
            return True
        stands = s.lemma[p.verb] == "be" or s.child(p.verb, "auxpass") is not None
        if said.side and stands and p.subject is not None and s.tag[p.subject][:2] == "NN" and not _judged(s, p):
            return True  # "the leader was not in Afghanistan"
        ours = any(s.lower[t] in ("our", "ours", "us") for t in range(*s.edges(p.verb)))
        exists = p.subject is not None and s.dep[p.subject] == "expl"
        said_of_us = any(s.lower[c] in ("us", "ours", "we") for c in s.children[p.verb] if s.dep[c] == "attr")
        if (exists and ours) or said_of_us:
            return True
        told = p.own and not set(said.speaker) & ONLOOKERS
        if told and s.lemma[p.verb] not in neutral and s.lemma[p.verb] != "have":
            return True
    if any(p.future for p in said.clauses):
        return False
    return any(
        d.happening.negated and d.happening.event_type == "ASSAULT" and set(d.agents) & set(said.speaker)
        for d in said.deeds
    )


def _judged(s: Syntax, p: Predication) -> bool:
    """ "The talks were not easy": a judgement, which denies nothing."""
    return any(s.dep[c] == "acomp" for c in s.children[p.verb])


def _none_was(s: Syntax, p: Predication, tables: StanceTables, *, side: bool) -> bool:
    """ "There was no such strike", "no raid had taken place"."""
    if not p.negated or p.future or p.able:
        return False
    if s.lemma[p.verb] in tables.denial["happening"] and p.subject is not None and not p.own:
        return s.lemma[p.verb] != "take" or any(s.lower[t] == "place" for t in s.children[p.verb])
    named = [c for c in s.children[p.verb] if s.dep[c] in ("attr", "dobj", "nsubj")]
    exists = s.lemma[p.verb] == "be" and p.subject is not None and s.lower[p.subject] == "there"
    if not exists:
        return False
    known = tables.responsibility["nouns"] | tables.denial["present"] | {"incident"}
    if any(s.lemma[c].lower() in known or any(s.lower[d] == "such" for d in s.children[c]) for c in named):
        return True
    return side and not any(s.lemma[c].lower() in tables.denial["absent"] for c in named)


def _none_did(s: Syntax, p: Predication) -> bool:
    """ "No border village had been lost": a subject or object that is none at all."""
    if p.subject is None or s.tag[p.verb] not in ("VBD", "VBN", "VBZ", "VBP", "VBG"):
        return False
    heads = [p.subject, *(c for c in s.children[p.verb] if s.dep[c] == "dobj")]
    if any(s.lower[h] in ("nobody", "none", "nothing") for h in heads):
        return True
    return any(s.lower[c] == "no" for h in heads for c in s.children[h] if s.dep[c] in ("det", "neg"))


def affirms(said: Said, tables: StanceTables) -> bool:
    """ "It is true that", "the incident did take place"."""
    if any(_emphatic(said.s, p) for p in said.clauses if not p.negated):
        return True
    return not any(p.negated for p in said.clauses) and said.has(tables.phrases["confirmation"])


def says_yes(said: Said, tables: StanceTables) -> bool:
    """ "Yes, our soldiers are in Congo"."""
    if any(p.negated for p in said.clauses):
        return False
    first = next((t for t in said.words if said.s.doc[t].is_alpha), None)
    yes = first is not None and said.s.lower[first] in ("yes", "indeed")
    return yes or said.has(tables.phrases["confirmation"])


def _emphatic(s: Syntax, p: Predication) -> bool:
    return s.tag[p.verb] == "VB" and any(
        s.dep[c] == "aux" and s.lower[c] in ("did", "do", "does") for c in s.children[p.verb]
    )


def estimates(said: Said, tables: StanceTables) -> bool:
    """A word of reckoning stands in it."""
    return bool(said.lemmas() & tables.words["estimate"]["words"])
