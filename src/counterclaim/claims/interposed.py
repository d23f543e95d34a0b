"""A speaker put into, behind or before his own words: "Salt from the Gulf, the ministry warned, will reach the groves".

The parser often hangs such words elsewhere: on the object before them, as a relative clause, as one more deed. Here the
group of speaker, verb and circumstances is known by its place alone: a comma before it, a comma, a stop or a colon
behind it, nothing between but a noun phrase, a verb of saying, whom it was said to and where. What stands around it in
its sentence is said. In: a `Syntax` and a verb of saying. Out: the attribution, or more content for one that was found.
Guarantee: at most `_LONGEST` tokens are looked at on either side of a verb, and the sentence's borders are kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace

from counterclaim.claims.cues import Cues
from counterclaim.claims.frames import (
    EMPTY_SUBJECTS,
    RELATIVE,
    addresses,
    can_hold,
    cue_range,
    dative,
    merge,
    without,
)
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.syntax import OPENING_MARKS, Syntax

#: Tokens of a speaker, and of what stands between a verb and the end of its group, at most.
_LONGEST = 24
_COMMAS = frozenset({",", "—", "–", "--"})
_CLOSERS = frozenset({"”", '"', "''", "’"})
_STOPS = frozenset({".", ";", ":", "!", "?", "…"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: Tags of a speaker's words.
_NAMING = frozenset("DT JJ JJR JJS NN NNS NNP NNPS POS PRP PRP$ CD HYPH IN CC VBG VBN NFP RBS RB PDT".split())
_HEADS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
#: With what a speaker does not begin: "X, and said", "X, which said", "X, in which the army said".
_NO_FIRST = frozenset({"IN", "CC", "VBG", "VBN", "RB", "POS", "HYPH"})
#: Verbs that name whom they are said to, without a preposition.
_TELLING = frozenset(
    "tell inform assure warn remind notify ask answer promise reassure radio brief text caution".split()
)
#: Of these the verbs behind which nobody but the hearer stands: "..., told the crowd to go".
_HEARD = frozenset({"tell", "inform", "assure", "remind", "notify", "reassure", "brief"})
#: Stances of verbs that may stand before their subject.
_PLAIN = frozenset({"asserts", "estimates", "confirms"})
#: What somebody thinks or wants in a clause makes nobody else its speaker.
_HELD = frozenset({"wish", "support", "belief", "hedge"})
#: Conjunctions by which a speaker goes on after his name.
_ALSO = frozenset({"and", "but", "or", "yet", "because", "since", "though", "although", "so", "nor"})
_RELATIVES = RELATIVE | {"whose", "whom", "where", "when"}
#: Endings of nouns for people, behind verbs of saying.
_DOERS = ("er", "or", "ist", "ian", "man", "woman", "men", "women", "ee", "ant", "ess")
#: Tokens of "It would be wise", whose subject follows, at most.
_EMPTY = 6
#: Tokens of a quotation that is no scare quote or title, marks included.
_QUOTED = 4
#: "Conceded when he was asked": what happened as the words were said.
_MEANWHILE = frozenset({"when", "after", "as", "while", "before"})
#: Circumstances that begin with no preposition.
_WHEN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight last late early".split()
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Speaker, verb and circumstances, from the comma before them to the mark behind them."""

    source: TokenRange
    head: int
    start: int
    end: int


def interpose(s: Syntax, by_cue: Mapping[int, AttributionReading], cues: Cues) -> dict[int, AttributionReading]:
    """By their verbs, the attributions that groups between commas make, and those of `by_cue` that they lengthen."""
    found: dict[int, AttributionReading] = {}
    keys = sorted(k for k, reading in by_cue.items() if reading.source and reading.kind not in _HELD)
    for i in sorted(s.speaking):
        known = by_cue.get(i)
        if known is not None and _told_nobody(s, known, i):
            known = None
        if s.tag[i] not in ("VBD", "VBZ", "VBP", "VBN") or (known is not None and not _extends(known, i)):
            continue
        group = _direct(s, i) or _inverted(s, i, cues)
        if group is None:
            continue
        parts = _around(s, i, group, keys, known)
        if known is None:
            reading = _reading(s, i, group, parts, cues)
            if reading is not None:
                found[i] = reading
        elif _misheard(s, known, group):
            found[i] = replace(
                known,
                source=(group.source,),
                source_head=group.head,
                content=tuple(merge([*known.content, *_around(s, i, group, keys, None)])),
            )
        elif any(part not in known.content for part in parts):
            content = without(merge([*known.content, *parts]), [*known.source, *known.cue])
            found[i] = replace(known, content=tuple(content))
    return found


def _told_nobody(s: Syntax, reading: AttributionReading, i: int) -> bool:
    """ "..., warned a ferryman in Kalemie": a new person behind the verb speaks, and is not who was warned."""
    person = s.child(i, "dobj")
    alone = reading.frame.endswith(":object") and reading.stance in _PLAIN and s.child(i, "nsubj") is None
    if not alone or person is None or s.lower[i - 1] not in _COMMAS | _CLOSERS:
        return False
    return s.tag[person][:3] == "NNP" or any(s.lower[c] in ("a", "an") for c in s.children[person])


