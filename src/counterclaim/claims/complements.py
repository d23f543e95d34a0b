"""What cues take as content: a clause, an infinitive, a noun phrase, a prepositional phrase and so on.

A frame of the table in reference/cues.toml names a finder here. Each finder gives content ranges, empty where the
frame does not hold at the verb.
"""

from __future__ import annotations

from collections.abc import Callable

from counterclaim.claims.frames import (
    RELATIVE,
    agent_of,
    clause_extent,
    clause_range,
    merge,
    that_clause,
    without,
)
from counterclaim.claims.readings import TokenRange
from counterclaim.claims.syntax import Syntax

#: Verbs under which the parser may take "if X" for a condition.
_ASKING = frozenset({"ask", "wonder", "inquire", "enquire", "question", "query"})
#: Words that make a noun phrase under "say" a clause in truth.
_A_CLAUSE = 6
#: Verbs of naming, whose predicate the parser may take for an apposition: "called the claim “a lie”".
_NAMING = frozenset({"call", "label", "dub", "brand", "term"})
#: Verbs of judging with "as".
_JUDGING = frozenset(
    "describe dismiss denounce condemn decry reject deride characterise characterize portray slam".split()
)
#: Words in which something is judged at the end of a sentence, at most.
_JUDGED = 6
#: Tags with which what is named begins.
_OPENING = frozenset({"DT", "PRP", "NNP", "NNPS", "NNS", "JJ", "PRP$", "NN", "CD"})

#: "Islamabad denied it": what was said before is answered.
_ANSWERING = frozenset({"deny", "confirm", "reject", "dispute", "dismiss", "refute", "admit", "acknowledge", "condemn"})
#: Verbs whose object is told.
_TELLING = frozenset({"tell", "inform", "assure", "warn", "remind", "notify"})

#: Content ranges, and the head of the one who is told, accused or urged.
Found = tuple[list[TokenRange], int | None]
Finder = Callable[[Syntax, int, bool], Found]


def _clause(s: Syntax, i: int, passive: bool) -> Found:
    clauses = [c for c in s.children[i] if s.dep[c] == "ccomp" and not _semicolon_between(s, c, i)]
    thing = s.child(i, "dobj")
    comma = s.closing.get(s.sentence(i))
    if comma is not None and i > comma:
        return [(s.sentence_range(i)[0], comma)], None
    if thing in s.cue_nouns and any(c > thing for c in clauses):
        return [], None  # the clause belongs to the noun: "denied accusations that X"
    doing = next((c for c in s.children[i] if c > i and s.dep[c] == "xcomp" and s.tag[c] == "VBG"), None)
    if doing is not None and s.lemma[i] in _ANSWERING:
        return [], None  # "Moscow raises the toll, Kyiv denies attacking civilians"
    ranges = [_with_its_subject(s, c, thing) for c in clauses]
    if ranges:
        return ranges, None
    if thing is not None and s.lemma[i] in _TELLING and (said := _told_clause(s, thing)) is not None:
        return [said], None
    told = _commanded(s, i)
    if told is not None:
        return [told], None
    late = _late_clause(s, i)
    if late is not None and not passive:
        return [late], None
    if thing is not None and thing > i and any(s.dep[c] == "acl" and s.tag[c] == "VBN" for c in s.children[thing]):
        return [s.edges(thing)], None  # a headline's clause: "Kabul says a dozen civilians killed"
    if s.lemma[i] == "say" and thing is not None and thing > i and s.edges(thing)[1] - s.edges(thing)[0] >= _A_CLAUSE:
        return [s.edges(thing)], None  # a long clause whose verb the parser took for a noun
    left_open = s.child(i, "xcomp") if s.dep[i] == "relcl" else None
    pronoun = next((c for c in s.children[i] if c < i and s.tag[c] in ("WDT", "WP")), None)
    if left_open is not None and left_open > i and pronoun is not None and s.child(i, "nsubj") != pronoun:
        return [(pronoun, pronoun + 1), s.edges(left_open)], None  # "which they say left the town in ruins"
    main = s.head[i]
    if s.dep[i] == "parataxis" and main != i:
        return without([s.edges(main)], [s.edges(i)]), None
    asked = next((c for c in s.children[i] if c > i and s.dep[c] == "advcl" and _whether(s, c)), None)
    if asked is not None and s.lemma[i] in _ASKING:
        return [s.edges(asked)], None
    mark = s.child(i, "mark")
    if s.dep[i] == "advcl" and mark is not None and s.lower[mark] == "as" and main != i and not passive:
        return without([clause_extent(s, main)], [s.edges(i)]), None
    return [], None


