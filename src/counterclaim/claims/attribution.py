"""Who says what: source, cue and content of every attribution in a parsed report.

In: the `Syntax` of a report and its quotations. Out: `AttributionReading`s in the order of their cues, with at
most one per cue. Guarantee: ranges lie inside the text, a source never overlaps its cue, content is
never empty. Rules are frames over the tables in reference/cues.toml; each reading names its frame.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from counterclaim.claims.answer_cues import (
    BARE,
    asked,
    asked_before,
    bare_answer,
    by_reckoning,
    came_from,
    figure_of,
    unanswered,
)
from counterclaim.claims.complements import FINDERS, PREPOSITIONAL
from counterclaim.claims.continued import go_on
from counterclaim.claims.cues import Cue, Cues
from counterclaim.claims.frames import (
    EMPTY_SUBJECTS,
    PARTING,
    after_semicolon,
    agent_of,
    can_hold,
    clause_extent,
    clause_range,
    closing_commas,
    closing_speaker,
    cue_range,
    dative,
    is_passive,
    merge,
    negative_pair,
    source_as_it_stands,
    source_range,
    subject_before,
    subject_of,
    without,
)
from counterclaim.claims.idioms import NO_WORDS, read_claimed, read_idiom, read_no_word, with_circumstances
from counterclaim.claims.interposed import interpose
from counterclaim.claims.nominal_cues import adjective, holder, noun
from counterclaim.claims.phrasal_cues import according, adverb, colon, fronted, seeming
from counterclaim.claims.quotations import Quotation
from counterclaim.claims.quoted import Quoted
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.set_phrases import SET_PHRASES, pairs_off, phrase_end, withholds_name
from counterclaim.claims.syntax import SUBJECTS, Syntax
from counterclaim.reference import Reference

#: Participles looked at for the place where a speaker goes on.
_MOST_ADDED = 8
#: What somebody is let to do who is told.
_KNOWING = frozenset({"know", "understand"})
#: Tags, cut to two letters, of a name.
_NAMED = frozenset({"NN", "DT", "IN", "PO"})
#: Kinds of cues whose content is held by a mind: thoughts, wishes, attitudes.
_HELD = frozenset({"belief", "wish", "support"})
#: Verbs with a clause that attribute nothing, though their syntax looks alike.
_NOT_CUES = frozenset(
    "be have do make let get help ensure cause force keep enable leave mean require take come go seem "
    "appear happen turn prevent stop start begin bring put prove depend become emerge mean".split()
)


class AttributionReader:
    """Finds attributions by frames: verbs, nouns, phrases, quotations."""

    def __init__(self, reference: Reference) -> None:
        self.cues = Cues(reference)

    def read(self, syntax: Syntax, quotations: list[Quotation]) -> list[AttributionReading]:
        """All attributions of a report, in the order of their cues."""
        by_cue: dict[int, AttributionReading] = {}
        _mend(syntax, self.cues)
        syntax.cue_nouns = frozenset(
            i for i, tag in enumerate(syntax.tag) if tag[:2] == "NN" and syntax.lemma[i].lower() in self.cues.nouns
        )
        syntax.speaking = frozenset(
            i for i, tag in enumerate(syntax.tag) if tag[:1] == "V" and syntax.lemma[i] in self.cues.speech
        )
        syntax.closing = closing_commas(syntax)
        for i in range(len(syntax)):
            tag = syntax.tag[i]
            if syntax.lower[i] == "according":
                found = according(syntax, i)
            elif tag[:1] == "V":
                found = asked(syntax, i, self.cues) or self._verb(syntax, i) or adjective(syntax, i, self.cues)
            elif syntax.lemma[i].lower() in NO_WORDS and (silence := read_no_word(syntax, i)) is not None:
                found = silence
            elif syntax.lower[i] == "claim" and (owned := read_claimed(syntax, i)) is not None:
                found = owned
            elif tag[:2] == "NN":
                found = self._noun(syntax, i)
            elif tag[:2] == "JJ":
                found = adjective(syntax, i, self.cues)
            elif syntax.lower[i] == ":":
                found = colon(syntax, i)
            elif tag == "RB" and syntax.lower[i] in self.cues.hedge_adverbs:
                found = adverb(syntax, i)
            elif tag == "IN" and syntax.lower[i] in ("by", "on", "in"):
                found = by_reckoning(syntax, i, self.cues)
                if found is None and syntax.lower[i] == "in":
                    found = fronted(syntax, i, self.cues)
            else:
                continue
            if found is not None:
                by_cue.setdefault(found.cue_head, found)
        by_cue.update(interpose(syntax, by_cue, self.cues))
        by_cue.update(go_on(syntax, by_cue, self.cues))
        _drop_inside_phrases(syntax, by_cue)
        quoted = Quoted(syntax, quotations, by_cue, self.cues)
        quoted.attribute()
        cited = {
            r.cue_head: phrase_end(syntax, r.source_head)
            for r in by_cue.values()
            if r.frame == "citing" and r.source_head is not None
        }
        added = _added(syntax, by_cue)
        kept = (
            _clean(syntax, quoted.settle(_own_clause(syntax, r, added, quoted)), cited)
            for _, r in sorted(by_cue.items())
        )
        return [r for r in kept if r.content]

    def _noun(self, s: Syntax, i: int) -> AttributionReading | None:
        lemma, cues = s.lemma[i].lower(), self.cues
        found = figure_of(s, i, cues)
        if found is None and i in s.cue_nouns:
            found = came_from(s, i, cues) or noun(s, i, cues)
        if found is None and lemma in cues.asking:
            found = unanswered(s, i, cues)
        if found is not None or i in s.cue_nouns:
            return found
        if lemma in cues.attitude_nouns:
            return noun(s, i, cues)
        return holder(s, i) if lemma in cues.holders else None

    def _let_know(self, s: Syntax, i: int) -> AttributionReading | None:
        """ "The army let it be known that X", "let the diggers know that X"."""
        let = s.head[i]
        head, clause = subject_of(s, let), s.child(i, "ccomp")
        if head is None or s.lower[head] in EMPTY_SUBJECTS or not can_hold(s, head):
            return None
        start = s.edges(clause)[0] if clause is not None else i + 1
        end = clause_range(s, clause)[1] if clause is not None else s.sentence_range(i)[0]
        fronted = s.closing.get(s.sentence(i))
        if clause is None and fronted is not None and fronted < let:
            start, end = s.sentence_range(i)[0], fronted
        if end <= start:
            return None
        source = source_range(s, head, let)
        return AttributionReading(
            source=(source,),
            source_head=head,
            cue=((cue_range(s, let)[0], i + 1),),
            cue_head=i,
            content=tuple(without([(start, end)], [source, (let, i + 1)])),
            stance="asserts",
            frame="verb:let:clause",
        )

    # -- verbs ---------------------------------------------------------------------------------

    def _verb(self, s: Syntax, i: int) -> AttributionReading | None:
        lemma = s.lemma[i]
        if pairs_off(s, i) and negative_pair(s, s.head[i]):
            return None  # the second half of "neither confirmed nor denied"
        if withholds_name(s, i):
            return None
        for phrase in SET_PHRASES:
            special = phrase(s, i, self.cues)
            if special is not None:
                return special
        if lemma == "ask" and (question := asked_before(s, i)) is not None:
            return question
        if lemma in _KNOWING and s.lemma[s.head[i]] == "let":
            return self._let_know(s, i)
        if lemma in self.cues.seeming:
            return seeming(s, i)
        set_phrase = read_idiom(s, i, self.cues.idioms.get(lemma, ()))
        if set_phrase is not None:
            return set_phrase
        for cue in self.cues.verbs.get(lemma, ()):
            found = self._frames(s, i, cue)
            if found is not None:
                return found
        if (bare := bare_answer(s, i, self.cues)) is not None:
            return bare
        if any("quote" in cue.frames for cue in self.cues.verbs.get(lemma, ())):
            return self._closing(s, i)
        if lemma not in self.cues.verbs and lemma not in _NOT_CUES:
            return self._open_class(s, i)
        return None

    def _frames(self, s: Syntax, i: int, cue: Cue) -> AttributionReading | None:
        passive = is_passive(s, i)
        if passive and cue.lemma in self.cues.hedge_passives:
            found = self._hedged_passive(s, i, cue)
            if found is not None:
                return found
        for frame, finder in FINDERS:
            if frame not in cue.frames:
                continue
            content, target = finder(s, i, passive)
            if content and cue.kind in ("record", "document") and not passive:
                end = clause_extent(s, i)[1]
                content = merge([*content, (content[0][0], end - (s.lower[end - 1] == "."))])
            if content and frame == "object" and cue.stance != "asserts" and not passive and content[0][0] > i:
                content = [(content[0][0], with_circumstances(s, i, content[-1][1]))]
            if content:
                return self._build(s, i, cue, content, frame, target=target, passive=passive)
        return None

    def _build(
        self,
        s: Syntax,
        i: int,
        cue: Cue,
        content: list[TokenRange],
        frame: str,
        *,
        target: int | None = None,
        passive: bool = False,
    ) -> AttributionReading | None:
        holds, head = self._source_head(s, i, cue, frame, passive=passive)
        if not holds:
            return None
        words = [cue_range(s, i)]
        issuer = self._issuer(s, i, head)
        if issuer is not None:
            head, words = issuer, [(cue_range(s, s.head[s.head[i]])[0], i + 1)]
        source = (source_as_it_stands(s, head, i),) if head is not None else ()
        if frame in PREPOSITIONAL and s.lower[content[0][0] - 1] == frame and content[0][0] > i:
            words = merge([*words, (content[0][0] - 1, content[0][0])])
        relay = dative(s, i) if cue.lemma == "tell" else ()
        return AttributionReading(
            source=source,
            source_head=head,
            cue=tuple(words),
            cue_head=i,
            content=tuple(without(content, [*source, *words])),
            stance=cue.stance,
            frame=f"verb:{cue.lemma}:{frame}",
            kind="support" if cue.kind == "document" else cue.kind,
            hedge=cue.hedge,
            negated=s.child(i, "neg") is not None,
            relay=relay,
            target=target,
        )

    def _source_head(self, s: Syntax, i: int, cue: Cue, frame: str, *, passive: bool) -> tuple[bool, int | None]:
        """Whether there can be an attribution, and the head of its source where one is named."""
        head = agent_of(s, i) if passive else subject_of(s, i)
        active = not passive and head is not None and s.lower[head] == "it"
        speaks = active and ("quote" in cue.frames or cue.kind == "record")
        if head is not None and s.lower[head] in EMPTY_SUBJECTS and s.dep[head] in SUBJECTS and not speaks:
            if frame == "object" or s.tag[head] in ("WDT", "WP"):
                return False, None
            head = None
        if head is None and not passive:
            if s.tag[i] in ("VBD", "VBZ", "VBP") and s.child(i, "nsubj", "expl") is None:
                head = subject_before(s, i)
                if head is None and s.dep[i] != "advcl":
                    return False, None
            if head is None and s.tag[i] in ("VB", "VBG", "VBN") and s.child(i, "expl", "nsubj") is None:
                return False, None
            if head is None and (frame in PREPOSITIONAL or frame in ("object", "infinitive", "as")):
                return False, None
        if cue.kind == "document":
            return head is not None and s.lemma[head].lower() in self.cues.documents, head
        return head is None or cue.kind not in _HELD or can_hold(s, head), head

    def _issuer(self, s: Syntax, i: int, head: int | None) -> int | None:
        """ "The ministry released a statement saying X": who released it, where no one else owns it."""
        if head is None or s.dep[i] != "acl" or s.head[i] != head or s.dep[head] != "dobj":
            return None
        verb = s.head[head]
        if s.lemma[head].lower() not in self.cues.documents or s.lemma[verb] not in self.cues.lending_verbs:
            return None
        return subject_of(s, verb) if s.child(head, "poss") is None and not is_passive(s, verb) else None

    def _closing(self, s: Syntax, i: int) -> AttributionReading | None:
        head = closing_speaker(s, i)
        if head is None:
            return None
        start, end = s.edges(head)
        cue = next(c for c in self.cues.verbs[s.lemma[i]] if "quote" in c.frames)
        return AttributionReading(
            source=(s.trim((start, min(end, i))),),
            source_head=head,
            cue=((i, i + 1),),
            cue_head=i,
            content=((s.sentence_range(i)[0], start),),
            stance=cue.stance,
            frame=f"verb:{cue.lemma}:closing",
            kind=cue.kind,
            hedge=cue.hedge,
        )

    def _open_class(self, s: Syntax, i: int) -> AttributionReading | None:
        """A verb that no table lists, with a that-clause under a subject that can speak."""
        clause = s.child(i, "ccomp")
        if clause is None or clause < i or is_passive(s, i):
            return None
        mark = s.child(clause, "mark")
        if mark is None or s.lower[mark] != "that" or any(t in s.cue_nouns for t in range(i + 1, mark)):
            return None
        cue = Cue(lemma=s.lemma[i], stance="asserts", frames=frozenset({"clause"}), kind="open", hedge=False)
        found = self._build(s, i, cue, [clause_range(s, clause)], "open-class")
        return found if found is not None and found.source_head is not None else None

    def _hedged_passive(self, s: Syntax, i: int, cue: Cue) -> AttributionReading | None:
        """ "It is feared that X", "X is believed to have Y-ed": somebody says so, nobody is named."""
        agent = agent_of(s, i)
        clause, infinitive = s.child(i, "ccomp"), s.child(i, "xcomp")
        subject = s.child(i, "nsubjpass", "nsubj")
        if clause is not None:
            content = [clause_range(s, clause)]
        elif infinitive is not None and s.tag[infinitive] in ("VB", "VBN", "VBG", "JJ") and subject is not None:
            content = [s.edges(subject), s.edges(infinitive)]
        else:
            return None
        source = (source_range(s, agent, i),) if agent is not None else ()
        return AttributionReading(
            source=source,
            source_head=agent,
            cue=(cue_range(s, i),),
            cue_head=i,
            content=tuple(without(content, [*source, cue_range(s, i)])),
            stance="accuses" if cue.stance == "accuses" and agent is not None else "asserts",
            frame=f"verb:{cue.lemma}:passive",
            hedge=agent is None,
        )


def _mend(s: Syntax, cues: Cues) -> None:
    """Verbs that the tagger took for nouns ("the agency projects that"), and the reverse, put right (in place)."""
    for i, tag in enumerate(s.tag):
        word = s.lower[i]
        if tag == "NNS" and s.dep[i] == "ROOT" and word.endswith("s") and word[:-1] in cues.verbs:
            if s.child(i, "nsubj") is not None and s.child(i, "ccomp") is not None:
                s.tag[i], s.lemma[i] = "VBZ", word[:-1]
        elif tag == "VBZ" and word[:-1] in cues.nouns and _is_talk(s, i, cues):
            s.tag[i], s.lemma[i] = "NNS", word[:-1]  # "said that reports that its men had fled were false"
        elif tag == "VB" and s.dep[i] == "nsubj" and word in cues.nouns:
            s.tag[i] = "NN"
        elif tag == "NNS" and word[:-1] in cues.speech and 1 < i < len(s) - 1 and s.tag[i - 1][:3] == "NNP":
            named = next((t for t in range(i - 1, max(0, i - _MOST_ADDED), -1) if s.lower[t] == ","), None)
            if (
                named is not None
                and s.lower[i + 1] in (",", ".")
                and all(s.tag[t][:2] in _NAMED for t in range(named + 1, i))
            ):
                s.tag[i], s.lemma[i] = "VBZ", word[:-1]  # "By spring, UNICEF projects, all will be hungry"


def _is_talk(s: Syntax, i: int, cues: Cues) -> bool:
    """Whether "reports" is a noun though the tagger took it for a verb: it opens a clause and has one of its own."""
    if not 1 < i < len(s) - 1 or s.lower[i + 1] not in ("that", "of", "by"):
        return False
    if s.tag[i - 2][:1] == "V" and s.dep[i] == "ccomp":
        return s.lower[i - 1] == "that" or (s.lower[i - 1] in cues.demonyms and s.dep[i - 1] == "dobj")
    opens = s.dep[i] in ("csubj", "nsubj", "csubjpass")
    return opens and (s.lower[i - 1] in ("that", ",") or s.tag[i - 1][:1] == "V")


def _drop_inside_phrases(s: Syntax, by_cue: dict[int, AttributionReading]) -> None:
    """ "Has yet to confirm": the set phrase is one cue, and its words are none of their own."""
    taken = {
        token: head
        for head, reading in by_cue.items()
        if reading.frame.startswith("idiom:")
        for start, end in reading.cue
        for token in range(start, end)
    }
    silent = {head for head, reading in by_cue.items() if reading.frame == "silence"}
    for head in [h for h in by_cue if taken.get(h, h) != h or (s.dep[h] == "xcomp" and s.head[h] in silent)]:
        del by_cue[head]


def _clean(s: Syntax, reading: AttributionReading, cited: dict[int, int]) -> AttributionReading:
    """`reading` with content as a reader would underline it; `cited` gives where each "citing X" ends."""
    parts = [s.trim((max(a, cited.get(a, a)), b)) for a, b in merge(list(reading.content))]
    kept = tuple(p for p in parts if any(s.doc[t].is_alpha or s.doc[t].like_num for t in range(*p)))
    cue = without(list(reading.cue), reading.source)
    return replace(reading, content=kept, cue=tuple(cue) or reading.cue)


def _added(s: Syntax, by_cue: dict[int, AttributionReading]) -> list[tuple[int, int]]:
    """Participles by which a speaker goes on (", adding that"), in order, each with its speaker's head."""
    return [
        (i, r.source_head)
        for i, r in sorted(by_cue.items())
        if r.source_head is not None and i and s.tag[i] == "VBG" and s.lower[i - 1] in PARTING
    ]


def _own_clause(
    s: Syntax, reading: AttributionReading, added: list[tuple[int, int]], quoted: Quoted
) -> AttributionReading:
    """`reading` without what a semicolon parts from its cue, and without what its speaker goes on to say."""
    if reading.frame == BARE:
        return reading
    parts = []
    for part in reading.content:
        start, end = after_semicolon(s, part, reading.cue_head, lambda t: quoted.quotation_of(t) is not None)
        first = bisect_left(added, (start + 1, 0))
        for i, head in added[first : first + _MOST_ADDED]:
            if i < end and head == reading.source_head and i > reading.cue_head:
                end = i
                break
        if start < end:
            parts.append((start, end))
    return replace(reading, content=tuple(parts))
