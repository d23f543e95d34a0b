"""Words that carry an outcome, and the verb complexes that they stand in.

In: the columns of a doc. Out: `Trigger`s of a sentence in order, coordinated ones ("killed or wounded") merged
into one. Guarantee: the only words that trigger are those of the table `tolls`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from counterclaim.claims.toll_words import Words
from counterclaim.records import Outcome

#: `verb`: the victim is object, or subject of the passive; `victim`: the victim is subject; `state`: adjective or
#: participle; `noun`: counts the outcome; `act`: noun whose "of" names the victims; `toll`, `count`: counting words;
#: `remains`: bodies; `lives`, `men`: what verbs of loss take.
Kind = Literal["verb", "victim", "state", "noun", "act", "toll", "count", "remains", "lives", "men"]

#: Verbs are tried before states and states before nouns: "wounded" is all three.
_RANK: Mapping[str, int] = {"verb": 0, "victim": 0, "men": 0, "state": 1}
_COUNTED = (["at"], ["more"], ["over"], ["nearly"], ["about"], ["several"], ["dozens"], ["up"])
_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "get", "got", "gets", "'re", "'s"})
_AUX = _BE | frozenset(
    "have has had having do does did to not n't never 've 'd 'll will would could may might must should can shall "
    "cannot ca wo".split()
)
#: What may stand between a verb and its object: modifiers, and how many ("lost two fingers").
_BETWEEN = frozenset({"JJ", "NN", "DT", "PRP$", "RB", "NNS", "VBN", "HYPH", "CD", "PDT"})
_SAID = frozenset(
    "reported confirmed feared believed presumed said thought declared found known listed alleged pronounced left "
    "lying lay lie came out either himself herself also reportedly all both still later themselves".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """An outcome word: tokens `start` to `end`, `anchor` the one that the parse is asked about."""

    start: int
    end: int
    anchor: int
    outcome: Outcome
    kind: Kind
    word: str
    merged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Complex:
    """The verb complex to the left of a trigger: where it starts and what its auxiliaries say."""

    left: int
    passive: bool
    modal: bool
    negated: bool
    infinitive: bool
    perfect: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    rest: tuple[str, ...]
    outcome: Outcome
    kind: Kind
    noun: bool = False  # the last word must be a noun: "had wounds", not "had wounded"


class TriggerReader:
    """Finds triggers. Built once from the table `tolls`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._patterns: dict[str, list[_Pattern]] = {}
        self._fill("verb", table["verbs"], skip=("destroyed", "seized"))
        self._fill("victim", table["verbs_of_victims"])
        self._fill("state", table["states"])
        had = table["harms_had"]
        for verbs, nouns in (("have", "wounds"), ("lose", "parts")):
            for verb in had[verbs]:
                for noun in had[nouns]:
                    pattern = _Pattern(rest=(noun,), outcome="wounded", kind="victim", noun=True)
                    self._patterns.setdefault(verb, []).append(pattern)
        acts = frozenset(table["nouns"]["acts"])
        for outcome in ("killed", "wounded", "missing", "captured", "displaced", "casualties"):
            for word in table["nouns"][outcome]:
                self._add(word, outcome, "act" if word in acts else "noun")
        for word in table["nouns"]["remains"]:
            self._add(word, "killed", "remains")
        for word in table["nouns"]["tolls"]:
            self._add(word, "killed", "toll")
        for word in table["nouns"]["counts"]:
            self._add(word, "killed", "count")
        for word in table["takers"]["men"]:
            self._add(word, "killed", "men")
        for listed in self._patterns.values():
            listed.sort(key=lambda p: -len(p.rest))
        results = table["results"]
        self._result_verbs = frozenset(results["verbs"])
        self._results: dict[tuple[str, ...], Outcome] = {}
        told: tuple[Outcome, ...] = ("killed", "wounded", "captured", "casualties")
        for outcome in told:
            for phrase in results[outcome]:
                self._results[tuple(phrase.split())] = outcome
        self._excepted = frozenset(tuple(p.split()) for p in results["except"])
        self.first_words = frozenset(self._patterns) | self._result_verbs | {"shot"}
        self._states = frozenset(w for ws in table["states"].values() for w in ws)

    def _fill(self, kind: Kind, lists: Mapping[str, Iterable[str]], skip: Iterable[str] = ()) -> None:
        for outcome, phrases in lists.items():
            if outcome not in skip:
                for phrase in phrases:
                    self._add(phrase, outcome, kind)

    def _add(self, phrase: str, outcome: Any, kind: Kind) -> None:
        first, *rest = phrase.split()
        self._patterns.setdefault(first, []).append(_Pattern(rest=tuple(rest), outcome=outcome, kind=kind))

    def read(self, words: Words, start: int, end: int) -> list[Trigger]:
        """The triggers of `words[start:end]`, in order, coordinated ones merged."""
        found: list[Trigger] = []
        at = start
        while at < end:
            trigger = self._at(words, at, start, end)
            if trigger is None:
                at += 1
                continue
            found.append(trigger)
            at = trigger.end
        return self._merge(words, found)

    def _at(self, words: Words, at: int, start: int, end: int) -> Trigger | None:
        lower, lemma = words.lower[at], words.lemma[at]
        if lower not in self.first_words and lemma not in self.first_words:
            return None
        if (
            lemma in self._result_verbs and (words.tag[at].startswith("VB") or words.lower[at + 1 : at + 2] == ["dead"])
        ) or lower == "shot":
            result = self._result(words, at, end)
            if result is not None:
                return result
        options = self._patterns.get(lower, []) + (self._patterns.get(lemma, []) if lemma != lower else [])
        if words.lemma[at] == "shoot" and words.lower[at + 1 : at + 2] == ["down"]:
            return None
        for pattern in sorted(options, key=lambda p: (-len(p.rest), _RANK.get(p.kind, 2))):
            stop = self._follows(words, at + 1, end, pattern.rest, pattern.kind)
            if stop is not None and pattern.noun and not words.tag[stop - 1].startswith("NN"):
                continue
            if stop is not None and self._fits(words, at, pattern):
                anchor = at + 1 if stop > at + 1 and words.lower[at] in ("be", "being", "not", "n't") else at
                return Trigger(
                    start=at,
                    end=stop,
                    anchor=anchor,
                    outcome=pattern.outcome,
                    kind=pattern.kind,
                    word=words.lemma[at],
                )
        return None

    @staticmethod
    def _follows(words: Words, at: int, end: int, rest: tuple[str, ...], kind: Kind) -> int | None:
        """Where the rest of a pattern ends; a few modifiers may stand between a verb's words."""
        gap = 3 if kind == "victim" else 0
        for want in rest:
            for k in range(at, min(at + gap + 1, end)):
                if want in (words.lower[k], words.lemma[k]):
                    at = k + 1
                    break
                if words.tag[k] not in _BETWEEN:
                    return None
            else:
                return None
        return at

    def _fits(self, words: Words, at: int, pattern: _Pattern) -> bool:
        """Whether the tag allows what the pattern says."""
        tag, low = words.tag[at], words.lower[at]
        if pattern.kind in ("verb", "victim", "men"):
            if low in ("be", "not", "n't"):
                return True
            if tag in ("NN", "NNS") and pattern.kind == "verb" and low not in self._states:
                # "a missile wounds three people", tagged as a noun
                return words.tag[at + 1 : at + 2] in (["CD"], ["DT"]) or words.lower[at + 1 : at + 2] in _COUNTED
            return tag.startswith("VB") or (low in self._states and tag in ("JJ", "NN"))
        if pattern.kind in ("noun", "act", "remains", "toll", "count"):
            return (
                tag.startswith("NN")
                or (len(pattern.rest) > 0 and words.tag[at + 1].startswith("NN"))  # "Funeral prayers", its first a JJ
                or words.lower[at : at + 2] == ["remains", "of"]
                or low in ("dead", "wounded", "injured", "missing", "cumul")
            )
        return pattern.kind == "state" or tag.startswith("JJ")

    def _result(self, words: Words, at: int, end: int) -> Trigger | None:
        """ "shot the guard dead", "burned alive", "stabbed to death": a verb with its result within reach."""
        passed = False
        for k in range(at + 1, min(at + 14, end)):
            tag = words.tag[k]
            for length in (3, 2, 1):
                key = tuple(words.lower[k : k + length])
                outcome = self._results.get(key)
                if outcome is None or (words.lemma[at], *key) in self._excepted:
                    continue
                if words.lemma[at] in ("find", "leave", "blow") and (
                    words.lemma[at] != "find" or k > at + 1 or key != ("dead",)
                ):
                    continue
                if passed and key == ("alive",) and words.lemma[at] not in ("burn", "bury"):
                    continue
                stop = k + length if k == at + 1 else at + 1
                return Trigger(start=at, end=stop, anchor=at, outcome=outcome, kind="verb", word=words.lemma[at])
            if tag in ("VBD", "VBZ", "VBP", "MD") or words.lower[k] in (";", ".", ","):
                return None
            passed = True
        return None

    def _merge(self, words: Words, found: list[Trigger]) -> list[Trigger]:
        merged: list[Trigger] = []
        for trigger in found:
            last = merged[-1] if merged else None
            if last is not None and self._joined(words, last, trigger):
                merged[-1] = replace(
                    last,
                    end=trigger.end,
                    anchor=last.anchor,
                    outcome=_joint(last, trigger, words.lower[last.end : trigger.start]),
                    kind=last.kind if last.kind != "noun" else trigger.kind,
                    merged=True,
                )
            else:
                merged.append(trigger)
        return merged

    @staticmethod
    def _joined(words: Words, last: Trigger, trigger: Trigger) -> bool:
        if not {last.kind, trigger.kind} <= {"verb", "victim", "state", "noun"}:
            return False
        gap = words.lower[last.end : trigger.start]
        if not gap or len(gap) > 4 or not any(w in ("and", "or", ",", "/", "&") for w in gap):
            return False
        if (last.kind == "noun") != (trigger.kind == "noun") and not (
            last.kind == "noun" and trigger.kind != "victim" and last.word in ("martyr", "dead")
        ):
            return False
        if (
            gap == [","]
            and words.tag[trigger.end : trigger.end + 1] != ["CD"]
            and not (trigger.end < len(words.lower) and words.lower[trigger.end] in ("or", "and", ","))
        ):
            return False
        return all(
            w
            in (
                "and",
                "or",
                ",",
                "/",
                "&",
                "either",
                "then",
                "later",
                "otherwise",
                "even",
                "were",
                "are",
                "was",
                "been",
                "subsequently",
            )
            for w in gap
        )


