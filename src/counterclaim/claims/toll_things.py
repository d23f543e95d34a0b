"""Figures that count no victims: strength of a force, things destroyed or seized.

In: a `Sentence`. Out: drafts of outcome `strength`, `destroyed` or `seized`. Guarantee: only nouns that the
table `tolls` lists as a force's members or as objects of war are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from counterclaim.claims.toll_context import Draft
from counterclaim.claims.toll_phrases import Nouns, Phrase
from counterclaim.claims.toll_sentence import Sentence
from counterclaim.claims.toll_triggers import Trigger, verb_complex
from counterclaim.records import Outcome

_HOLD = frozenset(
    {
        "with",
        "have",
        "has",
        "had",
        "of",
        "number",
        "numbers",
        "numbering",
        "comprise",
        "comprises",
        "field",
        "fields",
    }
)


class ThingReader:
    """Reads strength, destruction and seizure. Built once from the table `tolls`."""

    def __init__(self, table: Mapping[str, Any], nouns: Nouns) -> None:
        self._nouns = nouns
        self._verbs: dict[str, Outcome] = {}
        for outcome in ("destroyed", "seized"):
            for verb in table["verbs"][outcome]:
                self._verbs[verb.split()[0]] = outcome
        self._objects = frozenset(table["victims"]["objects"])
        self._members = frozenset(table["victims"]["members"])
        self.first_words = frozenset(self._verbs) | self._members

    def read(self, sentence: Sentence, number: int) -> list[Draft]:
        """The drafts of the sentence."""
        found: list[Draft] = []
        for at in range(sentence.start, sentence.end):
            outcome = self._verbs.get(sentence.words.lemma[at])
            if outcome is not None and sentence.words.tag[at].startswith("VB"):
                found.extend(self._verb(sentence, number, at, outcome))
        for index, phrase in enumerate(sentence.phrases):
            if index not in sentence.owner and self._is_strength(sentence, phrase):
                sentence.owner[index] = -1
                found.append(_draft(sentence, number, phrase, phrase.start, "strength", "strength of a force"))
        return found

    def _verb(self, sentence: Sentence, number: int, at: int, outcome: Outcome) -> Iterable[Draft]:
        trigger = _mark(sentence, at, outcome)
        cx = verb_complex(
            sentence.words,
            trigger,
            sentence.start,
            frozenset({"could", "would", "will", "should", "may", "might", "can"}),
        )
        if (
            cx.modal
            or cx.negated
            or (cx.infinitive and sentence.words.lemma[cx.left - 1] not in ("claim", "manage", "have", "say"))
        ):
            return
        first = sentence.starting(at + 1)
        if first is None or cx.passive:
            last = sentence.ending(cx.left) if cx.passive else None
            members = [last] if last is not None else []
        else:
            members = sentence.right_of(first)
        for index in members[:1]:
            phrase = sentence.phrases[index]
            if index in sentence.owner or phrase.quantity is None or phrase.head is None:
                continue
            if self._nouns.singular(sentence.words, phrase.head) in self._objects:
                sentence.owner[index] = -1
                draft = _draft(sentence, number, phrase, at, outcome, "object")
                draft.victims = (phrase.first, self._shared_end(sentence, members))
                yield draft

    @staticmethod
    def _shared_end(sentence: Sentence, members: list[int]) -> int:
        """Where "border posts and militant camps" ends, which one number counts together."""
        at = members[0]
        while sentence.coordinated(at):
            after = sentence.phrases[at + 1]
            if after.quantity is not None or after.count not in ("plural", "mass") or after.start != after.first:
                break
            at += 1
        return sentence.phrases[at].end

    def _is_strength(self, sentence: Sentence, phrase: Phrase) -> bool:
        """ "an estimated 30,000 to 35,000 members", "a force of 2,000 fighters", "has some 500 fighters"."""
        words = sentence.words
        if (
            phrase.quantity is None
            or phrase.quantity.vague is not None
            or phrase.head is None
            or phrase.count == "none"
        ):
            return False
        if self._nouns.singular(words, phrase.head) not in self._members or phrase.of is not None:
            return False
        estimated = any(words.lower[k] == "estimated" for k in range(max(sentence.start, phrase.start - 2), phrase.end))
        before = words.lower[phrase.start - 1] if phrase.start > sentence.start else ""
        force = before == "of" and words.lower[phrase.start - 2] in (
            "force",
            "army",
            "strength",
            "militia",
            "group",
        )
        held = before in ("with", "have", "has") or words.lemma[phrase.start - 1] in (
            "number",
            "command",
            "field",
        )
        return (estimated and held) or force or (held and (phrase.quantity.stated or 0) >= 100 and before != "with")


def _mark(sentence: Sentence, at: int, outcome: Outcome) -> Trigger:
    return Trigger(start=at, end=at + 1, anchor=at, outcome=outcome, kind="verb", word=sentence.words.lemma[at])


def _draft(sentence: Sentence, number: int, phrase: Phrase, at: int, outcome: Outcome, rule: str) -> Draft:
    quantity = phrase.quantity
    assert quantity is not None
    return Draft(
        sentence=number,
        trigger=_mark(sentence, at, outcome),
        phrase=phrase,
        outcome=outcome,
        rule=rule,
        agent=None,
        cx=None,
        low=quantity.low,
        high=quantity.high,
        vague=quantity.vague,
        bound=quantity.bound,
        victims=(phrase.first, phrase.end),
        victims_head=phrase.head,
        victim_class=phrase.victim_class if outcome == "strength" else "unknown",
    )
