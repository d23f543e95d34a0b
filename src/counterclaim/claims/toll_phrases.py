"""Noun phrases that can be counted: how many of whom, from tags and quantities alone.

In: the columns of a doc and the quantities of a sentence. Out: `Phrase`s in order, none overlapping. Guarantee: every
token belongs to at most one phrase; what a head noun means (person, thing, outcome) comes from the table `tolls`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from counterclaim.claims.numbers import Quantity
from counterclaim.claims.toll_words import Words
from counterclaim.records import VictimClass

Nature = Literal["person", "thing", "name", "outcome", "unknown", "none"]
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "FW", "CD"})
_MODIFIERS = frozenset(
    {"JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNS", "NNP", "NNPS", "POS", "HYPH", "FW", "RB", "AFX", "ADD"}
)
_DETERMINERS = frozenset({"DT", "PRP$", "PDT", "WP$"})
_AGES = frozenset({"year", "years", "month", "months"})
_PRONOUNS = frozenset({"them", "whom", "which", "these", "those", "theirs", "ours", "us", "you"})
_OF_DETERMINERS = frozenset("the its their his her our your these those my both all".split())
_PEOPLE_SUFFIXES = ("men", "man", "women", "woman", "ists", "ist", "eers", "eer", "ants", "ians", "ian")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A countable noun phrase: tokens `start` to `end`, `first` to `core_end` its words without number and article.

    `count` says how it is counted: by a `quantity`, as `one` ("a soldier"), as a bare `plural`, as `none` ("no
    casualties"), or not at all (`mass`: no noun that counts people). `state` is an outcome word before the noun ("two
    dead soldiers"); `of` what follows a quantity's "of": "them", "the", a further quantity ("seven of the eleven").
    """

    start: int
    end: int
    first: int
    core_end: int
    head: int | None
    quantity: Quantity | None
    count: Literal["quantity", "one", "plural", "none", "mass"]
    nature: Nature
    victim_class: VictimClass
    state: int | None = None
    of: Literal["them", "the", "number"] | None = None
    pronoun: bool = False

    @property
    def bare(self) -> bool:
        """A number without a noun."""
        return self.head is None and self.quantity is not None

    @property
    def human(self) -> bool:
        """Whether the phrase can be a victim: a person, a name, or a number whose noun is left out."""
        if self.nature == "thing":
            return False
        return self.nature in ("person", "name") or self.bare or (self.count == "quantity" and self.nature != "outcome")


def _one(at: int) -> Quantity:
    return Quantity(start=at, end=at + 1, core=at, low=1, high=1, bound="exact")


class Nouns:
    """What head nouns mean. Built once from the table `tolls`; `names` are of places and bodies, which nobody kills."""

    def __init__(self, table: Mapping[str, Any], names: frozenset[str] = frozenset()) -> None:
        self._names = names
        victims = table["victims"]
        self._classes: dict[str, VictimClass] = {}
        for name in (
            "unknown",
            "civilian",
            "journalist",
            "aid_worker",
            "child",
            "security_forces",
            "combatant",
        ):
            for word in victims[name]:
                self._classes[word] = name
        self._things = frozenset(victims["things"])
        self.pairs: dict[str, int] = dict(victims["pairs"])
        self.collectives = frozenset(victims["collectives"])
        nouns = table["nouns"]
        self.outcomes: dict[str, str] = {}
        for outcome in ("killed", "wounded", "missing", "captured", "displaced", "casualties"):
            for word in nouns[outcome]:
                self.outcomes[word] = outcome
        self.remains = frozenset(nouns["remains"])
        self.states: dict[str, str] = {word: outcome for outcome, listed in table["states"].items() for word in listed}
        self.measures = frozenset(table["nouns"]["counts"]) | {"toll"}
        self.stops = frozenset(table["numbers"]["days"]) | frozenset(table["numbers"]["months"])

    def singular(self, words: Words, at: int) -> str:
        """The lower-case singular of a noun, by the lemma or by its ending."""
        word = words.lower[at]
        if word in self._classes or word in self._things or word in self.outcomes or word in self.pairs:
            return word
        lemma = words.lemma[at]
        for form in (lemma, word[:-1] if word.endswith("s") else word, _stem(word)):
            if form in self._classes or form in self._things or form in self.outcomes or form in self.remains:
                return form
        return lemma

    def is_no_person(self, words: Words, first: int, head: int) -> bool:
        """Whether a phrase without a number names a state, a place or a group: "Islamabad", "Islamic Jihad"."""
        return words.phrase(first, head + 1) in self._names

    def meaning(self, words: Words, first: int, head: int) -> tuple[Nature, VictimClass]:
        """What the noun phrase with this head is."""
        word = self.singular(words, head)
        if words.lower[head] in self.stops:
            return "thing", "unknown"
        if word == "by":
            return "person", "civilian"
        if head > first:
            double = f"{words.lower[head - 1]} {word}"
            if double in self._classes:
                return "person", self._classes[double]
        if word in self.outcomes or words.lower[head] in self.states:
            return "outcome", "unknown"
        if word in self._classes:
            return "person", self._classes[word]
        if word in self._things:
            return "thing", "unknown"
        if words.tag[head] in ("NNP", "NNPS") or words.text[head][:1].isupper():
            for k in range(first, head):
                if words.tag[k].startswith("NN") and self.singular(words, k) in self._classes:
                    return "person", self._classes[self.singular(words, k)]
            return "name", "unknown"
        if word.endswith(_PEOPLE_SUFFIXES) or (word.endswith(("er", "or")) and len(word) > 5):
            return "person", "unknown"
        if words.lower[head] in self.pairs:
            return "person", "unknown"
        return "unknown", "unknown"


