"""The workspace of one sentence: its phrases and triggers, which phrases form a list, and who is the subject of what.

In: columns, phrases and triggers. Out: answers about neighbours, lists and subjects. Guarantee: position decides where
it can; the parse is asked only for a subject that stands away from its verb.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from counterclaim.claims.toll_phrases import Phrase
from counterclaim.claims.toll_triggers import Complex, Trigger
from counterclaim.claims.toll_words import Words
from counterclaim.records import Outcome

_SEPARATORS = frozenset({",", "and", "plus", "&", "/", "or", ";", "as", "well", "also", "both"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVES = frozenset({"who", "whom", "which", "that", "where"})
_TOTALS = frozenset({"total", "number", "sum", "group", "minimum", "maximum", "estimate"})
_PART_MARKS = frozenset({"besides", "including", "among", "like", "namely"})
_PART_MARKS = frozenset({"besides", "including", "among", "like", "namely"})
_GAP = 16  # tokens between two members of one list ("a shepherd in Hays on Monday, two fishermen ...")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A phrase counted by a trigger. `agent` is the doer's head token, `rule` the mechanism that joined them."""

    trigger: Trigger
    phrase: int
    outcome: Outcome
    rule: str
    agent: int | None = None
    cx: Complex | None = None


@dataclass(slots=True, kw_only=True)
class Sentence:
    """The workspace of one sentence; `owner` says which phrases are taken already."""

    words: Words
    start: int
    end: int
    phrases: list[Phrase]
    triggers: list[Trigger]
    complexes: list[Complex]
    subjects: Mapping[int, int]
    at: dict[int, int] = field(default_factory=dict)
    triggered: set[int] = field(default_factory=set)
    times: frozenset[str] = frozenset()
    owner: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for index, phrase in enumerate(self.phrases):
            for token in range(phrase.start, phrase.end):
                self.at[token] = index
        for trigger in self.triggers:
            self.triggered.update(range(trigger.start, trigger.end))

    # Neighbours ----------------------------------------------------------------------------

    def starting(self, at: int, skip: Sequence[str] = ()) -> int | None:
        """The phrase that starts at token `at`, past adverbs and the words in `skip`."""
        while (
            at < self.end
            and at not in self.at
            and (
                (
                    self.words.tag[at] in ("RB", "RP", "IN")
                    and self.words.lower[at]
                    in ("off", "up", "also", "only", "down", "instantly", "outright", "reportedly", "further")
                )
                or self.words.tag[at] == "RB"
                or self.words.lower[at] in skip
            )
        ):
            at += 1
        index = self.at.get(at)
        return index if index is not None and self.phrases[index].start == at else None

    def ending(self, at: int) -> int | None:
        """The phrase that ends at token `at`, past adverbs and an opened bracket's contents' comma."""
        while at - 1 >= self.start and at - 1 not in self.at and self.words.tag[at - 1] == "RB":
            at -= 1
        if at - 3 > self.start and self.words.lower[at - 1] in (",", ")") and self._aged(at - 2):
            at -= 3  # "Nuri Swessi, 40, was killed"
        index = self.at.get(at - 1)
        return index if index is not None and self.phrases[index].end == at else None

    def after_preposition(self, index: int) -> bool:
        """Whether the phrase is a preposition's object (its bound words are part of the phrase)."""
        first = self.phrases[index].start
        if first - 2 >= self.start and self.words.lower[first - 1] == "of" and self.words.lemma[first - 2] in _TOTALS:
            return False
        return (
            first > self.start
            and self.words.tag[first - 1] in ("IN", "TO")
            and self.words.lower[first - 1]
            not in (
                "that",
                "than",
                "after",
                "as",
                "because",
                "while",
                "when",
                "whereas",
                "though",
                "if",
                "so",
                "but",
                "said",
                "where",
                "before",
                "since",
                "until",
                "although",
            )
        )

    # Lists ---------------------------------------------------------------------------------

    def coordinated(self, i: int) -> bool:
        """Whether phrase `i + 1` is the next member of a list that `i` belongs to."""
        if i + 1 >= len(self.phrases):
            return False
        here, after = self.phrases[i], self.phrases[i + 1]
        gap = self.words.lower[here.end : after.start]
        return bool(gap) and all(w in _SEPARATORS and w != ";" for w in gap)

    def next_member(self, i: int) -> int | None:
        """The next member of the list after phrase `i`, which may stand behind "in Hays on Monday,"."""
        here = self.phrases[i]
        j = i + 1
        while j < len(self.phrases):
            after = self.phrases[j]
            gap = self._without_aside(range(here.end, after.start))
            if not gap or len(gap) > _GAP or any(self.breaks(k) for k in gap) or self._in_trigger(here):
                return None
            before = self.words.lower[after.start - 1] if after.start > here.end else ""
            if after.of == "them" or (after.bare and self._one_of(j)):
                return None  # "Five soldiers, one a junior commissioned officer, were killed"
            if before in _SEPARATORS and before != ";" and not self._is_adjunct(j):
                pure = all(self.words.lower[k] in _SEPARATORS for k in gap)
                if before == "," and pure and _apposed(self.words, here, after):
                    return None
                if pure or (after.quantity is not None and after.count != "none"):
                    return j
                many = here.quantity is not None and (here.quantity.stated or 2) > 1
                if after.count == "one" and after.nature == "person" and (before != "," or many):
                    return j
            j += 1
        return None

    def _one_of(self, j: int) -> bool:
        after = self.phrases[j + 1] if j + 1 < len(self.phrases) else None
        start = self.phrases[j].end
        return after is not None and after.start == start and self.words.lower[start] in ("a", "an")

    def _aged(self, k: int) -> bool:
        """ "Hamza, 26, and Nuri": a number alone behind a comma or in brackets that no phrase took as a count."""
        lower = self.words.lower
        return k not in self.at and lower[k].isdecimal() and lower[k - 1] in (",", "(") and k + 1 < self.end

    def _in_trigger(self, phrase: Phrase) -> bool:
        """ "taken prisoner": the word says what happened; it is no member of a list."""
        return phrase.head is not None and phrase.head in self.triggered and phrase.nature == "person"

    def _without_aside(self, gap: range) -> list[int]:
        """The gap between two members without ", the ministry said," in it."""
        lower = self.words.lower
        aged = {k for k in gap if k > self.start and self._aged(k)}
        kept = [k for k in gap if k not in aged and k + 1 not in aged]
        said = [k for k in kept if self.words.lemma[k] in ("say", "report", "add", "tell", "state")]
        if not said:
            return kept
        first = next((k for k in kept if lower[k] == "," and k < said[0]), None)
        last = next((k for k in kept if lower[k] == "," and k > said[0]), None)
        if first is None or last is None:
            return kept
        return [k for k in kept if k <= first or k >= last]

    def breaks(self, k: int) -> bool:
        """Whether token `k` ends a list: a clause's border, an outcome word, a finite verb."""
        words = self.words
        if words.lower[k] in (
            ";",
            ":",
            "(",
            ")",
            "-",
            "–",
            "—",
            "while",
            "whereas",
            "but",
            "when",
            "after",
            "as",
            "including",
            "among",
            "who",
            "which",
            "excluding",
            "counting",
            "by",
            "from",
        ):
            return not (words.lower[k] == "as" and words.lower[k : k + 3] == ["as", "well", "as"])
        if k in self.triggered:
            return True
        return words.tag[k] in FINITE or (words.tag[k] in ("VBG", "VBN") and k not in self.at)

    def _is_adjunct(self, index: int) -> bool:
        phrase = self.phrases[index]
        return phrase.nature == "thing" and phrase.count != "quantity"

    def right_of(self, first: int, clause: bool = True) -> list[int]:
        """The list that starts with phrase `first`; with `clause`, it stops at one that begins a new clause."""
        members = [first]
        while True:
            after = self.next_member(members[-1])
            if after is None or (clause and self.begins_clause(after)):
                return members
            members.append(after)

    def begins_clause(self, index: int) -> bool:
        """Whether a finite verb or an outcome participle follows the phrase, so that it is a subject."""
        at, steps = self.phrases[index].end, 0
        words = self.words
        while at < self.end and steps < 14:
            if (
                words.tag[at] in ("IN", "TO")
                and at + 1 in self.at
                and words.lower[at] not in ("as", "when", "after", "while")
            ):
                at = self.phrases[self.at[at + 1]].end
                steps += 1
                continue
            if words.tag[at] == "RB" or words.lower[at] in ("more", "others", "other"):
                at += 1
                steps += 1
                continue
            break
        if at >= self.end or words.lower[at] in _RELATIVES:
            return False
        if words.tag[at] in FINITE:
            return True
        nxt = self.next_member(index)
        if nxt is not None and words.lower[self.phrases[nxt].start - 1] == "and" and self.begins_clause(nxt):
            return True
        return (
            any(t.start == at and t.kind in ("verb", "state", "victim") for t in self.triggers)
            and words.tag[at] != "VBG"
        )

    def left_of(self, last: int) -> list[int]:
        """The list that ends with phrase `last`."""
        members = [last]
        while members[0] > 0:
            before = self._member_before(members[0])
            if before is None or before in self.owner:
                break
            if self._marks_part(before):
                whole = before - 1
                if self.phrases[last].quantity is None and whole >= 0 and whole not in self.owner:
                    return self.left_of(whole)  # "20 civilians including women and children were killed"
                return [last]
            comma = self.words.lower[self.phrases[members[0]].start - 1] == ","
            unequal = self.phrases[members[0]].bare and self.phrases[before].quantity is None
            if comma and (self.phrases[before].bare or unequal):
                break  # "climbs to 21, 117 wounded", "IED blast Spinwam, 3 killed"
            members.insert(0, before)
        return members

    def _marks_part(self, index: int) -> bool:
        """ "including a guard, and seven others were hurt": the guard is no member of the second list."""
        at = self.phrases[index].start - 1
        if (
            at > self.start
            and self.words.lower[at] in ("them", "whom", "which")
            and self.words.lower[at - 1] in ("of", "among", "amongst")
        ):
            return True
        if at > self.start and self.words.lower[at - 1 : at + 1] in (["addition", "to"], ["apart", "from"]):
            return True
        return at >= self.start and (
            self.words.lower[at] in ("besides", "including", "among", "like", "namely")
            or self.words.lemma[at] == "include"
        )

    def _member_before(self, index: int) -> int | None:
        for back in range(1, 5):
            i = index - back
            if i < 0:
                return None
            if self.next_member(i) == index and not (back > 1 and self.after_preposition(i)):
                if self.after_preposition(i) and not self._opens_list(i):
                    continue
                return i
        return None

    def _opens_list(self, i: int) -> bool:
        """A list may itself be a preposition's object ("between", "of"): its members share it."""
        return self.coordinated(i) and self.phrases[i].quantity is not None

    # Subjects ------------------------------------------------------------------------------

    def subject(self, trigger: Trigger, cx: Complex) -> list[int]:
        """The list that is the subject of the trigger's verb."""
        at = self.ending(cx.left)
        if at is None:
            at = self._apposed(cx.left)
        if at is not None and self._object_of_clause(at):
            parsed = self.parsed_subject(trigger)
            if parsed is not None and self.phrases[parsed].end <= self.phrases[at].start and self.phrases[parsed].human:
                return self.left_of(parsed)
        if at is not None and self._marks_part(at) and at > 0 and self.phrases[at - 1].quantity is not None:
            return self.left_of(at - 1)  # "Twelve people including the bomber died"
        if at is not None and not self._place_name(at):
            bare = self.phrases[at].bare and self.phrases[at].of is None
            if bare or not self.after_preposition(at):
                return self.left_of(at)
        relative = self._antecedent(cx.left)
        if relative is not None:
            return self.left_of(relative)
        parsed = self.parsed_subject(trigger)
        if parsed is not None and self.phrases[parsed].start < cx.left and self.phrases[parsed].nature != "thing":
            return self._up_to(self.left_of(parsed), cx.left)
        near = self._nearest(cx.left)
        return self.left_of(near) if near is not None else []

    def _up_to(self, members: list[int], left: int) -> list[int]:
        """The list with its members up to the verb, where a relative clause parts the last one from it."""
        if self.words.tag[left - 1] in ("NN", "NNS") or members[-1] in self.owner:
            return members
        after = self.next_member(members[-1])
        while after is not None and self.phrases[after].end <= left and after not in self.owner:
            members = [*members, after]
            after = self.next_member(after)
        return members

    def _apposed(self, left: int) -> int | None:
        """ "the rest of the family, nine people, were hurt": the number between two commas before the verb."""
        if left - 1 <= self.start or self.words.lower[left - 1] != ",":
            return None
        at = self.at.get(left - 2)
        if at is None or self.phrases[at].quantity is None or self.phrases[at].end != left - 1:
            return None
        opened = self.words.lower[self.phrases[at].start - 1] == ","
        return at if opened and self.phrases[at].human and self.phrases[at].count == "quantity" else None

    def _object_of_clause(self, index: int) -> bool:
        """ "a police officer guarding the team was killed": the phrase is the participle's object, not the subject."""
        words, head = self.words, self.phrases[index].head
        if self.phrases[index].nature == "thing" and self.phrases[index].count == "mass":
            return True  # "Three students kidnapped last week were found dead"
        return (
            head is not None
            and words.dep[head] == "dobj"
            and words.tag[words.head[head]] == "VBG"
            and words.dep[words.head[head]] == "acl"
        )

    def _place_name(self, index: int) -> bool:
        """ "in Uson, Masbate, are killed": a name behind a comma is a place's, not the subject."""
        phrase = self.phrases[index]
        return (
            phrase.nature in ("name", "unknown", "thing")
            and phrase.quantity is None
            and phrase.start > self.start
            and self.words.lower[phrase.start - 1] == ","
        )

    def _antecedent(self, left: int) -> int | None:
        """ "a lieutenant, who fell": the phrase before the relative pronoun that the verb complex follows."""
        if left - 1 < self.start or self.words.lower[left - 1] not in ("who", "which", "that", "whom"):
            return None
        if self.words.lower[left - 3 : left - 1] in (["all", "of"], ["both", "of"]) and left - 3 > self.start:
            left -= 2  # "nine growers, all of whom died"
        at = left - 2 if left - 2 >= self.start and self.words.lower[left - 2] == "," else left - 1
        for index in range(len(self.phrases) - 1, -1, -1):
            if self.phrases[index].end <= at and at - self.phrases[index].end <= 3 and self.phrases[index].human:
                return index
        return None

    def parsed_subject(self, trigger: Trigger) -> int | None:
        """The subject by the parse, also of the verb that the trigger's is coordinated with or complements."""
        words = self.words
        verb, hops = trigger.anchor, 0
        while hops < 4:
            subject = self.subjects.get(verb)
            if subject is not None:
                if words.lower[subject] in _RELATIVES:
                    return self._antecedent(subject + 1)
                return self.at.get(subject)
            if (
                words.dep[verb] not in ("conj", "acomp", "oprd", "attr", "xcomp", "dep", "advcl", "ccomp")
                or words.head[verb] == verb
            ):
                return None
            if words.dep[verb] in ("advcl", "ccomp") and words.tag[verb] != "VBN":
                return None
            if words.dep[verb] == "ccomp" and "auxpass" in self._deps_before(verb):
                return None  # "he said two died and five were injured": who says so is not who was injured
            verb = words.head[verb]
            hops += 1
        return None

    def _deps_before(self, verb: int) -> list[str]:
        near = range(max(self.start, verb - 3), verb)
        return [self.words.dep[k] for k in near if self.words.head[k] == verb]

    def passive_subject(self, trigger: Trigger) -> int | None:
        """The subject of the passive verb that the trigger's participle is coordinated with."""
        subject = self.subjects.get(self.words.head[trigger.anchor])
        if subject is None or self.words.dep[subject] != "nsubjpass":
            return None
        return self.at.get(subject)

    def _nearest(self, left: int) -> int | None:
        for index in range(len(self.phrases) - 1, -1, -1):
            phrase = self.phrases[index]
            if phrase.end > left:
                continue
            if left - phrase.end > 15 or any(self._clause_break(k) for k in range(phrase.end, left)):
                return None
            if phrase.human and not self.after_preposition(index) and index not in self.owner:
                return index
        return None

    def _clause_break(self, k: int) -> bool:
        return self.words.lower[k] in (";", ":") or self.words.tag[k] in ("VBD", "VBZ", "VBP")

    def agent(self, trigger: Trigger, cx: Complex) -> int | None:
        """The doer's head token: the subject of the active verb, the object of "by" after the passive."""
        if cx.passive:
            for k in range(trigger.end, min(trigger.end + 8, self.end)):
                if self.words.lower[k] == "by" and k + 1 in self.at:
                    return self.phrases[self.at[k + 1]].head
            return None
        found = self.parsed_subject(trigger)
        return self.phrases[found].head if found is not None else None


