"""Harm that a speaker announces without a word of menace: who is to do it, to whom, and what becomes of them.

In: what one speaker says. Out: whether a side holds out harm. The classes of words are those of reference/harms.toml;
a rule combines one of them with a clause to come (or on a condition) and with who stands in it. What others or nature
may do is no threat, and neither is losing a match.
"""

from __future__ import annotations

from counterclaim.claims.predications import Predication
from counterclaim.claims.said import FIRST, Said, StanceTables
from counterclaim.claims.syntax import Syntax

_CONDITIONS = frozenset({"if", "unless", "until", "should", "when"})
#: "One more shot", "the next ship", "any misadventure": deeds that stand for a condition.
_SHOULD_IT = frozenset({"one", "another", "any", "every", "next", "whoever", "anyone", "each", "touch", "more"})
_SEALED = frozenset({"seal", "sealed", "closed", "shut", "blocked"})
_TIMES = frozenset(
    {"spring", "summer", "autumn", "winter", "noon", "dawn", "night", "morning", "end", "evening", "week"}
)


def menaces(said: Said, tables: StanceTables) -> bool:
    """A side says that harm will be done, or will come, to somebody else."""
    if not speaks_of_war(said, tables) or not (said.side or said.armed(tables.groups)):
        return False
    if or_else(said, tables):
        return True
    if said.has(tables.phrases["harm"]) and (any(_coming(said.s, p) for p in said.clauses) or _now(said)):
        return True
    rules = (_own_blow, _done_to, _doomed, _ruined, _shut_out, _marked, _answered, _deadline, _there_will_be, _unkind)
    return any(rule(said, p, tables) for p in said.clauses for rule in rules)


def speaks_of_war(said: Said, tables: StanceTables) -> bool:
    """Whether neither the speaker nor the words belong to sport, trade, weather or the courts."""
    harm = tables.words["harm"]
    civil = bool(harm["civil"] & set(said.by.text.lower().split())) and said.speaker == ("unattributed",)
    return not civil and not said.lemmas() & harm["elsewhere"]


def struck_already(said: Said, tables: StanceTables) -> bool:
    """ "They blew up the line, with more to come": the speaker's deed that is done outweighs what it may do."""
    return any(p.own and not (p.future or p.negated or p.able) and _past_blow(said.s, p, tables) for p in said.clauses)


