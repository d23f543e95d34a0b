"""One best figure of the dead and of the wounded in a text, by a named rule over its tolls.

In: the `Toll` records of one text, in text order. Out: low, best and high per outcome, or None where no number is said.
Guarantee: a pure function of its arguments; every number in the result is a stated number or a sum of stated numbers.

The rule, `stated-sum-2` (own rule, after casualty recorders: Every Casualty Standards, 2016, pp. 19-20):

1. Only tolls that stand for the incident count: parts, background, superseded and denied figures do not.
2. A vague word ("dozens") and a figure of casualties give no number.
3. Figures of one sentence are members of one list and are added, unless two speakers give the same victims.
4. A figure of another sentence with "another", "more" or other victims is added; with the same victims it restates:
   equal numbers count once, different ones span the range, and the larger is best.
5. A figure of people of no stated kind restates what came before it when it is at least as large ("in all 19 died").
6. Later figures of named victims that are smaller than a stated total are taken for parts of it.
7. Bounds and "about" count as the number said.
8. A figure behind "in all" or "a total of", or a count of deaths in brackets, that equals the sum so far restates it.
9. A rank ("a ninth victim") is the count so far, not one to add.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from counterclaim.records import Outcome, Toll

RULE = "stated-sum-2"
_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bLt)(?<!\bCol)(?<!\bGen)(?<!\bMaj)(?<!\bCapt)(?<!\bSgt)(?<!\bSt)(?<!\bGov)"
    r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n"
)
_MORE = re.compile(r"\b(?:another|others?|more|further|additional|also)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:toll|total|cumul|number|figure|count|tally|in all|dead)\b", re.IGNORECASE)
_RANK = re.compile(
    r"\b(?:a|an|another) (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|"
    r"\w+tieth|\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_RESTATED = re.compile(
    r"\((?=[^()]*$)|\b(?:total|in all|altogether|overall|coded|recorded|fatalities|combined|together)\b", re.IGNORECASE
)
_ALL_TOLD = re.compile(r"\b(?:in all|in total|altogether|all told|fatalities|deaths)\b", re.IGNORECASE)
_RIVAL = re.compile(
    r"\b(?:whereas|while|but|however|says?|said|counts|counted|speaks?|puts?|gave|gives|admits|admitted|acknowledges?d?|"
    r"conceded|claims?|claimed|insists?|figure|number|according|double|toll)\b",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    {
        "family",
        "people",
        "person",
        "persons",
        "body",
        "bodies",
        "victims",
        "victim",
        "others",
        "other",
        "individuals",
        "lives",
    }
)


class Figure(TypedDict):
    """A best figure between the lowest and the highest that the text leaves open."""

    low: float
    best: float
    high: float


@dataclass(slots=True)
class _Term:
    victims: str | None
    low: float
    best: float
    high: float
    sentence: int
    at: int
    open_total: bool
    toll: bool
    single: bool


def best_figures(
    tolls: Sequence[Toll], content: str = "", speakers: Sequence[str | None] | None = None
) -> dict[str, Figure | None]:
    """The best figure of killed and of wounded, by `stated-sum-2`.

    `content` is the text that the tolls' spans refer to (without it all tolls are one sentence); `speakers` names who
    gives each toll, where known, so that two speakers' figures for the same dead are not added.
    """
    names = list(speakers) if speakers is not None else [None] * len(tolls)
    ends = [m.end() for m in _SENTENCE_END.finditer(content)]
    outcomes: tuple[Outcome, Outcome] = ("killed", "wounded")
    return {
        o: _best([(t, n) for t, n in zip(tolls, names, strict=True) if t.outcome == o], content, ends) for o in outcomes
    }


def _best(tolls: Sequence[tuple[Toll, str | None]], content: str, ends: Sequence[int]) -> Figure | None:
    terms: list[_Term] = []
    speaker_at: dict[int, str | None] = {}
    for toll, speaker in tolls:
        value = toll.low if toll.low is not None else toll.high
        if toll.standing != "incident" or value is None or toll.bound == "vague":
            continue
        sentence = sum(1 for end in ends if end <= toll.span.start)
        term = _term(toll, value, sentence)
        rival = any(_is_rival(old, term, content, speaker_at.get(old.at), speaker) for old in terms)
        total = sum(t.best for t in terms)
        if terms and ((_RANK.search(toll.words) and term.best > total) or _sums_up(terms, term, toll, content)):
            terms[:] = [replace(term, high=max(term.high, total))]
        else:
            _join(terms, term, toll.words, rival)
        speaker_at[term.at] = speaker
    if not terms:
        return None
    return {
        "low": sum(t.low for t in terms),
        "best": sum(t.best for t in terms),
        "high": sum(t.high for t in terms),
    }


def _sums_up(terms: Sequence[_Term], new: _Term, toll: Toll, content: str) -> bool:
    """Whether a figure restates the sum so far: "(5 fatalities)", "a total of 30", "eight people in all"."""
    if new.best != sum(t.best for t in terms) or new.victims not in (None, *(t.victims for t in terms)):
        return False
    around = content[terms[-1].at + 1 : toll.span.start]
    after = content[toll.span.end : toll.span.end + 12]
    return bool(_RESTATED.search(around[-60:]) or _ALL_TOLD.search(toll.words) or _ALL_TOLD.match(after.lstrip(" ,")))


def _term(toll: Toll, value: float, sentence: int) -> _Term:
    high = toll.high if toll.high is not None else value
    return _Term(
        victims=_kind(toll.victims),
        low=toll.low if toll.low is not None else value,
        best=value if toll.bound != "range" else (toll.low or 0),
        high=high,
        sentence=sentence,
        at=toll.span.start,
        toll=toll.outcome == "killed" and "toll" in toll.words.lower(),
        open_total=bool(_TOTAL.search(toll.words)),
        single=value == 1,
    )


def _kind(victims: str | None) -> str | None:
    """The victims' last word before an "of", without its plural; None for people of no stated kind."""
    if victims is None:
        return None
    words = victims.lower().split(" of ")[0].split()
    word = words[-1] if words else ""
    if word in _GENERIC and len(words) == 1:
        return None
    return word[:-3] + "man" if word.endswith("men") else word.rstrip("s")


