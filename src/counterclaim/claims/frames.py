"""The pieces of an attribution around its cue: subject, agent, the ranges of source, cue and clause.

Every function reads a `Syntax` and returns tokens or token ranges; none changes anything.
"""

from __future__ import annotations

from collections.abc import Callable

from counterclaim.claims.readings import TokenRange
from counterclaim.claims.syntax import Syntax, inside

RELATIVE = frozenset({"who", "which", "that"})
#: Subjects that name nobody.
EMPTY_SUBJECTS = frozenset({"it", "there", "this", "that", "which", "what", "these", "those"})
#: Everybody and nobody: what "you" may think is nobody's opinion.
_NOBODY = frozenset({"you", "one", "let", "'s"})
#: Endings of nouns for things that hold no opinion: "the violence", "the meeting". Bodies among them stand apart.
_THINGS = tuple("ness ism ence ance ment tion sion ing ship hood age day ure th time".split())
_BODIES = frozenset(
    "faction wing administration government parliament organization organisation coalition delegation opposition "
    "nation commission "
    "department federation association institution alliance leadership management establishment regiment population "
    "audience congregation generation union mission foundation corporation electorate editorial investigation study "
    "inquiry youth legislature garrison intelligence resistance judiciary conference membership television statement "
    "document declaration publication report embassy king movement station parliament regiment settlement".split()
)
#: Nouns for those who print and broadcast; a reporter who is told something is none.
_OUTLETS = frozenset("radio television tv newspaper agency magazine broadcaster channel station outlet daily".split())
PARTING = frozenset({",", "-", "–", "—", "--"})
_THEY = frozenset({"they", "he", "she", "it"})
_FACE_TO_FACE = frozenset("we our us i my you your ours yours".split())
#: What a name is made of, and the longest part of one that the parser may lose.
_NAME_PARTS = frozenset({"NN", "NNP", "NNPS", "HYPH", "DT", "JJ", "POS"})
_LONGEST_GAP = 6
#: What may follow a closing speaker: "reported late on Monday night, local time.".
_LONGEST_TAIL = 12
#: Tokens looked back over for a subject or a semicolon, at most.
_LOOK_BACK = 400
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_CLIMB = frozenset({"conj", "advcl", "xcomp", "pcomp", "prep", "acl", "dep", "ccomp", "parataxis"})
_CONTRAST = frozenset({"while", "but", "although", "though", "whereas"})
#: Verbs that say that an act of speech goes on or begins; they belong to the cue.
_ASPECT = frozenset({"continue", "begin", "start", "keep", "stop", "resume"})
_AUXILIARY = ("aux", "auxpass", "neg", "prt")


def is_passive(s: Syntax, i: int) -> bool:
    """Whether verb `i` is a passive: an auxiliary, a passive subject, or a bare participle after a noun."""
    if s.child(i, "auxpass", "nsubjpass") is not None:
        return True
    bare = s.tag[i] == "VBN" and s.dep[i] in ("acl", "relcl", "advcl")
    return bare and s.child(i, "nsubj", "dobj", "aux") is None


def agent_of(s: Syntax, i: int) -> int | None:
    """Head of the by-phrase of a passive."""
    for c in s.children[i]:
        if s.dep[c] == "agent" or (s.dep[c] == "prep" and s.lower[c] == "by"):
            return s.child(c, "pobj")
    return None


def can_hold(s: Syntax, head: int) -> bool:
    """Whether a subject may hold an opinion: a name, a person, a body; no deed and no quality."""
    if s.tag[head] in ("NNP", "NNPS", "PRP", "WP", "PRP$"):
        return s.lower[head] not in EMPTY_SUBJECTS | _NOBODY and not s.lower[head].endswith("day")
    if s.tag[head] not in ("NN", "NNS", "CD", "JJ", "DT", "NFP"):
        return False
    lemma = s.lemma[head].lower()
    return lemma in _BODIES or not lemma.endswith(_THINGS)


