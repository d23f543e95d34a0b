"""Who says what: source, cue and content of every attribution in a parsed report.

In: the `Syntax` of a report and its quotations. Out: `AttributionReading`s in the order of their cues, with at
most one per cue. Guarantee: ranges lie inside the text, a source never overlaps its cue, content is
never empty. Rules are frames over the tables in reference/cues.toml; each reading names its frame.
"""

from __future__ import annotations

from dataclasses import replace

from counterclaim.claims.complements import FINDERS, PREPOSITIONAL
from counterclaim.claims.cues import Cue, Cues
from counterclaim.claims.frames import (
    EMPTY_SUBJECTS,
    after_semicolon,
    agent_of,
    can_hold,
    clause_around,
    clause_extent,
    clause_range,
    closing_speaker,
    comma_after,
    cue_range,
    dative,
    is_passive,
    merge,
    negative_pair,
    source_as_it_stands,
    source_range,
    subject_of,
    without,
)
from counterclaim.claims.idioms import read_idiom
from counterclaim.claims.nominal_cues import adjective, noun
from counterclaim.claims.quotations import Quotation
from counterclaim.claims.quoted import Quoted
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.set_phrases import SET_PHRASES
from counterclaim.claims.syntax import SUBJECTS, Syntax
from counterclaim.reference import Reference

#: Kinds of cues whose content is held by a mind: thoughts, wishes, attitudes.
_HELD = frozenset({"belief", "wish", "support"})
#: A name before a colon: at most so many tokens, all of these tags.
_LONGEST_NAME = 8
_NAME_TAGS = frozenset({"NNP", "NNPS", "NN", "JJ", "DT", "POS", "IN", ",", "HYPH"})
#: Verbs with a clause that attribute nothing, though their syntax looks alike.
_NOT_CUES = frozenset(
    "be have do make let get help ensure cause force allow keep enable leave mean require take come go seem "
    "appear happen turn prevent stop start begin bring put prove depend".split()
)


