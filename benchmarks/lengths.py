"""CPU time against length: the readers up to a million characters, the whole read up to the longest text that is taken.

`python -m benchmarks.lengths` prints the two tables of docs/faults.md. The limit on a text is lifted for the readers
alone, so that a growth with the square would show.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import patch

from counterclaim.claims.quotations import find_quotations
from counterclaim.pipeline import read_texts
from counterclaim.reports import Given, read_reports, text_from_string

#: From a length to the work whose time is taken.
Row = Callable[[int], Callable[[], object]]
SAMPLES = Path(__file__).parents[1] / "examples" / "reports"
READER_SIZES = (125_000, 250_000, 500_000, 1_000_000)
WHOLE_SIZES = (25_000, 50_000, 100_000, 200_000)
_LIMIT = "counterclaim.reports.capture.MAX_TEXT_CHARACTERS"


def main() -> None:
    """Print both tables, a row for each shape of text."""
    _table("readers alone", READER_SIZES, _readers())
    next(read_texts([("Kabul said 58 soldiers were killed.", None, "warm")]))
    _table("whole read", WHOLE_SIZES, {name: partial(_whole, shape) for name, shape in _shapes().items()})


def _table(title: str, sizes: tuple[int, ...], rows: dict[str, Row]) -> None:
    print(f"| {title} | " + " | ".join(f"{size:,}" for size in sizes) + " | last ÷ first, per character |")
    print("| --- |" + " ---: |" * (len(sizes) + 1))
    for name, make in rows.items():
        taken = [_fastest(make(size), 3 if size < 100_000 or title != "whole read" else 1) for size in sizes]
        growth = taken[-1] / taken[0] / (sizes[-1] / sizes[0])
        print(f"| {name} | " + " | ".join(f"{seconds:.3f}" for seconds in taken) + f" | {growth:.1f} |")
        sys.stdout.flush()


def _fastest(work: Callable[[], object], times: int) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def _news() -> str:
    """The sample reports, each paragraph with a figure of its own: a paragraph that comes again is not parsed."""
    whole = "\n\n".join(path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt")))
    return "\n\n".join(f"{line} It was the 58th day." for line in whole.split("\n") if line.strip())


def _shapes() -> dict[str, str]:
    """A stretch of each shape, which is repeated to the length that is wanted."""
    return {
        "news": _news() + "\n\n",
        "one line without a full stop": "the army said 58 soldiers were killed and ",
        "figures": "12 killed, 58 wounded, dozens dead and 4 tanks destroyed; ",
        "names": "General Ahmad Sharif Khan58 of Kabul, ",
        "marks that don't match": (
            'The army said “58 men died. Gen Karim said the raid" was over” and \'they left. "We did not, he said.\n\n'
        ),
        "a quotation that never closes": "“We lost 58 men, the commander said. The ministry denied it.\n\n",
        "headlines": "Army says 58 killed in clash\nRebels deny shelling market, blame government on day 58\n",
        "transcript": "Q: Did you shell town 58?\nA: We did not shell it. The militia killed 58. It fled.\n\n",
        "capitals": "THE ARMY SAID 58 SOLDIERS WERE KILLED. THE TALIBAN DENIED THAT THEY HAD SHELLED IT.\n\n",
        "no punctuation": "the army said 58 soldiers were killed the taliban denied that they had shelled it ",
        "opening quotation marks": '“we ‘said "that ',
        "short lines": "58 killed\nsaid\n",
        "no spaces": "killed58-",
        "times": "on Monday, 12 October 2025, since last week and 58 days later ",
    }


def _filled(shape: str, size: int) -> str:
    """The shape again and again, its 58 counting up: furniture and paragraphs that come again are not parsed."""
    pieces: list[str] = []
    length = 0
    while length < size:
        pieces.append(shape.replace("58", str(58 + len(pieces))))
        length += len(pieces[-1])
    return "".join(pieces)[:size]


def _read(data: bytes, input_format: str) -> object:
    with patch(_LIMIT, 10**9):
        return list(read_reports(["-"], Given(), input_format=input_format, stdin=io.BytesIO(data)))


def _plain(shape: str, size: int) -> Callable[[], object]:
    return partial(_read, _filled(shape, size).encode(), "text")


def _page(shape: str, size: int) -> Callable[[], object]:
    return partial(_read, f"<html><body>{_filled(shape, size)}".encode(), "html")


def _quoted(shape: str, size: int) -> Callable[[], object]:
    text = text_from_string(_filled(shape, size))
    return partial(find_quotations, text.content, text.segments)


def _whole(shape: str, size: int) -> Callable[[], object]:
    return lambda: list(read_texts([(_filled(shape, size), "2025-10-13", "length")]))


def _readers() -> dict[str, Row]:
    shapes = _shapes()
    pages = {
        "paragraphs": "<p>" + _news().replace("\n\n", "</p><p>") + "</p>",
        "unclosed tags": "<b><i><p>58 killed",
        "entities": "&ldquo;58&#8217; &amp; killed&#x2014; ",
        "comments and brackets": "<!-- < <<p <a href=x 58 killed -->",
    }
    return {
        **{f"text: {name}": partial(_plain, shape) for name, shape in shapes.items()},
        "quotations: opening marks": partial(_quoted, shapes["opening quotation marks"]),
        **{f"page: {name}": partial(_page, shape) for name, shape in pages.items()},
    }


if __name__ == "__main__":
    main()
