"""How well stances are read: `python -m benchmarks.stances [--part tuning|held-back|all] [--errors] [--json]`.

The cases are our own (cases/stances.toml, with the rules they were annotated by, and cases/stances_2.toml to
stances_4.toml, each by another writer). Each text goes through the ordinary pipeline. A statement is read by the
claim whose evidence shares the most characters with its words, at least half of them; among equals by one without a
toll, since a figure inside an accusation is an assertion of its own by design; then by the one whose speaker shares a
word with the annotated mention, then by the one with the shortest evidence. A statement that no claim reads has the
stance "none": a miss of recall. Further claims over the same words cost nothing; claims over no statement's words are
counted. `--errors` lists what was read wrong in the tuning part; of the part that is held back nothing but totals is
ever shown.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.held_back import is_held_back
from counterclaim.records import STANCES, Claim, Span, Stance

CASES = tuple(
    Path(__file__).with_name("cases") / name
    for name in ("stances.toml", "stances_2.toml", "stances_3.toml", "stances_4.toml")
)
#: What a statement has that no claim reads.
NONE = "none"
#: Words that tell no speaker from another.
PLAIN = frozenset({"a", "an", "and", "for", "from", "in", "of", "on", "the", "to"})
PARTS: dict[str, Callable[[Case], bool]] = {
    "tuning": lambda case: not case.held_back,
    "held-back": lambda case: case.held_back,
    "all": lambda case: True,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody says in a case: the core of its words, the speaker's mention, the stance."""

    words: str
    by: str
    stance: Stance
    hedged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A short text and every attributed statement in it."""

    id: str
    text: str
    statements: tuple[Statement, ...]

    @property
    def held_back(self) -> bool:
        """Whether rules may not be tuned on this case: a third, fixed by the id alone."""
        return is_held_back(self.id)

    @property
    def war(self) -> str:
        """The war that the case is about: the id without its number and the mark of a later set."""
        return re.sub(r"-[2-9]$", "", self.id.rpartition("-")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A statement with the claim that reads it, if one does."""

    case: Case
    statement: Statement
    claim: Claim | None

    @property
    def stance(self) -> str:
        """The stance that was read."""
        return NONE if self.claim is None else self.claim.stance


