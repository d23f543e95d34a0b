"""Deeds and whose they are, by what is done with what to whom: credit taken, and wrongs laid at another's door.

In: what one speaker says. Out: whether it claims its own attack, or says that a side did wrong. Where stance_blame.py
goes by words of blame and of responsibility, these rules combine the classes of reference/harms.toml: verbs of harm,
weapons, those whom one may not touch, and who stands as the doer.
"""

from __future__ import annotations

from counterclaim.claims.predications import Predication
from counterclaim.claims.said import FIRST, THIRD_OWNERS, Said, StanceTables
from counterclaim.claims.stance_threats import harms
from counterclaim.claims.syntax import Syntax

_OURS = FIRST | THIRD_OWNERS | {"theirs"}
#: What a speaker calls itself: "the service's work".
_SELF = frozenset({"service", "group", "organisation", "organization", "movement", "agency", "brigade", "unit"})
#: Speakers who tell of attacks without taking sides.
_TELLERS = frozenset({"narrator", "media", "expert", "police"})


def _around(s: Syntax, verb: int) -> set[str]:
    return {s.lemma[t].lower() for t in range(*s.edges(verb)) if s.tag[t][:1] in ("N", "J", "C")}


def _done(p: Predication) -> bool:
    return not (p.negated or p.future or p.able or p.imperative)


def _own_thing(s: Syntax, head: int) -> bool:
    return any(s.lower[t] in _OURS or (s.lower[t] in _SELF and s.dep[t] == "poss") for t in range(*s.edges(head)))


def takes_credit(said: Said, tables: StanceTables) -> bool:
    """An attack is said to be the speaker's: by its men, its weapons, or what is called its own."""
    done = [p for p in said.clauses if _done(p)]
    band = said.armed(tables.groups)
    if not band and set(said.speaker) & (_TELLERS | {"residents", "witnesses", "medics", "UN", "NGO"}):
        return False
    if any(_belongs(said, p, tables) for p in done):
        return True
    claim, name = tables.words["claim"], set(said.by.text.lower().replace("'s", "").replace("’s", "").split())
    if name & claim["services"] and any(_in_the_dark(said.s, p, tables) for p in done):
        return True
    if not band or len(done) < len(said.clauses):
        return False
    return any(rule(said, p, tables) for p in done for rule in (_own_men, _raid, _at_hands))


