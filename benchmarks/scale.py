"""How linking grows: seeded claims in the manner of a monitor's feed, linked in steps, with time and memory.

    python -m benchmarks.scale [--claims 10000,30000,100000] [--seed 7]

A monitor takes in about `CLAIMS_A_DAY` claims a day, so ten times the claims are ten times the days. Fronts, places and
the sizes of events are skewed as in hand-coded sets: few fronts have most events, most events have one report, some
have dozens. Reports differ in figures, name neighbouring places, leave out day, place or side, look back on older
attacks, sum up a quarter, deny. Each step runs in a process of its own; the growth exponent is the slope of log time
over log claims. Deterministic for a seed.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from counterclaim.events import link_claims
from counterclaim.records import (
    Actor,
    Claim,
    Outcome,
    Place,
    Published,
    Report,
    Span,
    Stance,
    Standing,
    Toll,
    VictimClass,
    When,
    content_hash,
)

CLAIMS_A_DAY = 1000
FIRST_DAY = date(2031, 1, 1)
FRONTS = 60
PLACES_A_FRONT = 200
OUTLETS = 300
#: The n-th front or place has a share of 1/n (Zipf): the first front has a fifth of all happenings.
_ZIPF = {size: list(accumulate(1 / (at + 1) for at in range(size))) for size in (FRONTS, PLACES_A_FRONT)}


@dataclass(frozen=True, slots=True)
class Happening:
    """What really took place, from which reports differ."""

    day: int
    front: int
    place: int
    kind: str
    killed: int
    wounded: int


def feed(claims: int, seed: int) -> Iterator[tuple[Report, list[Claim]]]:
    """Reports with their claims, day by day, until there are that many claims."""
    source = random.Random(seed)
    made = number = day = 0
    known: list[Happening] = []
    while made < claims:
        due = made + CLAIMS_A_DAY
        while made < min(due, claims):
            if known and source.random() < 0.1:
                happening = source.choice(known[-400:])
            else:
                happening = _happening(source, day)
                known.append(happening)
            for _ in range(min(60, int(source.paretovariate(1.5)))):
                report, told = _report(source, number, happening, known)
                number += 1
                made += len(told)
                yield report, told
        day += 1


def _happening(source: random.Random, day: int) -> Happening:
    return Happening(
        day=day,
        front=source.choices(range(FRONTS), cum_weights=_ZIPF[FRONTS])[0],
        place=source.choices(range(PLACES_A_FRONT), cum_weights=_ZIPF[PLACES_A_FRONT])[0],
        kind=source.choices(("ASSAULT", "COERCE", "MOBILIZE"), (8, 1, 1))[0],
        killed=int(source.paretovariate(0.9)),
        wounded=int(2 * source.paretovariate(0.9)),
    )


def _report(
    source: random.Random, number: int, happening: Happening, known: list[Happening]
) -> tuple[Report, list[Claim]]:
    late = source.choices((0, 1, 2, 40), (6, 4, 1, 0.3))[0]
    printed = (FIRST_DAY + timedelta(days=happening.day + late)).isoformat()
    name = content_hash("scale", str(number))[:24]
    report = Report(
        id=name,
        raw_sha256=name,
        media_type="text/plain",
        source=str(number),
        outlet=f"Outlet {source.randrange(OUTLETS)}",
        title=f"{number} on front {happening.front}",
        published=Published(start=printed, end=printed, precision="day", how="given")
        if source.random() < 0.95
        else None,
    )
    maker = _Maker(source, name)
    claims = list(maker.account(happening))
    if known and source.random() < 0.2:
        claims.extend(maker.account(source.choice(known[-3000:]), background=True))
    if source.random() < 0.03:
        claims.append(maker.total(happening))
    return report, claims


class _Maker:
    """Makes the claims of one report."""

    def __init__(self, source: random.Random, report: str) -> None:
        self._source = source
        self._report = report
        self._at = 0

    def account(self, happening: Happening, *, background: bool = False) -> Iterator[Claim]:
        """A deed, figures and sometimes a denial of one happening."""
        chance = self._source.random
        dated = background or chance() < 0.75
        day = (FIRST_DAY + timedelta(days=happening.day)).isoformat()
        when = When(text="then", span=None, start=day, end=day, how="stated") if dated else None
        place = (self._place(happening),) if chance() < 0.8 else ()
        sides = _sides(happening.front)
        doers, victims = (_actor(sides[0]), _actor(sides[1])) if chance() < 0.8 else (None, _actor(sides[1]))
        speaker = _actor(self._source.choice((*sides, "UN", "narrator")))
        given = {"places": place, "happened": when, "actors": doers, "recipients": victims}
        yield self._claim(speaker, "accuses" if chance() < 0.3 else "asserts", happening.kind, **given)
        for outcome, number in (("killed", happening.killed), ("wounded", happening.wounded)):
            if chance() < 0.7:
                said = max(1, round(number * self._source.choice((1, 1, 1, 1.1, 0.8, 2))))
                toll = _toll(outcome, said, sides[1] if chance() < 0.7 else None)
                yield self._claim(speaker, "asserts", None, toll=toll, **given)
        while chance() < 0.5:
            yield self._claim(_actor(self._source.choice(sides)), "asserts", None, **given)
        if chance() < 0.1 and not background:
            yield self._claim(_actor(sides[0]), "denies", happening.kind, **given)

    def total(self, happening: Happening) -> Claim:
        """The dead of a quarter."""
        first = FIRST_DAY + timedelta(days=happening.day // 90 * 90)
        when = When(
            text="quarter",
            span=None,
            start=first.isoformat(),
            end=(first + timedelta(days=89)).isoformat(),
            how="stated",
        )
        toll = _toll("killed", 200 + self._source.randrange(2000), _sides(happening.front)[1], "background")
        return self._claim(_actor("UN"), "asserts", None, toll=toll, happened=when)

    def _place(self, happening: Happening) -> Place:
        number = happening.place
        if self._source.random() < 0.15:
            number = (number + 1) % PLACES_A_FRONT
        latitude = -60 + 120 * happening.front / FRONTS + number // 8 * 0.3
        return Place(
            text="there",
            span=Span(start=0, end=1),
            name=f"Place {happening.front}-{number}",
            country=f"C{happening.front}",
            latitude=latitude,
            longitude=10 + number % 8 * 0.3,
            precision=1,
            radius_km=3.0,
            rule="made",
        )

    def _claim(
        self,
        by: Actor,
        stance: Stance,
        event: str | None,
        *,
        toll: Toll | None = None,
        places: tuple[Place, ...] = (),
        happened: When | None = None,
        actors: Actor | None = None,
        recipients: Actor | None = None,
    ) -> Claim:
        self._at += 100
        key = content_hash(self._report, str(self._at))[:24]
        words = " ".join(_word(number) for number in self._source.choices(range(2000), k=5))
        return Claim(
            id=key,
            key=key,
            report_id=self._report,
            text_id=self._report,
            extractor="scale",
            kind="toll" if toll else "statement",
            by=by,
            stance=stance,
            event_type=event,
            actors=(actors,) if actors else (),
            recipients=(recipients,) if recipients else (),
            toll=toll,
            places=places,
            happened=happened,
            evidence=(Span(start=self._at, end=self._at + 60),),
            quote=f"{by.text} said that there were {words}",
        )


def _word(number: int) -> str:
    return "".join("bdfklmnprst"[number // 11**place % 11] + "aeiou"[number % 5] for place in range(4))


def _sides(front: int) -> tuple[str, str]:
    return f"S{front // 2}", f"R{front}"


def _actor(party: str) -> Actor:
    return Actor(text=party, actor=party, parties=(party,), rule="made")


def _toll(outcome: Outcome, figure: int, party: str | None, standing: Standing = "incident") -> Toll:
    kind: VictimClass = "combatant" if party else "unknown"
    return Toll(
        outcome=outcome,
        victims="people",
        victims_span=None,
        actor=party,
        parties=(party,) if party else (),
        victim_class=kind,
        unit="people",
        low=figure,
        high=figure,
        bound="exact",
        vague=None,
        words=str(figure),
        span=Span(start=0, end=1),
        standing=standing,
    )


def measure(claims: int, seed: int) -> dict[str, float]:
    """Link that many claims; seconds and peak memory in MB, the claims themselves included."""
    reports: dict[str, Report] = {}
    told: list[Claim] = []
    for report, made in feed(claims, seed):
        reports[report.id] = report
        told.extend(made)
    before = time.process_time()
    events = link_claims(told, reports)
    seconds = time.process_time() - before
    return {
        "claims": len(told),
        "reports": len(reports),
        "events": len(events),
        "largest": max(len(event.claim_ids) for event in events),
        "seconds": round(seconds, 1),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    """Print the curve."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", default="10000,30000,100000")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.seed)))
        return
    rows = []
    for claims in map(int, options.claims.split(",")):
        command = [sys.executable, "-m", "benchmarks.scale", "--one", str(claims), "--seed", str(options.seed)]
        row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        rows.append(row)
        print("  ".join(f"{name} {value:,}" for name, value in row.items()), flush=True)
    if len(rows) > 1:
        first, last = rows[0], rows[-1]
        growth = math.log(last["seconds"] / first["seconds"]) / math.log(last["claims"] / first["claims"])
        print(f"growth exponent {growth:.2f}")


if __name__ == "__main__":
    main()
