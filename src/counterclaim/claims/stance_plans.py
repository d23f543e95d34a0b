"""What is said to come: threats, refusals, promises and demands. One test each over what is said."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.claims.predications import FUTURE, Predication, is_none
from counterclaim.claims.said import FIRST, MONITORS, ONLOOKERS, Said, StanceTables
from counterclaim.claims.stance_threats import speaks_of_war, struck_already
from counterclaim.claims.syntax import Syntax

_STATIVE = frozenset({"be", "have", "need", "know", "take", "seem", "remain", "continue", "become", "cost", "mean"})


def threatens(said: Said, tables: StanceTables) -> bool:
    """A side says that it will strike, or that another will suffer."""
    threat = tables.threat
    if not speaks_of_war(said, tables):
        return False
    own_future = any(p.own and p.future and not p.negated for p in said.clauses)
    blow = strikes(said, tables)
    if not (said.side or said.armed(tables.groups)) and not (own_future and blow):
        return False
    s, words, lemmas = said.s, said.words, said.lemmas()
    lower = {s.lower[t] for t in words}
    future = bool(lower & threat["modals"])
    refused = (
        any(p.future or p.able for p in said.clauses)
        and bool(lower & FUTURE or "can" in lower)
        and bool(lemmas & threat["refused"])
        and any(s.dep[t] == "neg" or s.lower[t] in ("no", "never", "nobody", "nothing") for t in words)
    )
    if any(_aimed(said, p, tables) for p in said.clauses):
        return True
    menace = said.has(tables.phrases["threat"]) and not struck_already(said, tables)
    if refused or menace or _suffers(said, tables):
        return True
    hard = (lemmas & threat["nouns"] and lemmas & threat["adjectives"]) or lemmas & threat["dire"]
    if blow or (future and hard):
        return True
    if lemmas & threat["options"] and "we" in lower and lower & {"other", "all", "every"}:
        return True
    if not said.warning:
        return False
    bare = not said.clauses and bool(lemmas & (threat["revenge"] | {"war", "consequence", "action", "strike"}))
    return bare or (future and (own_future or bool(lemmas & threat["nouns"])))


def strikes(said: Said, tables: StanceTables) -> bool:
    """Whether a blow is announced: by the speaker, to somebody, or on a condition."""
    return any(_hostile(said.s, p, tables) or _conditioned(said.s, p, tables) for p in said.clauses)


def _hostile(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """A clause of one's own to come whose verb strikes, or that is ready to; another that is to be struck."""
    asked = {s.lemma[t].lower() for t in range(p.verb, s.edges(p.verb)[1])} & tables.words["harm"]["asked"]
    if p.negated or (s.lemma[p.verb] == "respond" and asked):
        return False
    threat = tables.threat
    below = {s.lemma[c] for c in s.children[p.verb] if s.dep[c] in ("xcomp", "acomp", "conj")}
    deeper = {s.lemma[c] for b in s.children[p.verb] if s.dep[b] == "acomp" for c in s.children[b]}
    if p.own and p.future and threat["verbs"] & ({s.lemma[p.verb]} | below):
        return True
    if p.own and p.able and s.lemma[p.verb] in threat["within_reach"]:
        return True
    if p.own and p.future and s.lemma[p.verb] in ("treat", "regard", "consider", "see") and _as_war(s, p.verb):
        return True
    if p.own and threat["ready"] & below and threat["verbs"] & (below | deeper):
        return True
    struck = s.child(p.verb, "nsubjpass") is not None or s.dep[p.verb] == "conj"
    return not p.own and p.future and struck and s.lemma[p.verb] in threat["verbs"]


def _as_war(s: Syntax, verb: int) -> bool:
    """ "Would treat such flights as an attack"."""
    return any(s.lemma[t].lower() in ("attack", "war", "aggression", "enemy", "target") for t in range(*s.edges(verb)))