def _apposed(words: Words, here: Phrase, after: Phrase) -> bool:
    """ "killed Hassan Bdeir, an official": a noun phrase behind a name and a comma says who that is."""
    if here.quantity is not None and words.lower[after.start] in ("both", "all") and after.start == here.end + 1:
        return True  # "his two sons, both toddlers, died"
    one = here.quantity is not None and here.quantity.low == 1 == here.quantity.high
    if one and after.count == "one" and words.lower[after.end : after.end + 1] in (["named"], [","]):
        return words.lower[after.start] in ("a", "an") and words.tag[after.end + 1 : after.end + 2] != ["CC"]
    if here.bare and here.quantity is not None and here.quantity.low == 1 == here.quantity.high:
        return after.count == "one" and words.lower[after.start] in ("a", "an")  # "and one, a repairman, in Horlivka"
    if here.quantity is not None or after.quantity is not None or here.head is None:
        return False
    if here.count == "one" and words.lower[after.end : after.end + 1] == ["named"]:
        return True
    definite = words.lower[here.start] in ("his", "her", "their", "the") and words.lower[after.start] in ("a", "an")
    closed = words.lower[after.end : after.end + 1] == [","] and words.tag[after.end + 1 : after.end + 2]
    if definite and closed and closed[0] in FINITE:
        return True  # "his nephew, a farmer, had been killed"
    if here.nature == "person" and here.count == "one" and after.nature == "name":
        return True
    return words.tag[here.head].startswith("NNP") and words.lower[after.start] in ("a", "an", "the")