def _joint(first: Trigger, second: Trigger, gap: list[str]) -> Outcome:
    """The outcome of two coordinated words: killed when death follows ("kidnapped and killed"), else casualties."""
    a, b = first.outcome, second.outcome
    if a == b:
        return a
    if first.word == "shoot" and "or" not in gap and a == "casualties" and not first.merged:
        return b
    if second.word == "shoot" and b == "casualties":
        return a
    if (
        b == "killed"
        and "or" not in gap
        and a in ("captured", "missing", "wounded")
        and first.kind != "noun"
        and second.word not in ("dead",)
        and not first.merged
    ):
        return "killed" if a != "wounded" else "casualties"
    if "displaced" in (a, b):
        return a
    return "casualties"


def verb_complex(
    words: Words, trigger: Trigger, start: int, hypothetical: frozenset[str], taken: Container[int] = ()
) -> Complex:
    """The auxiliaries to the left of a trigger: voice, modality, negation, and where they begin.

    Tokens in `taken` belong to phrases and end the complex.
    """
    left = trigger.start
    passive = modal = negated = infinitive = perfect = False
    k = trigger.start - 1
    while k >= start:
        low, tag = words.lower[k], words.tag[k]
        if k in taken:
            break
        if low in _AUX or tag in ("MD",):
            passive = passive or low in _BE
            modal = modal or low in hypothetical
            negated = negated or low in ("not", "n't", "never")
            perfect = perfect or low in ("have", "had", "has")
            infinitive = infinitive or (low == "to" and tag == "TO")
        elif not (tag in ("RB", "RBR", "RBS") or low in _SAID):
            break
        elif low in ("feared", "reported", "confirmed") and not (k > start and words.lower[k - 1] in _BE | {"been"}):
            if k + 1 == trigger.start and not passive:
                left = k
                k -= 1
                continue
            break
        left = k
        k -= 1
    while (
        left < trigger.start
        and words.lower[left] not in _AUX
        and words.tag[left] in ("RB", "RBR")
        and left + 1 < trigger.start
        and words.tag[left] == "RBR"
    ):
        left += 1
    return Complex(
        left=left,
        passive=passive,
        modal=modal,
        negated=negated,
        infinitive=infinitive and not perfect,
        perfect=perfect,
    )