def _is_rival(old: _Term, new: _Term, content: str, before: str | None, after: str | None) -> bool:
    """Whether two speakers count the same victims."""
    if old.victims != new.victims and None not in (old.victims, new.victims):
        return False
    if before is not None and after is not None and before != after:
        return True
    told_apart = before is None or after is None or before != after
    return told_apart and bool(_RIVAL.search(content[old.at : new.at]))


def _join(terms: list[_Term], new: _Term, words: str, rival: bool) -> None:
    same_sentence = any(t.sentence == new.sentence for t in terms)
    same = [t for t in terms if t.victims == new.victims or None in (t.victims, new.victims)]
    if not terms:
        terms.append(new)
    elif same_sentence and any(t.toll and t.best >= new.best and None in (t.victims, new.victims) for t in terms):
        return  # "the toll had risen to 24 after four people died of their wounds"
    elif rival and same and not _MORE.search(words):
        _restate(terms, new, same)
    elif same_sentence or _MORE.search(words):
        terms.append(new)
    elif new.victims is None or new.open_total:
        if new.best >= sum(t.best for t in terms):
            terms[:] = [new]
    elif new.single and (words[:4].lower() == "the " or any(t.single for t in terms)):
        return
    elif any(t.victims == new.victims for t in terms):
        _restate(terms, new, [t for t in terms if t.victims == new.victims])
    elif not any(t.victims is None and t.best > new.best for t in terms):
        terms.append(new)


def _restate(terms: list[_Term], new: _Term, same: Sequence[_Term]) -> None:
    """Two figures for the same victims: one term that spans both."""
    total = sum(t.best for t in terms)
    if len(terms) > len(same) or len(same) > 1:
        if new.best > total:
            terms[:] = [new]
        return
    old = same[0]
    old.low, old.high = min(old.low, new.low), max(old.high, new.high)
    old.best = max(old.best, new.best)
    if new.victims is None:
        old.victims = None
