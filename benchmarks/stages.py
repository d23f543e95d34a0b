"""Where our read spends its time: CPU seconds of each reader, each without the readers that it calls.

The readers' own entry methods are wrapped while the clock runs; what no wrapped method does is the rest (files,
decoding, segments). `python -m benchmarks.speed --stages` prints them as shares of spaCy's whole pipeline.
"""

from __future__ import annotations

import functools
import importlib
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

_CLAIMS = "counterclaim.claims."
#: Part of the read -> the methods and functions that do it: (module, name inside it).
ENTRIES: dict[str, tuple[tuple[str, str], ...]] = {
    "parse": (("counterclaim.passages.parse", "Parser.parse"),),
    "attribution": (
        (_CLAIMS + "reader", "Syntax.__init__"),
        (_CLAIMS + "reader", "find_quotations"),
        (_CLAIMS + "attribution", "AttributionReader.read"),
    ),
    "sources": tuple(
        (_CLAIMS + "actors", name)
        for name in (
            "ActorReader.for_report",
            "ReportActors.resolve",
            "ReportActors.victims",
            "ReportActors.victim_reading",
            "ReportActors.parties_in",
            "ReportActors.is_outlet",
        )
    ),
    "stance": ((_CLAIMS + "stance", "StanceReader.read"),),
    "tolls": ((_CLAIMS + "tolls", "TollReader.read"),),
    "kinds": ((_CLAIMS + "kinds", "KindReader.read"),),
    "places": ((_CLAIMS + "places", "PlaceReader.survey"),),
    "times": (
        (_CLAIMS + "times", "TimeReader.read"),
        (_CLAIMS + "times", "TimeReader.readings"),
        (_CLAIMS + "writing", "pick_time"),
    ),
    "statuses": tuple((_CLAIMS + "statuses", f"StatusReader.{name}") for name in ("read", "drafts", "mark")),
    "assembly": ((_CLAIMS + "reader", "ClaimReader.read"),),
    "writing": ((_CLAIMS + "writing", "ClaimWriter.key"), (_CLAIMS + "writing", "ClaimWriter.record")),
    "rest": (),
}
#: The parts that find who says what with which stance: the budget of 25 % is theirs.
BUDGETED = ("attribution", "sources", "stance")


class Stopwatch:
    """CPU seconds by part; while a part runs inside another, only the inner one's clock runs."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(ENTRIES, 0.0)
        self._stack = ["rest"]
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        self.seconds[self._stack[-1]] += now - self._since
        self._since = now

    @contextmanager
    def _inside(self, part: str) -> Iterator[None]:
        self._turn()
        self._stack.append(part)
        try:
            yield
        finally:
            self._turn()
            self._stack.pop()

    def wrap(self, part: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """`work`, timed as `part`; of a generator each step."""

        @functools.wraps(work)
        def timed(*args: Any, **options: Any) -> Any:
            with self._inside(part):
                made = work(*args, **options)
            return self._steps(part, made) if isinstance(made, Iterator) else made

        return timed

    def _steps(self, part: str, steps: Iterator[Any]) -> Iterator[Any]:
        while True:
            with self._inside(part):
                try:
                    item = next(steps)
                except StopIteration:
                    return
            yield item


def time_parts(work: Callable[[], object]) -> dict[str, float]:
    """CPU seconds of each part while `work` runs once."""
    watch = Stopwatch()
    with ExitStack() as wrapped:
        for part, entries in ENTRIES.items():
            for module, path in entries:
                owner: Any = importlib.import_module(module)
                *outer, name = path.split(".")
                for step in outer:
                    owner = getattr(owner, step)
                wrapped.enter_context(patch.object(owner, name, watch.wrap(part, getattr(owner, name))))
        with watch._inside("rest"):
            work()
    return watch.seconds
