"""Which place and which day a claim gets: `python -m benchmarks.places_and_days [--part P] [--errors] [--json]`.

The cases are our own reports (cases/places_and_days.jsonl), each with its claims, where and when each happened. Each
report goes through the ordinary pipeline with its day of publication and the gazetteer that `counterclaim read` uses.

A claim of the gold is read by the claim of the program whose evidence shares the most characters with its words: at
least half of them, or all words of a figure; among equals by the one whose speaker shares a word with the annotated
speaker, then by the one with the shortest evidence. A claim that no claim reads counts as wrong.

Place right: the first of the claim's places lies within the gold's radius of its point, or has its name (of a place
that no map has, its name stands in the gold's words); where the gold names none, the claim has none. Day right: the
interval of the claim overlaps the gold's and is at most a day longer; an end that the gold leaves open may be open or
anywhere, its other end lies within a day of the gold's; where the gold gives no time, the claim has no interval.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.held_back import is_held_back
from benchmarks.stances import PARTS as _PARTS
from benchmarks.stances import share, words_of
from counterclaim.records import Claim, Place, Span, When
from counterclaim.reference.gazetteer import fold
from counterclaim.reference.gazetteer.build import ready
from counterclaim.reference.gazetteer.store import kilometres
from counterclaim.settings import gazetteer_path

CASES = Path(__file__).with_name("cases") / "places_and_days.jsonl"
PARTS = _PARTS
#: Kilometres within which a place by its mere name may lie where the gold has no radius.
_RADIUS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A claim as annotated: its words, the speaker's mention, the place and the days (None where none is given)."""

    words: str
    by: str
    place: Mapping[str, Any] | None
    day: tuple[str | None, str | None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A report with its claims."""

    id: str
    text: str
    published: str
    claims: tuple[Gold, ...]

    @property
    def held_back(self) -> bool:
        """Whether rules may not be tuned on this report: a third, fixed by the id alone."""
        return is_held_back(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A claim of the gold with the claim that reads it, if one does."""

    case: Case
    gold: Gold
    claim: Claim | None

    @property
    def place_right(self) -> bool:
        """Whether the claim is found and its first place is the gold's."""
        if self.claim is None:
            return False
        return is_place(self.gold.place, self.claim.places[0] if self.claim.places else None)

    @property
    def day_right(self) -> bool:
        """Whether the claim is found and its interval is the gold's."""
        return self.claim is not None and is_day(self.gold.day, self.claim.happened)


def load_cases(path: Path = CASES) -> list[Case]:
    """The cases in the order of the file."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Case(
            id=row["id"],
            text=row["text"],
            published=row["published"],
            claims=tuple(
                Gold(words=c["words"], by=c["by"], place=c["place"], day=tuple(c["day"]) if c["day"] else None)
                for c in row["claims"]
            ),
        )
        for row in rows
    ]


def is_place(gold: Mapping[str, Any] | None, read: Place | None) -> bool:
    """Whether a place is the gold's: within its radius, or of its name."""
    if gold is None or read is None:
        return gold is None and read is None
    if fold(gold["text"]) in (fold(read.text), fold(read.name)):
        return True
    if gold["lat"] is None and f" {fold(read.name)} " in f" {fold(gold['text'])} ":
        return True  # a place of no map: "near Mornwick"
    if read.latitude is None or read.longitude is None or gold["lat"] is None:
        return False
    reach = gold.get("radius_km") or _RADIUS
    return kilometres(gold["lat"], gold["lon"], read.latitude, read.longitude) <= reach


def is_day(gold: tuple[str | None, str | None] | None, read: When | None) -> bool:
    """Whether an interval is the gold's, by the rule above."""
    low, high = (read.start, read.end) if read is not None else (None, None)
    if gold is None:
        return low is None and high is None
    if low is None and high is None:
        return False
    first, last = (_ordinal(end) for end in gold)
    start, end = _ordinal(low), _ordinal(high)
    if first is None or last is None:
        wanted, got = (last, end) if first is None else (first, start)
        return wanted is not None and got is not None and abs(wanted - got) <= 1
    if start is None or end is None:
        return False
    return start <= last and first <= end and end - start <= last - first + 1


def _ordinal(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day[:10]).toordinal()


def find_claim(text: str, gold: Gold, claims: Iterable[Claim]) -> Claim | None:
    """The claim that reads `gold`, by the rule above; None where none does."""
    start = text.index(gold.words)
    words = Span(start=start, end=start + len(gold.words))

    def shared(claim: Claim) -> int:
        return sum(max(0, min(e.end, words.end) - max(e.start, words.start)) for e in claim.evidence)

    def reads(claim: Claim) -> bool:
        figure = claim.toll is not None and words.covers(claim.toll.span)
        return figure or 2 * shared(claim) >= len(gold.words)

    def order(claim: Claim) -> tuple[int, bool, int]:
        wanted, read = words_of(gold.by), words_of(claim.by.text)
        right = bool(wanted & read) or not (wanted or read)
        return -shared(claim), not right, sum(e.end - e.start for e in claim.evidence)

    return min(filter(reads, claims), key=order, default=None)


def read_cases(cases: Sequence[Case]) -> list[Result]:
    """Read all cases once. Raises `RuntimeError` where a report could not be read."""
    from counterclaim.pipeline import read_texts

    gazetteer = ready(gazetteer_path(os.environ))
    if gazetteer is None:
        print("places_and_days: without a gazetteer (make gazetteer)", file=sys.stderr)
    results: list[Result] = []
    readings = read_texts(((c.text, c.published, c.id) for c in cases), gazetteer=gazetteer)
    for case, reading in zip(cases, readings, strict=True):
        if reading.rejections:
            raise RuntimeError(f"{case.id}: {reading.rejections[0].reason}")
        results += [Result(case=case, gold=g, claim=find_claim(case.text, g, reading.claims)) for g in case.claims]
    return results


def score(results: Sequence[Result]) -> dict[str, float]:
    """Shares of all claims, and of those that were found."""
    found = [r for r in results if r.claim is not None]
    return {
        "reports": len({r.case.id for r in results}),
        "claims": len(results),
        "found": share(len(found), len(results)),
        "place_right": share(sum(r.place_right for r in results), len(results)),
        "day_right": share(sum(r.day_right for r in results), len(results)),
        "place_right_of_found": share(sum(r.place_right for r in found), len(found)),
        "day_right_of_found": share(sum(r.day_right for r in found), len(found)),
    }


def score_part(name: str, results: Iterable[Result]) -> dict[str, float]:
    """The figures of one part."""
    return score([r for r in results if PARTS[name](r.case)])


def measure() -> dict[str, Any]:
    """The figures of the parts, for the table of quality and its floors."""
    results = read_cases(load_cases())
    return {name.replace("-", "_"): score_part(name, results) for name in PARTS}


def error_lines(results: Iterable[Result]) -> list[str]:
    """What was read wrong in the tuning part, a line each."""
    lines = []
    for r in results:
        if r.case.held_back or (r.place_right and r.day_right):
            continue
        if r.claim is None:
            lines.append(f"{r.case.id}: not found: {r.gold.words!r}")
            continue
        if not r.place_right:
            wanted = r.gold.place["text"] if r.gold.place else None
            read = [(p.text, p.rule) for p in r.claim.places]
            lines.append(f"{r.case.id}: place {wanted!r} read as {read}: {r.gold.words!r}")
        if not r.day_right:
            when = r.claim.happened
            got = (when.text, when.start, when.end) if when is not None else None
            lines.append(f"{r.case.id}: day {r.gold.day} read as {got}: {r.gold.words!r}")
    return lines


def main(argv: list[str] | None = None) -> int:
    """Print the figures of a part; 0 when they were measured."""
    parser = argparse.ArgumentParser(prog="benchmarks.places_and_days", description=__doc__)
    parser.add_argument("--part", choices=sorted(PARTS), default="all")
    parser.add_argument("--errors", action="store_true", help="what was read wrong in the tuning part")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)

    results = read_cases([case for case in load_cases() if PARTS[options.part](case)])
    figures = score(results)
    print(json.dumps(figures, indent=1) if options.json else "\n".join(f"{k:<21} {v:.3f}" for k, v in figures.items()))
    if options.errors:
        print("\n".join(error_lines(results)), file=sys.stderr if options.json else sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
