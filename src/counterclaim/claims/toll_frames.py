"""Who fills an outcome word: the phrases that are its victims, by voice and by position.

In: a `Sentence` (columns, phrases, triggers of one sentence). Out: `Filled` triggers: each phrase with the outcome that
counts it. Guarantee: a phrase is filled once; an active verb whose object is no victim fills nothing.
"""

from __future__ import annotations

from counterclaim.claims.toll_nouns import attributive, by_count, by_link, by_noun, wrap
from counterclaim.claims.toll_sentence import FINITE, Filled, Sentence
from counterclaim.claims.toll_triggers import Complex, Trigger


def fill(sentence: Sentence) -> list[Filled]:
    """Every trigger of the sentence with its phrases; counting words come last and take what is left."""
    filled: list[Filled] = []
    shot: dict[int, Filled] = {}
    order = sorted(range(len(sentence.triggers)), key=lambda n: sentence.triggers[n].kind in ("toll", "count"))
    for number in order:
        trigger = sentence.triggers[number]
        for item in _fill_one(sentence, number, trigger):
            if item.phrase in shot and item.outcome in ("killed", "wounded"):
                filled.remove(
                    shot.pop(item.phrase)
                )  # "was shot in the stairwell and died", "kidnapped, were found dead"
            elif item.phrase in sentence.owner:
                continue
            sentence.owner[item.phrase] = number
            filled.append(item)
            if _is_before_death(item):
                shot[item.phrase] = item
    return filled


def _is_before_death(item: Filled) -> bool:
    """Whether what happened may have ended in death, which then is told of the same people."""
    if item.trigger.merged:
        return False
    if item.trigger.word == "shoot":
        return item.outcome == "casualties"
    return item.outcome in ("captured", "missing") and item.rule == "participle"


def _fill_one(sentence: Sentence, number: int, trigger: Trigger) -> list[Filled]:
    cx = sentence.complexes[number]
    if trigger.kind in ("verb", "state"):
        return _by_verb(sentence, trigger, cx)
    if trigger.kind == "victim":
        if trigger.word in _BOTH_WAYS and not cx.passive:
            drowned = sentence.starting(trigger.end)
            if drowned is not None and sentence.phrases[drowned].human:
                return wrap(sentence, trigger, cx, sentence.right_of(drowned), "object")
        return wrap(sentence, trigger, cx, sentence.subject(trigger, cx), "subject")
    if trigger.kind == "men":
        return _by_loss(sentence, trigger, cx)
    if trigger.kind in ("noun", "act", "remains"):
        return by_noun(sentence, trigger, cx)
    return by_count(sentence, trigger, cx)


def _by_verb(sentence: Sentence, trigger: Trigger, cx: Complex) -> list[Filled]:
    """A verb's or adjective's victims: passive, inverted, active, participle, in this order."""
    if attributive(sentence, trigger):
        return []
    own = sentence.at.get(trigger.start)
    if own is not None and sentence.phrases[own].count == "none" and sentence.phrases[own].head == trigger.start:
        return wrap(sentence, trigger, cx, [own], "counted noun")  # "no wounded"
    if _nominal(sentence, trigger):
        return by_link(sentence, trigger, cx)
    if cx.passive:
        return _by_passive(sentence, trigger, cx)
    inverted = _inverted(sentence, trigger, cx)
    if inverted is not None:
        return wrap(sentence, trigger, cx, sentence.right_of(inverted), "inverted")
    words = sentence.words
    if words.lower[cx.left] in ("all", "both") and words.lower[cx.left - 1] == ",":
        apposed = sentence.ending(cx.left - 1)
        if apposed is not None:
            return wrap(sentence, trigger, cx, sentence.left_of(apposed), "participle")
    before = sentence.ending(cx.left)
    after = sentence.starting(trigger.end, (":",) if words.lower[trigger.end : trigger.end + 1] == [":"] else ())
    if after is not None and _can_object(sentence, trigger, after, before):
        return wrap(sentence, trigger, cx, sentence.right_of(after), "object")
    if after is not None and trigger.kind == "verb" and _has_thing(sentence, trigger, after, before):
        return []
    return _by_participle(sentence, trigger, cx, before)


