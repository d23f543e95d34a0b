"""Readings made by hand, whose ids, keys, evidence and quotes agree as those of the reading stages do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from counterclaim.records import Actor, Capture, Claim, Event, Report, Segment, Span, Text, content_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A capture with the claims that were read in it."""

    capture: Capture
    claims: tuple[Claim, ...]


def make_read(
    content: str,
    evidence: tuple[tuple[int, int], ...] = ((0, 1),),
    *,
    extractor: str = "test/1",
    **given: Any,
) -> Read:
    """A reading of `content` with a claim for each pair of offsets; `given` are fields of all its claims."""
    raw = content.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    report = Report(
        id=content_hash(sha256, "", "", "", "")[:24], raw_sha256=sha256, media_type="text/plain", source="-"
    )
    whole = (Segment(kind="body", span=Span(start=0, end=len(content))),)
    text = Text(
        id=content_hash(sha256, "test", content)[:24],
        raw_sha256=sha256,
        cleaner="test",
        sha256=sha256,
        content=content,
        segments=whole,
    )
    claims = tuple(make_claim(report, text, Span(start=a, end=b), extractor, **given) for a, b in evidence)
    return Read(capture=Capture(report=report, text=text, raw=raw), claims=claims)


def make_claim(report: Report, text: Text, span: Span, extractor: str, **given: Any) -> Claim:
    """A claim whose evidence is `span`, with the ids that follow from it."""
    key = content_hash(text.sha256, f"{span.start}-{span.end}", "toll")[:24]
    speaker = Actor(text="Kabul", actor="AFG", parties=("AFG",), rule="test")
    plain: dict[str, Any] = {"kind": "toll", "by": speaker, "stance": "asserts"}
    return Claim(
        id=content_hash(key, report.id, extractor)[:24],
        key=key,
        report_id=report.id,
        text_id=text.id,
        extractor=extractor,
        evidence=(span,),
        quote=span.of(text.content),
        **(plain | given),
    )


def make_event(*claims: Claim) -> Event:
    """An event that has these claims as its members."""
    ordered = sorted(claims, key=lambda claim: (claim.report_id, claim.evidence, claim.id))
    return Event(
        id=content_hash(*sorted({claim.key for claim in claims}))[:24],
        claim_ids=tuple(claim.id for claim in ordered),
        parties=tuple(sorted({party for claim in claims for party in claim.by.parties})),
        start=None,
        end=None,
        places=(),
        event_types=(),
        facets=(),
        disputes=(),
        replies=(),
    )
