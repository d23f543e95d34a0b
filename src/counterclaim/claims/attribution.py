"""Who says what: source, cue and content of every attribution in a parsed report.

In: the `Syntax` of a report and its quotations. Out: `AttributionReading`s in the order of their cues, with at
most one per cue. Guarantee: ranges lie inside the text, a source never overlaps its cue, content is
never empty. Rules are frames over the tables in reference/cues.toml; each reading names its frame.
"""

from __future__ import annotations

from dataclasses import replace

from counterclaim.claims.cues import Cue, Cues
from counterclaim.claims.frames import (
    FINDERS,
    after_semicolon,
    agent_of,
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
    that_clause,
    without,
)
from counterclaim.claims.quotations import Quotation
from counterclaim.claims.quoted import add_quotations
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.syntax import SUBJECTS, Syntax
from counterclaim.reference import Reference

_NO_SOURCE = frozenset({"it", "there", "this", "that", "which", "what", "these", "those"})
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
                found = self._verb(syntax, i)
            elif i in syntax.cue_nouns:
                found = self._noun(syntax, i)
            elif syntax.lower[i] == ":":
                found = self._colon(syntax, i)
            elif tag == "RB" and syntax.lower[i] in self.cues.hedge_adverbs:
                found = self._adverb(syntax, i)
            else:
                continue
            if found is not None:
                by_cue.setdefault(found.cue_head, found)
        add_quotations(syntax, quotations, by_cue, self.cues)
        kept = (_clean(syntax, r) for _, r in sorted(by_cue.items()))
        return [r for r in kept if r.content]

    # -- verbs ---------------------------------------------------------------------------------

    def _verb(self, s: Syntax, i: int) -> AttributionReading | None:
        lemma = s.lemma[i]
        if lemma == "deny" and s.dep[i] == "conj" and s.lemma[s.head[i]] == "confirm" and negative_pair(s, s.head[i]):
            return None  # the second half of "neither confirmed nor denied"
        special = self._silence(s, i) or self._responsibility(s, i) or self._giving(s, i) or self._citing(s, i)
        if special is not None:
            return special
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
        if head is not None and s.lower[head] in _NO_SOURCE and s.dep[head] in SUBJECTS and not speaks:
            if frame == "object" or s.tag[head] in ("WDT", "WP"):
                return None
            head = None
        expletive = s.child(i, "expl") is not None or s.child(i, "nsubj") is not None
        if head is None and not passive and not expletive and s.tag[i] in ("VB", "VBG", "VBN"):
            return None
        if head is None and not passive and frame in ("object", "infinitive", "for", "on", "as", "about"):
            return None
        source = (source_as_it_stands(s, head, i),) if head is not None else ()
        relay = dative(s, i) if cue.lemma == "tell" else ()
        return AttributionReading(
            source=source,
            source_head=head,
            cue=(cue_range(s, i),),
            cue_head=i,
            content=tuple(without(content, [*source, cue_range(s, i)])),
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

    def _silence(self, s: Syntax, i: int) -> AttributionReading | None:
        """ "Declined to comment", "did not respond to", "neither confirmed nor denied"."""
        lemma = s.lemma[i]
        content: TokenRange | None = None
        if lemma in self.cues.silent_verbs:
            verb = s.child(i, "xcomp")
            if verb is not None and s.lemma[verb] in self.cues.silent_objects:
                content = s.edges(verb)
        elif lemma == "confirm":
            other = next((c for c in s.conjuncts(i) if s.lemma[c] == "deny"), None)
            if other is not None and negative_pair(s, i):
                content = (i, s.edges(other)[1])
        elif lemma in ("respond", "comment", "reply", "react") and s.child(i, "neg") is not None:
            content = (i, clause_extent(s, i)[1])
        if content is None:
            return None
        head = subject_of(s, i)
        if head is None:
            return None
        pair = [c for c in s.children[i] if s.dep[c] == "preconj"]
        start = min(cue_range(s, i)[0], *pair, i)
        return AttributionReading(
            source=(source_range(s, head, i),),
            source_head=head,
            cue=((start, i + 1),),
            cue_head=i,
            content=(content,),
            stance="no_comment",
            frame="silence",
        )

    def _responsibility(self, s: Syntax, i: int) -> AttributionReading | None:
        if s.lemma[i] not in self.cues.responsibility_verbs:
            return None
        thing = s.child(i, "dobj", "nsubjpass")
        if thing is None or s.lemma[thing].lower() not in self.cues.responsibility_nouns:
            return None
        head = agent_of(s, i) if is_passive(s, i) else subject_of(s, i)
        negated = s.child(i, "neg") is not None or any(s.lower[c] == "no" for c in s.children[thing])
        if head is None or negated or s.lower[head] in ("nobody", "none", "no-one"):
            return None
        end = max(s.edges(thing)[1], *(s.edges(c)[1] for c in s.children[i] if s.dep[c] == "prep"), i + 1)
        return AttributionReading(
            source=(source_range(s, head, i),),
            source_head=head,
            cue=((cue_range(s, i)[0], thing + 1),),
            cue_head=i,
            content=((thing, end),),
            stance="claims_responsibility",
            frame="responsibility",
        )

    def _giving(self, s: Syntax, i: int) -> AttributionReading | None:
        """ "Islamabad gave a far lower death toll of 23", "police put the toll at 31"."""
        if s.lemma[i] not in self.cues.giving_verbs:
            return None
        thing = s.child(i, "dobj", "nsubjpass")
        if thing is None or s.lemma[thing].lower() not in self.cues.giving_nouns:
            return None
        passive = is_passive(s, i)
        head = agent_of(s, i) if passive else subject_of(s, i)
        if head is None or head == thing:
            return None
        parts = [s.edges(thing)] + [s.edges(c) for c in s.children[i] if s.dep[c] == "prep" and c > thing]
        return AttributionReading(
            source=(source_range(s, head, i),),
            source_head=head,
            cue=(cue_range(s, i),),
            cue_head=i,
            content=tuple(parts),
            stance="asserts",
            frame="giving",
        )

    def _citing(self, s: Syntax, i: int) -> AttributionReading | None:
        """ "Reuters reported, citing officials": the object is the source, the subject relays."""
        if s.lemma[i] not in self.cues.cite or is_passive(s, i):
            return self._quoted_by(s, i)
        thing = s.child(i, "dobj")
        if thing is None or s.tag[i] not in ("VBG", "VBD", "VBZ", "VBP"):
            return None
        stop = min(s.sentence_range(i)[1], thing + 16)
        saying = next((t for t in range(thing + 1, stop) if s.lower[t] == "saying" and s.lower[t - 1] == "as"), None)
        if saying is not None:
            clause = s.child(saying, "ccomp")
            content = [clause_range(s, clause) if clause is not None else (saying + 1, s.sentence_range(i)[1])]
        elif s.dep[i] in ("advcl", "acl") and s.tag[i] == "VBG":
            main = s.head[i]
            clause = s.child(main, "ccomp")
            content = [s.edges(clause if clause is not None else main)]
        else:
            return None
        subject = subject_of(s, i)
        source = source_range(s, thing, i)
        return AttributionReading(
            source=(source,),
            source_head=thing,
            cue=((i, i + 1),),
            cue_head=i if saying is None else saying,
            content=tuple(without(content, [source, s.edges(i)] if saying is None else [source])),
            stance="asserts",
            frame="citing",
            relay=(subject,) if subject is not None else (),
        )

    def _quoted_by(self, s: Syntax, i: int) -> AttributionReading | None:
        """ "A commander was quoted by state television as saying X"."""
        if s.lemma[i] not in self.cues.cite or not is_passive(s, i):
            return None
        head = subject_of(s, i)
        saying = next((t for t in range(i + 1, min(i + 14, len(s))) if s.lower[t] == "saying"), None)
        if head is None or saying is None:
            return None
        clause = s.child(saying, "ccomp")
        end = s.sentence_range(i)[1]
        content = clause_range(s, clause) if clause is not None else (saying + 1, end)
        agent = agent_of(s, i)
        return AttributionReading(
            source=(source_range(s, head, i),),
            source_head=head,
            cue=((cue_range(s, i)[0], saying + 1),),
            cue_head=saying,
            content=(content,),
            stance="asserts",
            frame="quoted-by",
            relay=(agent,) if agent is not None else (),
        )

    # -- nouns, phrases, adverbs ---------------------------------------------------------------

    def _noun(self, s: Syntax, i: int) -> AttributionReading | None:
        """ "Islamabad's accusations that X", "accusations by Kabul that X", "calls for X by Y"."""
        cue = self.cues.nouns[s.lemma[i].lower()][0]
        possessor = s.child(i, "poss")
        by = next((c for c in s.children[i] if s.dep[c] in ("prep", "agent") and s.lower[c] in ("by", "from")), None)
        if by is None and i + 1 < len(s) and s.lower[i + 1] in ("by", "from") and s.tag[i + 1] == "IN":
            by = i + 1  # the parser hung the by-phrase on the verb
        head = possessor if possessor is not None else (s.child(by, "pobj") if by is not None else None)
        after = i + 1 if by is None or by < i else s.edges(by)[1]
        content = that_clause(s, i, after)
        if content is None:
            infinitive = s.child(i, "acl", "xcomp")
            if (
                infinitive is not None
                and infinitive > i
                and s.child(infinitive, "aux") is not None
                and head is not None
            ):
                content = s.edges(infinitive)
        if content is None and head is not None and cue.stance not in ("asserts",):
            prep = next(
                (c for c in s.children[i] if s.dep[c] == "prep" and s.lower[c] in ("of", "for", "against")), None
            )
            if prep is not None:
                content = s.edges(prep)
        if content is None or (head is not None and s.lower[head] in _NO_SOURCE):
            return None
        source = (source_range(s, head, i),) if head is not None else ()
        return AttributionReading(
            source=source,
            source_head=head,
            cue=((i, i + 1),),
            cue_head=i,
            content=tuple(without([content], source)),
            stance=cue.stance,
            frame=f"noun:{cue.lemma}",
            kind="noun",
        )

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
