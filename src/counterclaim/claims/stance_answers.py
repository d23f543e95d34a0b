"""What is said to be so or not: silences, denials, confirmations, estimates. One test each over what is said."""

from __future__ import annotations

from counterclaim.claims.predications import Predication, is_none
from counterclaim.claims.said import ONLOOKERS, Said, StanceTables
from counterclaim.claims.syntax import Syntax

#: Digits of a year.
_YEAR = 4
#: What nobody tells who says that "we are talking about it": with a modal these withhold, without one they turn down.
_TELLING = frozenset({"tell", "talk", "speak", "give", "share", "determine", "establish", "rule", "go", "get", "offer"})
_NOT_KNOWN = frozenset({"anything", "information", "detail", "idea", "word", "report", "update", "comment", "nothing"})
_CONTENT_WORDS = 6


def keeps_silent(said: Said, tables: StanceTables) -> bool:
    """The speaker says that it does not say."""
    table = tables.words["silence"]
    told = (p for p in said.clauses if said.s.child(p.verb, "nsubjpass") is None)
    if said.has(tables.phrases["silence"]) and any(p.own and not p.future for p in told):
        return True
    alone = len(said.clauses) <= 1  # beside what was heard or seen it is a detail
    if alone and said.has(tables.phrases["pending"]) and not set(said.speaker) & ONLOOKERS:
        return True
    return any(_withholds(said.s, p, table["knowing"]) for p in said.clauses) or _sends_on(said)


def _withholds(s: Syntax, p: Predication, knowing: frozenset[str]) -> bool:
    """ "We do not know who", "it could not determine", "they have nothing on that", "it is unaware of"."""
    if not p.own:
        return False
    quality = s.child(p.verb, "acomp")
    if quality is not None and s.lower[quality] in ("unaware", "unable"):
        return True
    if not p.negated:
        return False
    if s.lemma[p.verb] in knowing or (quality is not None and s.lower[quality] == "aware"):
        return True
    asked = s.child(p.verb, "prep", "ccomp", "prt") is not None
    if s.lemma[p.verb] in _TELLING and asked and (p.able or s.lemma[p.verb] in ("talk", "speak")):
        return not any(s.lower[c] in ("to", "with") for c in s.children[p.verb])
    if s.lemma[p.verb] in ("tell", "get", "go") and p.future:
        return s.child(p.verb, "ccomp") is not None or any(s.lower[c] == "into" for c in s.children[p.verb])
    thing = s.child(p.verb, "dobj")
    about = thing is not None and any(s.lower[c] in ("on", "about", "of", "to") for c in s.children[thing])
    about = about or any(s.lower[c] in ("on", "about") for c in s.children[p.verb])
    return s.lemma[p.verb] in ("have", "get") and thing is not None and about and s.lemma[thing] in _NOT_KNOWN


def _sends_on(said: Said) -> bool:
    """ "Ask the army", "you would have to ask the Israelis": all that is said is whom to ask."""
    s = said.s
    words = [t for t in said.words if s.doc[t].is_alpha]
    asks = any(s.lemma[t] == "ask" and s.child(t, "dobj") is not None for t in words)
    return asks and len(words) <= _CONTENT_WORDS + 2 and s.lower[words[0]] in ("ask", "you")


def calls_false(said: Said, tables: StanceTables) -> bool:
    """What another said is called untrue, or is said not to have happened."""
    s = said.s
    told = said.has(tables.phrases["denial"]) or any(_none_was(s, p, tables, side=said.side) for p in said.clauses)
    told = told or any(_old_pictures(s, p, tables) or _contrasts(said, p) for p in said.clauses)
    if told and not set(said.speaker) & ONLOOKERS:
        return True
    if any(_talk_is(s, p, tables) for p in said.clauses):
        return True
    if any(p.negated for p in said.clauses):
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
    if lemma not in tables.denial["adjectives"] or (lemma == "wrong" and s.dep[t] != "acomp"):
        return False
    # "along the imaginary line": only of what is said is it a denial to be called that
    return s.dep[t] != "amod" or s.lemma[s.head[t]].lower() in tables.denial["talk"] | tables.denial["rejected"]


