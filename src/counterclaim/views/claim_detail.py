"""One claim in full: its words and where they stand, and the rule behind each field."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.records import Actor, Claim, Place, Span, When
from counterclaim.views import wording
from counterclaim.views.copies import copied_from
from counterclaim.views.event_page import found_how
from counterclaim.views.excerpts import Excerpt, evidence_excerpt
from counterclaim.views.safety import one_line
from counterclaim.views.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanWords:
    """Words of the report and the characters at which they stand."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """A field: what it holds in words, the rules behind it, and the words that those read."""

    field: str
    value: str
    rules: tuple[str, ...]
    read: tuple[SpanWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDetail:
    """Everything a claim holds, for `explain`. Unknown fields are left out, not shown as 0 or "None"."""

    claim: Claim
    report_name: str
    published: str
    url: str | None
    source: str
    text_sha256: str
    excerpt: Excerpt
    evidence: tuple[SpanWords, ...]
    fields: tuple[FieldRow, ...]


def claim_detail(claim: Claim, shelf: Shelf) -> ClaimDetail:
    """Lay out `claim` with the words of its report. Raises `NotFound` when the shelf lacks report or text."""
    report, text = shelf.report(claim.report_id), shelf.text(claim.text_id)
    content = text.content
    rows = [row for row in _fields(claim, content) if row.value]
    copied = copied_from(claim, shelf)
    if copied is not None:
        read = tuple(_words(span, content) for span in copied.spans)
        rows.append(FieldRow(field="copy", value=copied.words, rules=(copied.rule,), read=read))
    return ClaimDetail(
        claim=claim,
        report_name=one_line(wording.outlet_words(report)),
        published=found_how(report.published),
        url=one_line(report.url) if report.url else None,
        source=one_line(report.source),
        text_sha256=text.sha256,
        excerpt=evidence_excerpt(claim, text),
        evidence=tuple(_words(span, content) for span in claim.evidence),
        fields=tuple(rows),
    )


def _words(span: Span, content: str) -> SpanWords:
    return SpanWords(span=span, words=one_line(span.of(content)))


def _fields(claim: Claim, content: str) -> list[FieldRow]:
    """A row for each field, with the rules that the claim names for it and those that its parts carry."""
    ruled: dict[str, list[tuple[str, tuple[Span, ...]]]] = {}
    for item in claim.rules:
        ruled.setdefault(item.field, []).append((item.rule, item.spans))
    shown: list[FieldRow] = []

    def row(field: str, value: str, *own: tuple[str, Span | None]) -> None:
        stated = [*((rule, (span,) if span else ()) for rule, span in own), *ruled.pop(field, ())]
        spans = dict.fromkeys(span for _, found in stated for span in found)
        shown.append(
            FieldRow(
                field=field,
                value=one_line(value),
                rules=tuple(dict.fromkeys(rule for rule, _ in stated)),
                read=tuple(_words(span, content) for span in spans),
            )
        )

    row("kind", claim.kind)
    row("by", _actor(claim.by), (claim.by.rule, claim.by.span))
    row("relay", "; ".join(map(_actor, claim.relay)), *((a.rule, a.span) for a in claim.relay))
    row("stance", claim.stance)
    row("event_type", "/".join(filter(None, (claim.event_type, claim.mode))))
    row("actors", "; ".join(map(_actor, claim.actors)), *((a.rule, a.span) for a in claim.actors))
    row("recipients", "; ".join(map(_actor, claim.recipients)), *((a.rule, a.span) for a in claim.recipients))
    _toll_rows(claim, row)
    row("places", "; ".join(map(_place, claim.places)), *((p.rule, p.span) for p in claim.places))
    for name, when in (("said", claim.said), ("happened", claim.happened)):
        if when is not None:
            row(name, _when(when), (f"{when.how}; precision: {when.precision}", when.span))
    if claim.about is not None:
        row("about", f"{claim.about.relation} {claim.about.key[:8]}", (claim.about.rule, claim.about.span))
    row("hedges", "; ".join(span.of(content) for span in claim.hedges))
    told = [rule.split(":", 2) for rule, _ in ruled.get("status", ())]
    row("status", "; ".join(f"{kind}: {status}" for _, kind, status in told))
    for field in list(ruled):
        row(field, "(see rule)")
    return shown


def _toll_rows(claim: Claim, row: object) -> None:
    assert callable(row)
    toll = claim.toll
    if toll is None:
        return
    row("toll", f"{toll.outcome}: {wording.toll_figure(toll)}", (toll.bound, toll.span))
    parties = "+".join(toll.parties) or "party unknown"
    counted = f"{toll.victims or 'not stated'} · {parties} · {toll.victim_class} · {toll.unit}"
    row("victims", counted, *(((f"standing: {toll.standing}"), toll.victims_span),))


def _actor(actor: Actor) -> str:
    code = "+".join(actor.parties) or actor.actor
    words = wording.speaker(actor)
    named = f" ({actor.name})" if actor.name and actor.name not in words else ""
    held = f", {actor.role}" if actor.role and actor.role.lower() not in words.lower() else ""
    through = f" as {actor.actor}" if actor.actor not in actor.parties and actor.actor != code else ""
    return f"{code}: {words}{named}{held}{through}"


def _place(place: Place) -> str:
    where = f"{place.text}" if place.text == place.name else f"{place.text} = {place.name}"
    country = f", {place.country}" if place.country else ""
    return f"{where}{country}"


def _when(when: When) -> str:
    dated = wording.days(when.start, when.end)
    return " = ".join(filter(None, (f"“{when.text}”" if when.text else None, dated or "no calendar date")))