class AttributionReader:
    """Finds attributions by frames: verbs, nouns, phrases, quotations."""

    def __init__(self, reference: Reference) -> None:
        self.cues = Cues(reference)

    def read(self, syntax: Syntax, quotations: list[Quotation]) -> list[AttributionReading]:
        """All attributions of a report, in the order of their cues."""
        by_cue: dict[int, AttributionReading] = {}
        syntax.cue_nouns = frozenset(
            i for i, tag in enumerate(syntax.tag) if tag[:2] == "NN" and syntax.lemma[i].lower() in self.cues.nouns
        )
        for i in range(len(syntax)):
            tag = syntax.tag[i]
            if syntax.lower[i] == "according":
                found = self._according(syntax, i)
            elif tag[:1] == "V":
                found = self._verb(syntax, i) or adjective(syntax, i, self.cues)
            elif i in syntax.cue_nouns:
                found = noun(syntax, i, self.cues)
            elif tag[:2] == "NN" and syntax.lemma[i].lower() in self.cues.attitude_nouns:
                found = noun(syntax, i, self.cues)
            elif tag[:2] == "JJ":
                found = adjective(syntax, i, self.cues)
            elif syntax.lower[i] == ":":
                found = self._colon(syntax, i)
            elif tag == "RB" and syntax.lower[i] in self.cues.hedge_adverbs:
                found = self._adverb(syntax, i)
            else:
                continue
            if found is not None:
                by_cue.setdefault(found.cue_head, found)
        quoted = Quoted(syntax, quotations, by_cue, self.cues)
        quoted.attribute()
        kept = (_clean(syntax, quoted.settle(r)) for _, r in sorted(by_cue.items()))
        return [r for r in kept if r.content]

    # -- verbs ---------------------------------------------------------------------------------

    def _verb(self, s: Syntax, i: int) -> AttributionReading | None:
        lemma = s.lemma[i]
        if lemma == "deny" and s.dep[i] == "conj" and s.lemma[s.head[i]] == "confirm" and negative_pair(s, s.head[i]):
            return None  # the second half of "neither confirmed nor denied"
        for phrase in SET_PHRASES:
            special = phrase(s, i, self.cues)
            if special is not None:
                return special
        set_phrase = read_idiom(s, i, self.cues.idioms.get(lemma, ()))
        if set_phrase is not None:
            return set_phrase
        for cue in self.cues.verbs.get(lemma, ()):
            found = self._frames(s, i, cue)
            if found is not None:
                return found
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
            if content and cue.kind == "record" and not passive:
                content = merge([*content, (content[0][0], clause_extent(s, i)[1])])
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
        head = agent_of(s, i) if passive else subject_of(s, i)
        active = not passive and head is not None and s.lower[head] == "it"
        speaks = active and ("quote" in cue.frames or cue.kind == "record")
        if head is not None and s.lower[head] in EMPTY_SUBJECTS and s.dep[head] in SUBJECTS and not speaks:
            if frame == "object" or s.tag[head] in ("WDT", "WP"):
                return None
            head = None
        expletive = s.child(i, "expl") is not None or s.child(i, "nsubj") is not None
        if head is None and not passive and not expletive and s.tag[i] in ("VB", "VBG", "VBN"):
            return None
        if head is None and not passive and (frame in PREPOSITIONAL or frame in ("object", "infinitive", "as")):
            return None
        if head is not None and cue.kind in _HELD and not can_hold(s, head):
            return None
        source = (source_as_it_stands(s, head, i),) if head is not None else ()
        words = [cue_range(s, i)]
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
            kind=cue.kind,
            hedge=cue.hedge,
            negated=s.child(i, "neg") is not None,
            relay=relay,
            target=target,
        )

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

    # -- nouns, phrases, adverbs ---------------------------------------------------------------

    def _according(self, s: Syntax, i: int) -> AttributionReading | None:
        to = i + 1
        if to >= len(s) or s.lower[to] != "to":
            return None
        head = s.child(to, "pobj")
        if head is None:
            head = next((c for c in s.children[i] if s.dep[c] in ("pobj", "dep") and c > to), None)
        if head is None:
            return None
        start, end = s.edges(head)
        source = (max(start, to + 1), end)
        sent = s.sentence_range(i)
        source = (source[0], min(source[1], comma_after(s, head, sent[1])))
        content = clause_around(s, sent, (i, source[1]))
        return AttributionReading(
            source=(source,),
            source_head=head,
            cue=((i, to + 1),),
            cue_head=i,
            content=tuple(content),
            stance="asserts",
            frame="according",
        )

    def _colon(self, s: Syntax, i: int) -> AttributionReading | None:
        """ "Mujahid: our forces ...": a sentence that begins with a name and a colon."""
        start, end = s.sentence_range(i)
        name = s.trim((start, i))
        if not 0 < name[1] - name[0] <= _LONGEST_NAME or end - i < 4:
            return None
        if not all(s.tag[t] in _NAME_TAGS for t in range(*name)) or len(s.words(name)) < 3:
            return None
        if s.tag[name[1] - 1][:3] != "NNP" or s.lower[name[1] - 1] in ("note", "update", "watch", "video", "read"):
            return None
        return AttributionReading(
            source=(name,),
            source_head=name[1] - 1,
            cue=((i, i + 1),),
            cue_head=i,
            content=((i + 1, end),),
            stance="asserts",
            frame="colon",
        )

    def _adverb(self, s: Syntax, i: int) -> AttributionReading | None:
        """ "Reportedly": the clause around it is claimed by somebody who is not named."""
        verb = s.head[i]
        if verb == i or s.tag[verb][:1] not in ("V", "N", "J"):
            return None
        return AttributionReading(
            source=(),
            source_head=None,
            cue=((i, i + 1),),
            cue_head=i,
            content=tuple(without([clause_extent(s, verb)], [(i, i + 1)])),
            stance="asserts",
            frame="adverb",
            kind="hedge",
            hedge=True,
        )


def _clean(s: Syntax, reading: AttributionReading) -> AttributionReading:
    parts = [s.trim(after_semicolon(s, p, reading.cue_head)) for p in merge(list(reading.content))]
    kept = tuple(p for p in parts if any(s.doc[t].is_alpha or s.doc[t].like_num for t in range(*p)))
    return replace(reading, content=kept)