def subject_of(s: Syntax, i: int) -> int | None:
    """Head of the subject of verb `i`: its own, or the one that it shares with the verb above it."""
    if _named_before(s, i):
        return i - 1  # "with Kabul claiming X and Islamabad conceding Y"
    above = s.head[i]
    if s.tag[i] == "VBG" and s.dep[i] == "advcl" and s.lower[i - 1] == "," and s.dep[above] == "ccomp":
        outer = s.child(s.head[above], "nsubj")
        if outer is not None:
            return outer  # "X denied that its men were there, calling it a lie": X calls it that
    at = i
    outer = also_says(s, i)
    if outer is not None:
        at = outer  # "She says the road is open and says it will stay so": not the road
    for _ in range(6):
        own = s.child(at, "nsubj", "nsubjpass")
        if own is not None:
            if s.lower[own] in RELATIVE and s.dep[at] in ("relcl", "acl"):
                return s.head[at]
            return own
        if s.child(at, "expl") is not None:
            return s.child(at, "expl")
        above = s.head[at]
        if s.dep[at] in ("acl", "relcl") and s.tag[above][:1] in ("N", "P"):
            verb = _past_object(s, at, above)
            if verb is None:
                return above
            above = verb
        if above == at or s.dep[at] not in _CLIMB:
            break
        if s.dep[at] == "ccomp" and s.tag[at] not in ("VBG", "VBN"):
            break
        if s.dep[at] == "prep" and s.dep[above] == "dobj":
            above = s.head[above]  # "describing X as Y, adding that": past the object to its verb
        at = above
    return _inverted(s, i)


def _named_before(s: Syntax, i: int) -> bool:
    """Whether a name, no date, stands right before a participle without a subject."""
    named = s.tag[i] == "VBG" and i > 0 and s.tag[i - 1][:3] == "NNP" and s.dep[i - 1] != "npadvmod"
    return named and s.child(i, "nsubj") is None and s.lower[i - 1] not in _CALENDAR


def _past_object(s: Syntax, i: int, noun: int) -> int | None:
    """The verb over an object with a comma and a participle after it: "denied the claim — adding that X"."""
    if s.tag[i] != "VBG" or i not in s.speaking or s.lower[i - 1] not in PARTING or s.tag[noun][:3] == "NNP":
        return None
    verb = s.head[noun]
    if s.dep[noun] == "pobj":
        verb = s.head[verb]
    return verb if s.dep[noun] in ("dobj", "pobj") and s.tag[verb][:1] == "V" else None


def also_says(s: Syntax, i: int) -> int | None:
    """The verb of saying above the clause that the parser hung the next verb of saying on; None where there is none."""
    if s.dep[i] != "conj" or i not in s.speaking or s.child(i, "nsubj", "nsubjpass", "aux") is not None:
        return None
    clause = s.head[i]
    outer = s.head[clause]
    if s.dep[clause] != "ccomp" or outer not in s.speaking or s.tag[outer] != s.tag[i] or outer > i:
        return None
    return outer if s.tag[clause] != s.tag[i] or s.lemma[i] == s.lemma[outer] else None


def _inverted(s: Syntax, i: int) -> int | None:
    """ "..., wrote Foreign Policy": a name that the parser took for the object."""
    thing = s.child(i, "dobj")
    before = i - 1
    if thing is not None and thing > i and before >= 0 and s.lower[before] in ("”", '"', "’", "'", ","):
        return thing if s.tag[thing][:3] == "NNP" or s.tag[thing] in ("NN", "NNS") else None
    return None


def closing_speaker(s: Syntax, i: int) -> int | None:
    """ "..., the governor, Ann Bee, said." where the parser hung the speaker on the noun before the comma."""
    if i + 1 < len(s) and s.lower[i + 1] not in (".", "”", '"', "in", "on"):
        return None
    start = s.sentence_range(i)[0]
    best: int | None = None
    for h in range(i - 1, max(start, i - 16), -1):
        left, right = s.edges(h)
        ends = right == i or (right == i - 1 and s.lower[i - 1] == ",")
        named = s.dep[h] == "appos" or (s.dep[h] == "conj" and s.tag[h][:3] == "NNP")
        if named and ends and left > start + 2 and s.lower[left - 1] == ",":
            best = h
    return best


