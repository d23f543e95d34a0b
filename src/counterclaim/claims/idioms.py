"""Set phrases that attribute: "turned down the offer", "pointed the finger at", "had nothing to add".

In: a verb and the table reference/idioms.toml. Out: the attribution of the first phrase that fits. Guarantee: each
fixed word depends on the verb, directly or through the others, and stands behind it in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from counterclaim.claims.frames import agent_of, clause_extent, cue_range, is_passive, source_range, subject_of, without
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.syntax import Syntax
from counterclaim.records import Stance

#: At most so many tokens stand between two fixed words.
_GAP = 7
#: At most so many, where the object stands between them: "held the generals and their backers abroad responsible".
_OBJECT = 14
#: At most so many steps up from a fixed word to its verb.
_CLIMB = 4
_CLAUSES = frozenset({"ccomp", "relcl", "advcl", "csubj", "parataxis"})
_NEGATIVE = frozenset({"not", "n't", "n’t", "never", "nor", "neither"})
#: Where and when somebody speaks, not what is said.
_OCCASIONS = frozenset(
    "statement interview briefing conference speech letter message post tweet communique address session meeting "
    "week month year morning night evening yesterday telegram x facebook call note report release video".split()
)
_WHEN = frozenset({"on", "in", "at", "during", "via", "through"})
#: What was not heard: "there was no word from the army".
NO_WORDS = frozenset({"comment", "response", "word", "reaction", "reply", "statement", "confirmation", "answer"})
_NOBODY = frozenset({"no", "nobody", "none", "neither"})
#: "Will have no part in it" turns down by itself.
_NOTHING = frozenset({"no", "none", "nothing"})
#: Subjects that say nothing themselves: "calls were not returned", "it could not be reached".
_CALLS = frozenset({"call", "message", "request", "email", "e-mail", "question", "query", "attempt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Idiom:
    """A set phrase: its verb, the words that follow, and where its content is."""

    verb: str
    words: tuple[frozenset[str], ...]
    stance: Stance
    content: Literal["object", "rest", "self", "subject"]
    negated: bool
    passive: bool


def compile_idioms(table: Mapping[str, Any]) -> dict[str, tuple[Idiom, ...]]:
    """The idioms of reference/idioms.toml by their verbs, the longest first."""
    found: dict[str, list[Idiom]] = {}
    for row in table["idiom"]:
        for phrase in row["phrases"]:
            verbs, *words = phrase.split()
            for verb in verbs.split("|"):
                idiom = Idiom(
                    verb=verb,
                    words=tuple(frozenset(word.split("|")) for word in words),
                    stance=row["stance"],
                    content=row["content"],
                    negated=bool(row.get("negated", False)),
                    passive=bool(row.get("passive", False)),
                )
                found.setdefault(verb, []).append(idiom)
    return {verb: tuple(sorted(idioms, key=lambda idiom: -len(idiom.words))) for verb, idioms in found.items()}


def read_idiom(s: Syntax, i: int, idioms: Iterable[Idiom]) -> AttributionReading | None:
    """The attribution that verb `i` makes in the first of `idioms` that holds."""
    if s.dep[i] == "pcomp":
        return None  # "by lashing out at Pakistan, they hope": a deed by which something is done
    modal = any(s.dep[c] == "aux" and s.tag[c] == "MD" for c in s.children[i])
    for idiom in idioms:
        flat = idiom.stance in ("rejects", "denies") and any(word & _NOTHING for word in idiom.words)
        if modal and flat and idiom.stance == "denies":
            idiom = replace(idiom, stance="rejects")  # "will have no part in the vote"
        if modal and idiom.stance != "no_comment" and not (idiom.negated or flat):
            continue  # "would not agree to": announced, not said
        last = _last_word(s, i, idiom)
        if last is None or (idiom.negated and not _negated(s, i)) or (idiom.passive and not is_passive(s, i)):
            continue
        found = _build(s, i, idiom, last)
        if found is not None:
            return found
    return None


def read_no_word(s: Syntax, i: int) -> AttributionReading | None:
    """ "There was no immediate comment from the army": a silence that the outlet tells."""
    source = next((c for c in s.children[i] if s.dep[c] == "prep" and s.lower[c] in ("from", "by")), None)
    if source is None and s.tag[s.head[i]][:1] == "V":
        source = next((c for c in s.children[s.head[i]] if s.dep[c] == "prep" and s.lower[c] == "from"), None)
    if source is None:
        ready = s.child(s.head[i], "acomp")  # "no comment was available from the ministry"
        source = next((c for c in s.children[ready] if s.lower[c] == "from"), None) if ready is not None else None
    none = any(s.lower[c] in ("no", "neither") and c < i for c in s.children[i])
    head = s.child(source, "pobj") if source is not None and source > i and none else None
    if head is None:
        return None
    start = min(c for c in s.children[i] if s.lower[c] in ("no", "neither"))
    return AttributionReading(
        source=(source_range(s, head, i),),
        source_head=head,
        cue=((start, i + 1),),
        cue_head=i,
        content=(s.trim((start, s.sentence_range(i)[1])),),
        stance="no_comment",
        frame="idiom:no-word",
    )


def read_claimed(s: Syntax, i: int) -> AttributionReading | None:
    """ "The Front's claim of responsibility for the bombing", "a claim of responsibility came from the Front"."""
    of = next((c for c in s.children[i] if s.lower[c] == "of"), None)
    what = s.child(of, "pobj") if of is not None else None
    if what is None or s.lower[what] != "responsibility":
        return None
    head = s.child(i, "poss")
    above = s.head[i]
    for near in (i, what, above):
        by = next((c for c in s.children[near] if s.lower[c] in ("by", "from") and c > i), None)
        head = head if head is not None or by is None else s.child(by, "pobj")
    if head is None:
        return None
    deed = next((c for n in (what, i) for c in s.children[n] if s.lower[c] == "for"), None)
    content = s.edges(deed) if deed is not None else (i, what + 1)
    return AttributionReading(
        source=(source_range(s, head, i),),
        source_head=head,
        cue=((i, what + 1),),
        cue_head=i,
        content=(s.trim(content),),
        stance="claims_responsibility",
        frame="idiom:claim-of-responsibility",
    )


def _last_word(s: Syntax, i: int, idiom: Idiom) -> int | None:
    """The last fixed word, where all of them stand behind the verb in order."""
    end = s.sentence_range(i)[1]
    at = i
    for word in idiom.words:
        first = at == i
        stop = min(at + (_OBJECT if first and idiom.content == "object" else _GAP), end)
        found = next((t for t in range(at + 1, stop) if _is(s, t, word) and _hangs(s, t, i, first)), None)
        if found is None:
            return None
        at = found
    return at


def _is(s: Syntax, t: int, word: frozenset[str]) -> bool:
    return s.lower[t] in word or s.lemma[t].lower() in word


def _hangs(s: Syntax, t: int, verb: int, first: bool) -> bool:
    """Whether `t` belongs to the phrase; a preposition right after the verb is the verb's own ("call on")."""
    if first and s.tag[t] in ("IN", "RP") and s.head[t] != verb:
        return False
    return _below(s, t, verb)