def _extends(reading: AttributionReading, i: int) -> bool:
    """Whether a reading was found that has nothing behind its verb yet."""
    clause = reading.frame.endswith((":clause", ":quote", ":closing", ":object"))
    return clause and bool(reading.source) and all(b <= i for _, b in reading.content)


def _misheard(s: Syntax, reading: AttributionReading, group: _Group) -> bool:
    """Whether a speaker was found among quoted words though another stands between the mark and the verb."""
    return (
        reading.source_head is not None
        and reading.source_head < group.start
        and group.start > 0
        and s.lower[group.start - 1] in _CLOSERS
    )


def _reading(s: Syntax, i: int, group: _Group, parts: list[TokenRange], cues: Cues) -> AttributionReading | None:
    cue = next(c for c in cues.verbs[s.lemma[i]] if "quote" in c.frames)
    own = cue_range(s, i)
    content = without(merge(parts), [group.source, own])
    if not content:
        return None
    return AttributionReading(
        source=(group.source,),
        source_head=group.head,
        cue=(own,),
        cue_head=i,
        content=tuple(content),
        stance=cue.stance,
        frame=f"verb:{cue.lemma}:interposed",
        kind=cue.kind,
        hedge=cue.hedge,
        negated=s.child(i, "neg") is not None,
        relay=dative(s, i) if cue.lemma == "tell" else (),
    )


# -- the group -------------------------------------------------------------------------------------------------


def _direct(s: Syntax, i: int) -> _Group | None:
    """ "..., the ministry in Baghdad cautioned(,)": a comma, a noun phrase, the verb."""
    first, _ = s.sentence_range(i)
    stop = cue_range(s, i)[0]
    start = stop
    while start > max(first, stop - _LONGEST) and (s.tag[start - 1] in _NAMING or s.dep[start - 1] == "case"):
        start -= 1
    if start - 1 <= first or start == stop or s.lower[start - 1] not in _COMMAS | _CLOSERS:
        return None
    if s.lower[start] == "so" and start + 1 < stop:
        start += 1
    if s.tag[start] in _NO_FIRST or any(
        s.tag[t] in ("VBG", "VBN") and s.dep[t] != "amod" for t in range(start, start + 1)
    ):
        return None
    head = _head(s, (start, stop))
    end = _end(s, i, i + 1)
    if head is None or end is None or s.lower[head] in EMPTY_SUBJECTS or not can_hold(s, head):
        return None
    return _Group((start, stop), head, start, end)


def _inverted(s: Syntax, i: int, cues: Cues) -> _Group | None:
    """ "..., cautioned a harbour pilot in Izmail(,)": a comma, the verb, a noun phrase."""
    first, last = s.sentence_range(i)
    if i - 1 <= first or s.lower[i - 1] not in _COMMAS | _CLOSERS or s.lemma[i] in _HEARD or i + 1 >= last:
        return None
    if s.tag[i + 1] in _NO_FIRST or s.tag[i + 1] not in _NAMING or s.tag[i + 1] == "PRP":
        return None
    stop = i + 1
    while stop < min(last, i + _LONGEST) and s.tag[stop] in _NAMING and s.tag[stop] != "IN":
        stop += 1
    head = _head(s, (i + 1, stop))
    if head is None or s.lower[head] in EMPTY_SUBJECTS or not can_hold(s, head):
        return None
    if not _person(s, i, head, cues):
        return None
    end = next((t for t in range(stop, min(last, stop + _LONGEST)) if s.lower[t] in _COMMAS | _STOPS), None)
    if end is None:
        return None
    return _Group((i + 1, _phrase_end(s, stop, end)), head, i, end)


def _person(s: Syntax, verb: int, head: int, cues: Cues) -> bool:
    """Whether a noun behind a verb speaks, rather than being said: a name, a person, a body."""
    lemma = s.lemma[head].lower()
    if s.tag[head][:3] == "NNP" or lemma in cues.people:
        return True
    return (
        head not in s.cue_nouns and lemma not in cues.documents and (s.lemma[verb] == "say" or lemma.endswith(_DOERS))
    )


def _phrase_end(s: Syntax, stop: int, end: int) -> int:
    """A speaker's end: a place or a body may follow ("in Izmail"), a relative clause or a date stays outside."""
    for t in range(stop, end):
        if s.tag[t] in ("WP", "WDT", "WP$", "WRB") or s.lower[t].endswith("day") or s.tag[t] not in _NAMING:
            return t
    return end


def _head(s: Syntax, part: TokenRange) -> int | None:
    """The noun that a noun phrase is about: the last before its first preposition."""
    stop = next((t for t in range(part[0] + 1, part[1]) if s.tag[t] == "IN"), part[1])
    nouns = [t for t in range(part[0], stop) if s.tag[t] in _HEADS]
    return nouns[-1] if nouns else None