def closing_commas(s: Syntax) -> dict[int, int]:
    """By sentence, the comma before subject and verb of saying alone at its end: "X, the agency reported on Monday."""
    found: dict[int, int] = {}
    for i in sorted(s.speaking):
        own = s.child(i, "nsubj", "compound")
        sent = s.sentence_range(i)
        if own is None or own > i or s.tag[i] not in ("VBD", "VBZ", "VBP"):
            continue
        start, end = s.edges(own)
        alone = all(s.head[t] == i or s.tag[t] not in ("WP", "WDT") for t in range(start, end))
        if not alone or end != cue_range(s, i)[0] or start - 2 <= sent[0] or s.lower[start - 1] != ",":
            continue
        if sent[1] - i > _LONGEST_TAIL:
            continue
        rest = [t for t in range(i + 1, sent[1]) if not s.doc[t].is_punct and not s.doc[t].is_space]
        if all(_trails(s, t, i) for t in rest):
            found[s.sentence(i)] = start - 1
    return found


def _trails(s: Syntax, t: int, verb: int) -> bool:
    """Whether token `t` belongs to a date, a place or an adverb after `verb`."""
    while s.head[t] != verb and s.head[t] != t:
        t = s.head[t]
    return s.head[t] == verb and s.dep[t] in ("prep", "npadvmod", "advmod", "tmod")


def dative(s: Syntax, i: int) -> tuple[int, ...]:
    """Who was told: possibly an outlet, which then relays."""
    thing = s.child(i, "dobj", "dative")
    if thing is None:
        return ()
    return (thing,) if s.tag[thing][:3] == "NNP" or s.lemma[thing].lower() in _OUTLETS else ()


def negative_pair(s: Syntax, i: int) -> bool:
    """Whether "neither ... nor", or a negation over "or", stands at verb `i`."""
    start, end = max(0, i - 5), min(len(s), i + 5)
    words = s.lower[start:end]
    return ("neither" in words and "nor" in words) or (s.child(i, "neg") is not None and "or" in words)


def source_range(s: Syntax, head: int, cue: int) -> TokenRange:
    """The words of a source: the noun phrase with its appositions, without relative clauses."""
    start, end = s.edges(head)
    for c in s.children[head]:
        if s.dep[c] in ("relcl", "acl", "advcl", "cc", "conj", "punct") and c > head:
            left, right = s.edges(c)
            if s.dep[c] in ("relcl", "advcl") or (s.dep[c] == "acl" and right - left > 8):
                end = min(end, left)
        elif s.dep[c] == "prep" and s.lower[c] == "on" and c > head and _a_day(s, c):
            end = min(end, c)  # "said Ann Bee, the governor, on Monday"
        elif s.dep[c] == "prep" and s.lower[c] == "as" and c > head:
            end = min(end, c)  # "seen by some as a mistake"
        elif s.dep[c] == "prep" and c > head and (doing := s.child(c, "pcomp")) is not None and s.tag[doing] == "VBG":
            end = min(end, c)  # "accused by the coalition of laying mines"
    if end < cue and _one_name(s, (end, cue)):
        end = cue  # "Meduza co-host Ann Bee said": the parser lost the rest of the name
    if inside(cue, (start, end)):
        start, end = (start, cue) if head < cue else (cue + 1, end)
    if s.dep[head] == "poss":
        end = max(head + 1, end - 1) if end - 1 > head and s.tag[end - 1] == "POS" else end
    return s.trim((start, max(end, head + 1)))


def _a_day(s: Syntax, preposition: int) -> bool:
    day = s.child(preposition, "pobj")
    return day is not None and s.lower[day] in _CALENDAR


def _one_name(s: Syntax, gap: TokenRange) -> bool:
    """Whether nothing but parts of a name stands in the gap between a subject and its verb."""
    if gap[1] - gap[0] > _LONGEST_GAP or not all(s.tag[t] in _NAME_PARTS for t in range(*gap)):
        return False
    return any(s.tag[t][:3] == "NNP" for t in range(*gap))