def _below(s: Syntax, t: int, verb: int) -> bool:
    """Whether `t` hangs on the verb, with no clause of its own between them."""
    for _ in range(_CLIMB):
        if t == verb:
            return True
        if s.dep[t] in _CLAUSES and (s.tag[t] != "VB" or s.child(t, "nsubj", "nsubjpass") is not None):
            return False
        t = s.head[t]
    return t == verb


def _negated(s: Syntax, i: int) -> bool:
    subject = s.child(i, "nsubj", "nsubjpass")
    nobody = subject is not None and s.lower[s.edges(subject)[0]] in _NOBODY
    return nobody or any(s.lower[c] in _NEGATIVE for c in s.children[i])


def _build(s: Syntax, i: int, idiom: Idiom, last: int) -> AttributionReading | None:
    if idiom.content == "subject":
        return _drawn(s, i, idiom, last)
    passive = is_passive(s, i)
    silent = idiom.stance == "no_comment"
    if idiom.stance == "rejects" and _negated(s, i) and not idiom.negated and s.child(i, "ccomp") is not None:
        idiom = replace(idiom, stance="asserts", negated=True)  # "did not rule out that its shells fell short"
    head = agent_of(s, i) if passive and not (silent and idiom.passive) else subject_of(s, i)
    if head is None or (silent and s.lemma[head].lower() in _CALLS):
        return None
    if idiom.stance == "claims_responsibility" and (_negated(s, i) or s.lower[s.edges(head)[0]] in _NOBODY):
        return None  # "no group has claimed responsibility"
    source = source_range(s, head, i)
    content = [p for p in _content(s, i, idiom, last, passive) if p[1] > p[0]]
    cue = cue_range(s, i)
    content = without(content, [source] if silent else [source, cue])
    if not content:
        return None
    return AttributionReading(
        source=(source,),
        source_head=head,
        cue=(cue,) if idiom.content == "object" else ((cue[0], last + 1),),
        cue_head=i,
        content=tuple(content),
        stance=idiom.stance,
        frame=f"idiom:{idiom.verb}",
        negated=not silent and not idiom.negated and _negated(s, i),
        target=s.child(i, "dobj") if idiom.stance == "accuses" else None,
    )