def _end(s: Syntax, i: int, at: int) -> int | None:
    """The mark that ends the group: whom it was told, where and when may stand before it, a clause may not."""
    last = s.sentence_range(i)[1]
    while at < last and s.head[at] == i and s.dep[at] in ("prt", "advmod"):
        at += 1
    stop = next((t for t in range(at, min(last, at + _LONGEST)) if s.lower[t] in _COMMAS | _STOPS), None)
    if stop is None:
        return None
    if stop == at:
        return stop
    fits = s.tag[at] in ("IN", "RB", "VBG", "TO") or s.lower[at] in _WHEN or s.lemma[i] in _TELLING
    if s.lower[at] in _MEANWHILE:
        return stop
    if s.lower[at] == "that" or s.tag[at] in ("WP", "WRB", "WDT") or not fits:
        return None
    clause = any(
        s.tag[t] in _FINITE and s.dep[t] not in ("relcl",) and not _relative(s, t, at) for t in range(at, stop)
    )
    return None if clause or (s.tag[at] == "TO" and s.tag[at + 1] == "VB") else stop


def _relative(s: Syntax, t: int, start: int) -> bool:
    """Whether a verb stands in a relative or temporal clause that began after `start`."""
    return any(s.lower[u] in _RELATIVES for u in range(start, t))


# -- what is said ----------------------------------------------------------------------------------------------


def _around(s: Syntax, i: int, group: _Group, keys: list[int], known: AttributionReading | None) -> list[TokenRange]:
    """What stands before the group, and after it where it goes on."""
    first, last = s.sentence_range(i)
    start = first
    for t in range(group.start - 1, max(first, group.start - 400), -1):
        if s.lower[t] == ";" and known is None and not addresses(s, (start, t), (t, group.start)):
            start = t + 1
            break
    before = s.trim((start, group.start))
    if s.lower[before[0]] == "asked" and s.tag[before[0]] == "VBN":
        return []  # "Asked if X, the army said no": a question is not what is answered
    after = _goes_on(s, group, before, last, keys)
    if before[0] >= before[1] or (known is None and not after and not _enough(s, before)):
        return [after] if after and before[0] < before[1] else []
    own = [] if known is not None else [before]
    return [*own, after] if after else own


def _enough(s: Syntax, part: TokenRange) -> bool:
    """Whether words before a speaker say something by themselves; "on Monday" does not, quoted words do."""
    if s.lower[part[1] - 1] in _CLOSERS:
        return part[1] - part[0] > _QUOTED
    verb = any(s.tag[t][:1] == "V" or s.tag[t] == "MD" for t in range(*part))
    return verb and part[1] - part[0] > 2


def _goes_on(s: Syntax, group: _Group, before: TokenRange, last: int, keys: list[int]) -> TokenRange | None:
    """What follows the group, where it is the speaker's too."""
    at = group.end
    if at + 2 >= last or s.lower[at] in (".", "!", "?", "…"):
        return None
    stop = next((t for t in range(at + 1, min(last, at + 400)) if s.lower[t] == ";"), last)
    joined = s.lower[at + 1] in _ALSO
    part = s.trim((at + 1, stop - (s.lower[stop - 1] == ".")))
    if part[1] - part[0] < 2 or s.lower[part[0]] in OPENING_MARKS:
        return None
    if s.lower[at] == ":":
        return part
    quoted = s.lower[before[1] - 1] in _CLOSERS or s.lower[group.start - 1] in _CLOSERS
    told = keys[bisect_left(keys, part[0]) : bisect_left(keys, part[1])]
    if quoted or any(s.dep[k] not in ("relcl", "acl", "amod") for k in told):
        return None  # the next speaker's, or the outlet's beside a quotation
    own = _clause(s, part)
    if s.lower[before[0]] == "it" and before[1] - before[0] <= _EMPTY and s.lower[part[0]] in ("to", "for", "that"):
        return part  # "It would be wise, the mayor said, to stay below"
    if s.lower[at] == ";":
        return part if own else None
    if s.tag[part[0]] in ("MD", "VB") or (s.dep[part[0]] == "conj" and s.tag[part[0]] == "VBP"):
        return part
    if not _finite(s, before):
        return part if own or s.tag[part[0]] in _FINITE else None
    return part if joined and own else None


def _finite(s: Syntax, part: TokenRange) -> bool:
    """Whether a main clause stands in `part`: a finite verb that no relative pronoun and no conjunction leads."""
    return any(
        s.tag[t] in _FINITE and not _relative(s, t, part[0]) and s.tag[part[0]] not in ("IN", "WP", "WRB")
        for t in range(*part)
    )


def _clause(s: Syntax, part: TokenRange) -> bool:
    """Whether a clause with a subject of its own stands in `part`, no relative one."""
    if s.lower[part[0]] in _RELATIVES or s.tag[part[0]] in ("VBG", "WP", "WDT", "WRB"):
        return False
    return any(
        s.tag[t] in _FINITE and any(s.tag[u] in _HEADS or s.tag[u] in ("EX", "CD", "DT") for u in range(part[0], t))
        for t in range(part[0] + 1, part[1])
    )
