"""Fit the weights by which neutral words take a stance: `make learn`, or `python -m scripts.learn_stances [--folds]`.

In: training/stances/*.tsv and the tuning part of benchmarks/cases/stances*.toml, read by the ordinary pipeline, rules
of stance and all. Out: reference/stance_weights.json. A multinomial logistic regression over the features
of claims/stance_learned.py, by scikit-learn; nothing of the part that is held back is looked at. `--folds` writes
nothing and says how well each fifth of the training statements is read by what the others teach.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from benchmarks.held_back import is_held_back
from benchmarks.stances import Case, Statement, find_claim, load_cases
from counterclaim.claims.reader import ClaimReader
from counterclaim.claims.readings import AttributionReading
from counterclaim.claims.said import Said, StanceTables
from counterclaim.claims.stance_learned import LearnedStance, features
from counterclaim.passages import Parser
from counterclaim.records import STANCES, Capture, Claim, Report, Span, Stance
from counterclaim.reference import load_reference
from counterclaim.reports import Given, read_reports, text_from_string

HERE = Path(__file__).resolve().parent.parent
WRITTEN = HERE / "training" / "stances"
#: Cases of other questions, whose statements are mostly asserted. A third of each is held back by the same rule.
PLAIN = tuple(
    HERE / "benchmarks" / "cases" / f"{name}.jsonl" for name in ("places_and_days", "tolls_a", "tolls_b", "tolls_c")
)
WEIGHTS = HERE / "src" / "counterclaim" / "reference" / "stance_weights.json"
#: A feature that fewer statements have teaches nothing; a weight below this decides nothing.
_SEEN, _LEAST = 3, 0.05
_FOLDS = 5


@dataclass
class Recorder:
    """Stands in for what was learned: notes what each statement looks like and leaves the rules' stance."""

    noted: list[tuple[list[Span], list[str]]] = field(default_factory=list)

    def decide(
        self, said: Said, reading: AttributionReading, ruled: Stance, rule: str, tables: StanceTables
    ) -> tuple[Stance, str]:
        """The rules' stance, as it is."""
        self.noted.append(
            ([said.s.char_span(p) for p in said.parts], list(features(said, reading, ruled, rule, tables)))
        )
        return ruled, rule


def written() -> Iterator[Case]:
    """The statements of training/stances, as cases."""
    for path in sorted(WRITTEN.glob("*.tsv")):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            stance, by, marked = line.split("\t")
            before, _, rest = marked.partition("⟦")
            core, _, after = rest.partition("⟧")
            if stance not in STANCES or not core:
                raise SystemExit(f"{path.name}:{n}: expected a stance, a mention and a text with ⟦...⟧, got {line!r}")
            statement = Statement(words=core, by=by, stance=stance, hedged=False)
            yield Case(id=f"{path.stem}-{n}", text=before + core + after, statements=(statement,))


def examples(cases: Iterable[Case]) -> Iterator[tuple[Stance, list[str]]]:
    """Each statement that a claim reads whose cue left the stance to its words, with its features."""
    cases = list(cases)
    for case, (claims, recorder) in zip(cases, readings([case.text for case in cases]), strict=True):
        for statement in case.statements:
            claim = find_claim(case.text, statement, claims)
            noted = None if claim is None else _noted(claim, recorder)
            if noted is not None:
                yield statement.stance, noted


def told(texts: Sequence[str]) -> Iterator[tuple[Stance, list[str]]]:
    """Statements of ordinary reports in which no rule sees a stance of their own: they count as asserted.

    Without them the model would take the shares of the training statements, as many threats as assertions, for those
    of the news.
    """
    for _, recorder in readings(texts):
        for _, names in recorder.noted:
            if "rule=content:plain=asserts" in names:
                yield "asserts", names


def readings(texts: Sequence[str]) -> Iterator[tuple[tuple[Claim, ...], Recorder]]:
    """Each text's claims by the rules alone, and what was noted of its statements (until the next text is read)."""
    reader, parser, recorder = ClaimReader(load_reference()), Parser(), Recorder()
    reader.stances.learned = recorder  # type: ignore[assignment]
    captured = [text_from_string(text) for text in texts]
    for text, (doc, passages) in zip(captured, parser.parse(captured), strict=True):
        report = Report(id=text.id, raw_sha256=text.raw_sha256, media_type="text/plain", source=text.id)
        recorder.noted.clear()
        yield reader.read(report, text, doc, passages).claims, recorder


