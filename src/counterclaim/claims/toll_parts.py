"""Figures that lean on another figure: parts of a total, bare numbers that continue a list, attributes of a noun.

In: a `Sentence` with the drafts that its triggers gave. Out: those drafts and the ones that lean on them. Guarantee: a
part names its total; a bare number is read only beside a figure whose outcome it continues.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from counterclaim.claims.toll_context import Draft
from counterclaim.claims.toll_phrases import Nouns, Phrase
from counterclaim.claims.toll_sentence import Filled, Sentence
from counterclaim.claims.toll_triggers import Trigger
from counterclaim.claims.toll_words import Words

_COUNTS = frozenset(
    "count admit acknowledge concede claim say put give report confirm lose record list number announce".split()
)
_BE = frozenset({"is", "are", "was", "were", "be", "been"})


#: "seven were wounded, one critically": how badly some of them were.
_HOW_BADLY = frozenset("critically seriously gravely badly severely slightly lightly".split())
#: What a count of before is called when it is raised ("raised that to six").
_COUNTED = frozenset({"that", "it", "this", "figure", "number", "toll", "count"})
#: What a count of before is called when it is raised ("raised that to six").
_COUNTED = frozenset({"that", "it", "this", "figure", "number", "toll", "count"})
_LISTED = 40  # tokens over which a list of parts is looked for
#: Acts of the living. A closed list: "three of them died", "two of them were children" are parts.
_SPEECH = frozenset(
    "say tell add ask recall describe explain claim report think believe deny flee escape survive".split()
)


class Drafter(Protocol):
    """Makes a draft of a phrase that a trigger counts."""

    def draft_of(self, words: Words, number: int, phrase: Phrase, filled: Filled) -> Draft:
        """See `TollReader.draft_of`."""
        ...


class Parts:
    """Relates figures to one another. Built once from the table `tolls`."""

    def __init__(self, table: Mapping[str, Any], nouns: Nouns) -> None:
        self._nouns = nouns
        self._change = frozenset(table["carriers"]["change"])
        self._excluding = tuple(tuple(p.split()) for p in table["standing"]["excluding"])

    def attributive(self, sentence: Sentence, number: int, drafter: Drafter) -> list[Draft]:
        """ "112 injured people", "two dead soldiers": the outcome stands inside the phrase."""
        found: list[Draft] = []
        for index, phrase in enumerate(sentence.phrases):
            if phrase.state is None or phrase.quantity is None or index in sentence.owner or phrase.nature == "thing":
                continue
            state = sentence.words.lower[phrase.state]
            outcome = self._nouns.states.get(state)
            if outcome is None or phrase.count == "none":
                continue
            trigger = _trigger(sentence, phrase.state, outcome)
            filled = Filled(trigger=trigger, phrase=index, outcome=trigger.outcome, rule="attribute")
            sentence.owner[index] = -1
            found.append(drafter.draft_of(sentence.words, number, phrase, filled))
        return found

    def relate(
        self, sentence: Sentence, number: int, fresh: list[Draft], near: Sequence[Draft], drafter: Drafter
    ) -> list[Draft]:
        """Add parts and continued numbers to the sentence's drafts, and tie parts to their totals."""
        drafts = {sentence.phrases.index(d.phrase): d for d in fresh}
        out: list[Draft] = []
        for index in range(len(sentence.phrases)):
            draft = drafts.get(index)
            known = [*near, *out]
            if draft is None and index not in sentence.owner:
                draft = self._leaning(sentence, index, number, known, fresh, drafter)
            elif draft is not None:
                self._tie(sentence, index, draft, known, fresh)
            if draft is not None:
                out.append(draft)
        return out

    def _unknown_total(self, sentence: Sentence, index: int, number: int, drafter: Drafter) -> Draft | None:
        """ "nine of the injured remain in hospital": a part whose total is not given."""
        phrase = sentence.phrases[index]
        assert phrase.head is not None
        outcome = self._nouns.states.get(sentence.words.lower[phrase.head])
        if outcome is None:
            return None
        trigger = _trigger(sentence, phrase.head, outcome)
        sentence.owner[index] = -1
        filled = Filled(trigger=trigger, phrase=index, outcome=trigger.outcome, rule="part")
        draft = drafter.draft_of(sentence.words, number, phrase, filled)
        draft.standing, draft.victims, draft.victims_head = "part", None, None
        return draft

    def _excluded(self, sentence: Sentence, index: int, known: Sequence[Draft], fresh: Sequence[Draft]) -> Draft | None:
        """ "not counting the two bombers", "does not include the attacker", "plus an apprentice"."""
        words, at = sentence.words, sentence.phrases[index].start
        phrase = sentence.phrases[index]
        here = [d for d in known if d.at >= sentence.start]
        if phrase.nature != "person" or phrase.count == "plural":
            return None
        text = words.lower[max(sentence.start, at - 4) : at]
        if not here and index <= 1 and text and any(tuple(text[len(text) - len(p) :]) == p for p in self._excluding):
            return next((d for d in fresh if d.at > at and d.outcome == "killed"), None)
        negated = words.lemma[at - 1] == "include" and any(w in ("not", "n't") for w in text)
        if not here:
            return None
        if negated or any(tuple(text[len(text) - len(p) :]) == p for p in self._excluding) or text[-1:] == ["plus"]:
            return self._whole(here)
        return None

    @staticmethod
    def _not_but(sentence: Sentence, index: int, fresh: Sequence[Draft]) -> Draft | None:
        """ "not three but thirteen detainees": the first number is the one that is denied."""
        words, phrase = sentence.words, sentence.phrases[index]
        if (
            not phrase.bare
            or words.lower[phrase.start - 1] != "not"
            or words.lower[phrase.end : phrase.end + 1] != ["but"]
        ):
            return None
        return next((d for d in fresh if phrase.end < d.at <= phrase.end + 2), None)

    # Parts ---------------------------------------------------------------------------------

    def _leaning(
        self,
        sentence: Sentence,
        index: int,
        number: int,
        known: Sequence[Draft],
        fresh: Sequence[Draft],
        drafter: Drafter,
    ) -> Draft | None:
        phrase = sentence.phrases[index]
        if phrase.nature == "thing" or phrase.count in ("none", "mass"):
            return None
        for rule in (
            self._of_whole,
            self._of_number,
            self._of_them,
            self._of_state,
            self._marked,
            self._spelled_out,
            self._among,
        ):
            total = rule(sentence, index, known, fresh)
            if total is not None:
                return self._part(sentence, index, number, total, drafter)
        if (
            phrase.of == "the"
            and phrase.nature == "outcome"
            and phrase.quantity is not None
            and phrase.head is not None
        ):
            return self._unknown_total(sentence, index, number, drafter)
        added = self._excluded(sentence, index, known, fresh)
        if added is not None:
            filled = Filled(trigger=added.trigger, phrase=index, outcome=added.outcome, rule="added")
            sentence.owner[index] = -1
            return drafter.draft_of(sentence.words, number, phrase, filled)
        rejected = self._not_but(sentence, index, fresh)
        if rejected is not None:
            filled = Filled(trigger=rejected.trigger, phrase=index, outcome=rejected.outcome, rule="added")
            sentence.owner[index] = -1
            draft = drafter.draft_of(sentence.words, number, phrase, filled)
            draft.standing = "denied"
            return draft
        if self._continues(sentence, index, known):
            source = known[-1]
            if sentence.words.tag[phrase.start - 1] in ("VBZ", "VBD"):
                source = self._whole(known) or source
            filled = Filled(trigger=source.trigger, phrase=index, outcome=source.outcome, rule="leftover")
            sentence.owner[index] = -1
            draft = drafter.draft_of(sentence.words, number, phrase, filled)
            draft.victims, draft.victims_head = source.victims, source.victims_head
            draft.victim_class, draft.carried = source.victim_class, source.victims is not None
            severe = sentence.words.lower[phrase.end : phrase.end + 1]
            if severe and severe[0] in _HOW_BADLY and source.outcome == "wounded":
                draft.standing, draft.total = "part", self._whole(known) or source
            elif source.standing == "part" and source is known[-1]:
                draft.standing, draft.total = "part", source.total
            elif self._breaks_down(sentence, source, phrase):
                draft.standing, draft.total = "part", source
            return draft
        return None

    def _part(self, sentence: Sentence, index: int, number: int, total: Draft, drafter: Drafter) -> Draft | None:
        phrase = sentence.phrases[index]
        if (phrase.quantity is None and phrase.count != "one") or not (phrase.human or phrase.nature == "outcome"):
            return None
        if _acts(sentence.words, phrase):
            return None
        filled = Filled(trigger=total.trigger, phrase=index, outcome=total.outcome, rule="part")
        sentence.owner[index] = -1
        draft = drafter.draft_of(sentence.words, number, phrase, filled)
        predicate = self._predicate(sentence, index)
        if phrase.head is None and predicate is not None:
            named = sentence.phrases[predicate]
            sentence.owner[predicate] = -1
            draft.victims, draft.victims_head = (named.first, named.end), named.head
            draft.victim_class = named.victim_class
        draft.standing, draft.total = "part", total
        return draft

    def _predicate(self, sentence: Sentence, index: int) -> int | None:
        """ "15 of them children", "three of the dead were medics": who the part are."""
        at = sentence.phrases[index].end
        while at < sentence.end and (sentence.words.lower[at] in _BE or sentence.words.tag[at] == "RB"):
            at += 1
        after = sentence.at.get(at)
        if (
            after is None
            or sentence.phrases[after].start != at
            or sentence.phrases[after].nature not in ("person", "name")
        ):
            return None
        return after if sentence.phrases[after].quantity is None else None

    def _of_them(self, sentence: Sentence, index: int, known: Sequence[Draft], fresh: Sequence[Draft]) -> Draft | None:
        """ "15 of them children", "9 of whom were children"; "23 of them" after it belongs to the same total."""
        phrase = sentence.phrases[index]
        words = sentence.words
        appositive = (
            phrase.bare
            and index + 1 < len(sentence.phrases)
            and sentence.phrases[index + 1].start == phrase.end
            and words.lower[phrase.start - 1] == ","
            and sentence.phrases[index + 1].nature == "person"
            and words.lower[sentence.phrases[index + 1].start] in ("a", "an")
        )
        if phrase.of != "them" and not appositive:
            return None
        if phrase.start - sentence.start > 4:
            known = [d for d in known if d.at >= sentence.start]
        return self._whole(known) or next((d for d in fresh if d.at < phrase.start), None)

    def _of_whole(self, sentence: Sentence, index: int, known: Sequence[Draft], fresh: Sequence[Draft]) -> Draft | None:
        """ "Of the 48 people killed, 17 were members of one family"."""
        phrase, words = sentence.phrases[index], sentence.words
        if words.lower[sentence.start] != "of" or not phrase.bare or words.lower[phrase.start - 1] != ",":
            return None
        return next((d for d in fresh if d.at <= sentence.start + 3), None)

    def _of_number(
        self, sentence: Sentence, index: int, known: Sequence[Draft], fresh: Sequence[Draft]
    ) -> Draft | None:
        """ "seven of the eleven people killed": the smaller number is part of the larger."""
        if sentence.phrases[index].of != "number" or index + 1 >= len(sentence.phrases):
            return None
        inner = sentence.phrases[index + 1]
        return next((d for d in fresh if d.phrase is inner), None)

    def _of_state(self, sentence: Sentence, index: int, known: Sequence[Draft], fresh: Sequence[Draft]) -> Draft | None:
        """ "three of the dead were medics"."""
        phrase = sentence.phrases[index]
        if phrase.of != "the" or phrase.nature != "outcome" or phrase.head is None:
            return None
        outcome = self._nouns.states.get(sentence.words.lower[phrase.head])
        return next((d for d in reversed(known) if d.outcome == outcome and d.standing != "part"), None)

    def _marked(self, sentence: Sentence, index: int, known: Sequence[Draft], fresh: Sequence[Draft]) -> Draft | None:
        """ "including six children", "among them five women and 11 minors", "they included three babies"."""
        words, at = sentence.words, sentence.phrases[index].start
        before = words.lower[max(sentence.start, at - 3) : at]
        if at - sentence.start > 5:
            known = [d for d in known if d.at >= sentence.start]
        if not before or not self._whole(known):
            return None
        text = " ".join(before)
        if words.lemma[at - 1] == "include" and "not" not in before:
            named = self._subject_outcome(sentence, at)
            told = [d for d in known if d.outcome == named and d.standing != "part"] if named else []
            return told[-1] if told else self._whole(known)
        if text.endswith(
            (
                "among them",
                "amongst them",
                "among whom",
                "of whom",
                "of which",
                "among those",
                "among them ,",
            )
        ):
            return self._whole(known)
        if "of whom" in text or "of which" in text or text.endswith("of them"):
            return self._whole(known)
        previous = sentence.phrases[index - 1] if index else None
        follows = previous is not None and bool(known) and known[-1].phrase is previous
        if follows and known[-1].standing == "part" and sentence.coordinated(index - 1):
            return known[-1].total
        return None

    def _spelled_out(
        self, sentence: Sentence, index: int, known: Sequence[Draft], fresh: Sequence[Draft]
    ) -> Draft | None:
        """ "killed 11 civilians: five women, four children and two men": a colon opens the parts of a total."""
        words, phrase = sentence.words, sentence.phrases[index]
        whole = next((d for d in reversed(known) if d.standing != "part" and d.at >= sentence.start), None)
        if whole is None or whole.low is None or not phrase.human or phrase.quantity is None:
            return None
        between = range(whole.phrase.end, phrase.start)
        if len(between) > _LISTED:
            return None
        marks = [k for k in between if words.lower[k] in (":", "(", ";", ")")]
        if len(marks) != 1 or words.lower[marks[0]] not in (":", "("):
            return None
        opened, stop = marks[0], sentence.end
        if words.lower[opened] == "(":
            stop = next((k for k in range(phrase.end, sentence.end) if words.lower[k] == ")"), sentence.end)
        stop = min(stop, phrase.end + _LISTED)
        near = sentence.phrases[max(0, index - _LISTED) : index + _LISTED]
        listed = [p for p in near if opened < p.start < stop and p.human]
        counted = sum((p.quantity.stated or 0) if p.quantity else 1 for p in listed)
        told = any(k in sentence.triggered for k in range(opened, phrase.start))
        return whole if counted <= whole.low and not told else None

    def _subject_outcome(self, sentence: Sentence, at: int) -> str | None:
        """ "The dead included two brothers": what those are of whom the part is."""
        states = self._nouns.states
        return next((states[w] for w in sentence.words.lower[sentence.start : at][:3] if w in states), None)

    def _among(self, sentence: Sentence, index: int, known: Sequence[Draft], fresh: Sequence[Draft]) -> Draft | None:
        """ "five attackers were among the 16 dead", "among the four injured is a major", "four women among them"."""
        words, phrase = sentence.words, sentence.phrases[index]
        at = phrase.end
        if words.lower[at : at + 2] == ["among", "them"]:
            return self._whole(known)
        last = index
        while (after := sentence.next_member(last)) is not None:
            last, at = after, sentence.phrases[after].end  # "three ministers and nine students were among 23 killed"
        if at + 1 < sentence.end and words.lower[at] in _BE and words.lower[at + 1] == "among":
            return next((d for d in fresh if d.at > at and d.at - at <= 4), None) or (
                self._whole(known)
                if words.lower[at + 2 : at + 4] in (["the", "dead"], ["those", "killed"], ["the", "victims"])
                else None
            )
        if words.lower[phrase.start - 1] in _BE and words.lower[sentence.start] == "among":
            return next((d for d in fresh if d.at < phrase.start), None) or self._whole(known)
        return None

    @staticmethod
    def _whole(known: Sequence[Draft]) -> Draft | None:
        """The nearest figure before that is no part itself."""
        return next((d for d in reversed(known) if d.standing != "part" and d.total is None), None)

    # Ties ----------------------------------------------------------------------------------

    def _tie(
        self, sentence: Sentence, index: int, draft: Draft, known: Sequence[Draft], fresh: Sequence[Draft]
    ) -> None:
        """Make a figure with its own outcome word a part where the words say so."""
        words, phrase = sentence.words, sentence.phrases[index]
        whole = self._whole(known)
        at = phrase.start
        listed = words.lower[max(sentence.start, at - 2) : at] in (
            ["among", "them"],
            ["amongst", "them"],
            ["of", "them"],
        )
        if listed and whole is not None and whole.outcome == draft.outcome and (whole.low or 0) > (draft.low or 0):
            draft.standing, draft.total = "part", whole
        elif phrase.of == "them" and whole is not None and self._fits(draft, whole):
            draft.total = whole
            if whole.outcome == draft.outcome:
                draft.standing = "part"
        elif (
            phrase.of == "number"
            and draft.outcome == "wounded"
            and (inner := self._inner(sentence, index, fresh)) is not None
            and inner.outcome == "killed"
        ):
            draft.outcome, draft.standing, draft.total = "killed", "part", inner
        elif self._sums(sentence, draft):
            for part in known:
                smaller = (part.low or part.high or 0) < (draft.low or draft.high or 0)
                if part.sentence == draft.sentence and part.outcome == draft.outcome and smaller and part.total is None:
                    part.standing, part.total = "part", draft
        elif (
            words.lemma[phrase.start - 1] == "include"
            and not {"not", "n't"} & set(words.lower[max(sentence.start, phrase.start - 4) : phrase.start])
            and whole is not None
            and phrase.start > sentence.start
        ):
            draft.standing, draft.total = "part", whole
        elif self._among_outcome(sentence, draft) and whole is not None and whole.outcome == draft.outcome:
            draft.standing, draft.total = "part", whole
        elif whole is not None and whole.sentence == draft.sentence and self._breaks_down(sentence, whole, phrase):
            draft.total = whole
            if whole.outcome == draft.outcome:
                draft.standing = "part"
        elif (
            known
            and known[-1].standing == "part"
            and index
            and known[-1].phrase is sentence.phrases[index - 1]
            and sentence.coordinated(index - 1)
            and draft.outcome == known[-1].outcome
            and draft.trigger == known[-1].trigger
        ):
            draft.standing, draft.total = "part", known[-1].total

    @staticmethod
    def _sums(sentence: Sentence, draft: Draft) -> bool:
        """ "three more bodies were found, bringing the total to 19"."""
        if draft.trigger.kind not in ("toll", "count") or draft.rule not in (
            "linked count",
            "pointing count",
        ):
            return False
        start = draft.trigger.start
        near = sentence.words.lower[max(sentence.start, start - 4) : start]
        return any(
            w in ("bringing", "taking", "raising", "brings", "brought", "takes", "pushing", "bring") for w in near
        )

    @staticmethod
    def _inner(sentence: Sentence, index: int, fresh: Sequence[Draft]) -> Draft | None:
        if index + 1 >= len(sentence.phrases):
            return None
        inner = sentence.phrases[index + 1]
        return next((d for d in fresh if d.phrase is inner), None)

    @staticmethod
    def _fits(draft: Draft, whole: Draft) -> bool:
        return draft.outcome == whole.outcome or whole.outcome in ("casualties", "wounded")

    @staticmethod
    def _among_outcome(sentence: Sentence, draft: Draft) -> bool:
        start = draft.trigger.start
        return draft.rule == "linked count" and "among" in sentence.words.lower[max(sentence.start, start - 2) : start]

    @staticmethod
    def _breaks_down(sentence: Sentence, whole: Draft, phrase: Phrase) -> bool:
        """ "44 casualties: 9 dead and 35 injured": a colon or bracket opens the parts of a total of casualties."""
        words = sentence.words
        between = words.lower[whole.phrase.end : phrase.start]
        opened = ":" in between or "(" in between
        larger = (whole.low or whole.high or 0) > ((phrase.quantity.stated or 0) if phrase.quantity else 1)
        return (
            opened
            and larger
            and ("(" not in between or ")" not in between)
            and (whole.outcome == "casualties" or (phrase.bare and ":" in between))
        )

    # Continued numbers ---------------------------------------------------------------------

    def _continues(self, sentence: Sentence, index: int, known: Sequence[Draft]) -> bool:
        """Whether a bare number continues the figure before it ("and the dissidents eleven", "Baku of 41")."""
        phrase, words = sentence.phrases[index], sentence.words
        quantity = phrase.quantity
        if not known or quantity is None or not phrase.bare or phrase.of == "number":
            return False
        last = known[-1]
        same = last.sentence == known[-1].sentence and sentence.start <= last.at < sentence.end
        at = phrase.start
        before = words.lower[at - 1] if at > sentence.start else ""
        after = words.lower[phrase.end] if phrase.end < sentence.end else ""
        if quantity.factor is not None:
            return same
        if after in ("than", "to", "-", "/", "%") or (
            phrase.end < sentence.end
            and words.tag[phrase.end] in ("VBD", "VBZ", "VBP", "MD", "NN", "NNS", "NNP", "VBN", "VBG")
        ):
            return False
        if quantity.vague is not None or (phrase.of == "them" and not same):
            return False
        gap = words.lower[last.phrase.end : at] if same else words.lower[sentence.start : at]
        if before == "to" and not same and self._raised(words, sentence.start, at):
            return True
        if before in (
            "in",
            "on",
            "after",
            "for",
            "since",
            "until",
            "from",
            "by",
            "within",
            "than",
            "with",
            "about",
            "page",
            "no",
            "to",
        ):
            return False
        if words.tag[at - 1].startswith("VB") and words.lemma[at - 1] not in _COUNTS and before not in _BE:
            return False
        if any(words.lower[k] in ("aged", "age", "ages") for k in range(max(sentence.start, at - 12), at)):
            return False
        if same:
            joined = any(w in ("and", ";", ",", "while", "whereas", ":", "then") for w in gap)
            return joined and len(gap) <= 25
        return bool(self._restates(words, sentence.start, at, before))

    def _raised(self, words: Words, start: int, at: int) -> bool:
        """ "In the evening the governor raised that to six"."""
        near = range(max(start, at - 5), at - 1)
        changed = any(words.lemma[k] in self._change for k in near)
        return changed and any(
            words.lower[k] in ("that", "it", "this", "figure", "number", "toll", "count") for k in near
        )

    @staticmethod
    def _restates(words: Words, start: int, at: int, before: str) -> bool:
        """A new sentence that only gives the number: "Now it is 11", "Kyiv admitted nine"."""
        if at - start > 6:
            return False
        return (before in _BE and words.lower[at - 2] in ("it", "that", "this", "number", "figure")) or (
            words.lemma[at - 1] in ("count", "admit", "acknowledge", "concede")
        )


def _trigger(sentence: Sentence, at: int, outcome: str) -> Trigger:
    for trigger in sentence.triggers:
        if trigger.start <= at < trigger.end:
            return replace(trigger, kind="state")
    return Trigger(start=at, end=at + 1, anchor=at, outcome=outcome, kind="state", word=sentence.words.lower[at])  # type: ignore[arg-type]


def _acts(words: Words, phrase: Phrase) -> bool:
    """Whether those counted do something: "one of them said his brothers were killed" is alive to say so."""
    return any(
        words.dep[k] == "nsubj" and words.tag[words.head[k]].startswith("VB") and words.lemma[words.head[k]] in _SPEECH
        for k in range(phrase.start, phrase.end)
    )
