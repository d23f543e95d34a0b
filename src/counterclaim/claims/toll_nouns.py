"""Who fills a noun of outcome: "36 deaths", "the deaths of 37 men", "the toll rose to 31", "denied any losses".

In: a `Sentence` and one of its triggers. Out: `Filled` phrases. Guarantee: a counting word takes a number only over a
verb, preposition or colon that links the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from counterclaim.claims.toll_phrases import Phrase
from counterclaim.claims.toll_sentence import Filled, Sentence
from counterclaim.claims.toll_triggers import Complex, Trigger
from counterclaim.claims.toll_words import Words
from counterclaim.records import Outcome


def wrap(sentence: Sentence, trigger: Trigger, cx: Complex, phrases: Sequence[int], rule: str) -> list[Filled]:
    """The phrases as filled by the trigger, with the doer where the voice tells one."""
    agent = sentence.agent(trigger, cx) if rule in ("object", "subject of the passive") else None
    return [Filled(trigger=trigger, phrase=i, outcome=trigger.outcome, rule=rule, agent=agent, cx=cx) for i in phrases]


def attributive(sentence: Sentence, trigger: Trigger) -> bool:
    """The word stands inside a phrase before its noun; the phrase carries it as `state`."""
    index = sentence.at.get(trigger.start)
    return index is not None and sentence.phrases[index].state == trigger.start


def by_noun(sentence: Sentence, trigger: Trigger, cx: Complex) -> list[Filled]:
    """A noun of outcome with its number or with the victims that its "of" names."""
    words = sentence.words
    life = words.lemma[trigger.start] == "life"
    index = sentence.at.get(trigger.start)
    if index is not None and trigger.kind != "act":
        phrase = sentence.phrases[index]
        if phrase.head == trigger.start and phrase.quantity is not None:
            taken = not life or _takes_lives(sentence, phrase)
            return wrap(sentence, trigger, cx, [index], "counted noun") if taken else []
    found = _of_victims(sentence, trigger)
    if found:
        if life and not _lives_before(sentence, trigger):
            return []
        if words.lower[trigger.start] == "loss":  # "the loss of 23 soldiers"
            trigger = replace(trigger, outcome="killed")
        return wrap(sentence, trigger, cx, found, "of the noun")
    denied = _denied_noun(sentence, trigger)
    if denied is not None:
        return wrap(sentence, trigger, cx, [denied], "denied noun")
    return _behind_noun(sentence, trigger, cx) if trigger.kind == "noun" and not life else []


_FOUND = frozenset({"find", "recover", "discover", "dump", "retrieve", "exhume", "wash", "unearth", "lie", "hang"})


def _is_found(sentence: Sentence, trigger: Trigger) -> bool:
    """ "The body of a young man was found": a body that turns up is one of the dead."""
    start, end = max(sentence.start, trigger.start - 30), min(sentence.end, trigger.end + 30)
    return not _FOUND.isdisjoint(sentence.words.lemma[start:end])


#: What is held for the dead.
_RITES = frozenset({"funeral", "burial"})


def _of_victims(sentence: Sentence, trigger: Trigger) -> list[int]:
    """ "the deaths of 37 men, two women and a child", "injuries to three others": the list behind the noun."""
    link = sentence.words.lower[trigger.end : trigger.end + 1]
    if trigger.word in _RITES and link == ["for"]:
        link = ["of"]
    if trigger.end >= sentence.end or link not in (["of"], ["among"], ["to"], ["for"]):
        return []
    first = sentence.starting(trigger.end + 1)
    if first is None:
        return []
    phrase = sentence.phrases[first]
    if trigger.word in _RITES and (phrase.quantity is None or phrase.of is not None):
        return []  # one who is buried may have died in bed
    found = (
        trigger.kind == "remains"
        and phrase.count == "one"
        and phrase.nature == "person"
        and _is_found(sentence, trigger)
    )
    if phrase.quantity is None and not found and (not phrase.human or trigger.kind == "remains" or link != ["of"]):
        return []
    return sentence.right_of(first) if link == ["of"] and trigger.kind != "remains" else [first]


def _behind_noun(sentence: Sentence, trigger: Trigger, cx: Complex) -> list[Filled]:
    """ "death 2 man", "Fatalities: 5", "deaths stand at 36"."""
    words = sentence.words
    direct = sentence.starting(trigger.end, (":",))
    if direct is not None and sentence.phrases[direct].quantity is not None and not sentence.begins_clause(direct):
        return wrap(sentence, trigger, cx, sentence.right_of(direct), "counted noun")
    state = words.lower[trigger.start] in ("dead", "wounded", "injured", "missing")
    return by_link(sentence, trigger, cx) if state or words.tag[trigger.start] != "NN" else []


def _lives_before(sentence: Sentence, trigger: Trigger) -> bool:
    lemmas = sentence.words.lemma[sentence.start : trigger.start]
    return any(lemma in ("cost", "claim", "take", "lose") for lemma in lemmas)


def _denied_noun(sentence: Sentence, trigger: Trigger) -> int | None:
    """ "denied any losses", "without casualties", "did not cause any injuries": nothing is counted as none."""
    words = sentence.words
    if words.lemma[trigger.start] not in ("casualty", "loss", "injury", "death", "fatality"):
        return None
    index = sentence.at.get(trigger.start)
    if index is None or sentence.phrases[index].quantity is not None:
        return None
    if _neither(sentence, index):
        return index
    if sentence.phrases[index].count != "plural":
        return None
    first = sentence.phrases[index].start
    before = words.lower[max(sentence.start, first - 2) : first]
    if any(w in ("without", "denied", "denies", "denying") for w in before) or (
        words.lower[first] == "any"
        and any(w in ("not", "n't", "without", "denied") for w in words.lower[max(sentence.start, first - 5) : first])
    ):
        return index
    return None


def _neither(sentence: Sentence, index: int) -> bool:
    """ "neither deaths nor injuries", "not a single fatality": nothing is counted as none."""
    words, phrase = sentence.words, sentence.phrases[index]
    before = words.lower[max(sentence.start, phrase.start - 1) : phrase.end]
    if before[:1] == ["neither"] or "neither" in before or before[:1] == ["nor"]:
        return True
    return before[:3] == ["not", "a", "single"] or before[:2] == ["not", "one"]


def _takes_lives(sentence: Sentence, phrase: Phrase) -> bool:
    words = sentence.words
    near = range(max(sentence.start, phrase.start - 4), min(sentence.end, phrase.end + 4))
    return any(words.lemma[k] in ("claim", "cost", "take", "lose", "snuff", "end") for k in near)


_REACHED = frozenset({"reach", "exceed", "number", "total", "remain", "equal", "near", "approach", "surpass", "top"})
_LINKS = frozenset(
    {
        "at",
        "to",
        "of",
        "is",
        "are",
        "was",
        "were",
        ":",
        "=",
        "as",
        "reached",
        "exceeds",
        "exceed",
        "exceeded",
        "by",
        "be",
        "stands",
        "stood",
        "passed",
        "topped",
        "hit",
        "surpassed",
        "crossed",
        "being",
        "than",
        "totalled",
        "totaled",
        "numbered",
        "(",
    }
)


def by_count(sentence: Sentence, trigger: Trigger, cx: Complex) -> list[Filled]:
    """ "the death toll rose to 31", "the number of civilians killed stands at 12"."""
    return by_link(sentence, trigger, cx)


def by_link(sentence: Sentence, trigger: Trigger, cx: Complex) -> list[Filled]:
    """The number that a link ("rose to", "stands at", ":") gives to a counting word."""
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
            if attributive(sentence, other):
                return []
            if outcome is None and other.kind in ("verb", "state", "noun", "victim"):
                outcome = other.outcome
        if len([t for t in blocked if t.kind != "toll"]) > 1 or words.lower[phrase.start - 1] in (";",):
            break
        if phrase.quantity is None or phrase.nature == "thing" or phrase.count == "none":
            continue
        before = words.lower[phrase.start - 1]
        asked = any(
            words.lemma[k] in ("put", "place", "estimate")
            for k in range(max(sentence.start, trigger.start - 4), trigger.start)
        )
        if (
            asked
            or before in _LINKS
            or phrase.start == trigger.end
            or words.lemma[phrase.start - 1] in _REACHED
            or _in_all(words, phrase)
            or words.lower[phrase.start] in ("exceeds", "exceed", "exceeding", "exceeded", "above", "over")
            or _carried(words, trigger.end, phrase.start)
            or before == "from"
        ):
            chain = [index]
            nxt = index + 1
            if (
                nxt < len(sentence.phrases)
                and sentence.phrases[nxt].bare
                and words.lower[sentence.phrases[nxt].start - 1] in ("to", "from")
            ):
                chain.append(nxt)
            rule = "linked count" if trigger.kind != "count" or outcome is not None else "pointing count"
            return [Filled(trigger=trigger, phrase=i, outcome=outcome or "killed", rule=rule, cx=cx) for i in chain]
    return _count_before(sentence, trigger, cx, outcome)


def _counts_other(sentence: Sentence, trigger: Trigger) -> bool:
    """ "the number of detained staff": a count of something that is no outcome."""
    words = sentence.words
    if words.lower[trigger.end : trigger.end + 1] not in (["of"], ["for"]):
        return False
    span = range(trigger.end, min(trigger.end + 12, sentence.end))
    return not any(k in sentence.triggered for k in span) and not any(
        words.lemma[k] in ("victim", "case") for k in span
    )


def _count_before(sentence: Sentence, trigger: Trigger, cx: Complex, outcome: Outcome | None) -> list[Filled]:
    """ "At 26, the number of troops killed ..."."""
    words = sentence.words
    if trigger.kind not in ("toll", "count") or not sentence.phrases:
        return []
    first = sentence.phrases[0]
    if first.bare and first.start == sentence.start + 1 and words.lower[sentence.start] in ("at", "with"):
        return [Filled(trigger=trigger, phrase=0, outcome=outcome or "killed", rule="linked count", cx=cx)]
    return []


def _in_all(words: Words, phrase: Phrase) -> bool:
    """ "The wounded, 41 in all, include six journalists"."""
    at = phrase.end
    opened = words.lower[phrase.start - 1] == ","
    return opened and phrase.bare and words.lower[at : at + 2] in (["in", "all"], ["in", "total"])


def _carried(words: Words, start: int, stop: int) -> bool:
    return words.lower[stop - 1] in (",",) and stop + 1 < len(words.lower) and stop - start > 3