def _aimed(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "Whoever crosses that ridge will not walk back", "towns that block the vote would face air power".

    A future for those who do something, or on a condition, that is no good to them.
    """
    s = said.s
    if not p.future or p.own or p.subject is None or not said.side:
        return False
    if s.lemma[p.verb] in tables.words["promise"]["verbs"] | tables.words["promise"]["good"]:
        return False
    if s.lemma[p.verb] == "face" and not p.negated:
        return True
    words = {s.lower[t] for t in range(*s.edges(p.subject))}
    whoever = bool(words & {"whoever", "anyone", "anybody", "those", "any", "every", "everyone"})
    whoever = whoever or s.head[p.subject] != p.verb  # a clause is the subject
    follows = (
        s.head[p.subject] != p.verb
        or any(s.dep[c] in ("relcl", "acl", "ccomp", "csubj") for c in s.children[p.subject])
        or "whoever" in words
    )
    if (whoever and follows) or (follows and s.tag[p.subject] == "NNS"):
        return True
    start, end = s.sentence_range(p.verb)
    condition = any(s.lower[t] in ("if", "unless") and s.dep[t] == "mark" for t in range(start, end))
    return condition and s.lemma[p.verb] not in (
        "end",
        "return",
        "resume",
        "stop",
        "improve",
        "hold",
        "talk",
        "continue",
    )


def _conditioned(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """ "The army will resume the offensive unless ...": a blow to come on a condition."""
    threat = tables.threat
    if p.negated or not (p.future or p.able or s.lemma[p.verb] == "mean"):
        return False
    if s.lemma[p.verb] not in threat["verbs"] | threat["conditional"] | threat["suffers"]:
        return False
    start, end = s.sentence_range(p.verb)
    return any(s.lower[t] in threat["conditions"] and s.dep[t] == "mark" for t in range(start, end))


def _suffers(said: Said, tables: StanceTables) -> bool:
    """ "Russia will pay for every life", "no place will be safe": a future in which somebody else suffers."""
    s = said.s
    for p in said.clauses:
        if not p.future or p.own:
            continue
        if p.subject is not None and s.lemma[p.subject].lower() in tables.words["harm"]["wards"] and not p.negated:
            continue  # "the economy would suffer", "babies will die": pitied, not threatened
        if p.negated:
            if any(s.lower[c] in ("safe", "immune", "spared", "unanswered") for c in range(*s.edges(p.verb))):
                return True
        elif s.lemma[p.verb] in tables.threat["suffers"] and s.child(p.verb, "dobj", "nsubjpass") is None:
            return True
    return False


def vows_blow(s: Syntax, words: Sequence[int], tables: StanceTables, *, sworn: bool) -> bool:
    """Whether what is vowed is to strike: its first verb, or a bare noun, is one of the threats'."""
    verb = next((t for t in words if s.tag[t][:1] == "V"), None)
    if verb is not None:
        return s.lemma[verb] in tables.threat["verbs"] or (sworn and s.lemma[verb] in tables.threat["sworn"])
    return any(s.lemma[t].lower() in tables.threat["revenge"] for t in words)


def refuses(said: Said, tables: StanceTables) -> bool:
    """What is asked is turned down: by not doing it, or by what the offer is called."""
    s, refusal = said.s, tables.refusal
    for p in said.clauses:
        passive = s.child(p.verb, "nsubjpass") is not None
        if p.negated and p.future and said.side and not p.own and (p.sided or passive) and not _spares(s, p, tables):
            return True  # "observers would not be let onto Thai soil"
        if p.negated and p.own:
            if p.future and s.lemma[p.verb] not in tables.threat["verbs"] | _STATIVE and not _spares(s, p, tables):
                return True
            if (p.able or p.future) and s.lemma[p.verb] in refusal["verbs"] | {"take"}:
                return True
            if s.lemma[p.verb] in refusal["firm"] and s.tag[p.verb] in ("VB", "VBP", "VBZ", "VBG"):
                return True
        if p.negated and p.future and said.side and _no_one(s, p) and not _spares(s, p, tables):
            return True  # "no foreign soldier will set foot here"
        about = {s.lemma[t].lower() for t in range(*s.edges(p.verb))} & refusal["nouns"]
        exists = p.subject is not None and s.lower[p.subject] == "there"
        if about and p.negated and (p.future or p.able) and exists:
            return True  # "there will be no truce"
    if any(_unwanted(said, p, tables) or _stays(said, p, tables) or _sent_back(s, p, tables) for p in said.clauses):
        return True
    offered = any(
        p.subject is not None and _is_offer(s, p.subject, tables) and s.lemma[p.verb] in ("be", "have", "go")
        for p in said.clauses
    )
    if said.side and said.has(tables.phrases["flat"]):
        return True
    turned = said.side or not set(said.speaker) & (ONLOOKERS | MONITORS)
    return offered and turned and (said.has(tables.phrases["refusal"]) or _worthless(said, tables))


def _is_offer(s: Syntax, head: int, tables: StanceTables) -> bool:
    """Whether a subject is something that can be turned down: a plan, a truce, to leave, "laying down arms"."""
    if s.lemma[head].lower() in tables.refusal["nouns"] or s.tag[head] == "VBG":
        return True
    return any(s.lemma[c].lower() in tables.refusal["nouns"] for c in s.children[head] if s.dep[c] in ("conj", "pobj"))


def _worthless(said: Said, tables: StanceTables) -> bool:
    """ "The order is null and void", "that is no basis": what an offer is called that is turned down."""
    s = said.s
    return any(
        s.lemma[c].lower() in tables.refusal["worthless"]
        for p in said.clauses
        if s.lemma[p.verb] == "be" and not p.negated
        for c in s.children[p.verb]
        if s.dep[c] in ("acomp", "attr")
    )


def _unwanted(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "We want nothing from them", "mediation was neither needed nor wanted", "we are not interested in a truce"."""
    s, refusal = said.s, tables.refusal
    if p.own and p.future and any(s.lower[c] in ("rather", "sooner") for c in s.children[p.verb]):
        return "than" in {s.lower[t] for t in said.words}  # "would sooner die than sign"
    if not p.negated or p.imperative:
        return False
    offered = p.subject is not None and _is_offer(s, p.subject, tables)
    if offered and said.side and s.lemma[p.verb] in refusal["binding_verbs"]:
        return True
    if offered and said.side and s.lemma[p.verb] == "be" and any(s.lower[c] == "for" for c in s.children[p.verb]):
        return True  # "the plan was not for Kismayo"
    if offered and any(s.lower[c] in ("possible", "conceivable", "ours", "acceptable") for c in s.children[p.verb]):
        return True
    if s.lemma[p.verb] in refusal["wishing"] and (p.own or said.side):
        passive = s.child(p.verb, "nsubjpass") is not None
        thing = p.subject if passive else s.child(p.verb, "dobj", "prep")
        nobody = p.subject is not None and is_none(s, p.subject)
        if thing is not None and (p.own or passive or nobody):
            return s.lemma[thing].lower() not in refusal["feared"]
    if p.own and any(s.lower[c] in refusal["disposed"] for c in s.children[p.verb] if s.dep[c] == "acomp"):
        return True
    if s.lemma[p.verb] == "be" and said.side and _is_for(s, p.verb):
        return True
    if s.lemma[p.verb] == "have" and p.subject is not None and _is_offer(s, p.subject, tables):
        return any(s.lemma[c].lower() in refusal["binding"] for c in s.children[p.verb] if s.dep[c] == "dobj")
    forced = p.subject is not None and is_none(s, p.subject) and p.future
    return forced and s.lemma[p.verb] in ("make", "force", "stop", "persuade", "compel", "change", "shake", "move")


def _stays(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "The gates would stay shut", "we will keep our guns whatever they demand": what is asked is left undone."""
    s, refusal = said.s, tables.refusal
    if p.negated or not p.future or not said.side or s.lemma[p.verb] not in refusal["staying"]:
        return False
    below = {s.lower[t] for t in range(*s.edges(p.verb))}
    asked = below & refusal["asked"]
    shut = s.lemma[p.verb] in ("stay", "remain") and below & refusal["shut"]
    return bool(shut or (asked and (p.own or p.sided)))


def _sent_back(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """ "We have sent it back", "we turned the offer down", "we refused"."""
    if not p.own or p.negated or p.future or s.tag[p.verb] not in ("VBD", "VBN", "VBP"):
        return False
    if s.lemma[p.verb] in ("reject", "refuse", "spurn", "decline", "rebuff") and s.child(p.verb, "nsubjpass") is None:
        return True
    thing = s.child(p.verb, "dobj")
    if thing is None or not (s.lower[thing] in ("it", "them", "that") or _is_offer(s, thing, tables)):
        return False
    turned = {s.lower[c] for c in s.children[p.verb] if s.dep[c] in ("prt", "advmod")}
    return s.lemma[p.verb] in ("turn", "send", "throw", "hand", "give") and bool(
        turned & {"down", "back", "away", "out"}
    )


def _is_for(s: Syntax, verb: int) -> bool:
    """ "No inch of our land is for sale"."""
    led = (c for c in s.children[verb] if s.lower[c] in ("for", "up", "open"))
    return any(
        s.lower[t] in ("sale", "trade", "negotiation", "discussion", "debate") for c in led for t in range(*s.edges(c))
    )


def _spares(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """ "Those who came out would not be tried", "no reprisals will be taken"."""
    promise = tables.words["promise"]
    things = [c for c in s.children[p.verb] if s.dep[c] in ("dobj", "nsubj", "nsubjpass", "attr")]
    return s.lemma[p.verb] in promise["spare"] or any(s.lemma[t].lower() in promise["harm"] for t in things)


def _in_store(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """ "There will be an inquiry", "there will be no reprisals"."""
    if not p.future or s.lemma[p.verb] != "be" or p.subject is None or s.lower[p.subject] != "there":
        return False
    thing = s.child(p.verb, "attr")
    table = tables.words["promise"]["harm" if p.negated else "goods"]
    return thing is not None and s.lemma[thing].lower() in table


def _is_ready(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """ "We are ready to mediate", "we intend to honour the truce": one's own good will."""
    if not p.own or p.negated or p.future:
        return False
    ready = next((c for c in s.children[p.verb] if s.lower[c] in ("ready", "prepared", "willing", "committed")), None)
    over = ready if ready is not None else p.verb if s.lemma[p.verb] == "intend" else None
    done = s.child(over, "xcomp") if over is not None else None
    if over == ready and done is None and ready is not None:
        done = s.child(p.verb, "xcomp")
    promise = tables.words["promise"]
    return done is not None and s.lemma[done] in promise["verbs"] | promise["good"]


def _no_one(s: Syntax, p: Predication) -> bool:
    return p.subject is not None and is_none(s, p.subject) and s.lower[p.subject] not in ("nobody", "nothing", "none")


def promises(said: Said, tables: StanceTables) -> bool:
    """A speaker that can do it says that it, or its side, will; and that is no harm."""
    if set(said.speaker) & ONLOOKERS:
        return False
    s = said.s
    for p in said.clauses:
        passive = s.child(p.verb, "nsubjpass") is not None and p.future and not p.negated
        good = s.lemma[p.verb] in tables.words["promise"]["verbs"] | tables.words["promise"]["good"]
        if (passive or (p.future and not p.negated)) and said.side and good:
            return True
        if said.side and p.future and p.negated and _spares(s, p, tables):
            return True
        if said.side and (_in_store(s, p, tables) or _is_ready(s, p, tables)):
            return True
        hostile = s.lemma[p.verb] in tables.threat["verbs"] or (p.negated and _spares(s, p, tables))
        if p.own and p.future and p.negated == hostile and s.lemma[p.verb] not in _STATIVE:
            return True
    return False


def _subjunctive(s: Syntax, p: Predication) -> bool:
    """ "Insisted that the Houthis free the staff": a bare verb under a subject."""
    bare = s.tag[p.verb] == "VB" and not any(s.dep[c] in ("aux", "auxpass") for c in s.children[p.verb])
    helps = [c for c in s.children[p.verb] if s.dep[c] in ("aux", "auxpass")]
    bare = bare or (s.tag[p.verb] == "VBN" and [s.lower[c] for c in helps] == ["be"])  # "that they be freed"
    return bare and not p.own and p.subject is not None and s.child(p.verb, "mark") is not None


def _has_to(s: Syntax, p: Predication) -> bool:
    """ "Israel had to find them", "the ferries needed to be left alone": others are obliged."""
    verb = s.child(p.verb, "xcomp")
    obliged = s.lemma[p.verb] in ("have", "need") and not (p.own or p.negated) and p.subject is not None
    return obliged and verb is not None and any(s.tag[c] == "TO" for c in s.children[verb]) and s.tag[p.verb] != "VBG"


def _is_needed(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """ "A ceasefire is needed", "it is vital that aid gets in", "there was a need for talks", "it needs protecting"."""
    if p.negated or p.own or p.subject is None:
        return False
    urge = tables.words["urge"]
    if s.lemma[p.verb] in ("need", "require"):
        doing = s.child(p.verb, "xcomp")
        asked = s.child(p.verb, "nsubjpass") is not None and s.child(p.verb, "agent") is None
        return asked or (doing is not None and s.tag[doing] == "VBG")
    if s.lemma[p.verb] != "be":
        return False
    told = [c for c in s.children[p.verb] if s.dep[c] in ("acomp", "attr", "prep", "advmod", "prt")]
    needed = any(s.lemma[c].lower() in urge["necessary"] for c in told)
    below = any(s.dep[c] in ("ccomp", "xcomp", "csubj", "advcl", "acl") for t in (p.verb, *told) for c in s.children[t])
    if s.lower[p.subject] == "it":
        return below and (needed or any(s.lower[c] == "up" for c in told))
    exists = s.lower[p.subject] == "there" and any(s.lemma[c].lower() == "need" for c in told)
    return exists or (needed and s.tag[p.subject][:2] == "NN")


def urges(said: Said, tables: StanceTables) -> bool:
    """ "Must", "should", an imperative: something that others are to do."""
    s = said.s
    if any(p.imperative or _subjunctive(s, p) for p in said.clauses) or said.has(tables.phrases["urge"]):
        return True
    if any(_has_to(s, p) or _is_needed(s, p, tables) for p in said.clauses):
        return True
    if any(s.lower[t] == "better" and s.lower[t - 1] == "had" for t in said.words):
        return True
    for t in said.words:
        if s.lower[t] not in tables.words["urge"]["modals"] or s.tag[t] not in ("MD", "VBZ", "VBP"):
            continue
        if s.dep[t] not in ("aux", "ROOT", "ccomp") or s.lower[t] == "have":
            continue
        verb = s.head[t] if s.dep[t] == "aux" else t
        subject = s.child(verb, "nsubj", "nsubjpass")
        if subject is not None and s.lower[subject] not in FIRST:
            return s.tag[subject][:3] == "NNP" or (s.tag[subject] in ("NNS", "NN", "DT") and s.tag[t] == "MD")
    return False