def _talk_is(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """ "Reports of a blast were somebody's film script", "the accusation does not deserve an answer".

    What was said is called something, or something is said to be wrong with it; only true or grave words are spared.
    """
    table = tables.denial
    if p.subject is None or s.lemma[p.subject].lower() not in table["talk"] or p.future:
        return False
    if p.negated:
        return s.lemma[p.verb] in table["deserving"]
    if s.lemma[p.verb] in table["belying"]:
        return True
    named = s.child(p.verb, "attr", "dobj") if s.lemma[p.verb] in ("be", "remain") else None
    if named is None or s.tag[named][:2] != "NN" or s.child(p.verb, "acomp") is not None:
        return False
    return s.lemma[named].lower() not in table["spared"]


def _old_pictures(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """ "The pictures had been taken in 2019", "the video showed another town"."""
    if p.subject is None or s.lemma[p.subject].lower() not in tables.denial["pictures"] or p.future:
        return False
    below = range(*s.edges(p.verb))
    other = any(s.lower[t] in tables.denial["elsewhere"] for t in below)
    return other or any(s.tag[t] == "CD" and len(s.lower[t]) == _YEAR for t in below)


def _contrasts(said: Said, p: Predication) -> bool:
    """ "Had carried medicine, not arms", "flour and nothing else": what was so is set against what was said."""
    s = said.s
    if p.future or p.imperative or not said.clauses or p.subject is None:
        return False
    below = [t for t in said.words if t > p.verb]
    for t in below:
        if s.lower[t] == "nothing" and t + 1 < len(s) and s.lower[t + 1] in ("else", "more"):
            return True
        apart = s.lower[t] in ("not", "never") and s.lower[t - 1] in (",", "and", "-", "–", "—")
        if apart and s.dep[s.head[t]] != "ROOT" and s.tag[s.head[t]][:1] in ("N", "J", "R", "I", "C"):
            return True
    return False


def disowns(said: Said, tables: StanceTables) -> bool:
    """ "We do not fire at civilians", "there are none of our men there", "it was not us"."""
    s, neutral = said.s, tables.denial["neutral"]
    for p in said.clauses:
        if not p.negated or p.future or p.able or _obliged(s, p):
            continue
        if said.side and s.lemma[p.verb] not in neutral and _none_did(s, p):
            return True
        stands = s.lemma[p.verb] == "be" or s.child(p.verb, "auxpass") is not None
        if said.side and stands and p.subject is not None and s.tag[p.subject][:2] == "NN" and not _judged(s, p):
            return True  # "the leader was not in Afghanistan"
        ours = any(s.lower[t] in ("our", "ours", "us") for t in range(*s.edges(p.verb)))
        exists = p.subject is not None and s.dep[p.subject] == "expl"
        told_of = [c for c in s.children[p.verb] if s.dep[c] == "attr"]
        said_of_us = any(s.lower[c] in ("us", "ours", "we") for c in told_of)
        said_of_us = said_of_us or any(s.lower[d] == "our" for c in told_of for d in s.children[c])
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


def _obliged(s: Syntax, p: Predication) -> bool:
    """ "Nobody should be sent back": what is asked for, not what is denied."""
    return any(
        s.lower[c] in ("should", "must", "ought", "may", "might") for c in s.children[p.verb] if s.dep[c] == "aux"
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
    return any(is_none(s, h) for h in heads)


def affirms(said: Said, tables: StanceTables) -> bool:
    """ "It is true that", "the incident did take place"."""
    if any(_emphatic(said.s, p) for p in said.clauses if not p.negated):
        return True
    return not any(p.negated for p in said.clauses) and said.has(tables.phrases["confirmation"])


def says_yes(said: Said, tables: StanceTables) -> bool:
    """ "Yes, our soldiers are in Congo", "there is no denying that we lost", "it had hit the clinic by mistake"."""
    if said.has(tables.phrases["undenied"]) or _erred(said, tables):
        return True
    if any(p.negated for p in said.clauses):
        return False
    first = next((t for t in said.words if said.s.doc[t].is_alpha), None)
    yes = first is not None and said.s.lower[first] in ("yes", "indeed")
    return yes or said.has(tables.phrases["confirmation"])


def _erred(said: Said, tables: StanceTables) -> bool:
    """A deed of one's own that is called a mistake."""
    if not said.side or not said.has(tables.phrases["error"]):
        return False
    return any(not (p.negated or p.future) and (p.own or said.s.lemma[p.verb] in ("be", "make")) for p in said.clauses)


def _emphatic(s: Syntax, p: Predication) -> bool:
    return s.tag[p.verb] == "VB" and any(
        s.dep[c] == "aux" and s.lower[c] in ("did", "do", "does") for c in s.children[p.verb]
    )


def estimates(said: Said, tables: StanceTables) -> bool:
    """A word of reckoning stands in it."""
    return bool(said.lemmas() & tables.words["estimate"]["words"])
