"""What the readers found before claims were made of it: events, places and expressions of time.

In: the assembly of one report. Out: `Findings` in characters of the text. Guarantee: nothing is left out for being
told by nobody, negated or only announced; each finding says which it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from counterclaim.claims.assembly import Assembly
from counterclaim.claims.calendar import before_christ
from counterclaim.claims.participants import Participant, SectorTable, participants, sector_beside
from counterclaim.claims.readings import Happening
from counterclaim.claims.time_anchors import Kind, TimeReading
from counterclaim.records import Place, Span

#: Dependents of a predicate that tell what is done or said, the closest kind first.
_COMPLEMENTS = ("dative", "dobj", "prep", "xcomp", "ccomp", "advcl")
#: Acts among several parties have no recipient besides them (PLOVER: all are in the actor list).
_AMONG = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvent:
    """An event as one predicate tells it: PLOVER type and mode, who acts, who is acted on.

    `depth` counts the words between the predicate and the root of its sentence; `light` holds for a noun that
    takes its arguments from a verb ("launched an attack on"). `done`, `negated` and `rule` are the reader's.
    """

    event_type: str
    mode: str | None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    done: bool
    negated: bool
    predicate: Span
    word: Literal["verb", "light", "noun"]
    depth: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """An expression of time with its TIMEX3 value and type, and its interval (None where no date follows).

    `value` has X for what isn't known ("XXXX-WXX-2"). Dates before year 1 have a value ("BC0490") and no interval.
    """

    text: str
    span: Span
    value: str | None
    kind: Kind
    grain: str | None
    start: str | None
    end: str | None
    how: Literal["stated", "relative", "unresolved"]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All events, places and times of one report, each in text order.

    `places` are all names of places, also of those that stand for a government ("Kabul said").
    """

    events: tuple[CodedEvent, ...]
    places: tuple[Place, ...]
    times: tuple[TimeExpression, ...]


def collect(
    assembly: Assembly, times: Sequence[TimeReading], places: Sequence[Place], sectors: SectorTable
) -> Findings:
    """What was found in the report that `assembly` holds."""
    return Findings(
        events=tuple(_event(assembly, sectors, h) for h in assembly.happenings),
        places=tuple(places),
        times=tuple(_time(assembly, t) for t in times),
    )


def _event(assembly: Assembly, table: SectorTable, h: Happening) -> CodedEvent:
    s = assembly.s
    noun: Literal["light", "noun"] = "light" if " with " in h.rule else "noun"
    actors, recipients = participants(assembly, table, h.agents), participants(assembly, table, h.patients)
    return CodedEvent(
        event_type=h.event_type,
        mode=h.mode,
        actors=actors,
        recipients=_recipients(assembly, table, h, actors, recipients),
        done=h.done,
        negated=h.negated,
        predicate=s.char_span((h.predicate, h.predicate + 1)),
        word="verb" if s.tag[h.predicate][:1] == "V" else noun,
        depth=_depth(assembly, h.predicate),
        rule=h.rule,
    )


def _known(found: tuple[Participant, ...]) -> bool:
    """Whether a party is known of any of them."""
    return any(p.parties for p in found)


def _recipients(
    assembly: Assembly,
    table: SectorTable,
    h: Happening,
    actors: tuple[Participant, ...],
    recipients: tuple[Participant, ...],
) -> tuple[Participant, ...]:
    """The recipients, or, where those are unknown or the actor's own ("its market"), whom the predicate names else."""
    if not _known(recipients):
        return _in_complement(assembly, table, h, actors) or recipients
    s = assembly.s
    acting = {p for a in actors for p in a.parties}
    own = all(any(s.dep[c] == "poss" and s.tag[c] == "PRP$" for c in s.children[i]) for i in h.patients)
    if own and {p for r in recipients for p in r.parties} <= acting:
        other = _in_complement(assembly, table, h, actors)
        if other and not set(other[0].parties) & acting:
            return other
    return recipients


def _in_complement(
    assembly: Assembly, table: SectorTable, h: Happening, actors: tuple[Participant, ...]
) -> tuple[Participant, ...]:
    """The first party in what the predicate says ("threatened to march on Y"), one that does not act if there is any.

    Coders of single sentences take it for the recipient where the predicate has none of its own. Who resigns does so
    to nobody.
    """
    s = assembly.s
    acting = {p for a in actors for p in a.parties}
    if (h.event_type in _AMONG and len(acting) > 1) or h.mode == "resign":
        return ()
    carriers = [h.predicate, s.head[h.predicate]] if " with " in h.rule else [h.predicate]
    parts = [c for i in carriers for kind in _COMPLEMENTS for c in s.children[i] if c > i and s.dep[c] == kind]
    found: list[tuple[bool, Participant]] = []
    for c in parts:
        if c == h.predicate:
            continue
        for party in assembly.actors.parties_in(*s.edges(c)):
            sector = sector_beside(assembly, table, c, party)
            one = Participant(
                actor=None, named=(party,), rule="named in the complement", parties=(party,), sector=sector
            )
            found.append((party in acting, one))
    found.sort(key=lambda pair: pair[0])
    return tuple(one for _, one in found[:1])


def _depth(assembly: Assembly, token: int) -> int:
    s, depth = assembly.s, 0
    while s.head[token] != token:
        token, depth = s.head[token], depth + 1
    return depth


def _time(assembly: Assembly, reading: TimeReading) -> TimeExpression:
    span = assembly.s.char_span((reading.first, reading.last + 1))
    span = Span(start=span.start + reading.skip, end=span.end - reading.drop)
    interval = reading.interval
    dated = interval is not None and not before_christ(interval.start)
    return TimeExpression(
        text=span.of(assembly.s.text),
        span=span,
        value=reading.value,
        kind=reading.kind,
        grain=interval.grain if interval else None,
        start=interval.start.isoformat() if dated and interval else None,
        end=interval.end.isoformat() if dated and interval else None,
        how=reading.how if dated else "unresolved",
        rule=reading.rule,
    )
