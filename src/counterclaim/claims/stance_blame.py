"""Whose deed it is said to be and what it is called: responsibility, blame, judgement. One test each."""

from __future__ import annotations

from collections.abc import Mapping

from counterclaim.claims.predications import Predication
from counterclaim.claims.said import BYSTANDERS, FIRST, MONITORS, THIRD_OWNERS, Said, StanceTables
from counterclaim.claims.syntax import Syntax


def owns_up(said: Said, tables: StanceTables) -> bool:
    """An armed group's own attack, or anybody's "we were behind it"; an army's report of its work is none."""
    s, table = said.s, tables.responsibility
    if any(_ours(s, p) for p in said.clauses):
        return True
    own = [p for p in said.clauses if p.own and not p.negated and not p.future]
    if own and said.has(tables.phrases["responsibility"]):
        return True
    if _we_attacked(said, own, tables):
        return True
    if not said.armed(tables.groups) or any(p.negated or p.future for p in said.clauses):
        return False
    if said.has(tables.phrases["revenge"]) and said.lemmas() & table["nouns"]:
        return True
    deeds = {d.happening.predicate for d in said.deeds if d.happening.event_type == "ASSAULT" and d.happening.done}
    if any(p.verb in deeds or s.lemma[p.verb] in table["attacks"] for p in own):
        return True
    if any(_breaks_in(s, p, tables) for p in own):
        return True
    if any(s.lemma[p.verb] in tables.wrong["named"] | tables.wrong["verbs"] for p in own):
        return True
    return bool(deeds) and any(s.lemma[p.verb] in table["verbs"] for p in own)


def _we_attacked(said: Said, own: list[Predication], tables: StanceTables) -> bool:
    """ "We planted the bomb", by whoever speaks for no state."""
    if said.speaker not in (("unattributed",), ("rebels",)):
        return False
    s = said.s
    return any(
        p.subject is not None
        and s.lower[p.subject] in ("we", "i")
        and s.lemma[p.verb] in tables.responsibility["attacks"]
        and not any(role in said.by.rule for role in ("official", "forces"))
        for p in own
    )


