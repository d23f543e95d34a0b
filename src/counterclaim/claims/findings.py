"""What the readers found before claims were made of it: events, places and expressions of time.

In: the assembly of one report. Out: `Findings` in characters of the text. Guarantee: nothing is left out for being
told by nobody, negated or only announced; each finding says which it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from counterclaim.claims.assembly import Assembly
from counterclaim.claims.readings import Happening
from counterclaim.claims.time_values import TimeReading
from counterclaim.records import Actor, Place, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvent:
    """An event as one predicate tells it: PLOVER type and mode, who acts, who is acted on.

    `depth` counts the words between the predicate and the root of its sentence; `light` holds for a noun that
    takes its arguments from a verb ("launched an attack on"). `done`, `negated` and `rule` are the reader's.
    """

    event_type: str
    mode: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    done: bool
    negated: bool
    predicate: Span
    word: Literal["verb", "light", "noun"]
    depth: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """An expression of time with its TIMEX3 value and interval; all None where no date follows."""

    text: str
    span: Span
    value: str | None
    grain: str | None
    start: str | None
    end: str | None
    how: Literal["stated", "relative", "unresolved"]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All events, places and times of one report, each in text order."""

    events: tuple[CodedEvent, ...]
    places: tuple[Place, ...]
    times: tuple[TimeExpression, ...]


def collect(assembly: Assembly, times: Sequence[TimeReading]) -> Findings:
    """What was found in the report that `assembly` holds."""
    return Findings(
        events=tuple(_event(assembly, h) for h in assembly.happenings),
        places=tuple(assembly.places),
        times=tuple(_time(assembly, t) for t in times),
    )


def _event(assembly: Assembly, h: Happening) -> CodedEvent:
    s = assembly.s
    noun: Literal["light", "noun"] = "light" if " with " in h.rule else "noun"
    return CodedEvent(
        event_type=h.event_type,
        mode=h.mode,
        actors=_resolved(assembly, h.agents),
        recipients=_resolved(assembly, h.patients),
        done=h.done,
        negated=h.negated,
        predicate=s.char_span((h.predicate, h.predicate + 1)),
        word="verb" if s.tag[h.predicate][:1] == "V" else noun,
        depth=_depth(assembly, h.predicate),
        rule=h.rule,
    )


def _resolved(assembly: Assembly, heads: tuple[int, ...]) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys(assembly.resolve(head) for head in heads))


def _depth(assembly: Assembly, token: int) -> int:
    s, depth = assembly.s, 0
    while s.head[token] != token:
        token, depth = s.head[token], depth + 1
    return depth


def _time(assembly: Assembly, reading: TimeReading) -> TimeExpression:
    span = assembly.s.char_span((reading.first, reading.last + 1))
    interval = reading.interval
    return TimeExpression(
        text=span.of(assembly.s.text),
        span=span,
        value=interval.value if interval else None,
        grain=interval.grain if interval else None,
        start=interval.start.isoformat() if interval else None,
        end=interval.end.isoformat() if interval else None,
        how=reading.how,
        rule=reading.rule,
    )
