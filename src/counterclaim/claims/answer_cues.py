"""Attributions by what happens to a question and by where an answer or an estimate comes from.

"Calls to the ministry went unanswered", "asked about the raid, the general shrugged", "confirmation came from the
army", "by the reckoning of aid workers". Each function looks at one word and gives the attribution that it makes, or
None. The words stand in reference/cues.toml.
"""

from __future__ import annotations

from counterclaim.claims.cues import Cues
from counterclaim.claims.frames import can_hold, clause_around, clause_extent, source_range, subject_of, without
from counterclaim.claims.predications import is_none
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.syntax import Syntax
from counterclaim.records import Stance

_ABOUT = frozenset({"about", "on", "over", "concerning", "regarding", "whether", "if", "why", "how", "who", "what"})
#: Tokens of "the widow asked the jury on Monday", at most, and what it may not hold.
_SHORT_ASKING = 14
_CONTENT = frozenset({"ccomp", "xcomp", "advcl"})
#: The frame of an answer without an object.
BARE = "answer:bare"
_ANSWERS: dict[str, Stance] = {
    "no": "denies",
    "nope": "denies",
    "never": "denies",
    "yes": "confirms",
    "yeah": "confirms",
}
_NEGATIVE = frozenset({"not", "n't", "n’t", "never"})