def _semicolon_between(s: Syntax, clause: int, i: int) -> bool:
    """ "Preachers cursed them; the bishop condemned it": the parser's clause is another sentence."""
    return clause < i and any(s.lower[t] == ";" for t in range(clause, i))


def _commanded(s: Syntax, i: int) -> TokenRange | None:
    """ "Lay down your weapons and go home, the governor told the fighters": bare verbs before the subject."""
    subject = s.child(i, "nsubj")
    first = next((c for c in s.children[i] if c < i and s.dep[c] == "advcl" and s.tag[c] in ("VB", "VBP")), None)
    if subject is None or first is None or first > subject or s.child(first, "mark", "aux", "nsubj") is not None:
        return None
    start, end = s.sentence_range(i)[0], s.edges(subject)[0]
    return (start, end) if s.lower[end - 1] in (",", "”", '"') and end - start > 2 else None


def _told_clause(s: Syntax, thing: int) -> TokenRange | None:
    """ "Told the mediators it had never shelled the hospital": a clause that the parser took for a relative one."""
    for c in s.children[thing]:
        own = s.child(c, "nsubj", "nsubjpass")
        if s.dep[c] == "relcl" and own is not None and s.tag[own] in ("PRP", "EX") and s.edges(c)[0] == own:
            return s.edges(c)
    return None


def _late_clause(s: Syntax, i: int) -> TokenRange | None:
    """A that-clause which the parser hung on what stands before it.

    "Said in a release that X", "has denied time and again that X": no noun of what is said comes before "that".
    """
    end = s.sentence_range(i)[1]
    that = next((t for t in range(i + 2, min(i + 12, end)) if s.lower[t] == "that"), None)
    if (
        that is None
        or s.tag[that] == "DT"
        or any(s.tag[t][:1] == "V" or s.lower[t] in ",;:" for t in range(i + 1, that))
    ):
        return None
    verb = s.head[that]
    if s.tag[verb][:1] == "N" and verb > that:
        verb = s.head[verb]  # "in a message that hotels would be stormed", with "that" hung on the subject
    own = next((c for c in s.children[verb] if s.dep[c] in ("nsubj", "nsubjpass", "expl") and c != that), None)
    if verb <= that or own is None or s.tag[verb][:1] != "V":
        return None
    loose = s.head[verb] < that and s.dep[verb] in ("relcl", "acl", "ccomp", "advcl")
    beside = {"prep", "advmod", "npadvmod", "dative"} | ({"dobj"} if s.lemma[i] in _TELLING else set())
    adverbial = all(s.dep[c] in beside for c in s.children[i] if i < c < that)
    repeated = any(s.lower[t] in ("time", "times") for t in range(i + 1, that))
    return (that, s.edges(verb)[1]) if loose and (adverbial or repeated) else None


def _with_its_subject(s: Syntax, clause: int, thing: int | None) -> TokenRange:
    """ "Counts 104 dead": a bare predicate takes in the object before it, which is its subject."""
    start, end = clause_range(s, clause)
    bare = s.tag[clause] in ("JJ", "VBN") and s.child(clause, "nsubj", "nsubjpass", "aux", "auxpass") is None
    if bare and thing is not None and thing < clause and s.edges(thing)[1] == start:
        start = s.edges(thing)[0]
    return start, end


def _whether(s: Syntax, clause: int) -> bool:
    mark = s.child(clause, "mark")
    return mark is not None and s.lower[mark] in ("if", "whether")


def _to(s: Syntax, verb: int) -> bool:
    return s.tag[verb] == "VB" and any(s.tag[c] == "TO" for c in s.children[verb])


def _infinitive(s: Syntax, i: int, passive: bool) -> Found:
    verb = s.child(i, "xcomp")
    if verb is None or verb < i or not any(s.tag[c] == "TO" for c in s.children[verb]):
        return [], None
    return [s.edges(verb)], None


def _gerund(s: Syntax, i: int, passive: bool) -> Found:
    """ "Denied targeting civilians", "admitted having fired": a verb in -ing as content."""
    verb = s.child(i, "xcomp", "ccomp")
    if verb is None or verb < i or s.tag[verb] not in ("VBG", "VBN") or passive:
        return [], None
    if s.tag[verb] == "VBN" and not any(s.lower[c] == "having" for c in s.children[verb]):
        return [], None
    return [s.edges(verb)], None