#: What people do and have done to them: "two men drowned", "the flood drowned two men".
_BOTH_WAYS = frozenset({"drown"})


def _by_passive(sentence: Sentence, trigger: Trigger, cx: Complex) -> list[Filled]:
    after = sentence.starting(trigger.end)
    if after is not None and sentence.ending(cx.left) is None and not _has_subject(sentence, cx):
        return wrap(sentence, trigger, cx, sentence.right_of(after), "inverted")
    return wrap(sentence, trigger, cx, sentence.subject(trigger, cx), "subject of the passive")


def _inverted(sentence: Sentence, trigger: Trigger, cx: Complex) -> int | None:
    """ "Killed were 31 pilgrims", "Killed: a father, a mother"; the first phrase of the list."""
    words = sentence.words
    opened = _after_colon(sentence, trigger)
    if opened is not None:
        return opened
    if words.lower[trigger.end : trigger.end + 1] not in ([":"], ["were"], ["are"], ["is"], ["was"]):
        return None
    opens = trigger.start == sentence.start or words.lower[trigger.start - 1] in (":", ";", ",")
    if cx.left != trigger.start or not opens or trigger.end >= sentence.end:
        return None
    return sentence.starting(trigger.end + 1)


def _by_participle(sentence: Sentence, trigger: Trigger, cx: Complex, before: int | None) -> list[Filled]:
    """Participles and adjectives beside, behind or away from their phrase; a verb's object behind an aside."""
    words = sentence.words
    tag = words.tag[trigger.anchor]
    whom = _whom(sentence, trigger, before) if trigger.kind == "verb" and tag in ("VBD", "VBN") else None
    if whom is not None:
        return wrap(sentence, trigger, cx, [whom], "object")
    listed = _listed(sentence, trigger, before)
    if listed is None and trigger.kind == "state":
        own = sentence.at.get(trigger.start)
        listed = own if own is not None and sentence.phrases[own].quantity is not None else None
    if listed is not None:
        return wrap(sentence, trigger, cx, [listed], "counted noun")
    stative = trigger.kind == "state" or tag not in ("VBG", "VB", "VBZ", "VBP")
    if before is not None and stative and _can_participle(sentence, trigger, before):
        return wrap(sentence, trigger, cx, sentence.left_of(before), "participle")
    if trigger.kind == "state" or tag == "VBN":
        separated = _separated(sentence, cx.left)
        if separated is not None:
            return wrap(sentence, trigger, cx, sentence.left_of(separated), "participle")
    if trigger.kind == "verb" and tag in ("VBD", "VBG", "VBZ", "VBP", "VB"):
        far = _far_object(sentence, trigger)
        if far is not None:
            return wrap(sentence, trigger, cx, sentence.right_of(far), "object")
    if tag in ("VBN", "JJ") and words.dep[trigger.anchor] in ("advcl", "acomp", "oprd", "xcomp", "attr"):
        parsed = sentence.parsed_subject(trigger)
        if parsed is not None and sentence.phrases[parsed].human and sentence.phrases[parsed].start < cx.left:
            return wrap(sentence, trigger, cx, sentence.left_of(parsed), "complement")
    if tag in ("VBN", "VBD") and words.dep[trigger.anchor] == "conj" and before is None:
        parsed = sentence.passive_subject(trigger)  # "a woman was robbed and killed"
        if parsed is not None and sentence.phrases[parsed].human:
            return wrap(sentence, trigger, cx, sentence.left_of(parsed), "complement")
    return []


def _after_colon(sentence: Sentence, trigger: Trigger) -> int | None:
    """ "Exhumed from the grave at the edge of the forest: 17 servicemen"."""
    words = sentence.words
    if trigger.start != sentence.start or words.tag[trigger.start] not in ("VBN", "VBD") or trigger.kind != "verb":
        return None
    for k in range(trigger.end, min(trigger.end + 14, sentence.end)):
        if words.lower[k] == ":":
            found = sentence.starting(k + 1)
            return found if found is not None and sentence.phrases[found].human else None
        if words.tag[k] in FINITE:
            return None
    return None


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


def _has_subject(sentence: Sentence, cx: Complex) -> bool:
    return any(
        p.end <= cx.left and not sentence.after_preposition(i) and p.human for i, p in enumerate(sentence.phrases)
    )