def subject_before(s: Syntax, i: int) -> int | None:
    """The noun phrase right before a finite verb that the parser left without a subject."""
    at = cue_range(s, i)[0] - 1
    first = max(s.sentence_range(i)[0], i - _LOOK_BACK)
    while at > first:
        over = s.head[at]
        if s.dep[at] == "dobj" and s.tag[over] == "VBG" and over < at:
            at = over - 1  # "Radio Pakistan, quoting security sources, reported"
        elif s.lower[at] == "," or s.tag[at] == "RB" or s.lower[at] in _CALENDAR:
            at -= 1
        else:
            break
    if at < first or s.tag[at] not in ("NN", "NNS", "NNP", "NNPS", "PRP", "CD"):
        return None
    while s.tag[s.head[at]][:2] in ("NN", "PR") and s.head[at] != at and s.edges(s.head[at])[1] <= i:
        at = s.head[at]
    return at


def source_as_it_stands(s: Syntax, head: int, i: int) -> TokenRange:
    """The source's own words at verb `i`: "who" in a relative clause, else the noun phrase."""
    own = s.child(i, "nsubj", "nsubjpass")
    if own is not None and own != head and s.lower[own] in RELATIVE:
        return own, own + 1
    return source_range(s, head, i)


def cue_range(s: Syntax, i: int) -> TokenRange:
    """The verb with its auxiliaries, negation and particle, where they touch it."""
    start, end = i, i + 1
    for c in sorted((c for c in s.children[i] if s.dep[c] in _AUXILIARY or s.dep[c] == "advmod"), reverse=True):
        if c == start - 1:
            start = c
    while end < len(s) and s.head[end] == i and s.dep[end] == "prt":
        end += 1
    above = s.head[i]
    if s.dep[i] == "xcomp" and s.lemma[above] in _ASPECT and start - 2 <= above < i:
        start = above
    return start, end


def clause_range(s: Syntax, clause: int) -> TokenRange:
    """A complement clause, without a contrasting clause or its speaker's next words (", adding X") at its end."""
    start, end = s.edges(clause)
    for c in s.children[clause]:
        if s.dep[c] == "conj" and also_says(s, c) is not None:
            end = min(end, s.edges(c)[0])
        if s.dep[c] == "advcl" and c > clause:
            word = s.child(c, "mark")
            told = c in s.speaking and s.tag[c] == "VBG" and s.lower[s.edges(c)[0] - 1] == ","
            if told or (word is not None and s.lower[word] in _CONTRAST):
                end = min(end, s.edges(c)[0])
    comma = s.closing.get(s.sentence(clause))
    return start, end if comma is None or comma <= start else min(end, comma)


def clause_extent(s: Syntax, head: int) -> TokenRange:
    """A main clause: `head`'s subtree, cut where a contrasting clause or a coordinate clause begins."""
    start, end = clause_range(s, head)
    for c in s.children[head]:
        subject = s.child(c, "nsubj", "nsubjpass") if s.dep[c] == "conj" and c > head else None
        if subject is not None and s.tag[subject] != "CD":  # "47 killed and 456 injured" is one clause
            end = min(end, s.edges(c)[0])
    return start, end


def clause_around(s: Syntax, sent: TokenRange, phrase: TokenRange) -> list[TokenRange]:
    """The clause that a phrase such as "according to X" belongs to, without the phrase.

    Where the phrase closes a clause, all before it belongs to it, back to a semicolon or a contrasting
    conjunction; else the parse decides.
    """
    after = next((t for t in range(phrase[1], sent[1]) if s.lower[t] not in ("”", '"')), sent[1])
    if phrase[0] > sent[0] + 1 and (after >= sent[1] or s.lower[after] in (".", ";", ":")):
        start = sent[0]
        for t in range(phrase[0] - 1, sent[0], -1):
            if s.lower[t] == ";" or (s.lower[t - 1] == "," and s.lower[t] in _CONTRAST):
                start = t + 1
                break
        return [(start, phrase[0])]
    anchor = s.head[phrase[0]]
    while s.head[anchor] != anchor and s.tag[anchor][:1] != "V":
        anchor = s.head[anchor]
    while s.dep[anchor] in ("xcomp", "advcl", "pcomp", "acl", "relcl") and s.head[anchor] != anchor:
        anchor = s.head[anchor]
    extent = clause_extent(s, anchor) if s.tag[anchor][:1] == "V" else sent
    return without([extent], [phrase]) or without([sent], [phrase])


