"""The seed article, where it is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.records import Capture
from counterclaim.reports import Given, read_reports

SEED = Path(__file__).parents[2].parent / "shared" / "seed" / "article.txt"


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not at hand (../shared)")
def test_the_second_printing_is_repeat_and_the_rest_furniture() -> None:
    (capture,) = read_reports([SEED], Given())
    assert isinstance(capture, Capture)
    content = capture.text.content
    assert content == SEED.read_text()
    segments = [(segment.kind, segment.span) for segment in capture.text.segments]
    second = content.index("The exchanges, centred", content.index("(With inputs from agencies)"))
    last = content.index("You may also like")
    assert {kind for kind, span in segments if second <= span.start < last} == {"repeat"}
    assert {kind for kind, span in segments if span.start >= last} == {"furniture"}
    first = [(kind, span.of(content)) for kind, span in segments if span.start < second]
    assert all((kind == "furniture") == words.startswith(("Also read", "(With")) for kind, words in first)
    assert {kind for kind, _ in first} == {"body", "furniture"}
    assert capture.report.agency == "agencies"
    assert capture.report.published is None