def _can_object(sentence: Sentence, trigger: Trigger, after: int, before: int | None) -> bool:
    phrase = sentence.phrases[after]
    words = sentence.words
    tag = words.tag[trigger.anchor]
    active = trigger.kind == "verb" and tag in ("VBD", "VBN", "VBG", "VBZ", "VBP", "VB", "JJ", "NN", "NNS")
    if phrase.nature == "thing" or (not phrase.human and phrase.count != "none"):
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
    if (
        (before is not None and sentence.phrases[before].bare)
        or phrase.nature == "name"
        or sentence.words.lower[phrase.start] in sentence.times
        or sentence.words.lower[phrase.start] in ("last", "this", "that", "early", "late", "earlier")
    ):
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
        if any(sentence.breaks(k) for k in range(phrase.end, left)):
            return None
        if phrase.quantity is not None and not sentence.after_preposition(index):
            return index
    return None


def _whom(sentence: Sentence, trigger: Trigger, before: int | None) -> int | None:
    """Whom a relative clause says was killed, by position, else by the parse."""
    by_position = _before_relative(sentence, before) if before is not None else None
    if by_position is None and sentence.words.dep[trigger.anchor] == "relcl":
        return _relative_object(sentence, trigger)
    return by_position


def _relative_object(sentence: Sentence, trigger: Trigger) -> int | None:
    """ "the 29 persons that the paramilitaries killed": the noun before the clause is the verb's object."""
    words = sentence.words
    index = sentence.at.get(words.head[trigger.anchor])
    subject = sentence.subjects.get(trigger.anchor)
    if index is None or subject is None or words.lower[subject] in ("who", "which", "that"):
        return None
    phrase = sentence.phrases[index]
    counted = phrase.quantity is not None and phrase.human and phrase.end <= subject
    return index if counted and index not in sentence.owner else None


def _before_relative(sentence: Sentence, subject: int) -> int | None:
    """ "29 persons whom the rebels killed", told by position where the parse went another way."""
    doers = sentence.phrases[subject]
    at = doers.start - 1
    if doers.quantity is not None or at <= sentence.start or sentence.words.lower[at] not in ("that", "whom"):
        return None
    index = sentence.at.get(at - 1)
    if index is None or index in sentence.owner:
        return None
    phrase = sentence.phrases[index]
    return index if phrase.end == at and phrase.quantity is not None and phrase.human else None


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


#: Whom an army loses: its own, whatever it calls them.
LOST_MEN = frozenset({"man", "member", "comrade", "son", "hero", "brother", "lad"})


#: Who loses its own, whose number alone stands behind the verb ("we lost seven", "the army lost five").
_LOSERS = frozenset(
    "we they it army force forces police side troops unit battalion brigade regiment patrol company platoon rebels "
    "militants militia fighters guerrillas taliban sf insurgents junta".split()
)


def _loses(sentence: Sentence, left: int) -> bool:
    words = sentence.words
    before = words.lower[max(sentence.start, left - 2) : left]
    return not _LOSERS.isdisjoint(before)


def _by_loss(sentence: Sentence, trigger: Trigger, cx: Complex) -> list[Filled]:
    after = sentence.starting(trigger.end)
    if after is None or sentence.phrases[after].count not in ("quantity", "plural"):
        return []
    phrase = sentence.phrases[after]
    if any(t.start == phrase.end and t.kind in ("verb", "state") for t in sentence.triggers):
        return []
    if phrase.bare and phrase.of != "number":
        return wrap(sentence, trigger, cx, [after], "object") if _loses(sentence, cx.left) else []
    if phrase.head is None or (
        phrase.victim_class not in ("combatant", "security_forces")
        and sentence.words.lemma[phrase.head] not in LOST_MEN | {"people", "person", "woman"}
    ):
        return []
    # "Lost 900 men in a day, a figure that ...": who is lost besides is counted or of a known kind.
    lost = [
        i
        for i in sentence.right_of(after)
        if i == after or sentence.phrases[i].count == "quantity" or sentence.phrases[i].victim_class != "unknown"
    ]
    return wrap(sentence, trigger, cx, lost, "object")