def _drawn(s: Syntax, i: int, idiom: Idiom, last: int) -> AttributionReading | None:
    """ "The strike drew condemnation from Jordan": the subject is judged by whom the last word brings in."""
    head, thing = s.child(last, "pobj"), s.child(i, "nsubj")
    if head is None or thing is None:
        return None
    return AttributionReading(
        source=(source_range(s, head, i),),
        source_head=head,
        cue=((i, last),),
        cue_head=i,
        content=(s.trim(s.edges(thing)),),
        stance=idiom.stance,
        frame=f"idiom:{idiom.verb}",
    )


def own_end(s: Syntax, i: int, last: int) -> int:
    """Where the verb's clause ends: before the next thing that its subject does."""
    end = clause_extent(s, i)[1]
    for c in s.children[i]:
        if s.dep[c] == "conj" and c > last and s.tag[c][:1] == "V":
            before = [t for t in range(last + 1, s.edges(c)[0]) if s.dep[t] == "cc" and s.head[t] == i]
            end = min(end, *before, s.edges(c)[0])
    return end


def with_circumstances(s: Syntax, i: int, end: int) -> int:
    """Where an object ends with what the parser hung on its verb: "promised elections | within five years".

    A date and the occasion of speaking stay outside: "condemned the raid | in a statement on Monday".
    """
    stop = own_end(s, i, end - 1)
    for c in s.children[i]:
        if s.dep[c] != "prep" or c < end or c >= stop or s.edges(c)[0] != end:
            continue
        thing = s.child(c, "pobj")
        if s.lower[c] in _WHEN and (
            s.lemma[thing].lower() in _OCCASIONS or s.lower[thing].endswith("day") if thing else False
        ):
            break
        end = min(stop, s.edges(c)[1])
    return end


def _content(s: Syntax, i: int, idiom: Idiom, last: int, passive: bool) -> list[TokenRange]:
    end = own_end(s, i, last)
    if idiom.content == "self":
        return [s.trim((i, max(end, last + 1)))]
    if idiom.content == "rest" and any(s.dep[c] == "ccomp" and c < i for c in s.children[i]):
        return []  # "He had signed it himself, the colonel confessed to the tribunal"
    if idiom.content == "rest":
        return [s.trim((last + 1, end))] if end > last + 1 else []
    thing = s.child(i, "nsubjpass") if passive else s.child(i, "dobj")
    if thing is None:
        thing = s.child(last, "pobj")  # "voted down the plan", with "down" as a preposition
    if thing is None:
        return [s.trim((last + 1, end))] if not passive and end > last + 1 else []  # "ruled out paying"
    parts = [s.edges(thing)]
    if s.dep[last] == "prep" or idiom.stance == "accuses":
        parts.append((last + 1, end))
    return [s.trim(p) for p in parts if p[1] > p[0]]