def unanswered(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "Calls to the press office about the raid went unanswered", "questions were not answered by the embassy"."""
    verb = s.head[i]
    if s.dep[i] not in ("nsubj", "nsubjpass") or not _met_silence(s, verb, i, cues):
        return None
    led = next((c for c in s.children[i] if s.lower[c] in ("to", "for") and s.dep[c] in ("prep", "dative")), None)
    by = s.child(verb, "agent")
    head = s.child(by, "pobj") if by is not None else None
    if head is None and led is not None and s.lower[led] == "to":
        head = s.child(led, "pobj")
    if head is None:
        return None
    source = source_range(s, head, verb)
    start, end = clause_extent(s, verb)
    return _silence(s, verb, head, source, (min(start, s.edges(i)[0]), end), "unanswered")


def _met_silence(s: Syntax, verb: int, subject: int, cues: Cues) -> bool:
    below = {s.lower[c] for c in s.children[verb] if s.dep[c] in ("acomp", "oprd", "advmod", "prt")}
    if below & cues.unheard:
        return True
    if s.lemma[verb] == "ring" and "out" in below:
        return True
    negated = any(s.lower[c] in _NEGATIVE for c in s.children[verb]) or is_none(s, subject)
    nothing = s.child(verb, "dobj")
    if s.lemma[verb] in cues.receiving:
        return nothing is not None and is_none(s, nothing)
    return negated and s.lemma[verb] in cues.answering and s.child(verb, "auxpass") is not None


def asked(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "Asked about the shelling, the general walked away": what somebody does who gives no words for an answer."""
    verb = s.head[i]
    if s.dep[i] != "advcl" or s.tag[i] != "VBN" or s.child(i, "nsubj", "nsubjpass") is not None:
        return None
    if verb in s.speaking:
        return _yes_or_no(s, i, verb)
    what = next((c for c in s.children[i] if s.lower[c] in _ABOUT), None)
    clause = s.child(i, "ccomp")
    if what is None and clause is None:
        return None
    if any(s.lower[c] == "to" for c in s.children[i]) or any(c in s.speaking for c in s.conjuncts(verb)):
        return None
    stance = _gesture(s, verb, cues)
    head = subject_of(s, verb)
    if stance is None or head is None or not can_hold(s, head):
        return None
    content = s.edges(clause if clause is not None else what if what is not None else i)
    return AttributionReading(
        source=(source_range(s, head, verb),),
        source_head=head,
        cue=((verb, verb + 1),),
        cue_head=i,
        content=tuple(without([s.trim(content)], [(verb, verb + 1)])),
        stance=stance,
        frame="asked",
    )


def _yes_or_no(s: Syntax, i: int, verb: int) -> AttributionReading | None:
    """ "Asked if its drones had hit the clinic, the army said: No": a word that answers the whole question."""
    question = next((c for c in s.children[i] if c > i and s.dep[c] in ("ccomp", "advcl")), None)
    words = [t for t in range(verb + 1, s.sentence_range(verb)[1]) if s.doc[t].is_alpha]
    head = subject_of(s, verb)
    if s.lemma[i] != "ask" or question is None or len(words) != 1 or head is None or not can_hold(s, head):
        return None
    stance = _ANSWERS.get(s.lower[words[0]])
    mark = s.child(question, "mark")
    if stance is None or mark is None or s.lower[mark] not in ("if", "whether"):
        return None
    return AttributionReading(
        source=(source_range(s, head, verb),),
        source_head=head,
        cue=((verb, words[0] + 1),),
        cue_head=verb,
        content=(s.trim((i + 1, s.edges(question)[1])),),
        stance=stance,
        frame="asked",
    )


def asked_before(s: Syntax, i: int) -> AttributionReading | None:
    """ "What kind of people film this? the widow asked the jury.": the question is the sentence before."""
    first, last = s.sentence_range(i)
    head = s.child(i, "nsubj")
    asks = first > 0 and s.lower[first - 1] == "?" and last - first <= _SHORT_ASKING and s.dep[i] == "ROOT"
    if not asks or head is None or not can_hold(s, head) or any(s.dep[c] in _CONTENT for c in s.children[i]):
        return None
    return AttributionReading(
        source=(source_range(s, head, i),),
        source_head=head,
        cue=((i, i + 1),),
        cue_head=i,
        content=(s.sentence_range(first - 1),),
        stance="asserts",
        frame="verb:ask:before",
    )


def bare_answer(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "Drone kills 12 at market; army denies": a headline's last words answer all that stands before them."""
    first, last = s.sentence_range(i)
    rest = [t for t in range(i + 1, last) if s.doc[t].is_alpha]
    rows = [cue for cue in cues.verbs.get(s.lemma[i], ()) if cue.stance in ("denies", "confirms")]
    head = s.child(i, "nsubj")
    if not rows or rest or s.tag[i] not in ("VBZ", "VBD", "VBP") or head is None or not can_hold(s, head):
        return None
    start = s.edges(head)[0] if s.edges(head)[1] <= i else head
    if start - 2 <= first or s.lower[start - 1] not in (",", ";", "-", "–", "—", ":"):
        return None
    return AttributionReading(
        source=((start, i),),
        source_head=head,
        cue=((i, i + 1),),
        cue_head=i,
        content=((first, start - 1),),
        stance=rows[0].stance,
        frame=BARE,
    )


def _gesture(s: Syntax, verb: int, cues: Cues) -> Stance | None:
    thing = s.child(verb, "dobj")
    if s.lemma[verb] == "nod":
        return "confirms"
    if s.lemma[verb] == "shake" and thing is not None and s.lower[thing] in ("head", "heads"):
        return "denies"
    return "no_comment" if s.lemma[verb] in cues.wordless else None


def came_from(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "Confirmation that he was dead came from a relative", "a denial was issued by the army of any part in it"."""
    rows = cues.nouns.get(s.lemma[i].lower())
    verb = s.head[i]
    if rows is None or s.dep[i] not in ("nsubj", "nsubjpass") or s.lemma[verb] not in cues.arriving:
        return None
    led = next((c for c in s.children[verb] if s.lower[c] in ("from", "by") and s.dep[c] in ("prep", "agent")), None)
    head = s.child(led, "pobj") if led is not None else None
    if head is None or led is None or led < i or any(s.lower[c] == "no" for c in s.children[i]):
        return None
    content = _about(s, i, verb, head)
    if content is None:
        return None
    source = source_range(s, head, verb)
    return AttributionReading(
        source=(source,),
        source_head=head,
        cue=((i, i + 1),),
        cue_head=i,
        content=tuple(without([s.trim(content)], [source, (i, i + 1)])),
        stance=rows[0].stance,
        frame=f"noun:{s.lemma[i].lower()}",
        kind="noun",
    )


def _about(s: Syntax, noun: int, verb: int, head: int) -> TokenRange | None:
    """What the noun is about: a clause or an of-phrase behind it, behind the verb, or behind the source."""
    for near in (noun, verb, head):
        for c in s.children[near]:
            if c <= noun:
                continue
            if s.dep[c] in ("ccomp", "acl", "relcl") and any(s.lower[t] == "that" for t in s.children[c]):
                return s.edges(c)
            if s.dep[c] == "prep" and s.lower[c] in ("of", "for") and (near == noun or s.lower[c] == "of"):
                return s.edges(c)[0] + 1, s.edges(c)[1]
    return None


def figure_of(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "The Pentagon's estimate was of 5,000 dead", "their rough count gave 90": what an owned estimate comes to."""
    lemma, verb = s.lemma[i].lower(), s.head[i]
    rough = any(s.lower[c] in cues.rough for c in s.children[i])
    if lemma not in cues.estimating and not (rough and lemma in cues.reckonings):
        return None
    if s.dep[i] != "nsubj" or s.lemma[verb] not in cues.amounting:
        return None
    owner = _owner(s, i)
    end = clause_extent(s, verb)[1]
    if owner is None or not any(s.tag[t] == "CD" for t in range(verb + 1, end)):
        return None
    source = source_range(s, owner, i)
    return AttributionReading(
        source=(source,),
        source_head=owner,
        cue=tuple(without([(min(i, s.edges(i)[0]), verb + 1)], [source])),
        cue_head=i,
        content=(s.trim((verb + 1, end)),),
        stance="estimates",
        frame="reckoning",
    )


def _owner(s: Syntax, noun: int) -> int | None:
    """Whose an estimate is: "the army's", "of two monitors", "UN"."""
    owner = s.child(noun, "poss")
    if owner is None:
        led = next((c for c in s.children[noun] if s.lower[c] in ("of", "by", "from")), None)
        owner = s.child(led, "pobj") if led is not None else None
        owner = owner if owner is not None and can_hold(s, owner) else None
    if owner is None:
        owner = next((c for c in s.children[noun] if s.dep[c] == "compound" and s.tag[c][:3] == "NNP"), None)
    return owner if owner is None or s.tag[owner] != "CD" else None


def by_reckoning(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "By the reckoning of aid workers, a third has fled", "some 46,000, by its own estimate, had fled"."""
    noun = s.child(i, "pobj")
    if noun is None or s.dep[i] not in ("prep", "agent") or s.head[i] in s.speaking:
        return None  # "said in its monthly count that": where it is said
    lemma = s.lemma[noun].lower()
    viewed = lemma in cues.views and any(s.dep[c] == "poss" or s.lower[c] == "the" for c in s.children[noun])
    if lemma not in cues.reckonings and not viewed:
        return None
    owner = _owner(s, noun)
    if owner is None:
        return None
    phrase = s.edges(i)
    content = clause_around(s, s.sentence_range(i), phrase)
    if s.dep[s.head[i]] in ("relcl", "acl"):  # "a number that, in his words, shows all": no more than that
        content = without([s.edges(s.head[i])], [phrase])
    source = source_range(s, owner, i)
    return AttributionReading(
        source=(source,),
        source_head=owner,
        cue=((i, i + 1),) if source[0] > i else ((i, source[0]),),
        cue_head=noun,
        content=tuple(without(content, [phrase])),
        stance="estimates" if _guesses(s, noun, content, cues) else "asserts",
        frame="reckoning",
    )


def _guesses(s: Syntax, noun: int, content: list[TokenRange], cues: Cues) -> bool:
    """An estimate by name, a count that is called rough, or one of "some 200"."""
    about = any(s.lower[t] in cues.about for part in content for t in range(*part))
    rough = any(s.lower[c] in cues.rough for c in s.children[noun])
    return s.lemma[noun].lower() in cues.estimating or rough or about


def _silence(
    s: Syntax, verb: int, head: int, source: TokenRange, content: TokenRange, frame: str
) -> AttributionReading:
    return AttributionReading(
        source=(source,),
        source_head=head,
        cue=((verb, verb + 1),),
        cue_head=verb,
        content=tuple(without([s.trim(content)], [source])),
        stance="no_comment",
        frame=frame,
    )
