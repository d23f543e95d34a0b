"""A plain fuzzer of our own, for Pythons that atheris has no wheel for: seeded mutations, no look at coverage."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from fuzz.corpus import WORDS

#: Bytes of an input at most, seconds for one at most; both as in the guided runs.
LONGEST, PATIENCE = 4096, 10


class Hang(Exception):
    """An input took longer than `PATIENCE`."""


def run(target: Callable[[bytes], None], seeds: Sequence[bytes], seconds: float, seed: int) -> tuple[int, bytes | None]:
    """Run mutated inputs for so long; how many ran, and the one that failed (its exception is raised from `target`)."""
    end = time.monotonic() + seconds
    runs = 0
    for data in inputs(seeds, seed):
        if time.monotonic() > end:
            break
        runs += 1
        try:
            with _limit():
                target(data)
        except Exception as error:  # noqa: BLE001 - whatever a target raises is what is looked for
            error.add_note(f"input: {data!r}"[:2000])
            import traceback

            traceback.print_exception(error)
            return runs, data
    return runs, None


def inputs(seeds: Sequence[bytes], seed: int) -> Iterator[bytes]:
    """The seeds themselves, then mutated ones without end; the same ones for the same `seed`."""
    source = random.Random(seed)
    yield from seeds
    pool = list(seeds)
    while True:
        data = source.choice(pool)
        for _ in range(source.choice((1, 1, 2, 3, 5, 8))):
            data = mutate(data, source.choice(pool), source)[:LONGEST]
        if source.random() < 0.02:
            pool.append(data)  # now and then mutations of mutations
        yield data


def mutate(data: bytes, other: bytes, source: random.Random) -> bytes:
    """One change: a stretch is dropped, doubled, filled anew, moved in from another input, or words are put in."""
    start = source.randrange(len(data) + 1)
    end = min(len(data), start + source.choice((1, 1, 2, 4, 16, 64)))
    how = source.randrange(6)
    if how == 0:
        return data[:start] + data[end:]
    if how == 1:
        return data[:end] + data[start:end] * source.choice((1, 1, 2, 30)) + data[end:]
    if how == 2:
        return data[:start] + source.randbytes(end - start) + data[end:]
    if how == 3:
        at = source.randrange(len(other) + 1)
        return data[:start] + other[at : at + source.choice((4, 16, 64, 256))] + data[end:]
    word = source.choice(WORDS)
    if how == 4:
        return data[:start] + word * source.choice((1, 1, 1, 2, 100)) + data[start:]
    return data[:start] + word + data[end:]


@contextmanager
def _limit() -> Iterator[None]:
    def stop(_: int, frame: FrameType | None) -> None:
        raise Hang(f"an input took longer than {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