def _breaks_in(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """ "One of its bombers had driven into the cantonment"."""
    named = {s.lemma[t].lower() for t in range(*s.edges(p.verb)) if s.tag[t][:2] == "NN"}
    table = tables.responsibility
    return s.lemma[p.verb] in table["going"] and bool(named & table["aims"])


def _ours(s: Syntax, p: Predication) -> bool:
    """ "The bomb at the terminal was ours", "the strike was the work of its unit"."""
    if s.lemma[p.verb] != "be" or p.negated or p.subject is None:
        return False
    told = [c for c in s.children[p.verb] if s.dep[c] in ("acomp", "attr")]
    if any(s.lower[c] in ("ours", "theirs", "own", "mine") for c in told):
        return True
    return any(
        s.lower[c] in ("work", "doing", "handiwork")
        and any(s.lower[t] in FIRST | THIRD_OWNERS for t in range(*s.edges(c)))
        for c in told
    )


def accuses(said: Said, tables: StanceTables) -> bool:
    """Another, who is named or is an army, is said to have done wrong."""
    s, own, wrong = said.s, set(said.speaker), tables.wrong
    mine = {p.verb for p in said.clauses if p.own}
    for d in said.deeds:
        if d.happening.negated or not d.happening.done or set(d.agents) & (own | BYSTANDERS):
            continue
        if d.happening.predicate in mine:
            continue
        unnamed = d.armed or (bool(own & MONITORS) and bool(d.happening.agents))
        if not d.agents and not (unnamed and (said.side or own & MONITORS)):
            continue
        if s.lemma[d.happening.predicate].lower() in wrong["verbs"] | wrong["nouns"]:
            return True
    if any(_blames(said, p, tables) or _breaks(s, p, tables) for p in said.clauses):
        return True
    lemmas = said.lemmas()
    if lemmas & wrong["benefits"] and lemmas & wrong["aids"]:
        return not any(s.dep[t] == "neg" for t in said.words)
    return False


def _blames(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "Russia was behind the explosion", "the raid was the work of the RSF", "used cluster bombs"."""
    s, wrong = said.s, tables.wrong
    if p.own or p.negated or p.future or p.subject is None or s.tag[p.subject][:1] not in ("N", "W", "J"):
        return False
    named = s.tag[p.subject][:3] == "NNP" or any(s.tag[c][:3] == "NNP" for c in s.children[p.subject])
    if named and s.lemma[p.verb] in ("be", "bear", "stand", "have") and said.has(tables.phrases["wrong"]):
        return True
    if s.lower[p.subject] in ("blame", "responsibility", "fault", "guilt") and s.lemma[p.verb] in (
        "lie",
        "rest",
        "fall",
    ):
        return True
    work = next((c for c in s.children[p.verb] if s.dep[c] == "attr" and s.lemma[c] in wrong["works"]), None)
    if work is not None and any(s.tag[t][:3] == "NNP" for t in range(*s.edges(work))):
        return True
    if p.cleft and named and s.lemma[p.verb] in wrong["verbs"] | tables.responsibility["verbs"]:
        return True  # "it was Russia that shot down the airliner"
    if p.sided and (said.has(wrong["against"]) or _carries(s, p, tables)):
        return True
    done = s.tag[p.verb] in ("VBD", "VBN", "VBG", "VBZ", "VBP") and not p.able
    name = s.tag[p.subject][:3] == "NNP"
    if (name or p.sided) and done and not _maybe(s, p) and s.lemma[p.verb] in wrong["named"] | wrong["verbs"]:
        return p.sided or s.child(p.verb, "dobj", "nsubjpass", "prep", "agent") is not None
    used = s.lemma[p.verb] in ("use", "fire", "drop", "employ", "deploy")
    return used and any(s.lemma[t].lower() in wrong["forbidden"] for t in range(*s.edges(p.verb)))


def _maybe(s: Syntax, p: Predication) -> bool:
    return any(s.dep[c] == "aux" and s.lower[c] in ("may", "might") for c in s.children[p.verb])


def _carries(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """ "Had flown weapons to the RSF", "was storing missiles under the silos"."""
    named = {s.lemma[t].lower() for t in range(*s.edges(p.verb)) if s.tag[t][:2] in ("NN", "JJ")}
    return s.lemma[p.verb] in tables.wrong["carrying"] and bool(named & tables.wrong["goods"])


def _breaks(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """ "Israel tore up the deal": a bond broken by somebody else who is named."""
    thing = s.child(p.verb, "dobj")
    if p.own or p.negated or p.future or p.subject is None or thing is None:
        return False
    bond = {s.lemma[t].lower() for t in range(*s.edges(thing))} & tables.wrong["broken"]
    return bool(bond) and s.lemma[p.verb] in tables.wrong["breaking"] and s.tag[p.subject][:1] == "N"


def judges(said: Said, tables: StanceTables) -> bool:
    """A deed or its doers are called wrong."""
    s, table = said.s, tables.judgement
    if said.has(tables.phrases["judgement"]):
        return True
    if any(_labelled(s, p, tables) for p in said.clauses):
        return True
    marks = table["adjectives"] | table["nouns"]
    verdicts = (t for t in said.words if s.lemma[t].lower() in marks or s.lemma[t] in table["verbs"])
    return any(not any(s.dep[c] == "neg" for c in s.children[s.head[t]]) for t in verdicts)


def _labelled(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """ "This is terrorism", "the raid was a violation of the law"."""
    if s.lemma[p.verb] != "be" or p.negated:
        return False
    return any(s.dep[c] == "attr" and s.lemma[c].lower() in tables.judgement["labels"] for c in s.children[p.verb])


def gives_verdict(said: Said, tables: StanceTables) -> bool:
    """What was done, or who did it, is called by a name of wrong, or held against what is sacred."""
    verdict = tables.words["verdict"]
    if said.lemmas() & tables.words["harm"]["elsewhere"]:
        return False
    if said.has(tables.phrases["verdict"]):
        return True
    return any(_named_wrong(said.s, p, verdict) or _tramples(said.s, p, verdict) for p in said.clauses)


def _named_wrong(s: Syntax, p: Predication, verdict: Mapping[str, frozenset[str]]) -> bool:
    """ "The raid was an act of piracy", "the killers were cowards", "the king was shocked by the massacre"."""
    if s.lemma[p.verb] in verdict["feelings"] and s.child(p.verb, "auxpass") is not None:
        return p.own and not p.negated
    if s.lemma[p.verb] != "be" or p.negated or p.future:
        return False
    wrong = verdict["adjectives"] | verdict["nouns"] | verdict["people"]
    for c in s.children[p.verb]:
        if s.dep[c] not in ("attr", "acomp", "prep"):
            continue
        below = {s.lemma[t].lower() for t in range(*s.edges(c))}
        lemma = s.lemma[c].lower()
        if s.dep[c] == "prep":
            if lemma == "against" and below & verdict["values"]:
                return True
            continue
        if any(s.lemma[k].lower() in wrong for k in s.conjuncts(c)) or (p.own and lemma in verdict["feelings"]):
            return True
        if lemma in verdict["kinds"] and below & wrong:
            return True
        if lemma in ("attack", "assault", "offence", "crime", "blow", "insult") and below & verdict["values"]:
            return True
    return False


def _tramples(s: Syntax, p: Predication, verdict: Mapping[str, frozenset[str]]) -> bool:
    """ "The attack had trampled every human value", "filled him with revulsion"."""
    if p.negated or p.future or p.subject is None or s.tag[p.subject][:3] == "NNP":
        return False
    below = {s.lemma[t].lower() for t in range(p.verb + 1, s.edges(p.verb)[1])}
    if s.lemma[p.verb] in ("fill", "view", "regard", "see", "express", "feel"):
        return bool(below & (verdict["feelings"] | {"revulsion", "abhorrence", "criminal"}))
    return s.lemma[p.verb] in verdict["hurts"] and bool(below & verdict["values"])


def finds_no_excuse(said: Said, tables: StanceTables) -> bool:
    """ "Nothing could justify the attack", "could never be justified": a negation that judges, and denies nothing."""
    return said.has(tables.phrases["excuse"]) and not any(p.own for p in said.clauses)