def _urge(s: Syntax, i: int, passive: bool) -> Found:
    """ "Urged both sides to show restraint": object and to-clause together."""
    asked = next((c for c in s.children[i] if c > i and _whether(s, c)), None)
    if asked is not None and s.lemma[i] in _ASKING:
        return [s.edges(asked)], s.child(i, "dobj")
    verb = s.child(i, "xcomp", "ccomp")
    person = s.child(i, "dobj")
    if verb is None:
        verb = next((c for c in s.children[i] if c > i and s.dep[c] == "advcl" and _to(s, c)), None)
    if person is None and verb is not None:
        person = s.child(verb, "nsubj")
    if verb is None and person is not None and person > i:
        verb = next((c for c in s.children[person] if s.dep[c] in ("acl", "relcl") and _to(s, c)), None)
    if verb is None or verb < i or person is None:
        return [], None
    start = min(s.edges(person)[0], s.edges(verb)[0])
    return [(start, s.edges(verb)[1])], person


def _object(s: Syntax, i: int, passive: bool) -> Found:
    thing = s.child(i, "nsubjpass") if passive else s.child(i, "dobj")
    if thing is None and not passive:
        thing = _past_hearer(s, i)
    if thing is None and s.dep[i] == "relcl":
        return _antecedent(s, i), None
    if thing is not None and thing < i and s.tag[thing] in ("WDT", "WP") and s.dep[i] == "relcl":
        return _antecedent(s, i), None  # "a claim that Kyiv denies"
    if thing is not None and thing == i + 1 and s.lower[thing] in ("it", "this", "that") and s.lemma[i] in _ANSWERING:
        return [(thing, thing + 1)], thing
    if thing is None or s.tag[thing] in ("PRP", "WP", "WDT", "DT") or (passive and agent_of(s, i) is None):
        return [], None
    if not passive and thing < i:
        return [], None
    start, end = s.edges(thing)
    if thing in s.cue_nouns:
        said = that_clause(s, thing, end) or that_clause(s, thing, thing + 1)
        end = max(end, said[1]) if said is not None else end
    return [(start, end)], thing


def _past_hearer(s: Syntax, i: int) -> int | None:
    """ "Confirmed to AFP the loss of the post": an object that the parser hung on the hearer's preposition."""
    to = next((c for c in s.children[i] if s.dep[c] == "prep" and s.lower[c] == "to" and c == i + 1), None)
    return s.child(to, "dobj") if to is not None else None


def _antecedent(s: Syntax, i: int) -> list[TokenRange]:
    """ "A claim Kabul denies": the noun that a relative clause with its own subject leaves open."""
    own = s.child(i, "nsubj")
    noun = s.head[i]
    if own is None or s.lower[own] in RELATIVE or own < noun or s.tag[noun][:2] != "NN":
        return []
    relative = s.child(i, "dobj")
    comma = relative is not None and relative > 0 and s.lower[relative] == "which" and s.lower[relative - 1] == ","
    if comma and s.tag[noun][:3] == "NNP" and relative is not None and s.lemma[i] in _ANSWERING:
        return [
            (s.sentence_range(i)[0], relative - 1)
        ]  # "accuses the Taliban of sheltering the TTP, which Kabul denies"
    return [(s.edges(noun)[0], noun + 1)]


def judgement(s: Syntax, i: int) -> tuple[int, int, int] | None:
    """ "Called Greek claims that it sank a boat | baseless": the noun of talk, where its judgement begins and ends.

    The parser hangs what the talk is called into the clause that the talk is about.
    """
    naming = s.lemma[i] in _NAMING
    if not naming and s.lemma[i] not in _JUDGING:
        return None
    noun = next(
        (c for c in s.children[i] if c > i and c in s.cue_nouns and s.dep[c] in ("dobj", "oprd", "ccomp")), None
    )
    that = noun + 1 if noun is not None else len(s)
    if noun is None or that >= len(s) or s.lower[that] != "that":
        return None
    end = max(s.edges(noun)[1], clause_extent(s, i)[1])
    end -= s.lower[end - 1] == "."
    first = max(that + 3, end - _JUDGED)
    if not naming:
        start = next((t for t in range(end - 2, first - 1, -1) if s.lower[t] == "as"), None)
    elif s.tag[end - 1][:2] == "JJ":
        start = end - 1
        while start > first and s.tag[start - 1] in ("RB", "JJ", "CC", ","):
            start -= 1
    else:
        start = next((t for t in range(end - 2, first - 1, -1) if s.tag[t] in ("DT", "``")), None)
    return (noun, start, end) if start is not None else None