def load_cases(paths: Sequence[Path] = CASES) -> list[Case]:
    """The cases in the order of the files."""
    return [
        Case(id=row["id"], text=row["text"], statements=tuple(Statement(**s) for s in row["statements"]))
        for path in paths
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def find_claim(text: str, statement: Statement, claims: Iterable[Claim]) -> Claim | None:
    """The claim that reads `statement`, by the rule above; None where no claim holds half of its words."""
    words = _span(text, statement)
    enough = [claim for claim in claims if 2 * _shared(claim, words) >= len(statement.words)]

    def order(claim: Claim) -> tuple[int, bool, bool, int]:
        right = speaker_right(statement, claim)
        return -_shared(claim, words), claim.toll is not None, not right, _length(claim)

    return min(enough, key=order, default=None)


def speaker_right(statement: Statement, claim: Claim) -> bool:
    """Whether the claim's speaker shares a word with the annotated mention, or both name nobody."""
    wanted, read = words_of(statement.by), words_of(claim.by.text)
    return bool(wanted & read) or not (wanted or read)


def is_unasked(case: Case, claim: Claim) -> bool:
    """Whether the claim's evidence shares nothing with the words of any statement."""
    return not any(_shared(claim, _span(case.text, s)) for s in case.statements)


def score(results: Sequence[Result], unasked: int = 0) -> dict[str, Any]:
    """Precision, recall and F1 of each stance, and totals. A stance that no statement has is no part of the mean."""
    wanted = Counter(r.statement.stance for r in results)
    read = Counter(r.stance for r in results)
    right = Counter(r.statement.stance for r in results if r.stance == r.statement.stance)
    stances = {s: _rates(right[s], read[s], wanted[s]) for s in STANCES if wanted[s]}
    found = [(r.statement, r.claim) for r in results if r.claim is not None]
    cases = len({r.case.id for r in results})
    return {
        "cases": cases,
        "statements": len(results),
        "macro_f1": share(sum(rates["f1"] for rates in stances.values()), len(stances)),
        "stance_right": share(right.total(), len(results)),
        "found": share(len(found), len(results)),
        "speaker_right": share(sum(speaker_right(s, c) for s, c in found), len(found)),
        "hedged_right": share(sum(s.hedged == bool(c.hedges) for s, c in found), len(found)),
        "unasked_per_case": share(unasked, cases),
        "stances": stances,
    }


def read_cases(cases: Sequence[Case]) -> tuple[list[Result], Counter[str]]:
    """Read all cases once: a result for each statement, and the unasked claims by case.

    Raises `RuntimeError` where a text could not be read.
    """
    from counterclaim.pipeline import read_texts

    results: list[Result] = []
    unasked: Counter[str] = Counter()
    for case, reading in zip(cases, read_texts((c.text, None, c.id) for c in cases), strict=True):
        if reading.rejections:
            raise RuntimeError(f"{case.id}: {reading.rejections[0].reason}")
        results += [
            Result(case=case, statement=s, claim=find_claim(case.text, s, reading.claims)) for s in case.statements
        ]
        unasked[case.id] = sum(is_unasked(case, claim) for claim in reading.claims)
    return results, unasked


def measure() -> dict[str, Any]:
    """The figures of both parts, for the table of quality and its floors."""
    results, unasked = read_cases(load_cases())
    return {name.replace("-", "_"): score_part(name, results, unasked) for name in ("tuning", "held-back")}


def score_part(name: str, results: Iterable[Result], unasked: Counter[str]) -> dict[str, Any]:
    """The figures of one part."""
    kept = [r for r in results if PARTS[name](r.case)]
    return score(kept, sum(unasked[case] for case in {r.case.id for r in kept}))


def error_lines(results: Iterable[Result]) -> list[str]:
    """What was read wrong in the tuning part, a statement a line."""
    return [
        f"{r.case.id}: {r.statement.stance} read as {r.stance}: {r.statement.by!r} on {r.statement.words!r}"
        for r in results
        if r.stance != r.statement.stance and not r.case.held_back
    ]


def _span(text: str, statement: Statement) -> Span:
    start = text.index(statement.words)
    return Span(start=start, end=start + len(statement.words))


def _shared(claim: Claim, words: Span) -> int:
    return sum(max(0, min(e.end, words.end) - max(e.start, words.start)) for e in claim.evidence)


def _length(claim: Claim) -> int:
    return sum(e.end - e.start for e in claim.evidence)


def words_of(mention: str) -> set[str]:
    """The words of a mention that tell one speaker from another."""
    return {word for word in re.findall(r"\w+", mention.casefold()) if word not in PLAIN}


def _rates(right: int, read: int, wanted: int) -> dict[str, float]:
    return {
        "precision": share(right, read),
        "recall": share(right, wanted),
        "f1": share(2 * right, read + wanted),
        "statements": wanted,
    }


def share(part: float, whole: int) -> float:
    """A part of a whole; 0 of nothing."""
    return part / whole if whole else 0.0


def _table(figures: dict[str, Any]) -> str:
    lines = [f"{name:<21} {value:.3f}" for name, value in figures.items() if name != "stances"]
    lines.append(f"\n{'stance':<21} precision  recall      f1   statements")
    lines += [
        f"{name:<21} {r['precision']:9.3f} {r['recall']:7.3f} {r['f1']:7.3f} {r['statements']:12}"
        for name, r in figures["stances"].items()
    ]
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Print the figures of a part; 0 when they were measured."""
    parser = argparse.ArgumentParser(prog="benchmarks.stances", description=__doc__)
    parser.add_argument("--part", choices=sorted(PARTS), default="all")
    parser.add_argument("--errors", action="store_true", help="what was read wrong in the tuning part")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)

    cases = [case for case in load_cases() if PARTS[options.part](case)]
    results, unasked = read_cases(cases)
    figures = score_part(options.part, results, unasked)
    print(json.dumps(figures, indent=1) if options.json else _table(figures))
    if options.errors:
        print("\n".join(error_lines(results)), file=sys.stderr if options.json else sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
