"""Who fills an outcome word: the phrases that are its victims, by voice, by position and by the parse.

In: a `Sentence` (columns, phrases, triggers of one sentence). Out: `Filled` triggers: each phrase with the outcome that
counts it. Guarantee: position decides where it can; the parse is asked only for a subject that stands away from its verb.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from counterclaim.claims.toll_phrases import Phrase
from counterclaim.claims.toll_triggers import Complex, Trigger
from counterclaim.claims.toll_words import Words
from counterclaim.records import Outcome

_SEPARATORS = frozenset({",", "and", "plus", "&", "/", "or", ";", "as", "well", "along", "together", "with", "also", "both"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVES = frozenset({"who", "whom", "which", "that", "where"})
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
        while at < self.end and at not in self.at and (
            self.words.tag[at] in ("RB", "RP", "IN") and self.words.lower[at] in ("off", "up", "also", "only", "down", "instantly", "outright", "reportedly", "further")
            or self.words.tag[at] == "RB"
            or self.words.lower[at] in skip
        ):
            at += 1
        index = self.at.get(at)
        return index if index is not None and self.phrases[index].start == at else None

    def ending(self, at: int) -> int | None:
        """The phrase that ends at token `at`, past adverbs and an opened bracket's contents' comma."""
        while at - 1 >= self.start and at - 1 not in self.at and self.words.tag[at - 1] == "RB":
            at -= 1
        index = self.at.get(at - 1)
        return index if index is not None and self.phrases[index].end == at else None

    def after_preposition(self, index: int) -> bool:
        """Whether the phrase is a preposition's object (its bound words are part of the phrase)."""
        first = self.phrases[index].start
        return first > self.start and self.words.tag[first - 1] in ("IN", "TO") and self.words.lower[first - 1] not in (
            "that", "than", "after", "as", "because", "while", "when", "whereas", "though", "if", "so", "but", "said", "where", "before", "since", "until", "although",
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
            gap = range(here.end, after.start)
            gap = self._without_aside(gap)
            if not gap or len(gap) > _GAP or any(self._breaks(k) for k in gap):
                return None
            before = self.words.lower[after.start - 1] if after.start > here.end else ""
            if before in _SEPARATORS and before != ";" and not self._is_adjunct(j):
                pure = all(self.words.lower[k] in _SEPARATORS for k in gap)
                if before == "," and pure and _apposed(self.words, here, after):
                    return None
                if pure or after.quantity is not None and after.count != "none":
                    return j
                if after.count == "one" and after.nature == "person" and before != ",":
                    return j
            j += 1
        return None

    def _without_aside(self, gap: range) -> list[int]:
        """The gap between two members without ", the ministry said," in it."""
        lower = self.words.lower
        said = [k for k in gap if self.words.lemma[k] in ("say", "report", "add", "tell", "state")]
        if not said:
            return list(gap)
        first = next((k for k in gap if lower[k] == "," and k < said[0]), None)
        last = next((k for k in gap if lower[k] == "," and k > said[0]), None)
        if first is None or last is None:
            return list(gap)
        return [k for k in gap if k <= first or k >= last]

    def _breaks(self, k: int) -> bool:
        words = self.words
        if words.lower[k] in (";", ":", "(", ")", "-", "–", "—", "while", "whereas", "but", "when", "after", "as", "including", "among", "who", "which", "excluding", "counting", "by", "from"):
            return not (words.lower[k] == "as" and words.lower[k : k + 3] == ["as", "well", "as"])
        if k in self.triggered:
            return True
        return words.tag[k] in _FINITE or words.tag[k] in ("VBG", "VBN") and k not in self.at

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
            if words.tag[at] in ("IN", "TO") and at + 1 in self.at and words.lower[at] not in ("as", "when", "after", "while"):
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
        if words.tag[at] in _FINITE:
            return True
        nxt = self.next_member(index)
        if nxt is not None and words.lower[self.phrases[nxt].start - 1] == "and" and self.begins_clause(nxt):
            return True
        return any(t.start == at and t.kind in ("verb", "state", "victim") for t in self.triggers) and words.tag[at] != "VBG"

    def left_of(self, last: int) -> list[int]:
        """The list that ends with phrase `last`."""
        members = [last]
        while members[0] > 0:
            before = self._member_before(members[0])
            if before is None or before in self.owner:
                break
            if self._marks_part(before):
                return [last]
            members.insert(0, before)
        return members

    def _marks_part(self, index: int) -> bool:
        """ "including a guard, and seven others were hurt": the guard is no member of the second list."""
        at = self.phrases[index].start - 1
        if at > self.start and self.words.lower[at] in ("them", "whom", "which") and self.words.lower[at - 1] in ("of", "among", "amongst"):
            return True
        return at >= self.start and (self.words.lower[at] in ("including", "among", "like", "namely") or self.words.lemma[at] == "include")

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
        if at is not None and (not self.after_preposition(at) or self.phrases[at].bare and self.phrases[at].of is None):
            if not self._heads_relative(at):
                return self.left_of(at)
        relative = self._antecedent(cx.left)
        if relative is not None:
            return self.left_of(relative)
        parsed = self._parsed_subject(trigger)
        if parsed is not None and self.phrases[parsed].start < cx.left and self.phrases[parsed].nature != "thing":
            return self.left_of(parsed)
        near = self._nearest(cx.left)
        return self.left_of(near) if near is not None else []

    def _heads_relative(self, index: int) -> bool:
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
        if left - 1 < self.start or self.words.lower[left - 1] not in ("who", "which", "that"):
            return None
        at = left - 2 if left - 2 >= self.start and self.words.lower[left - 2] == "," else left - 1
        for index in range(len(self.phrases) - 1, -1, -1):
            if self.phrases[index].end <= at and at - self.phrases[index].end <= 3 and self.phrases[index].human:
                return index
        return None

    def _parsed_subject(self, trigger: Trigger) -> int | None:
        words = self.words
        verb, hops = trigger.anchor, 0
        while hops < 4:
            subject = self.subjects.get(verb)
            if subject is not None:
                if words.lower[subject] in _RELATIVES:
                    return self._antecedent(subject + 1)
                return self.at.get(subject)
            if words.dep[verb] not in ("conj", "acomp", "oprd", "attr", "xcomp", "dep", "advcl", "ccomp") or words.head[verb] == verb:
                return None
            if words.dep[verb] in ("advcl", "ccomp") and words.tag[verb] != "VBN":
                return None
            verb = words.head[verb]
            hops += 1
        return None

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
        found = self._parsed_subject(trigger)
        return self.phrases[found].head if found is not None else None


def _apposed(words: Words, here: Phrase, after: Phrase) -> bool:
    """ "killed Hassan Bdeir, an official": a noun phrase behind a name and a comma says who that is."""
    if here.quantity is not None or after.quantity is not None or here.head is None:
        return False
    if here.nature == "person" and here.count == "one" and after.nature == "name":
        return True
    return words.tag[here.head].startswith("NNP") and words.lower[after.start] in ("a", "an", "the")


def fill(sentence: Sentence) -> list[Filled]:
    """Every trigger of the sentence with its phrases, in the order of the triggers."""
    filled: list[Filled] = []
    for number, trigger in enumerate(sentence.triggers):
        for item in _fill_one(sentence, number, trigger):
            if item.phrase in sentence.owner:
                continue
            sentence.owner[item.phrase] = number
            filled.append(item)
    return filled


def _fill_one(sentence: Sentence, number: int, trigger: Trigger) -> list[Filled]:
    cx = sentence.complexes[number]
    if trigger.kind in ("verb", "state"):
        return _by_verb(sentence, trigger, cx)
    if trigger.kind == "victim":
        return _wrap(sentence, trigger, cx, sentence.subject(trigger, cx), "subject")
    if trigger.kind == "men":
        return _by_loss(sentence, trigger, cx)
    if trigger.kind in ("noun", "act", "remains"):
        return _by_noun(sentence, trigger, cx)
    return _by_count(sentence, trigger, cx)


def _wrap(sentence: Sentence, trigger: Trigger, cx: Complex, phrases: Sequence[int], rule: str) -> list[Filled]:
    agent = sentence.agent(trigger, cx) if rule in ("object", "subject of the passive") else None
    return [
        Filled(trigger=trigger, phrase=i, outcome=trigger.outcome, rule=rule, agent=agent, cx=cx) for i in phrases
    ]


def _by_verb(sentence: Sentence, trigger: Trigger, cx: Complex) -> list[Filled]:
    words = sentence.words
    tag = words.tag[trigger.anchor]
    if _attributive(sentence, trigger):
        return []
    colon = trigger.end < sentence.end and words.lower[trigger.end] in (":", "were", "are", "is", "was")
    if _nominal(sentence, trigger):
        return _by_link(sentence, trigger, cx)
    after = sentence.starting(trigger.end, (":",) if colon and words.lower[trigger.end] == ":" else ())
    if cx.passive:
        if after is not None and sentence.ending(cx.left) is None and not _has_subject(sentence, trigger, cx):
            return _wrap(sentence, trigger, cx, sentence.right_of(after), "inverted")
        return _wrap(sentence, trigger, cx, sentence.subject(trigger, cx), "subject of the passive")
    opened = _after_colon(sentence, trigger, cx)
    if opened is not None:
        return _wrap(sentence, trigger, cx, sentence.right_of(opened), "inverted")
    if colon and cx.left == trigger.start and (trigger.start == sentence.start or words.lower[trigger.start - 1] in (":", ";", ",")):
        inverted = sentence.starting(trigger.end + 1)
        if inverted is not None:
            return _wrap(sentence, trigger, cx, sentence.right_of(inverted), "inverted")
    if words.lower[cx.left] in ("all", "both") and words.lower[cx.left - 1] == ",":
        apposed = sentence.ending(cx.left - 1)
        if apposed is not None:
            return _wrap(sentence, trigger, cx, sentence.left_of(apposed), "participle")
    before = sentence.ending(cx.left)
    active = trigger.kind == "verb" and tag in ("VBD", "VBN", "VBG", "VBZ", "VBP", "VB", "JJ", "NN", "NNS")
    if after is not None and _can_object(sentence, trigger, after, before, active):
        return _wrap(sentence, trigger, cx, sentence.right_of(after), "object")
    if after is not None and trigger.kind == "verb" and _has_thing(sentence, trigger, after, before):
        return []
    listed = _listed(sentence, trigger, before)
    if listed is not None:
        return _wrap(sentence, trigger, cx, [listed], "counted noun")
    if trigger.kind == "state" and (own := sentence.at.get(trigger.start)) is not None and sentence.phrases[own].quantity is not None:
        return _wrap(sentence, trigger, cx, [own], "counted noun")
    if before is not None and (trigger.kind == "state" or tag not in ("VBG", "VB", "VBZ", "VBP")) and _can_participle(sentence, trigger, before):
        return _wrap(sentence, trigger, cx, sentence.left_of(before), "participle")
    if trigger.kind == "state" or tag == "VBN":
        separated = _separated(sentence, cx.left)
        if separated is not None:
            return _wrap(sentence, trigger, cx, sentence.left_of(separated), "participle")
    if active and tag in ("VBD", "VBG", "VBZ", "VBP", "VB"):
        far = _far_object(sentence, trigger)
        if far is not None:
            return _wrap(sentence, trigger, cx, sentence.right_of(far), "object")
    if tag in ("VBN", "JJ") and words.dep[trigger.anchor] in ("advcl", "acomp", "oprd", "xcomp", "attr"):
        parsed = sentence._parsed_subject(trigger)
        if parsed is not None and sentence.phrases[parsed].human and sentence.phrases[parsed].start < cx.left:
            return _wrap(sentence, trigger, cx, sentence.left_of(parsed), "complement")
    return []


def _after_colon(sentence: Sentence, trigger: Trigger, cx: Complex) -> int | None:
    """ "Exhumed from the grave at the edge of the forest: 17 servicemen"."""
    words = sentence.words
    if trigger.start != sentence.start or words.tag[trigger.start] not in ("VBN", "VBD") or trigger.kind != "verb":
        return None
    for k in range(trigger.end, min(trigger.end + 14, sentence.end)):
        if words.lower[k] == ":":
            found = sentence.starting(k + 1)
            return found if found is not None and sentence.phrases[found].human else None
        if words.tag[k] in _FINITE:
            return None
    return None


def _attributive(sentence: Sentence, trigger: Trigger) -> bool:
    """The word stands inside a phrase before its noun; the phrase carries it as `state`."""
    index = sentence.at.get(trigger.start)
    return index is not None and sentence.phrases[index].state == trigger.start


def _nominal(sentence: Sentence, trigger: Trigger) -> bool:
    """ "the dead", "all of the wounded": the word is a noun, counted elsewhere."""
    if trigger.start == sentence.start:
        return False
    before = trigger.start - 1
    words = sentence.words
    if words.lower[before] in ("all", "both"):
        return False
    if words.tag[trigger.start] == "VBG" and words.lower[before] == "of":
        return False
    return words.tag[before] in ("DT", "PRP$", "POS") or words.lower[before] in ("own", "of")


def _has_subject(sentence: Sentence, trigger: Trigger, cx: Complex) -> bool:
    return any(
        p.end <= cx.left and not sentence.after_preposition(i) and p.human for i, p in enumerate(sentence.phrases)
    )


def _can_object(sentence: Sentence, trigger: Trigger, after: int, before: int | None, active: bool) -> bool:
    phrase = sentence.phrases[after]
    words = sentence.words
    if phrase.nature == "thing" or not phrase.human and phrase.count != "none":
        return False
    counted = before is not None and sentence.phrases[before].bare
    if sentence.begins_clause(after) and (counted or not active) and words.tag[trigger.anchor] != "VBG":
        return False
    if active:
        return not (counted and words.tag[trigger.anchor] in ("VBN", "JJ"))
    return phrase.quantity is not None and not counted  # "dead 14 student"


def _has_thing(sentence: Sentence, trigger: Trigger, after: int, before: int | None) -> bool:
    """ "killed the engine", "killed 140 cows": an active verb whose object is no victim."""
    phrase = sentence.phrases[after]
    if before is not None and sentence.phrases[before].bare or phrase.nature == "name" or sentence.words.lower[phrase.start] in sentence.times:
        return False
    return not phrase.human and sentence.words.tag[trigger.anchor] in ("VBD", "VBN", "VBZ", "VBP")


def _can_participle(sentence: Sentence, trigger: Trigger, before: int) -> bool:
    """ "31 pilgrims killed", "a soldier killed by a mine"; a definite one was told of before."""
    phrase = sentence.phrases[before]
    words = sentence.words
    if not phrase.human:
        return False
    if phrase.quantity is not None or phrase.count == "plural" or trigger.kind == "state":
        return True
    if words.dep[trigger.anchor] == "conj" or words.lower[phrase.start] in ("a", "an"):
        return True
    if phrase.start == phrase.first == sentence.start and phrase.nature == "person":
        return True  # a headline: "Police officer killed in Karachi"
    return words.tag[trigger.anchor] == "VBN" and words.dep[trigger.anchor] != "acl"


def _listed(sentence: Sentence, trigger: Trigger, before: int | None) -> int | None:
    """ "civilians killed, minimum 70": the number stands behind the outcome's comma or colon."""
    words, at = sentence.words, trigger.end
    if before is None or sentence.phrases[before].quantity is not None or sentence.phrases[before].count != "plural":
        return None
    if at >= sentence.end or words.lower[at] not in (",", ":", "-", "–", "="):
        return None
    found = sentence.starting(at + 1)
    if found is None or not sentence.phrases[found].bare or sentence.begins_clause(found):
        return None
    after = sentence.phrases[found].end
    return found if after >= sentence.end or words.lower[after] in (",", ";", ".", ")") else None


def _separated(sentence: Sentence, left: int) -> int | None:
    """A counted phrase, then a place, then the participle: "three people in Midi killed"."""
    for index in range(len(sentence.phrases) - 1, -1, -1):
        phrase = sentence.phrases[index]
        if phrase.end > left:
            continue
        if left - phrase.end > 8 or index in sentence.owner:
            return None
        if any(sentence._breaks(k) for k in range(phrase.end, left)):
            return None
        if phrase.quantity is not None and not sentence.after_preposition(index):
            return index
    return None


def _far_object(sentence: Sentence, trigger: Trigger) -> int | None:
    """An object behind an aside: "killed, according to the police, five men"; "killed in the raid 12 people"."""
    words = sentence.words
    for index, phrase in enumerate(sentence.phrases):
        if phrase.start < trigger.end or phrase.quantity is None:
            continue
        if phrase.start - trigger.end > 10:
            return None
        if any(k in sentence.triggered for k in range(trigger.end, phrase.start)):
            return None
        head = phrase.head if phrase.head is not None else phrase.start
        if words.head[head] == trigger.anchor and words.dep[head] == "dobj" and index not in sentence.owner:
            return index
    return None


def _by_loss(sentence: Sentence, trigger: Trigger, cx: Complex) -> list[Filled]:
    after = sentence.starting(trigger.end)
    if after is None or sentence.phrases[after].count not in ("quantity", "plural"):
        return []
    phrase = sentence.phrases[after]
    if any(t.start == phrase.end and t.kind in ("verb", "state") for t in sentence.triggers):
        return []
    if phrase.head is None or phrase.victim_class not in ("combatant", "security_forces") and sentence.words.lemma[phrase.head] not in (
        "man", "people", "member", "person", "woman", "comrade", "son",
    ):
        return []
    return _wrap(sentence, trigger, cx, sentence.right_of(after), "object")


def _by_noun(sentence: Sentence, trigger: Trigger, cx: Complex) -> list[Filled]:
    words = sentence.words
    index = sentence.at.get(trigger.start)
    found: list[int] = []
    if index is not None:
        phrase = sentence.phrases[index]
        if phrase.head == trigger.start and trigger.kind != "act" and phrase.quantity is not None:
            if words.lemma[trigger.start] == "life" and not _takes_lives(sentence, phrase):
                return []
            return _wrap(sentence, trigger, cx, [index], "counted noun")
    at = trigger.end
    if at < sentence.end and words.lower[at] in ("of", "among", "to", "for"):
        of = sentence.starting(at + 1)
        if of is not None and (sentence.phrases[of].human or sentence.phrases[of].quantity is not None):
            if trigger.kind == "remains" or words.lower[at] != "of":
                found = [of] if sentence.phrases[of].quantity is not None else []
            else:
                found = sentence.right_of(of)
            if words.lemma[trigger.start] == "life" and not any(
                words.lemma[k] in ("cost", "claim", "take", "lose") for k in range(sentence.start, trigger.start)
            ):
                return []
            if found:
                return _wrap(sentence, trigger, cx, found, "of the noun")
    if trigger.kind in ("noun", "act") and words.lemma[trigger.start] in ("casualty", "loss", "injury", "death", "fatality"):
        denied = _denied_noun(sentence, trigger)
        if denied is not None:
            return _wrap(sentence, trigger, cx, [denied], "denied noun")
    if trigger.kind in ("noun",):
        direct = sentence.starting(trigger.end, (":",))
        if direct is not None and sentence.phrases[direct].quantity is not None and not sentence.begins_clause(direct):
            return _wrap(sentence, trigger, cx, sentence.right_of(direct), "counted noun")
        return _by_link(sentence, trigger, cx)
    return []


def _denied_noun(sentence: Sentence, trigger: Trigger) -> int | None:
    """ "denied any losses", "without casualties", "did not cause any injuries": nothing is counted as none."""
    words = sentence.words
    index = sentence.at.get(trigger.start)
    if index is None or sentence.phrases[index].quantity is not None or sentence.phrases[index].count != "plural":
        return None
    first = sentence.phrases[index].start
    before = words.lower[max(sentence.start, first - 2) : first]
    if any(w in ("without", "denied", "denies", "denying") for w in before) or (
        words.lower[first] == "any" and any(w in ("not", "n't", "without", "denied") for w in words.lower[max(sentence.start, first - 5) : first])
    ):
        return index
    return None


def _takes_lives(sentence: Sentence, phrase: Phrase) -> bool:
    words = sentence.words
    near = range(max(sentence.start, phrase.start - 4), min(sentence.end, phrase.end + 4))
    return any(words.lemma[k] in ("claim", "cost", "take", "lose", "snuff", "end") for k in near)


_LINKS = frozenset({"at", "to", "of", "is", "are", "was", "were", ":", "=", "as", "reached", "exceeds", "exceed", "exceeded", "by", "be", "stands", "stood", "passed", "topped", "hit", "surpassed", "crossed", "being", "than", "totalled", "totaled", "numbered", "("})


def _by_count(sentence: Sentence, trigger: Trigger, cx: Complex) -> list[Filled]:
    """ "the death toll rose to 31", "the number of civilians killed stands at 12"."""
    return _by_link(sentence, trigger, cx)


def _by_link(sentence: Sentence, trigger: Trigger, cx: Complex) -> list[Filled]:
    words = sentence.words
    outcome: Outcome | None = trigger.outcome if trigger.kind != "count" else None
    if trigger.kind == "count" and _counts_other(sentence, trigger):
        return []
    for index, phrase in enumerate(sentence.phrases):
        if phrase.start < trigger.end or index in sentence.owner:
            continue
        if phrase.start - trigger.end > 25:
            break
        between = range(trigger.end, phrase.start)
        blocked = [t for t in sentence.triggers if t.start in between]
        if blocked and trigger.kind not in ("count", "toll"):
            break
        for other in blocked:
            if _attributive(sentence, other):
                return []
            if outcome is None and other.kind in ("verb", "state", "noun", "victim"):
                outcome = other.outcome
        if len([t for t in blocked if t.kind != "toll"]) > 1 or words.lower[phrase.start - 1] in (";",):
            break
        if phrase.quantity is None or phrase.nature == "thing" or phrase.count == "none":
            continue
        before = words.lower[phrase.start - 1]
        asked = any(words.lemma[k] in ("put", "place", "estimate") for k in range(max(sentence.start, trigger.start - 4), trigger.start))
        if asked or before in _LINKS or phrase.start == trigger.end or words.lemma[phrase.start - 1] in ("reach", "exceed") or words.lower[phrase.start] in ("exceeds", "exceed", "exceeding", "above", "over") or _carried(words, trigger.end, phrase.start) or before == "from":
            chain = [index]
            nxt = index + 1
            if nxt < len(sentence.phrases) and sentence.phrases[nxt].bare and words.lower[sentence.phrases[nxt].start - 1] in ("to", "from"):
                chain.append(nxt)
            rule = "linked count" if trigger.kind != "count" or outcome is not None else "pointing count"
            return [
                Filled(trigger=trigger, phrase=i, outcome=outcome or "killed", rule=rule, cx=cx) for i in chain
            ]
    return _count_before(sentence, trigger, cx, outcome)


def _counts_other(sentence: Sentence, trigger: Trigger) -> bool:
    """ "the number of detained staff": a count of something that is no outcome."""
    words = sentence.words
    if words.lower[trigger.end : trigger.end + 1] not in (["of"], ["for"]):
        return False
    span = range(trigger.end, min(trigger.end + 7, sentence.end))
    return not any(k in sentence.triggered for k in span) and not any(words.lemma[k] in ("victim", "case") for k in span)


def _count_before(
    sentence: Sentence, trigger: Trigger, cx: Complex, outcome: Outcome | None
) -> list[Filled]:
    """ "At 26, the number of troops killed ..."."""
    words = sentence.words
    if trigger.kind not in ("toll", "count") or not sentence.phrases:
        return []
    first = sentence.phrases[0]
    if first.bare and first.start == sentence.start + 1 and words.lower[sentence.start] in ("at", "with"):
        return [Filled(trigger=trigger, phrase=0, outcome=outcome or "killed", rule="linked count", cx=cx)]
    return []


def _carried(words: Words, start: int, stop: int) -> bool:
    return words.lower[stop - 1] in (",",) and stop + 1 < len(words.lower) and stop - start > 3