def _in_the_dark(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """ "Its agents had derailed the train", "was hit by its divers": of a service, which fights no open war."""
    by_us = s.child(p.verb, "agent") is not None and harms(s, p.verb, tables)
    by_us = by_us or (s.child(p.verb, "agent") is not None and s.lemma[p.verb] in ("hit", "start", "set"))
    return p.own and (by_us or s.lemma[p.verb] in tables.words["claim"]["covert"])


def _belongs(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "The explosion was its operation", "the bullets came from its rifles"."""
    s, claim = said.s, tables.words["claim"]
    if p.subject is None or s.tag[p.subject][:1] != "N":
        return False
    known = claim["raids"] | tables.responsibility["nouns"] | tables.words["weapons"]["nouns"]
    around = {s.lemma[t].lower() for t in range(*s.edges(p.subject))}
    if not around & (known | {"gunman", "attacker", "bomber", "assailant", "saboteur"}):
        return False
    told = [c for c in s.children[p.verb] if s.dep[c] in ("attr", "acomp")]
    if s.lemma[p.verb] == "be" and told:
        marked = any(s.lemma[c].lower() in claim["marks"] | {"one"} and _own_thing(s, c) for c in told)
        return marked and not _own_thing(s, p.subject)
    source = next((c for c in s.children[p.verb] if s.dep[c] == "prep" and s.lower[c] == "from"), None)
    if source is None or s.lemma[p.verb] not in ("be", "come", "launch", "fire", "send"):
        return False
    named = {s.lower[t] for t in range(*s.edges(source)) if s.tag[t][:3] == "NNP"}
    coded = any(code in s.words(s.edges(source)).upper() for code in said.speaker if len(code) > 3)
    return _own_thing(s, source) or coded or bool(named & set(said.by.text.lower().split()))


def _ours(said: Said, p: Predication, tables: StanceTables) -> bool:
    """The speaker's own, or fighters whom an armed group praises and nobody else owns."""
    s = said.s
    if p.own or p.subject is None:
        return p.own
    if s.lemma[p.subject].lower() not in tables.words["claim"]["fighters"]:
        return False
    about = [t for t in range(*s.edges(p.subject)) if s.tag[t][:3] == "NNP" or s.dep[t] in ("amod", "poss")]
    return all(s.lower[t] in said.by.text.lower() for t in about if s.doc[t].is_title)


def _own_men(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "Its men had beheaded two militiamen", "soldiers of the caliphate fell on a barracks"."""
    s, lemma = said.s, said.s.lemma[p.verb]
    agent = s.child(p.verb, "agent")
    if agent is not None and not p.own and _own_thing(s, agent):
        return bool(said.lemmas() & (tables.words["weapons"]["nouns"] | tables.words["claim"]["enemies"]))
    done_to = s.child(p.verb, "nsubjpass") is not None and s.child(p.verb, "agent") is None
    if not _ours(said, p, tables) or done_to:
        return False
    if harms(s, p.verb, tables) and lemma not in ("drive", "sell", "seal", "stage", "break", "trap", "take"):
        return True
    things = tables.words["weapons"]["nouns"] | tables.responsibility["aims"] | tables.words["claim"]["enemies"]
    around, peace = _around(s, p.verb), tables.words["peace"]
    if lemma in tables.words["claim"]["deeds"] and around & things:
        return True
    struck = s.child(p.verb, "dobj")
    if struck is None or not said.known or lemma in peace["idle"] or (around | {lemma}) & peace["words"]:
        return False
    return s.lemma[struck].lower() in things | peace["targets"]


def _raid(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "The ambush had left 17 soldiers dead": told by a group, with nobody else in it."""
    s, claim = said.s, tables.words["claim"]
    if p.subject is None or s.lemma[p.subject].lower() not in claim["raids"] or p.sided:
        return False
    if any(s.tag[t][:3] == "NNP" and s.dep[t] in ("poss", "compound") for t in range(*s.edges(p.subject))):
        return False
    if s.lemma[p.verb] == "avenge":
        return True
    return s.lemma[p.verb] in claim["results"] and bool(_around(s, p.verb) & claim["enemies"])


def _at_hands(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "The camp had fallen to its men", "died under the knives of its soldiers"."""
    s = said.s
    if s.lemma[p.verb] not in ("fall", "die", "go", "perish"):
        return False
    preps = [c for c in s.children[p.verb] if s.dep[c] == "prep" and s.lower[c] in ("to", "at", "under", "from", "by")]
    return any(
        _own_thing(s, c) and any(s.lemma[t].lower() in tables.words["claim"]["bodies"] for t in range(*s.edges(c)))
        for c in preps
    )


def lays_at_door(said: Said, tables: StanceTables) -> bool:
    """Another side is said to have done harm to those it may not touch, or to have broken in or its word."""
    if set(said.speaker) & _TELLERS or "police" in said.by.rule or "police" in said.by.text.lower():
        return False
    rules = (_side_harms, _side_misuses, _they_harm, _craft_harms, _word_broken, _deed_of)
    return any(rule(said, p, tables) for p in said.clauses if not (p.future or p.able) for rule in rules)


def _other(said: Said, p: Predication) -> bool:
    """Whether a side that is not the speaker's does it; "Israel murdered our scientists" settles who speaks."""
    s = said.s
    if p.subject is None or s.tag[p.subject][:1] not in ("N", "J", "W"):
        return False
    thing = s.child(p.verb, "dobj")
    bereft = thing is not None and any(s.lower[c] in _OURS & FIRST for c in s.children[thing])
    named = p.sided or s.tag[p.subject][:3] == "NNP"
    return named and (not p.own or (bereft and s.lower[p.subject] not in FIRST))


def _hurts(s: Syntax, p: Predication, tables: StanceTables) -> bool:
    """A verb of harm, also one that is tried, ordered or helped."""
    harm = tables.words["harm"]["verbs"] | tables.wrong["named"] | tables.wrong["verbs"] | {"bulldoze"}
    if s.lemma[p.verb] in harm - {"take", "use", "open", "push", "force", "plan", "control", "back", "support"}:
        return True
    particle = {s.lower[c] for c in s.children[p.verb] if s.dep[c] in ("prep", "prt", "oprd")}
    if particle & tables.words["turned"].get(s.lemma[p.verb], frozenset()):
        return True  # "turned monasteries into barracks", "kept food from the city"
    tried = s.child(p.verb, "xcomp", "ccomp")
    return s.lemma[p.verb] in tables.words["blame"]["attempts"] and tried is not None and s.lemma[tried] in harm


def _side_harms(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "Russian agents had set the shopping centre on fire", "soldiers had shot the runners"."""
    s, blame = said.s, tables.words["blame"]
    if p.negated:
        return False
    doer = p.subject is not None and s.lemma[p.subject].lower() in blame["doers"] and not p.own
    other = _other(said, p)
    maybe = any(s.lower[c] in ("may", "might", "likely", "probably") for c in s.children[p.verb])
    if maybe or not (doer or other):
        return False
    around = _around(s, p.verb)
    if said.has(tables.phrases["blame"]):
        return True
    passive = s.child(p.verb, "nsubjpass") is not None and s.child(p.verb, "agent") is None
    entered = s.lemma[p.verb] in blame["trespass"] and bool(around & {"airspace", "sky", "border", "soil"})
    if other and entered and not passive:
        return True
    tried = other and s.lemma[p.verb] in blame["attempts"] and s.child(p.verb, "xcomp") is not None
    return not passive and _hurts(s, p, tables) and (tried or bool(around & blame["protected"]))


def _side_misuses(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "Moscow was using the truce to bring up guns", "Islamabad had let the gunmen slip across"."""
    s = said.s
    if p.negated or not _other(said, p) or _passive(s, p.verb) or not said.side:
        return False
    if s.lemma[p.verb] == "use" and s.child(p.verb, "dobj") is not None:
        return any(s.dep[c] in ("xcomp", "advcl", "relcl") and s.tag[c] == "VB" for c in _below(s, p.verb))
    made = s.child(p.verb, "ccomp", "xcomp")
    if s.lemma[p.verb] == "let" and made is not None:
        return s.child(made, "nsubj") is not None
    mine = s.child(p.verb, "dobj")
    possessed = mine is not None and any(s.lower[c] in _OURS and s.dep[c] == "poss" for c in s.children[mine])
    particle = {s.lower[c] for c in s.children[p.verb] if s.dep[c] == "prep"}
    turned = particle & tables.words["turned"].get(s.lemma[p.verb], frozenset())
    return bool(turned) or (
        possessed and _hurts(s, p, tables) and any(s.lower[c] in FIRST for c in s.children[mine or 0])
    )


def _below(s: Syntax, verb: int) -> list[int]:
    thing = s.child(verb, "dobj")
    return s.children[verb] + (s.children[thing] if thing is not None else [])


def _passive(s: Syntax, verb: int) -> bool:
    return s.child(verb, "nsubjpass") is not None and s.child(verb, "agent") is None


def _they_harm(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "They poisoned our wells", "you have murdered our children"."""
    s, blame = said.s, tables.words["blame"]
    if p.own or p.negated or p.subject is None or s.lower[p.subject] not in ("they", "you"):
        return False
    victims = range(p.verb, s.edges(p.verb)[1])
    mine = any(s.lower[t] in FIRST for t in victims)
    passive = s.child(p.verb, "nsubjpass") is not None
    hurt = _hurts(s, p, tables) and not passive and s.tag[p.verb] in ("VBD", "VBN", "VBG", "VBZ", "VBP")
    return hurt and (mine or bool(_around(s, p.verb) & blame["protected"]) or s.lemma[p.verb] == "let")


def _craft_harms(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "An Israeli drone had dropped grenades near its peacekeepers", "a Chinese ship had rammed its boat"."""
    s, blame = said.s, tables.words["blame"]
    if p.own or p.negated or p.subject is None or s.lemma[p.subject].lower() not in tables.words["weapons"]["vehicles"]:
        return False
    owned = [t for t in range(s.edges(p.subject)[0], p.subject) if s.doc[t].is_title or s.lower[t] == "government"]
    if not any(s.tag[t] in ("JJ", "NNP", "NNPS", "NN") for t in owned):
        return False
    around = _around(s, p.verb)
    if said.has(tables.wrong["against"]):
        return True
    entered = s.lemma[p.verb] in blame["trespass"] and bool(around & {"airspace", "sky", "border"})
    harmed = _hurts(s, p, tables) and bool(around & (blame["protected"] | {"boat"}))
    return (entered or harmed) and s.child(p.verb, "nsubjpass") is None


def _word_broken(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "Israel had not kept a single clause", "the YPG had broken its word"."""
    s, blame = said.s, tables.words["blame"]
    if not _other(said, p) or not _around(s, p.verb) & blame["bonds"]:
        return False
    if any(s.lower[c] in ("may", "might", "likely") for c in s.children[p.verb]):
        return False
    broken = s.lemma[p.verb] in tables.wrong["breaking"] and not p.negated
    return broken or (p.negated and s.lemma[p.verb] in blame["kept"])


def _deed_of(said: Said, p: Predication, tables: StanceTables) -> bool:
    """ "Turkey's raids were a breach of its sovereignty": a named side's deed that is called a wrong."""
    s = said.s
    if p.subject is None or p.negated or p.own or s.lemma[p.verb] not in ("be", "amount", "constitute"):
        return False
    owner = s.child(p.subject, "poss")
    if owner is None or s.tag[owner][:3] != "NNP":
        return False
    told = [c for c in s.children[p.verb] if s.dep[c] in ("attr", "dobj")]
    return any(s.lemma[c].lower() in tables.words["blame"]["wrongs"] for c in told)
