"""Tolls: every figure of killed, wounded, captured, missing, displaced, lost or destroyed in a text.

In: a parsed doc. Out: `TollReading`s in text order. Guarantee: each rests on an outcome word and the words of its
figure, or on a bare number that continues one; what may, would or did not happen yields none; time grows linearly
with the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from counterclaim.claims.numbers import NumberReader, Quantity, bounded
from counterclaim.claims.questions import asks_whether
from counterclaim.claims.readings import TollReading
from counterclaim.claims.toll_context import Context, Draft
from counterclaim.claims.toll_frames import LOST_MEN, fill
from counterclaim.claims.toll_parts import Parts
from counterclaim.claims.toll_phrases import Nouns, Phrase, PhraseReader
from counterclaim.claims.toll_sentence import Filled, Sentence
from counterclaim.claims.toll_things import ThingReader
from counterclaim.claims.toll_triggers import TriggerReader, verb_complex
from counterclaim.claims.toll_words import Words, words_of
from counterclaim.reference import Reference

if TYPE_CHECKING:
    from spacy.tokens import Doc

_VIOLENT = frozenset(
    {
        "wounds",
        "injuries",
        "spot",
        "scene",
        "hospital",
        "instantly",
        "way",
        "wound",
        "shot",
        "bullet",
        "blast",
        "explosion",
    }
)
#: Words of death without violence: one person's is a toll only in a text that tells of violence.
_NATURAL = frozenset(
    {
        "die",
        "death",
        "pass",
        "dead",
        "disappear",
        "hospitalise",
        "hospitalize",
        "flee",
        "drown",
        "succumb",
        "be",
    }
)
#: What only the living do, whatever noun tells of them ("the schoolmistress succumbed to her wounds").
_ANIMATE = frozenset({"succumb", "perish"})
#: Verbs that take things as often as people: only a noun of people makes them a toll.
_OF_PERSONS = frozenset({"burn", "seize", "disable", "cripple", "hang", "carry", "put", "shoot"})
#: Kinds of trigger that count whatever number they take, since the noun itself says the outcome.
_COUNTING = frozenset({"noun", "remains", "toll", "count", "lives", "men"})
_REACH = 3  # sentences over which "another six" or "the correct figure" can point back


def _names(reference: Reference) -> frozenset[str]:
    """The names of states, their capitals and regions, and of armed groups, in lower case."""
    listed = ("names", "capitals", "government", "forces", "regions")
    rows = [row for table in ("countries", "groups") for row in reference.tables.get(table, {}).values()]
    return frozenset(
        name.casefold()
        for row in rows
        if isinstance(row, Mapping)
        for name in (row.get("name", ""), *(name for key in listed for name in row.get(key, ())))
        if name
    )


#: Who loses its people otherwise than in battle.
_HOMES = frozenset(
    {"village", "town", "city", "family", "community", "country", "district", "tribe", "clan", "mother", "father"}
)


class TollReader:
    """Reads the figures of a text. Built once from a `Reference`; holds no state between texts."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("tolls")
        self._numbers = NumberReader(table)
        self._nouns = Nouns(table, _names(reference))
        self._phrases = PhraseReader(self._nouns)
        self._triggers = TriggerReader(table)
        self._context = Context(table)
        self._parts = Parts(table, self._nouns)
        self._things = ThingReader(table, self._nouns)

    def read(self, doc: Doc) -> list[TollReading]:
        """The figures of `doc`, in the order in which they stand."""
        words = words_of(doc)
        if self._context.elsewhere(words):
            return []
        drafts: list[Draft] = []
        subjects = {words.head[i]: i for i, dep in enumerate(words.dep) if dep in ("nsubj", "nsubjpass")}
        last = -_REACH - 1
        for number, (start, end) in enumerate(words.sents):
            gate = self._gate(words, start, end)
            if not gate and number - last > _REACH:
                continue
            if self._context.fictional(words, start, end) or asks_whether(words.lower, start, end):
                continue
            sentence = self._sentence(words, start, end, subjects)
            fresh = self._read_sentence(sentence, number, drafts)
            fresh = [d for d in fresh if self._by_violence(words, number, d)]
            if fresh:
                last = number
                drafts.extend(fresh)
        self._context.judge(words, drafts)
        drafts.sort(key=lambda d: (d.at, d.trigger.start))
        return self._readings(words, drafts)

    def _by_violence(self, words: Words, number: int, draft: Draft) -> bool:
        """One person's death counts only beside words of violence: obituaries tell of no toll, nor do matches."""
        if draft.phrase.quantity is None and draft.outcome == "wounded":
            start, end = words.sents[number]
            return self._context.violent(words, start, end) or not self._context.sporting(words, start, end)
        if draft.phrase.quantity is not None or draft.trigger.word not in _NATURAL:
            return True
        first, last = (
            words.sents[max(number - 1, 0)][0],
            words.sents[min(number + 1, len(words.sents) - 1)][1],
        )
        start, end = words.sents[number]
        if {"aged", "age"} & set(words.lower[start:end]):
            first, last = start, end
        return self._context.violent(words, first, last)

    def _gate(self, words: Words, start: int, end: int) -> bool:
        first = self._triggers.first_words
        things = self._things.first_words
        return any(
            words.lower[k] in first or words.lemma[k] in first or words.lemma[k] in things for k in range(start, end)
        )

    def _sentence(self, words: Words, start: int, end: int, subjects: dict[int, int]) -> Sentence:
        quantities = self._numbers.read(words, start, end)
        phrases = self._phrases.read(words, start, end, quantities)
        triggers = self._triggers.read(words, start, end)
        taken = {k for p in phrases for k in range(p.start, p.end)}
        complexes = [verb_complex(words, t, start, self._context.hypothetical, taken) for t in triggers]
        return Sentence(
            words=words,
            start=start,
            end=end,
            phrases=phrases,
            triggers=triggers,
            complexes=complexes,
            subjects=subjects,
            times=self._nouns.stops,
        )

    def _read_sentence(self, sentence: Sentence, number: int, before: Sequence[Draft]) -> list[Draft]:
        words = sentence.words
        fresh: list[Draft] = []
        for filled in fill(sentence):
            if self._context.unreal(words, sentence.start, filled.trigger, filled.cx):
                continue
            if filled.rule == "pointing count":
                earlier = [
                    d
                    for d in [*before, *sorted(fresh, key=lambda d: d.at)]
                    if number - d.sentence <= _REACH and d.at < sentence.phrases[filled.phrase].start
                ]
                if not earlier:
                    continue
                filled = replace(filled, outcome=earlier[-1].outcome)
            if self._shares(sentence, filled, fresh):
                continue
            draft = self._draft(words, sentence, number, filled)
            if draft is not None and draft.victims is None and filled.trigger.kind in ("toll", "count"):
                self._name_counted(sentence, draft)
            if draft is not None and draft.phrase.bare:
                self._rank(draft, fresh)
            if draft is not None and not (draft.phrase.pronoun and _told(draft, [*before, *fresh])):
                fresh.append(draft)
        fresh.extend(self._parts.attributive(sentence, number, self))
        fresh.sort(key=lambda d: d.at)
        near = [d for d in before if number - d.sentence <= _REACH]
        fresh = self._parts.relate(sentence, number, fresh, near, self)
        fresh.extend(self._things.read(sentence, number))
        fresh.sort(key=lambda d: d.at)
        self._carry(sentence, fresh, near)
        return fresh

    @staticmethod
    def _rank(draft: Draft, before: Sequence[Draft]) -> None:
        """ "killed two and wounded a third": a rank over figures of other outcomes is one person."""
        quantity = draft.phrase.quantity
        if quantity is None or not quantity.ordinal or not before:
            return
        if all(d.outcome != draft.outcome for d in before):
            draft.low = draft.high = 1

    @staticmethod
    def _name_counted(sentence: Sentence, draft: Draft) -> None:
        """ "the number of civilians killed stands at 12": the victims stand behind the counting word."""
        for index, phrase in enumerate(sentence.phrases):
            behind = draft.trigger.end < phrase.start <= draft.trigger.end + 4
            if not behind or phrase.quantity is not None or phrase.nature not in ("person", "name"):
                continue
            if sentence.words.lower[draft.trigger.end] not in ("of", "for") or phrase.count == "mass":
                return
            end = phrase.end
            while sentence.coordinated(index) and sentence.phrases[index + 1].count == "plural":
                index += 1
                end = sentence.phrases[index].end
            draft.victims, draft.victims_head = (phrase.first, end), sentence.phrases[index].head
            draft.victim_class = sentence.phrases[index].victim_class
            return

    @staticmethod
    def _shares(sentence: Sentence, filled: Filled, fresh: Sequence[Draft]) -> bool:
        """Put "police and civilians" of "hundreds of soldiers, police and civilians" under the one number."""
        phrase = sentence.phrases[filled.phrase]
        last = fresh[-1] if fresh else None
        if last is None or last.trigger != filled.trigger or last.phrase.quantity is None or last.victims is None:
            return False
        if phrase.quantity is not None or phrase.count != "plural" or phrase.start != phrase.first:
            return False
        if phrase.nature not in ("person", "name"):
            return False
        last.victims = (last.victims[0], phrase.end)
        return True

    def _draft(self, words: Words, sentence: Sentence, number: int, filled: Filled) -> Draft | None:
        phrase = sentence.phrases[filled.phrase]
        if not self._counts(words, phrase, filled):
            return None
        return self.draft_of(words, number, phrase, filled)

    def draft_of(self, words: Words, number: int, phrase: Phrase, filled: Filled) -> Draft:
        """A draft for a phrase that a trigger counts."""
        quantity = phrase.quantity
        if filled.rule == "denied noun":
            quantity = Quantity(
                start=phrase.start, end=phrase.start + 1, core=phrase.start, low=0, high=0, bound="exact"
            )
        low: float | None
        high: float | None
        if quantity is not None:
            low, high, bound, vague = quantity.low, quantity.high, quantity.bound, quantity.vague
        elif phrase.count == "plural":
            low, high, bound, vague = None, None, "vague", "plural"
        else:
            low, high, bound, vague = 1, 1, "exact", None
        named = phrase.head is not None and not self._is_outcome(words, phrase)
        named = named and words.lower[phrase.first : phrase.end] not in (["others"], ["other"])
        return Draft(
            sentence=number,
            trigger=filled.trigger,
            phrase=phrase,
            outcome=filled.outcome,
            rule=filled.rule,
            agent=filled.agent,
            cx=filled.cx,
            low=low,
            high=high,
            vague=vague,
            bound=bound,
            victims=self._victims(words, phrase) if named else self._outcome_victims(words, phrase),
            victims_head=phrase.head if named else None,
            victim_class=self._class(words, filled, phrase),
        )

    @staticmethod
    def _class(words: Words, filled: Filled, phrase: Phrase) -> str:
        """ "The army lost five men": men whom a fighting side loses are its fighters."""
        lost = filled.trigger.word == "lose" and phrase.head is not None and words.lemma[phrase.head] in LOST_MEN
        of_homes = filled.agent is not None and words.lemma[filled.agent] in _HOMES
        return "combatant" if lost and not of_homes and phrase.victim_class == "unknown" else phrase.victim_class

    def _is_outcome(self, words: Words, phrase: Phrase) -> bool:
        return phrase.nature == "outcome" and phrase.of != "the"

    @staticmethod
    def _victims(words: Words, phrase: Phrase) -> tuple[int, int]:
        first = phrase.first
        if phrase.state is not None and phrase.state == first:
            first += 1
        return first, phrase.end

    def _outcome_victims(self, words: Words, phrase: Phrase) -> tuple[int, int] | None:
        """ "33 civilian casualties": the words between the number and the outcome noun."""
        if phrase.head is None or phrase.first >= phrase.head:
            return None
        for k in range(phrase.first, phrase.head):
            if words.tag[k].startswith(("NN", "JJ")) and (self._nouns.meaning(words, k, k)[0] in ("person", "name")):
                return phrase.first, phrase.head
        return None

    def _counts(self, words: Words, phrase: Phrase, filled: Filled) -> bool:
        """Whether the phrase can be a victim at all."""
        if phrase.count == "none":
            return phrase.head is None or (
                self._nouns.meaning(words, phrase.head, phrase.head)[0] in ("person", "outcome")
            )
        if filled.rule == "denied noun":
            return True
        if phrase.count == "mass" or phrase.nature == "thing" or self._idiom_fails(phrase, filled):
            return False
        if phrase.quantity is None and phrase.count == "plural" and words.tag[phrase.start - 1] == "CD":
            return False  # a number that is no count stands before it
        if filled.trigger.word == "shoot" and phrase.bare and words.lower[filled.trigger.start - 1] in ("he", "she"):
            return False  # "he shot 67 in the first round"
        if phrase.quantity is not None:
            given = phrase.quantity.factor is not None or filled.trigger.kind in _COUNTING
            return given or phrase.human or phrase.nature == "outcome"
        return self._counts_unnumbered(words, phrase, filled)

    @staticmethod
    def _idiom_fails(phrase: Phrase, filled: Filled) -> bool:
        """ "fell" is death only for fighters, "buried" only for a stated number of people."""
        if filled.trigger.word == "fall":
            return phrase.victim_class not in ("combatant", "security_forces")
        if filled.trigger.word in ("bury", "exhume", "unearth"):
            if filled.rule == "subject of the passive" and filled.trigger.word == "bury":
                return phrase.quantity is None
            return phrase.quantity is None or filled.rule not in ("object", "inverted")
        if filled.trigger.word in _OF_PERSONS:
            return not (phrase.bare or phrase.nature in ("person", "name"))
        return False

    def _counts_unnumbered(self, words: Words, phrase: Phrase, filled: Filled) -> bool:
        """Whether a phrase without a number ("a soldier", "soldiers", "him") is told to be a victim."""
        animate = filled.trigger.word in _ANIMATE and phrase.nature == "unknown" and phrase.count == "one"
        if not (animate or phrase.nature in ("person", "name")) or filled.outcome == "displaced":
            return False
        if phrase.pronoun:
            return self._tells_of(words, filled)
        if phrase.nature == "name" and (
            filled.outcome not in ("killed", "wounded")
            or filled.trigger.word in ("burn", "hurt")
            or filled.rule == "of the noun"
        ):
            return False
        if filled.trigger.kind in ("toll", "count"):
            return False
        if filled.trigger.kind == "remains":
            return phrase.count == "one" and filled.rule == "of the noun"
        if phrase.count == "plural":
            return self._bare_plural(words, phrase, filled)
        return filled.outcome != "casualties" or filled.trigger.merged

    @staticmethod
    def _tells_of(words: Words, filled: Filled) -> bool:
        """Whether "he" or "him" is told to be a victim; a plain "he died" may be a life's end."""
        if filled.outcome not in ("killed", "wounded") or filled.rule in ("participle", "of the noun"):
            return False
        near = words.lower[filled.trigger.end : filled.trigger.end + 8]
        return filled.trigger.word != "die" or any(w in _VIOLENT for w in near)

    @staticmethod
    def _bare_plural(words: Words, phrase: Phrase, filled: Filled) -> bool:
        """A plural without a number counts as a vague figure only when a finite verb reports it."""
        tag = words.tag[filled.trigger.anchor]
        if filled.trigger.kind not in ("verb", "victim"):
            return False
        if filled.rule == "participle":
            return words.dep[filled.trigger.anchor] == "conj" and phrase.start == phrase.first
        if words.lower[phrase.start] in (
            "any",
            "all",
            "those",
            "these",
            "such",
            "many",
            "most",
            "more",
            "how",
            "which",
        ):
            return False
        if filled.rule == "object":
            return tag == "VBD"
        return filled.cx is not None and (filled.cx.passive or tag in ("VBD", "VBN"))

    # Carrying ------------------------------------------------------------------------------

    def _carry(self, sentence: Sentence, fresh: list[Draft], near: Sequence[Draft]) -> None:
        """Give figures without victims those of the figure that they continue."""
        words = sentence.words
        for number, draft in enumerate(fresh):
            named = [d for d in fresh[:number] if d.victims is not None]
            earlier = [d for d in named if d.standing != "part"] or named
            pool = earlier or ([d for d in near if d.victims is not None] if self._points_back(words, draft) else [])
            quantity = draft.phrase.quantity
            if quantity is not None and quantity.factor is not None:
                self._multiply(draft, [*near, *fresh[:number]], quantity.factor)
            if draft.victims is None and pool and (draft.low != 0 or draft.high != 0):
                source = pool[-1]
                draft.victims, draft.victims_head = source.victims, source.victims_head
                draft.victim_class, draft.carried = source.victim_class, True

    @staticmethod
    def _points_back(words: Words, draft: Draft) -> bool:
        quantity = draft.phrase.quantity
        if quantity is not None and quantity.more:
            return True
        if draft.rule in ("pointing count", "leftover", "part"):
            return True
        near = range(max(0, draft.trigger.start - 3), draft.trigger.start)
        return any(words.tag[k] in ("JJR", "RBR") or words.lower[k] in ("different", "similar") for k in near)

    @staticmethod
    def _multiply(draft: Draft, before: Sequence[Draft], factor: float) -> None:
        for source in reversed(before):
            value = source.low if source.low is not None else source.high
            if value is not None and source is not draft:
                draft.low, draft.high = bounded(round(value * factor), "exact")
                draft.bound = "exact"
                return

    # Results -------------------------------------------------------------------------------

    def _readings(self, words: Words, drafts: Sequence[Draft]) -> list[TollReading]:
        kept = [d for d in drafts if d.low is not None or d.high is not None or d.vague is not None]
        place = {id(d): number for number, d in enumerate(kept)}
        readings = []
        for draft in kept:
            total = place.get(id(draft.total)) if draft.total is not None else None
            readings.append(self._reading(words, draft, total))
        return readings

    def _reading(self, words: Words, draft: Draft, total: int | None) -> TollReading:
        phrase, trigger = draft.phrase, draft.trigger
        starts, ends = [phrase.start], [phrase.end]
        here = words.sents[draft.sentence]
        if here[0] <= trigger.start < here[1] and draft.rule not in ("leftover", "part"):
            starts.append(trigger.start)
            ends.append(trigger.end)
        if draft.victims is not None and not draft.carried:
            ends.append(draft.victims[1])
        quantity = phrase.quantity
        return TollReading(
            outcome=draft.outcome,
            trigger=trigger.anchor,
            words=(min(starts), max(ends)),
            number=(quantity.start, quantity.end) if quantity is not None else None,
            victims=draft.victims,
            victims_head=draft.victims_head,
            carried=draft.carried,
            agent=draft.agent,
            low=draft.low,
            high=draft.high,
            bound=draft.bound,  # type: ignore[arg-type]
            vague=draft.vague,
            unit=self._unit(words, draft),
            victim_class=draft.victim_class,  # type: ignore[arg-type]
            standing=draft.standing,
            total=total,
            rule=draft.rule,
        )

    def _unit(self, words: Words, draft: Draft) -> str:
        if draft.outcome in ("destroyed", "seized") and draft.victims_head is not None:
            return words.lower[draft.victims_head]
        return "people"


def _told(draft: Draft, before: Sequence[Draft]) -> bool:
    """Whether a figure of the same outcome stands before a pronoun, which then tells of no new victim."""
    return any(d.outcome == draft.outcome for d in before)