def _past_blow(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    return s.tag[p.verb] in ("VBD", "VBN") and not _passive(s, p.verb) and harms(s, p.verb, tables)


def or_else(said: Said, tables: StanceTables) -> bool:
    """ "Leave or be shot", "to pay by Friday or collect the bodies"."""
    s, harm = said.s, tables.words["harm"]
    for t in said.words:
        if s.lower[t] != "or":
            continue
        for c in s.children[s.head[t]]:
            if c < t or s.dep[c] != "conj":
                continue
            if s.tag[c][:1] == "V" and any(s.dep[n] == "nsubj" and s.lower[n] in FIRST for n in s.children[c]):
                return True  # "hand it over or we come in"
            hurt = s.lemma[c].lower() in harm["verbs"] | harm["coming"] | harm["ruled"]
            if (s.child(c, "auxpass") is not None and hurt) or s.lemma[c] in harm["otherwise"]:
                return True
    return False


def _coming(s: Syntax, p: Predication) -> bool:
    perfect = any(s.dep[c] == "aux" and s.lower[c] == "have" for c in s.children[p.verb])  # "would have lost"
    return p.future and not p.negated and not perfect


def _now(said: Said) -> bool:
    """ "The gloves were off": a state that is told as now, by a side that speaks of no past deed."""
    standing = ("be", "wait", "have", "know", "walk", "suspend", "finish", "tell")
    return any(said.s.lemma[p.verb] in standing and not p.negated for p in said.clauses)


def _range(s: Syntax, verb: int) -> set[str]:
    return {s.lemma[t].lower() for t in range(*s.edges(verb)) if s.tag[t][:3] != "NNP"}


def _passive(s: Syntax, verb: int) -> bool:
    return s.child(verb, "nsubjpass", "auxpass", "csubjpass") is not None


def harms(s: Syntax, verb: int, tables: StanceTables) -> bool:
    """A verb of harm, also of two words: "brought down"."""
    particle = s.child(verb, "prt")
    felled = particle is not None and s.lower[particle] in ("down", "out", "off", "up")
    phrasal = felled and s.lemma[verb] in ("bring", "take", "chop", "cut", "blow", "hunt", "lock", "shut")
    return phrasal or s.lemma[verb] in tables.words["harm"]["verbs"]


def _if(s: Syntax, verb: int) -> bool:
    start, end = s.sentence_range(verb)
    return any(s.lower[t] in _CONDITIONS and s.dep[t] in ("mark", "advmod") for t in range(start, end))


def _conditional(said: Said, p: Predication) -> bool:
    """ "If they shoot, we shoot back", "one step over the line and we open fire"."""
    s = said.s
    present = s.tag[p.verb] in ("VBP", "VB", "VBZ") or (s.tag[p.verb] == "VBD" and s.lower[p.verb] == s.lemma[p.verb])
    first = next((s.lower[t] for t in said.words if s.tag[t][:1].isalpha()), "")
    joined = first in _SHOULD_IT and p.subject is not None and s.lower[p.subject - 1] == "and"
    return present and (_if(s, p.verb) or joined)


def _own_blow(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "We will hang him", "it would take the corridor by force", "if they shoot, we shoot back"."""
    s, harm = said.s, tables.words["harm"]
    if not p.own or p.negated or not (p.future or _conditional(said, p)):
        return False
    lemma, thing = s.lemma[p.verb], s.child(p.verb, "dobj")
    if _passive(s, p.verb) and s.child(p.verb, "agent") is None:
        return False  # "our men will be attacked"
    if harms(s, p.verb, tables) or lemma in tables.threat["verbs"]:
        return not (_range(s, p.verb) & harm["asked"])
    if lemma in ("answer", "reply") and any(s.lower[c] in ("with", "in") for c in s.children[p.verb]):
        return not (_range(s, p.verb) & harm["asked"])
    around = _range(s, p.verb)
    if thing is not None and lemma == "take" and (around & harm["taking"] or s.tag[thing][:3] == "NNP"):
        return True
    return lemma in harm["light"] and bool(around & (harm["nouns"] | {"fire"}))


def _done_to(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "Spies would be hanged", "their homes would be torched": no doer, or one of the speaker's."""
    s, harm = said.s, tables.words["harm"]
    if not p.future or p.negated or (p.subject is not None and _ours(s, p.subject)):
        return False
    if not _passive(s, p.verb):
        made = s.child(p.verb, "ccomp")  # "would have their fingers cut off"
        return s.lemma[p.verb] in ("have", "get") and made is not None and harms(s, made, tables)
    agent = next((a for v in s.conjuncts(p.verb) if (a := s.child(v, "agent")) is not None), None)
    doer = s.child(agent, "pobj") if agent is not None else None
    if doer is not None and not p.own and s.tag[doer][:3] != "CD" and s.lemma[doer].lower() not in _TIMES:
        return False
    subject = s.lemma[p.subject].lower() if p.subject is not None else ""
    if subject in harm["wards"] and _if(s, p.verb):
        return False
    if harms(s, p.verb, tables) or (s.lemma[p.verb] == "take" and subject in harm["taking"]):
        return True
    if s.lemma[p.verb] in harm["ruled"]:
        return any(s.lower[c] == "as" or s.dep[c] == "oprd" for c in s.children[p.verb])
    return s.lemma[p.verb] in harm["coming"] and (said.armed(tables.groups) or _if(s, p.verb))


def _ours(s: Syntax, subject: int) -> bool:
    return s.lower[subject] in FIRST or any(s.lower[c] in FIRST for c in s.children[subject])


def _doomed(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "Kabul will drown", "those behind it would pay the price"."""
    s, harm = said.s, tables.words["harm"]
    if not _coming(s, p) or p.own or p.subject is None or _passive(s, p.verb):
        return False
    if s.lemma[p.subject].lower() in harm["wards"] | harm["asked"]:
        return False
    kept = s.child(p.verb, "xcomp") if s.lemma[p.verb] in ("keep", "continue", "start") else None
    verb = kept if kept is not None else p.verb
    if s.lemma[verb] in ("lose", "face", "feel", "answer", "meet", "pay"):
        return s.child(verb, "dobj", "prep") is not None
    return s.lemma[verb] in harm["doom"]


def _ruined(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "El Fasher would become a cemetery", "your sons will come home in boxes"."""
    s, harm = said.s, tables.words["harm"]
    if not _coming(s, p) or p.subject is None or _ours(s, p.subject):
        return False
    sealed = s.lemma[p.verb] in ("stay", "remain") and _range(s, p.verb) & _SEALED
    if sealed and said.armed(tables.groups):
        return True
    light = s.lemma[p.verb] in harm["light"] or _passive(s, p.verb)
    return light and bool(_range(s, p.verb) & harm["nouns"])


def _shut_out(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "Riyadh would not sleep", "no tanker will leave the Gulf"."""
    s, harm = said.s, tables.words["harm"]
    if not p.future or not p.negated or p.own or p.subject is None:
        return False
    around = {s.lemma[t].lower() for t in range(*s.edges(p.subject))}
    if any(s.lower[c] == "alive" for c in s.children[p.verb]):
        return True
    if around & harm["traffic"] and s.lemma[p.verb] in harm["passage"] and s.child(p.verb, "nsubjpass") is None:
        return True
    return s.lemma[p.verb] in harm["denied"] and s.lemma[p.subject].lower() not in harm["wards"]


def _marked(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "Saudi airports were now targets", "the bridge is doomed"."""
    s, harm = said.s, tables.words["harm"]
    if s.lemma[p.verb] == "doom" and not p.own:
        return True
    if s.lemma[p.verb] not in ("be", "become", "remain", "stay") or p.negated or p.subject is None or p.own:
        return False
    told = [c for c in s.children[p.verb] if s.dep[c] in ("attr", "acomp", "advmod")]
    if s.child(p.verb, "auxpass") is not None or _ours(s, p.subject):
        return False
    return any(s.lemma[c].lower() in harm["marked"] and s.lemma[c].lower() != "dead" for c in told)


def _answered(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "The response will be beyond what they can imagine", "every rocket would be answered with ten"."""
    s, harm = said.s, tables.words["harm"]
    if not _coming(s, p) or _range(s, p.verb) & harm["asked"]:
        return False
    if _passive(s, p.verb) and s.lemma[p.verb] in ("answer", "meet", "repay", "return"):
        return any(s.lower[c] in ("with", "by") for c in s.children[p.verb])
    if p.subject is None:
        return False
    if s.lemma[p.subject].lower() in harm["replies"] and not _passive(s, p.verb):
        return True
    thing = s.child(p.verb, "dobj")
    if p.own and thing is not None and s.lemma[thing].lower() in harm["replies"] and s.lemma[p.verb] in harm["light"]:
        return True
    first = {s.lower[t] for t in range(*s.edges(p.subject))}
    costs = s.lemma[p.verb] == "cost" and s.child(p.verb, "dative") is not None
    return costs and bool(first & _SHOULD_IT)


def _deadline(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "The posts had until six to empty", "it had 24 hours to lay down its arms"."""
    s, harm = said.s, tables.words["harm"]
    if s.lemma[p.verb] not in ("have", "give", "get") or p.negated or p.subject is None or s.lower[p.subject] in FIRST:
        return False
    around = range(*s.edges(p.verb))
    timed = any(s.lemma[t].lower() in harm["deadlines"] or s.lower[t] == "until" for t in around)
    return timed and any(
        s.lemma[t] in harm["leaving"] and s.tag[t] == "VB" and s.lower[t - 1] == "to" and s.tag[t - 1] == "TO"
        for t in around
    )


def _there_will_be(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "There will be war", "there would be no quiet for Nahariya"."""
    s, harm = said.s, tables.words["harm"]
    if not p.future or p.subject is None or s.lower[p.subject] != "there":
        return False
    around = _range(s, p.verb)
    if p.negated:
        return bool(around & {"quiet", "mercy", "calm", "safety", "rest", "pity", "quarter"})
    return bool(around & (harm["nouns"] | harm["replies"])) and not around & harm["asked"]


def _unkind(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "Its army would come for them", "Kenyan cities would see rivers of blood": what armed men foretell of others.

    Of fighters a plan with somebody at its other end, and no word of peace or business in it, is a threat.
    """
    s, peace = said.s, tables.words["peace"]
    fighting = (said.armed(tables.groups) and said.known) or "forces" in said.by.rule
    if not _coming(s, p) or p.subject is None or p.imperative:
        return False
    condition = {t for c in s.children[p.verb] if s.dep[c] == "advcl" for t in range(*s.edges(c))}
    around = {s.lemma[t].lower() for t in range(*s.edges(p.verb)) if t not in condition}
    if around & (peace["words"] | tables.words["harm"]["asked"] | tables.words["promise"]["good"]) - {"go", "come"}:
        return False
    first = s.lower[s.edges(p.subject)[0]]
    if (p.own and _if(s, p.verb)) or (not p.own and first in ("one", "another", "any", "next") and not p.sided):
        return True  # "if Kabul did not act, his jets would", "one bomb on Natanz would close Hormuz"
    if not fighting:
        return False
    if p.own:
        ends = [c for c in s.children[p.verb] if s.dep[c] in ("dobj", "dative", "prep")]
        aimed = any(s.dep[c] != "prep" or s.lower[c] in ("on", "for", "to", "into", "against", "at") for c in ends)
        return aimed and said.armed(tables.groups) and not _passive(s, p.verb)
    if s.lemma[p.subject].lower() in peace["subjects"] | tables.words["harm"]["wards"] or s.lower[p.subject] == "it":
        return False
    acts = p.sided and harms(s, p.verb, tables) and not _passive(s, p.verb)  # what an enemy may do
    return not acts and s.lemma[p.verb] not in ("have", "need", "last", "know", "happen", "take", "lead", "win")
