"""What a denial denies: the claim that a denial, a confirmation or a "no comment" points at.

In: the drafts of one report in text order. Out: for each draft that answers, the draft that it answers and the rule.
Rules, first that fits: the answer's own words hold the claim ("denied Islamabad's accusations that X"); it
stands in apposition ("a claim Kabul denies"); it names what was said before ("called the claim a lie"); it follows an
accusation against its speaker; it repeats an answer just given ("There is no presence").
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from counterclaim.claims.assembly import Assembly, Draft
from counterclaim.claims.syntax import Syntax
from counterclaim.records import Actor, Relation

_RELATIONS: dict[str, Relation] = {
    "denies": "denies",
    "rejects": "denies",
    "confirms": "confirms",
    "no_comment": "answers",
}
#: How many sentences after a claim an answer without words of its own still answers it.
_REACH = 4
#: Nouns for a figure: "disputed the toll", "called the number exaggerated".
_FIGURES = frozenset({"toll", "figure", "number", "count", "tally", "total"})
#: Nouns for what somebody else has said; "its commitment" is none.
_STATEMENTS = frozenset(
    "claim accusation allegation charge report assertion statement suggestion rumour rumor account complaint "
    "contention insistence announcement declaration finding conclusion testimony version story".split()
)
#: At most so many words make an answer that has no content of its own.
_SHORT = 5
_NO_PARTY = frozenset({"unattributed", "narrator"})


@dataclass(frozen=True, slots=True)
class Answer:
    """The draft at `to` is answered; `rule` says how that was seen."""

    to: int
    relation: Relation
    rule: str


def withdraw_guesses(drafts: list[Draft]) -> None:
    """A speaker whose side was only inferred is not of the side that denies its words (in place).

    "The army said it had killed 40, a claim Kyiv denies": the army is not Kyiv's.
    """
    of_speech: dict[int, list[Draft]] = {}
    for draft in drafts:
        of_speech.setdefault(id(draft.speech), []).append(draft)
    for n, draft in enumerate(drafts):
        if draft.stance != "denies" or draft.speech is None or _inferred(draft.by):
            continue
        earlier = (drafts[m] for m in range(n - 1, -1, -1))
        before = next((d for d in earlier if d.speech is not None and d.speech is not draft.speech), None)
        if before is None or before.by.parties != draft.by.parties or not _inferred(before.by):
            continue
        unknown = replace(before.by, actor="unattributed", parties=("unattributed",), rule=f"{before.by.rule};denied")
        for other in of_speech[id(before.speech)]:
            other.by = unknown


def _inferred(actor: Actor) -> bool:
    return any(step in actor.rule for step in (">dominant:", ">sentence:"))


def promote_denials(drafts: list[Draft], assembly: Assembly) -> None:
    """A plain negation by a speaker who has just denied something repeats the denial (in place)."""
    s = assembly.s
    last: dict[tuple[str, ...], int] = {}
    for draft in drafts:
        sentence = s.sentence(draft.unit[0])
        if draft.stance == "denies":
            last[draft.by.parties] = sentence
        elif draft.stance == "asserts" and draft.toll is None and draft.speech is not None:
            before = last.get(draft.by.parties)
            if before is not None and sentence - before <= _REACH and _is_flat_negation(s, draft):
                draft.stance = "denies"
                draft.stance_rule = "content:negation-after-denial"


def _is_flat_negation(s: Syntax, draft: Draft) -> bool:
    """ "There is no X", "No X has ...": the existence of a thing is denied."""
    words = range(*draft.unit)
    exists = any(s.dep[t] == "expl" and s.lower[t] == "there" for t in words)
    return exists and any(s.lower[t] in ("no", "not", "n't", "n’t", "never") for t in words)


def find_answers(drafts: list[Draft], assembly: Assembly) -> dict[int, Answer]:
    """For each answering draft (by index) the draft it answers."""
    answers: dict[int, Answer] = {}
    cues = _Cues(drafts)
    for n, draft in enumerate(drafts):
        relation = _RELATIONS.get(draft.stance)
        if relation is None or draft.speech is None:
            continue
        found = (
            _within(n, drafts, cues) or _apposed(n, drafts, cues, assembly.s) or _before(n, drafts, assembly, answers)
        )
        if found is not None:
            disputed = found[1] == "figure-named-before" or (found[1] == "apposed" and _a_figure(assembly.s, draft))
            answers[n] = Answer(to=found[0], relation="disputes" if disputed else relation, rule=found[1])
    return answers


def _a_figure(s: Syntax, draft: Draft) -> bool:
    """ "A figure that Moscow called absurd"."""
    assert draft.speech is not None
    return s.lemma[s.head[draft.speech.reading.cue_head]].lower() in _FIGURES


def _points_back(s: Syntax, draft: Draft) -> bool:
    """ "Islamabad denied it", "the government says that is a lie"."""
    words = [t for t in range(*draft.unit) if s.doc[t].is_alpha]
    if not words or len(words) > _SHORT:
        return False
    first = words[0]
    return s.lower[first] in ("it", "this", "that") and s.tag[first] in ("PRP", "DT")


class _Cues:
    """Drafts of speeches by where their cues stand."""

    def __init__(self, drafts: list[Draft]) -> None:
        self._sorted = sorted((d.speech.reading.cue_head, n) for n, d in enumerate(drafts) if d.speech is not None)

    def between(self, start: int, end: int) -> list[int]:
        """The drafts, by index, whose cues stand in the token range."""
        return [n for _, n in self._sorted[bisect_left(self._sorted, (start,)) : bisect_left(self._sorted, (end,))]]


def _within(n: int, drafts: list[Draft], cues: _Cues) -> tuple[int, str] | None:
    """The first draft of another speech whose cue stands in what is said."""
    speech = drafts[n].speech
    assert speech is not None
    held = (m for part in speech.reading.content for m in cues.between(*part))
    own = drafts[n].by.parties
    others = (m for m in held if drafts[m].speech is not speech)
    first = min((m for m in others if drafts[m].by.parties != own or own == ("unattributed",)), default=None)
    return (first, "within") if first is not None else None


def _apposed(n: int, drafts: list[Draft], cues: _Cues, s: Syntax) -> tuple[int, str] | None:
    """ "X claimed A, a claim Kabul denies": the nearest other speech that begins before it in the sentence."""
    speech = drafts[n].speech
    assert speech is not None
    cue = speech.reading.cue_head
    if s.dep[cue] != "relcl":
        return None
    before = cues.between(s.sentence_range(cue)[0], cue)
    last = max((m for m in before if drafts[m].speech is not speech), default=None)
    return (last, "apposed") if last is not None else None


def _before(n: int, drafts: list[Draft], assembly: Assembly, answers: dict[int, Answer]) -> tuple[int, str] | None:
    s = assembly.s
    draft = drafts[n]
    sentence = s.sentence(draft.unit[0])
    own = set(draft.by.parties) - _NO_PARTY
    #: "Kyiv called the claim a lie": a noun for what somebody else has just said.
    figure = draft.stance == "denies" and any(s.lemma[t].lower() in _FIGURES for t in range(*draft.unit))
    named = draft.stance == "denies" and any(
        t in s.cue_nouns and s.lemma[t].lower() in _STATEMENTS for t in range(*draft.unit)
    )
    pointing = _points_back(s, draft)
    for m in range(n - 1, -1, -1):
        other = drafts[m]
        if sentence - s.sentence(other.unit[0]) > _REACH:
            break
        if other.by.parties == draft.by.parties:
            if other.stance == draft.stance and m in answers:
                return answers[m].to, "repeated-answer"
            continue
        if figure and other.toll is not None and own.isdisjoint(other.by.parties):
            return m, "figure-named-before"
        if pointing and other.speech is not None and own.isdisjoint(other.by.parties):
            return m, "pronoun-for-what-was-said"
        if named and other.speech is not None and own.isdisjoint(other.by.parties):
            return m, "named-before"
        accused = {p for a in other.actors for p in a.parties}
        if not own & accused:
            continue
        if other.stance == "accuses" and draft.stance != "confirms":
            return m, "accused-before"
        if other.toll is not None and draft.stance == "no_comment":
            return m, "said-to-have-done-before"
    return None