def _stem(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-2] if word.endswith("es") else word


_OPENING = frozenset({"“", '"', "‘", "'", "``"})


class PhraseReader:
    """Cuts a sentence into countable noun phrases."""

    def __init__(self, nouns: Nouns) -> None:
        self._nouns = nouns

    def read(self, words: Words, start: int, end: int, quantities: Sequence[Quantity]) -> list[Phrase]:
        """The phrases of `words[start:end]`, in order."""
        at_start = {q.start: q for q in quantities}
        found: list[Phrase] = []
        at = start
        while at < end:
            phrase = self._at(words, at, end, at_start)
            if phrase is None:
                at += 1
                continue
            found.append(phrase)
            at = max(phrase.end, at + 1)
        return found

    def _at(self, words: Words, at: int, end: int, quantities: Mapping[int, Quantity]) -> Phrase | None:
        det = ""
        here = at
        while here < end and here not in quantities and self._is_determiner(words, here, end):
            det = f"{det} {words.lower[here]}".strip()
            here += 1
        quantity = quantities.get(here)
        if det.startswith("neither"):
            return self._nil(words, at, here, None)
        if det == "no" and words.lower[here : here + 1] == ["one"]:
            return self._nil(words, at, here + 1, None)
        if quantity is not None:
            return self._counted(words, at, quantity, end, quantities, det)
        if det == "both" or det.startswith("both "):
            two = Quantity(start=at, end=here, core=at, low=2, high=2, bound="exact")
            return self._counted(words, at, two, end, quantities, det)
        return self._uncounted(words, at, here, end, quantities, det)

    @staticmethod
    def _is_determiner(words: Words, at: int, end: int) -> bool:
        if words.tag[at] in _DETERMINERS:
            return words.lower[at] not in ("that", "which") or (at + 1 < end and words.tag[at + 1][:2] in ("NN", "JJ"))
        return words.lower[at] in ("all", "both", "another", "remaining")

    # Counted -------------------------------------------------------------------------------

    def _counted(
        self,
        words: Words,
        start: int,
        quantity: Quantity,
        end: int,
        quantities: Mapping[int, Quantity],
        det: str,
    ) -> Phrase:
        at = quantity.end
        if at + 1 < end and words.lower[at] in _OPENING and words.tag[at + 1][:2] in ("NN", "JJ"):
            at += 1  # 37 "terrorists"
        of: Literal["them", "the", "number"] | None = None
        vague_of = quantity.vague is not None and words.lower[at - 1] == "of"
        if vague_of or (at < end and words.lower[at] == "of" and at + 1 < end):
            after = at if vague_of else at + 1
            if after < end and words.lower[after] in _PRONOUNS and not vague_of:
                return self._phrase(words, start, after, quantity, None, after + 1, after + 1, "them")
            if after + 1 < end and (words.lower[after] in _OF_DETERMINERS or words.tag[after] == "PRP$"):
                if after + 1 in quantities:
                    return self._phrase(words, start, at, quantity, None, at, at, "number")
                of, at = "the", after + 1
            elif after in quantities:
                return self._phrase(words, start, at, quantity, None, at, at, "number")
            else:
                at = after
        stop = self._run(words, at, end, quantities)
        head = self._head(words, at, stop, quantity)
        if head is None and of == "the" and at < end and words.lower[at] in self._nouns.states:
            return self._phrase(words, start, at, quantity, at, at + 1, at + 1, of)
        if head is None:
            return self._phrase(words, start, quantity.end, quantity, None, quantity.end, quantity.end, of)
        head = self._people_first(words, at, head)
        return self._phrase(words, start, at, quantity, head, head + 1, self._of_end(words, head, end, quantities), of)

    def _people_first(self, words: Words, at: int, head: int) -> int:
        """ "two brothers herding camels", cut into one noun phrase by its tags: the plural of people is the head."""
        if head - at < 2 or self._nouns.meaning(words, at, head)[0] != "thing":
            return head
        for k in range(at, head - 1):
            if words.tag[k] == "NNS" and self._nouns.meaning(words, k, k)[0] == "person":
                return k if words.lower[k + 1].endswith("ing") else head
        return head

    def _phrase(
        self,
        words: Words,
        start: int,
        first: int,
        quantity: Quantity,
        head: int | None,
        core_end: int,
        stop: int,
        of: Literal["them", "the", "number"] | None,
    ) -> Phrase:
        nature, victim_class = ("none", "unknown") if head is None else self._nouns.meaning(words, first, head)
        state = self._state(words, first, head) if head is not None else None
        return Phrase(
            start=start,
            end=stop,
            first=first,
            core_end=core_end,
            head=head,
            quantity=quantity,
            count="quantity",
            nature=nature,  # type: ignore[arg-type]
            victim_class=victim_class,  # type: ignore[arg-type]
            state=state,
            of=of,
        )

    # Not counted ---------------------------------------------------------------------------

    def _uncounted(
        self, words: Words, start: int, at: int, end: int, quantities: Mapping[int, Quantity], det: str
    ) -> Phrase | None:
        if at >= end:
            return None
        if words.tag[at] in ("VBG", "VBN") and not det and not self._attribute(words, at, end):
            return None
        if words.tag[at] == "PRP" and words.lower[at] in ("he", "she", "him", "her"):
            return self._pronoun(at)
        if words.lower[at] in ("himself", "herself") and (
            words.lower[at - 1] == "and"
            or (words.lower[at - 1] == "only" and words.lemma[at - 2] == "kill")
            or (words.lemma[at - 1] == "kill" and words.lower[at + 1 : at + 2] == ["and"])
        ):
            return self._phrase(words, at, at, _one(at), at, at + 1, at + 1, None)
        if (
            words.lower[at] in ("nobody", "none")
            or (det == "no" and words.lower[at] == "one")
            or words.lower[start : start + 2] == ["no", "one"]
        ):
            stop = start + (2 if words.lower[start] == "no" else 1)
            return self._nil(words, start, stop, None)
        stop = self._run(words, at, end, quantities)
        head = self._head(words, at, stop, None)
        if head is None and det == "no" and words.lower[at] in self._nouns.states:
            return self._nil(words, start, at + 1, at)  # "no wounded"
        if head is None and det == "the" and words.lower[at] == "other" and words.tag[at] == "JJ":
            head = at  # "one detonated his vest and the other was shot dead"
        if head is None:
            return None
        if det == "no" or det.startswith("no "):
            return self._nil(words, start, head + 1, head)
        nature, victim_class = self._nouns.meaning(words, at, head)
        size = self._size(words, head, end, quantities) or self._two(words, head, end, det)
        if size is None and nature == "name" and self._nouns.is_no_person(words, at, head):
            nature = "thing"
        of_end = self._of_end(words, head, end, quantities)
        count: Literal["quantity", "one", "plural", "none", "mass"] = "mass"
        if size is not None:
            count = "quantity"
            of_end = max(of_end, size.end)
        elif words.tag[head] in ("NNS", "NNPS") or words.lower[head] in ("people", "police"):
            count = "plural"
        elif nature in ("person", "name", "unknown", "outcome") and words.lower[head] not in self._nouns.collectives:
            count = "one"
        return Phrase(
            start=start,
            end=of_end,
            first=at,
            core_end=head + 1,
            head=head,
            quantity=size,
            count=count,
            nature=nature,
            victim_class=victim_class,
            state=self._state(words, at, head),
        )

    @staticmethod
    def _pronoun(at: int) -> Phrase:
        return Phrase(
            start=at,
            end=at + 1,
            first=at,
            core_end=at + 1,
            head=at,
            quantity=None,
            count="one",
            nature="person",
            victim_class="unknown",
            pronoun=True,
        )

    def _two(self, words: Words, head: int, end: int, det: str) -> Quantity | None:
        """ "a husband and wife": one article over two persons."""
        other = head + 2
        if det not in ("a", "an") or other >= end or words.lower[head + 1] != "and" or words.tag[other] != "NN":
            return None
        both = self._nouns.meaning(words, head, head)[0] == self._nouns.meaning(words, other, other)[0] == "person"
        if not both or words.tag[head] != "NN" or words.tag[other + 1 : other + 2] == ["NN"]:
            return None
        return Quantity(start=head, end=other + 1, core=head, low=2, high=2, bound="exact")

    def _size(self, words: Words, head: int, end: int, quantities: Mapping[int, Quantity]) -> Quantity | None:
        """ "a family of five", "a couple": collectives with a number of their own."""
        word = words.lower[head]
        if word in self._nouns.pairs and words.lower[head + 1 : head + 2] != ["of"]:
            size = float(self._nouns.pairs[word])
            return Quantity(start=head, end=head + 1, core=head, low=size, high=size, bound="exact")
        if word in self._nouns.collectives and head + 2 < end and words.lower[head + 1] == "of":
            size_of = quantities.get(head + 2)
            if size_of is not None and not (
                size_of.end < end and words.tag[size_of.end] in ("NN", "NNS", "JJ", "NNP", "NNPS")
            ):
                return size_of
        return None

    @staticmethod
    def _nil(words: Words, start: int, stop: int, head: int | None) -> Phrase:
        zero = Quantity(start=start, end=start + 1, core=start, low=0, high=0, bound="exact")
        return Phrase(
            start=start,
            end=stop,
            first=start + 1 if head is not None else stop,
            core_end=stop,
            head=head,
            quantity=zero,
            count="none",
            nature="none" if head is None else "outcome" if head is not None else "none",
            victim_class="unknown",
        )

    # Noun runs -----------------------------------------------------------------------------

    def _run(self, words: Words, at: int, end: int, quantities: Mapping[int, Quantity]) -> int:
        """Where the run of modifiers and nouns that starts at `at` stops."""
        here = at
        while here < end:
            if here > at:
                if here in quantities and not self._compound(words, here, end):
                    break
                if words.lower[here] == "by" and words.lower[here - 1] == "-":  # "passer-by"
                    return here + 1
                if self._acronym(words, here, end):
                    here += 3
                    continue
                if self._closes(words, here, end):
                    break
            if not self._continues(words, here, end):
                break
            here += 1
        return here

    def _closes(self, words: Words, at: int, end: int) -> bool:
        """Whether a time or an outcome word ends the noun phrase before it ("soldiers Friday", "men dead")."""
        low = words.lower[at]
        if low in self._nouns.stops:
            return words.spaced[at - 1]
        if low in self._nouns.states:
            return not self._modifies(words, at, end)
        return low in ("last", "next", "earlier", "early", "late")

    def _continues(self, words: Words, at: int, end: int) -> bool:
        """Whether the token can stand inside a noun phrase."""
        tag, low = words.tag[at], words.lower[at]
        if tag == "CD" and low.isdecimal() and at + 2 < end and words.lower[at + 1] in _AGES:
            return "old" in words.lower[at + 2 : at + 4]  # "a 12 year-old girl"
        if tag == "HYPH" or (low == "-" and at > 0 and not words.spaced[at - 1]):
            return not words.spaced[at]
        if tag == "CD":
            return self._compound(words, at, end)
        if words.text[at] == "IS" and at + 1 < end and words.tag[at + 1].startswith("NN"):
            return True  # the group, tagged as the verb
        if tag in ("VBN", "VBG", "RB"):
            return self._modifies(words, at, end)
        return tag in _MODIFIERS

    @staticmethod
    def _acronym(words: Words, at: int, end: int) -> bool:
        """ "the Baloch Liberation Army (BLA) insurgents": a name's short form inside the noun phrase."""
        return (
            words.lower[at] == "("
            and at + 3 < end
            and words.lower[at + 2] == ")"
            and words.text[at + 1].isupper()
            and words.tag[at + 3] in ("NN", "NNS")
        )

    def _attribute(self, words: Words, at: int, end: int) -> bool:
        """ "from displaced families": an outcome participle before its noun, behind no auxiliary."""
        return (
            (words.lower[at] in self._nouns.states or words.tag[at - 1 : at] == ["CC"])
            and words.tag[at - 1 : at] in (["IN"], ["CC"], [","])
            and words.tag[at + 1 : at + 2] in (["NN"], ["NNS"])
            and words.lower[at + 1] != "others"
        )

    @staticmethod
    def _compound(words: Words, at: int, end: int) -> bool:
        """Whether the number at `at` is part of a compound ("ten-year-old")."""
        return at + 1 < end and words.lower[at + 1] == "-" and not words.spaced[at] and not words.spaced[at + 1]

    @staticmethod
    def _modifies(words: Words, at: int, end: int) -> bool:
        """Whether a participle, adverb or outcome adjective stands before a noun that it modifies."""
        if words.lower[at] in ("including", "following", "involving", "according"):
            return False
        after = at + 1
        if after < end and words.tag[after] == "HYPH" and not words.spaced[at]:
            return True
        return (
            after < end
            and words.tag[after] in ("NN", "NNS", "NNP", "NNPS", "JJ")
            and words.lower[after]
            not in (
                "dead",
                "yesterday",
                "today",
                "overnight",
                "early",
                "late",
                "next",
                "last",
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday",
                "tonight",
                "such",
            )
        )

    def _head(self, words: Words, at: int, stop: int, quantity: Quantity | None) -> int | None:
        """The last noun of the run."""
        here = stop - 1
        while here >= at:
            tag, low = words.tag[here], words.lower[here]
            if (
                low in self._nouns.states
                and low not in self._nouns.outcomes
                and self._nouns.singular(words, here) not in self._nouns.outcomes
            ):
                here -= 1
                continue
            if tag in ("NN", "NNS", "NNP", "NNPS", "FW") or (tag == "JJ" and low == "old"):
                return here
            if tag == "JJ" and quantity is None and here == at == stop - 1 and words.text[here][:1].isupper():
                return None
            here -= 1
        if (
            quantity is not None
            and stop > at
            and words.tag[stop - 1] in ("JJ",)
            and words.lower[stop - 1] not in self._nouns.states
            and words.text[stop - 1][:1].isupper()
        ):
            return stop - 1  # "18 Druze", "200 Taliban": a people's name tagged as an adjective
        return None

    def _of_end(self, words: Words, head: int, end: int, quantities: Mapping[int, Quantity]) -> int:
        """Where the "of" phrase after a noun ends ("members of the task force"); the noun's end without one."""
        at = head + 1
        if words.lower[at : at + 2] == ["-", "by"]:
            at += 2
        if at >= end or words.lower[at] != "of" or at + 1 >= end:
            return at
        word = self._nouns.singular(words, head)
        if word in self._nouns.measures or word in self._nouns.outcomes or word in self._nouns.remains:
            return at
        after = at + 1
        while after < end and words.tag[after] in _DETERMINERS and after not in quantities:
            after += 1
        if after in quantities:
            return at
        stop = self._run(words, after, end, quantities)
        inner = self._head(words, after, stop, None)
        return at if inner is None else self._joined_names(words, after, inner, end, quantities)

    def _joined_names(self, words: Words, first: int, head: int, end: int, quantities: Mapping[int, Quantity]) -> int:
        """The end of "Hamas and Islamic Jihad" after "militants of"; a noun that is no such name ends where it ends."""
        after = head + 2
        if after >= end or words.lower[head + 1] != "and" or not self._nouns.is_no_person(words, first, head):
            return head + 1
        other = self._head(words, after, self._run(words, after, end, quantities), None)
        joined = other is not None and self._nouns.is_no_person(words, after, other)
        return other + 1 if joined and other is not None else head + 1

    def _state(self, words: Words, first: int, head: int) -> int | None:
        for k in range(first, head):
            if words.lower[k] in self._nouns.states and words.lower[k] in self._adjectives:
                return k
        return None

    _adjectives = frozenset(
        "dead killed slain wounded injured missing displaced captured kidnapped abducted murdered hurt".split()
    )