def that_clause(s: Syntax, noun: int, after: int) -> TokenRange | None:
    """The that-clause right after a noun (or after its by-phrase), however the parser attached it."""
    if after >= len(s) or s.lower[after] != "that":
        return None
    verb = s.head[after]
    relative = (s.tag[after] in ("WP", "WDT") and s.dep[after] != "mark") or s.dep[after] in (
        "nsubj",
        "nsubjpass",
        "dobj",
    )
    if relative and not _complete(s, verb, after):
        return None
    end = s.edges(verb)[1] if verb > after else s.sentence_range(noun)[1]
    return (after, end) if end > after + 1 else None


def _complete(s: Syntax, verb: int, that: int) -> bool:
    """Whether a clause lacks nothing that "that" could stand for: "the denial that its drones hit the school"."""
    subject = s.child(verb, "nsubj", "nsubjpass")
    if s.dep[verb] == "acl" and subject not in (None, that):
        return verb > that  # "the denial that it had fired at the crowd"
    held = [c for c in s.children[verb] if c != that and s.dep[c] in ("dobj", "acomp", "attr", "xcomp", "ccomp")]
    return verb > that and subject not in (None, that) and bool(held)


def after_semicolon(s: Syntax, part: TokenRange, cue: int, quoted: Callable[[int], bool]) -> TokenRange:
    """`part` without what a semicolon parts from a cue behind it: "A says X; B says Y".

    One that the speaker said himself (`quoted`) parts nothing: "We killed 20; they fled," said X.
    """
    start, end = part
    if end > cue:
        return part
    for t in range(cue - 1, max(start, cue - _LOOK_BACK), -1):
        if s.lower[t] == ";" and not quoted(t) and not (start < t < end and addresses(s, (start, t), (t, cue))):
            return (t + 1, end) if t < end else (end, end)
    return part


def addresses(s: Syntax, before: TokenRange, after: TokenRange) -> bool:
    """ "Your house is next; you have an hour, the caller said": no outlet says "you" or "we" itself.

    Of another speaker before the semicolon only "they" is spoken of so: "They say six died; our own are two, X wrote".
    """
    says = [t for t in range(*before) if t in s.speaking]
    others = any((own := s.child(t, "nsubj")) is None or s.lower[own] not in _THEY for t in says)
    ours = any(s.lower[t] in _FACE_TO_FACE for t in range(*(after if says else before)))
    return ours and not others


def without(parts: list[TokenRange], holes: list[TokenRange] | tuple[TokenRange, ...]) -> list[TokenRange]:
    """`parts` minus `holes`, in order."""
    left = list(parts)
    for hole in holes:
        cut: list[TokenRange] = []
        for start, end in left:
            if hole[1] <= start or end <= hole[0]:
                cut.append((start, end))
                continue
            if start < hole[0]:
                cut.append((start, hole[0]))
            if hole[1] < end:
                cut.append((hole[1], end))
        left = cut
    return sorted(left)


def merge(parts: list[TokenRange]) -> list[TokenRange]:
    """Ranges in order, joined where they touch or overlap."""
    joined: list[TokenRange] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def comma_after(s: Syntax, head: int, stop: int) -> int:
    """Where a source after "according to" ends at the latest: before a clause that follows a comma."""
    for at in range(head + 1, stop):
        follows = at + 1 < stop and s.dep[at + 1] in ("nsubj", "mark", "det", "poss")
        if s.lower[at] == "," and follows and s.head[at + 1] > at and not inside(s.head[at + 1], s.edges(head)):
            return at
    return stop