def _as(s: Syntax, i: int, passive: bool) -> Found:
    """ "Described the attacks as unprovoked", "called it a lie", "called claims that X baseless"."""
    judged = judgement(s, i)
    return ([(s.edges(judged[0])[0], judged[2])], judged[0]) if judged is not None else _named_as(s, i, passive)


def _named_as(s: Syntax, i: int, passive: bool) -> Found:
    thing = s.child(i, "nsubjpass") if passive else s.child(i, "dobj")
    said = next((c for c in s.children[i] if s.dep[c] == "prep" and s.lower[c] == "as"), None)
    if thing is not None and said is None:
        said = next((c for c in s.children[thing] if s.dep[c] == "prep" and s.lower[c] == "as"), None)
    agent = agent_of(s, i) if passive else None
    if said is None and agent is not None:  # "seen by some as a mistake"
        said = next((c for c in s.children[agent] if s.dep[c] == "prep" and s.lower[c] == "as"), None)
    if said is None:
        said = s.child(i, "oprd")
    if said is None and thing is not None and s.lemma[i] in _NAMING:
        said = s.child(thing, "appos")
    to = next((c for c in s.children[i] if s.dep[c] == "prep" and s.lower[c] == "to" and c > i), None)
    if thing is None and to is not None and said is not None:
        thing = s.child(to, "pobj")  # "referred to X as Y"
    if said is None and thing is None:
        small = s.child(i, "ccomp")
        if small is not None and s.tag[small][:1] in ("J", "N") and s.child(small, "nsubj") is not None:
            return [s.edges(small)], None
    if said is None and not passive and s.lemma[i] in _NAMING and s.tag[i] in ("VBD", "VBZ", "VBP", "VBG", "VBN"):
        end = clause_extent(s, i)[1]  # "called the report fake news", however it was parsed
        return ([(i + 1, end)], thing) if end > i + 3 and s.tag[i + 1] in _OPENING else ([], None)
    if said is None and thing is None:
        return [], None
    if said is None or (passive and agent is None and s.dep[i] in ("acl", "relcl", "advcl", "amod")):
        return [], None  # "a group called X" only has a name
    start, end = s.edges(said)
    stop = next((c for c in range(start, end) if s.dep[c] == "pcomp" and s.tag[c] == "VBG"), None)
    if stop is not None and s.lower[said] == "as":
        end = s.edges(stop)[0]
    parts = [(start, end)]
    if thing is not None and i < thing < start <= s.edges(thing)[0] + 12:
        return [(s.edges(thing)[0], end)], thing  # whole, with what the parser hung on the verb between them
    if thing is not None:
        left, right = s.edges(thing)
        parts.append((left, min(right, start) if thing < start else right))
    return merge(parts), thing


def _prepositional(*words: str) -> Finder:
    def find(s: Syntax, i: int, passive: bool) -> Found:
        """With an object, both; alone, what follows the preposition, which belongs to the cue."""
        thing = s.child(i, "dobj", "nsubjpass") if passive or s.child(i, "dobj") is not None else None
        led = [
            c for c in s.children[i] if s.dep[c] in ("prep", "conj") and s.lower[c] in words and c > i and s.children[c]
        ]
        if thing is None:
            return ([(led[0] + 1, s.edges(led[0])[1])], None) if led else ([], None)
        if not led:
            led = [c for c in s.children[thing] if s.dep[c] == "prep" and s.lower[c] in words and c > i]
        agent = agent_of(s, i) if passive and not led else None
        if agent is not None:  # "accused by the coalition of laying mines"
            led = [c for c in s.children[agent] if s.lower[c] in words and s.child(c, "pcomp") is not None]
        if not led:
            return [], None
        return merge([*(s.edges(c) for c in led), s.edges(thing)]), thing

    return find


#: Frames in the order in which they are tried; the first that finds content wins.
FINDERS: tuple[tuple[str, Finder], ...] = (
    ("urge", _urge),
    ("clause", _clause),
    ("of", _prepositional("of")),
    ("as", _as),
    ("infinitive", _infinitive),
    ("gerund", _gerund),
    ("against", _prepositional("against")),
    ("with", _prepositional("with")),
    ("for", _prepositional("for")),
    ("on", _prepositional("on", "upon")),
    ("about", _prepositional("about")),
    ("over", _prepositional("over")),
    ("at", _prepositional("at")),
    ("to", _prepositional("to")),
    ("in", _prepositional("in")),
    ("object", _object),
)
#: Frames whose preposition belongs to the cue where nothing stands between them.
PREPOSITIONAL = frozenset({"of", "for", "on", "against", "with", "about", "over", "at", "to", "in"})