def ordinary() -> list[str]:
    """Reports of our own in the ordinary run of news: the samples, and the cases of places and tolls not held back."""
    samples = [
        item.text.content
        for item in read_reports([HERE / "examples" / "reports"], Given())
        if isinstance(item, Capture)
    ]
    rows = [json.loads(line) for path in PLAIN for line in path.read_text(encoding="utf-8").splitlines()]
    return samples + [row["text"] for row in rows if not is_held_back(row["id"])]


def _noted(claim: Claim, recorder: Recorder) -> list[str] | None:
    """The features of the words that share most with a claim's evidence."""

    def shared(spans: Sequence[Span]) -> int:
        return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in spans for b in claim.evidence)

    best = max(recorder.noted, key=lambda noted: shared(noted[0]), default=None)
    return best[1] if best is not None and shared(best[0]) else None


def fit(rows: Sequence[tuple[Stance, list[str]]]) -> dict[str, Any]:
    """The table of weights that the examples teach."""
    seen = Counter(name for _, names in rows for name in dict.fromkeys(names))
    vectors = DictVectorizer()
    matrix = vectors.fit_transform({n: 1.0 for n in names if seen[n] >= _SEEN} for _, names in rows)
    model = LogisticRegression(C=1.0, max_iter=500).fit(matrix, [stance for stance, _ in rows])
    table: dict[str, Any] = {"stances": [str(name) for name in model.classes_], "weights": {}}
    for name, row in zip(vectors.get_feature_names_out(), model.coef_.T, strict=True):
        kept = [round(float(w), 2) if abs(w) >= _LEAST else 0 for w in row]
        if any(kept):
            table["weights"][str(name)] = kept
    table["weights"]["bias"] = [round(float(b), 2) for b in model.intercept_ + _bias(vectors, model)]
    return table


def _bias(vectors: DictVectorizer, model: LogisticRegression) -> Any:
    return model.coef_[:, vectors.vocabulary_["bias"]]


def save(table: dict[str, Any]) -> None:
    """Write the weights, a feature a line, so that a change can be read."""
    lines = ",\n".join(
        f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(v)}" for k, v in sorted(table["weights"].items())
    )
    WEIGHTS.write_text(
        f'{{"stances": {json.dumps(table["stances"])},\n"weights": {{\n{lines}\n}}}}\n', encoding="utf-8"
    )


def say_folds(rows: Sequence[tuple[Stance, list[str]]], kept: int) -> None:
    """How well each fifth of the first `kept` rows is read by the rest, beside the rules alone."""
    truth = [stance for stance, _ in rows[:kept]]
    ruled = [next(stance for stance in STANCES if f"ruled={stance}" in names) for _, names in rows[:kept]]
    read = list(ruled)
    for train, test in StratifiedKFold(_FOLDS, shuffle=True, random_state=1).split(truth, truth):
        learned = LearnedStance(fit([*(rows[i] for i in train), *rows[kept:]]))
        for i in test:
            read[i] = learned.choose(rows[i][1], ruled[i])[0]
    for name, stances in (("rules alone", ruled), ("with what was learned", read)):
        print(f"{name}: right {np.mean([a == b for a, b in zip(truth, stances, strict=True)]):.3f} of {kept}")


def main() -> int:
    """Fit and write, or with `--folds` only measure."""
    own = list(examples(written()))
    cases = list(examples(case for case in load_cases() if not case.held_back))
    plain = list(told(ordinary()))
    print(
        f"{len(own)} written statements, {len(cases)} cases that may be tuned on, {len(plain)} told in ordinary reports"
    )
    if "--folds" in sys.argv[1:]:
        say_folds([*own, *cases, *plain], len(own))
        return 0
    table = fit([*own, *cases, *plain])
    save(table)
    print(f"{len(table['weights'])} features in {WEIGHTS.relative_to(HERE)} ({WEIGHTS.stat().st_size // 1024} KB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
