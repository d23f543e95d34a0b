"""What sets a figure apart: other events and periods, denials, older counts, and things that did not happen.

In: the columns of a doc and the drafts of its figures in text order. Out: a standing for each. Guarantee: only words of
the table `tolls` change a standing; where none stands near, a figure is the incident's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from counterclaim.claims.toll_phrases import Phrase
from counterclaim.claims.toll_triggers import Complex, Trigger
from counterclaim.claims.toll_words import Words
from counterclaim.records import Outcome, Standing

#: So many words of another subject outweigh the metaphors of war that sports writers use.
_TOPICAL = 6
_NEAR = 30  # tokens within which two counts of one sentence are looked at together
_NOUNS = frozenset({"noun", "act", "lives", "toll", "count", "remains"})
_REPORTING = frozenset("say put report announce tell give estimate state speak count claim list record".split())
_COUNTING = frozenset("version report count figure toll number total tally statement estimate bulletin".split())


@dataclass(slots=True, kw_only=True)
class Draft:
    """A figure on its way to a `TollReading`; changed only inside the reader."""

    sentence: int
    trigger: Trigger
    phrase: Phrase
    outcome: Outcome
    rule: str
    agent: int | None
    cx: Complex | None
    low: float | None
    high: float | None
    vague: str | None
    bound: str
    victims: tuple[int, int] | None
    victims_head: int | None
    victim_class: str
    carried: bool = False
    standing: Standing = "incident"
    total: Draft | None = None
    range_with: Phrase | None = None

    @property
    def at(self) -> int:
        """Where the figure stands in the text."""
        return self.phrase.start


class Context:
    """Judges standings. Built once from the table `tolls`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        standing = table["standing"]
        self._long = frozenset(standing["long_units"])
        self._ago = frozenset(standing["ago_units"])
        self._past = frozenset(standing["past"])
        self._periods = frozenset(standing["periods"])
        self._memorial = frozenset(standing["memorial"])
        self._events = frozenset(standing["event_nouns"])
        self._other = tuple(tuple(p.split()) for p in standing["other_events"])
        self._deny = frozenset(standing["deny"])
        self._withdraw = tuple(f" {p} " for p in standing["withdraw"])
        self._earlier = frozenset(standing["earlier"])
        self._change = frozenset(table["carriers"]["change"])
        self._this = tuple(tuple(p.split()) for p in standing["this"])
        self._several = tuple(tuple(p.split()) for p in standing["several"])
        self._across = tuple(tuple(p.split()) for p in standing["across"])
        self._latest = frozenset(standing["latest"])
        self._months = frozenset(table["numbers"]["months"])
        self._days = frozenset(table["numbers"]["days"])
        self._units = frozenset(table["numbers"]["units"])
        self._fiction = tuple(f" {p} " for p in standing["fiction_strong"])
        self._subjects = tuple(
            (frozenset(standing[name]), least)
            for name, least in (("sport", 3), ("market", 3), ("disease", 2), ("disaster", 2), ("accident", 2))
        )
        self._conflict = frozenset(standing["conflict"])
        self._violence = self._conflict | frozenset(standing["violence"])
        self.hypothetical = frozenset(standing["hypothetical"])
        self.done_to = frozenset(standing["done_to"])

    # What the text is about -----------------------------------------------------------------

    def elsewhere(self, words: Words) -> bool:
        """Whether the text is about sport, markets, a disease, a disaster or an accident.

        It is when it has more words of one of these than of conflict.
        """
        seen = set(words.lower)
        conflict = len(seen & self._conflict)
        for subject, least in self._subjects:
            other = len(seen & subject)
            if (other >= least and other > conflict) or (other >= _TOPICAL and 1.5 * other > conflict):
                return True
        return False

    def violent(self, words: Words, start: int, end: int) -> bool:
        """Whether any word of a stretch tells of violence, so that a death in it may be a victim's."""
        return not self._violence.isdisjoint(words.lower[start:end])

    def sporting(self, words: Words, start: int, end: int) -> bool:
        """Whether any word of a stretch tells of a match."""
        return not self._subjects[0][0].isdisjoint(words.lower[start:end])

    def fictional(self, words: Words, start: int, end: int) -> bool:
        """Whether the sentence tells a film, a novel or a drill."""
        sentence = f" {' '.join(words.lower[start:end])} "
        return any(phrase in sentence for phrase in self._fiction)

    def unreal(self, words: Words, start: int, trigger: Trigger, cx: Complex | None) -> bool:
        """Whether the verb tells what may, would or did not happen."""
        if cx is None:
            return False
        if trigger.kind in _NOUNS and self._may_come(words, start, trigger.anchor):
            return True
        if trigger.start > start and words.lower[trigger.start - 1] in ("nearly", "almost"):
            return True
        if cx.modal or cx.negated:
            return not (cx.perfect and words.lower[cx.left] in ("may", "might"))
        if (
            words.lower[cx.left] == "being"
            and cx.left > start
            and words.lower[cx.left - 1] in ("from", "against", "avoid")
        ):
            return True
        if cx.infinitive:
            before = words.lemma[cx.left - 1] if cx.left > start else ""
            return before not in self.done_to
        if trigger.kind == "verb" and words.tag[trigger.anchor] == "VB" and cx.left == trigger.start:
            return False
        return self._conditional(words, start, cx.left)

    def _may_come(self, words: Words, start: int, noun: int) -> bool:
        """ "would cost 50,000 lives": the verb that the noun hangs on tells what may come."""
        verb, hops = words.head[noun], 0
        while not words.tag[verb].startswith("VB") and words.head[verb] != verb and hops < 3:
            verb, hops = words.head[verb], hops + 1
        if words.tag[verb] != "VB":
            return False
        for k in range(verb - 1, max(start, verb - 4) - 1, -1):
            if words.tag[k] == "MD":
                return words.lower[k] in self.hypothetical
            if words.tag[k] not in ("RB", "VB"):
                return False
        return False

    def _conditional(self, words: Words, start: int, stop: int) -> bool:
        for k in range(stop - 1, max(start, stop - 10) - 1, -1):
            if words.lower[k] in (",", ";", ":"):
                return False
            if words.lower[k] in ("if", "unless", "whether"):
                return True
        return False

    # Standings -----------------------------------------------------------------------------

    def judge(self, words: Words, drafts: Sequence[Draft]) -> None:
        """Set the standings of all drafts of a text, in place."""
        years = [int(w) for w in words.lower if len(w) == 4 and w.isdecimal() and w[:2] in ("19", "20")]
        newest = max(years, default=0)
        by_sentence: dict[int, list[Draft]] = {}
        for draft in drafts:
            by_sentence.setdefault(draft.sentence, []).append(draft)
        for number, (start, end) in enumerate(words.sents):
            here = by_sentence.get(number, [])
            if here:
                self._background(words, start, end, here, newest)
                self._by_a_period(words, here)
                self._denied(words, start, end, here)
        self._of_several(words, by_sentence)
        self._superseded(words, drafts)
        self._withdrawn(words, by_sentence)

    def _background(self, words: Words, start: int, end: int, drafts: Sequence[Draft], newest: int) -> None:
        for cue, forward in self._background_cues(words, start, end, newest):
            for draft in self._governed(words, drafts, cue, forward):
                if draft.standing in ("incident", "part"):
                    draft.standing = "background"

    def _by_a_period(self, words: Words, drafts: Sequence[Draft]) -> None:
        """ "The war has killed 40,000 people and displaced 14 million": whatever a war did, it did over its time."""
        for draft in drafts:
            verb = draft.trigger.anchor
            while words.dep[verb] == "conj" and words.tag[verb].startswith("VB"):
                verb = words.head[verb]
            subjects = (k for k in range(words.sents[draft.sentence][0], verb) if words.head[k] == verb)
            if draft.standing == "incident" and any(
                words.dep[k] == "nsubj" and words.lemma[k] in self._periods for k in subjects
            ):
                draft.standing = "background"

    def _of_several(self, words: Words, by_sentence: Mapping[int, Sequence[Draft]]) -> None:
        """ "In this attack eight people died. Across the three sites 18 died": the sum of several is not this one's."""
        this = [n for n in by_sentence if self._phrased(words.lower, *words.sents[n], self._this)]
        if not this:
            return
        for number, drafts in by_sentence.items():
            if number not in this and self._phrased(words.lower, *words.sents[number], self._several):
                for draft in drafts:
                    if draft.standing == "incident":
                        draft.standing = "background"

    @staticmethod
    def _phrased(lower: Sequence[str], start: int, end: int, phrases: Sequence[tuple[str, ...]]) -> bool:
        return any(tuple(lower[k : k + len(p)]) == p for k in range(start, end) for p in phrases)

    @staticmethod
    def _past_year(lower: Sequence[str], k: int, newest: int) -> bool:
        """ "in 1943" in a text that names a later year."""
        return (
            len(lower[k]) == 4
            and lower[k][:2] in ("18", "19", "20")
            and lower[k - 1] in ("in", "back")
            and int(lower[k]) < newest
        )

    def _background_cues(self, words: Words, start: int, end: int, newest: int) -> list[tuple[int, bool]]:
        """Where a cue of another event or period stands, and whether it looks forward."""
        cues: list[tuple[int, bool]] = []
        lower, lemma = words.lower, words.lemma
        for k in range(start, end):
            word = lower[k]
            if word == "since" and self._since(words, k, end):
                cues.append((k, False))
            elif word == "ago" and lemma[k - 1] in self._ago:
                cues.append((k, False))
            elif word in (
                "in",
                "over",
                "during",
                "for",
                "within",
                "throughout",
                "after",
                "of",
            ) and self._long_period(words, k, end):
                cues.append((k, False))
            elif lemma[k] in self._memorial:
                cues.append((k, True))
            elif (
                word in ("last", "this")
                and k + 1 < end
                and (lower[k + 1] == "year" or (word == "this" and lower[k + 1] == "month"))
            ):
                cues.append((k, False))
            elif (
                word.isdecimal()
                and len(word) == 4
                and word[:2] in ("19", "20")
                and k + 1 < end
                and lemma[k + 1] in self._events
            ):
                cues.append((k, True))
            elif word.isdecimal() and self._past_year(lower, k, newest):
                cues.append((k, False))
            elif any(tuple(lower[k : k + len(p)]) == p for p in self._other):
                cues.append((k, True))
            elif any(tuple(lower[k : k + len(p)]) == p for p in self._across):
                cues.append((k, False))
        return cues

    def _since(self, words: Words, k: int, end: int) -> bool:
        if any(words.tag[j] == "JJS" or words.lower[j] == "first" for j in range(max(0, k - 9), k)):
            return False  # "the deadliest attack since March" compares; it does not count since then
        rest = words.lower[k + 1 : min(k + 8, end)]
        if (
            not rest
            or rest[0] in self._days
            or (
                rest[0] in ("last", "early", "late", "this", "the")
                and len(rest) > 1
                and (rest[1] in self._days or rest[1] in ("night", "weekend", "morning"))
            )
        ):
            return False
        return rest[0] not in ("then", "our", ",", ".")

    def _long_period(self, words: Words, k: int, end: int) -> bool:
        """ "in the past three months", "in two decades of war", "over the last year", "during the war"."""
        stop = min(k + 7, end)
        for j in range(k + 1, stop):
            if words.tag[j] in ("VBD", "VBZ", "IN", ",") and words.lower[j] not in ("than", "over", "about"):
                return False
            if words.lower[j] in ("following", "next", "coming", "ensuing"):
                return False
            if words.lemma[j] in self._long:
                follows = words.lower[j + 1 : j + 2]
                if follows == ["-"] or follows == ["old"]:
                    return False
                return (
                    words.lower[k] in ("in", "over", "during", "for", "within", "throughout", "of")
                    and (words.lower[k] != "of" or "war" in words.lower[j : j + 4])
                    and (words.lower[k] != "in" or self._plural_or_past(words, k, j))
                )
        return False

    def _plural_or_past(self, words: Words, k: int, j: int) -> bool:
        return words.tag[j] == "NNS" or any(words.lower[i] in self._past for i in range(k, j))

    def _governed(self, words: Words, drafts: Sequence[Draft], cue: int, forward: bool) -> list[Draft]:
        """The figures that a cue governs: the clause's before it, or those that follow when none does."""
        drafts = [d for d in drafts if d.outcome != "strength"]
        before = [d for d in drafts if min(d.trigger.start, d.at) < cue]
        after = [d for d in drafts if min(d.trigger.start, d.at) > cue]
        if forward:
            return [d for d in after if self._same_clause(words, cue, d.at)] or after[:1]
        near = [d for d in before if self._same_clause(words, max(d.at, d.trigger.start), cue)]
        if near:
            return self._nearest_list(words, near)
        return after if not before else []

    @staticmethod
    def _nearest_list(words: Words, before: Sequence[Draft]) -> list[Draft]:
        """The last figure before a cue, with those that no phrase of place or time parts from it.

        "1,500 dead in three days and 14,000 since the siege began": only the second counts since then.
        """
        ordered = sorted(before, key=lambda d: d.at)
        governed = [ordered[-1]]
        for draft in reversed(ordered[:-1]):
            between = range(max(draft.phrase.end, draft.trigger.end), governed[0].at)
            if any(words.tag[k] == "IN" and words.lower[k] not in ("of", "while", "as") for k in between):
                break
            governed.insert(0, draft)
        return governed

    @staticmethod
    def _same_clause(words: Words, start: int, end: int) -> bool:
        return not any(
            words.lower[k] in (";", "while", "whereas", "but", "bringing", "taking") for k in range(start, end)
        )

    def _denied(self, words: Words, start: int, end: int, drafts: Sequence[Draft]) -> None:
        for draft in drafts:
            first = min(draft.at, draft.trigger.start)
            for k in range(first - 1, max(start, first - 14) - 1, -1):
                if words.lower[k] in (";", "but", "saying", "adding"):
                    break
                if (
                    words.lemma[k] in self._deny
                    and words.tag[k].startswith("VB")
                    and not (draft.low == 0 == draft.high)
                ):
                    if words.lower[k + 1 : k + 2] != [","] and "and" not in words.lower[k + 1 : first]:
                        draft.standing = "denied"
                    break
            if (
                draft.at > start
                and words.lower[draft.at - 1] == "not"
                and (
                    "but" in words.lower[draft.at : draft.at + 6]
                    or (words.lower[draft.at - 2] == "," and draft.phrase.bare and draft is not drafts[0])
                )
            ):
                draft.standing = "denied"

    def _superseded(self, words: Words, drafts: Sequence[Draft]) -> None:
        standing = Counter(_lists(draft) for draft in drafts if draft.standing == "incident")
        outcomes = Counter(draft.outcome for draft in drafts if draft.standing == "incident")
        newer = [d for d in drafts if d.standing == "incident" and self._newer(words, d)]
        following: dict[int, Draft] = {}
        last: dict[tuple[int, Outcome], Draft] = {}
        for draft in reversed(drafts):
            after = last.get((draft.sentence, draft.outcome))
            if after is not None:
                following[id(draft)] = after
            last[draft.sentence, draft.outcome] = draft
        for draft in drafts:
            alike = standing[_lists(draft)] if draft.rule != "linked count" else 1
            if draft.standing != "incident" or outcomes[draft.outcome] <= alike:
                continue
            if (
                (draft.rule == "linked count" and words.lower[draft.at - 1] == "from")
                or self._changed_from(words, draft)
                or (id(draft) in following and _by_then(words, draft, following[id(draft)]))
                or self._older(words, draft)
                or any(
                    d.outcome == draft.outcome
                    and (d.sentence > draft.sentence or self._now(words, draft, d))
                    and _may_replace(words, d, draft)
                    for d in newer
                )
            ):
                draft.standing = "superseded"
                standing[_lists(draft)] -= 1
                outcomes[draft.outcome] -= 1

    @staticmethod
    def _now(words: Words, old: Draft, new: Draft) -> bool:
        """ "had announced 22 dead, said that the figure was now 31": the later count of one sentence."""
        return new.sentence == old.sentence and new.at > old.at and words.lower[new.at - 1] == "now"

    def _changed_from(self, words: Words, draft: Draft) -> bool:
        """ "lowered its count from 19 dead to 11"."""
        start = max(words.sents[draft.sentence][0], draft.at - _NEAR)
        if words.lower[draft.at - 1] != "from" or "to" not in words.lower[draft.at : draft.at + 8]:
            return False
        return any(words.lemma[k] in self._change for k in range(start, draft.at))

    def _older(self, words: Words, draft: Draft) -> bool:
        """ "had earlier put the toll at 25", "an earlier version said 14", "yesterday's count was 29"."""
        start = words.sents[draft.sentence][0]
        for k in range(start, draft.at):
            word = words.lower[k]
            if word not in self._earlier:
                continue
            near = range(max(start, k - 2), min(k + 4, draft.at))
            if word == "first" and (k == start or words.tag[k] == "RB") and draft.rule != "subject of the passive":
                return True
            if word != "first" and any(words.lemma[j] in _REPORTING or words.lemma[j] in _COUNTING for j in near):
                return True
        return False

    def _newer(self, words: Words, draft: Draft) -> bool:
        """A later sentence that says "now", "the correct figure", "its new communiqué"."""
        start = words.sents[draft.sentence][0]
        if draft.rule == "leftover" and words.lower[draft.at - 1] == "to":
            return True
        if draft.rule == "pointing count" and words.lower[draft.at - 1] == "now":
            return True
        span = range(start, min(draft.at, start + 8))
        return any(words.lower[k] in self._latest for k in span) and draft.rule in (
            "linked count",
            "pointing count",
            "leftover",
            "participle",
        )

    def _withdrawn(self, words: Words, by_sentence: Mapping[int, Sequence[Draft]]) -> None:
        for number, drafts in by_sentence.items():
            last = words.sents[min(number + 1, len(words.sents) - 1)][1]
            after = max(d.at for d in drafts)
            lemmas = f" {' '.join(words.lemma[after:last])} "
            first = f" {' '.join(words.lemma[words.sents[number][0] : min(d.at for d in drafts)])} "
            if any(phrase in lemmas or (phrase in first and "that" in first) for phrase in self._withdraw):
                for draft in drafts:
                    if draft.outcome == "killed" and draft.standing == "incident":
                        draft.standing = "denied"


def _may_replace(words: Words, new: Draft, old: Draft) -> bool:
    """Whether a newer figure is of the same people: "three of its staff" replaces no figure of militants."""
    if new.victims_head is None or old.victims_head is None:
        return new.victims_head is None
    return new.victim_class == old.victim_class or "unknown" in (new.victim_class, old.victim_class)


def _by_then(words: Words, old: Draft, new: Draft) -> bool:
    """ "By noon it had yielded five bodies, and by evening, twelve": the later count of one sentence."""
    if new.sentence != old.sentence or new.outcome != old.outcome or not old.at < new.at or old is new:
        return False
    if (new.low or 0) < (old.low or 0) or not new.phrase.bare:
        return False
    start = max(words.sents[old.sentence][0], old.at - _NEAR)
    if new.at - old.phrase.end > _NEAR:
        return False
    before = "by" in words.lower[start : old.at]
    return before and "by" in words.lower[old.phrase.end : new.at]


def _lists(draft: Draft) -> tuple[Outcome, int, int, str]:
    """Members of one list answer one question; none is older than the other."""
    return draft.outcome, draft.sentence, draft.trigger.start, draft.rule
