"""Drafts become `Claim` records: evidence as spans, keys and ids, the rule behind each field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from counterclaim.claims.assembly import Assembly, Draft
from counterclaim.claims.readings import TokenRange
from counterclaim.claims.scenes import TAKEN_OVER, Scenes
from counterclaim.claims.times import pick_time
from counterclaim.records import Actor, Claim, FieldRule, Place, Span, Stance, When, content_hash

#: The event type that an outcome implies where no predicate gives one (PLOVER: seized fighters are ASSAULT).
_OUTCOME_EVENT: dict[str, tuple[str, str | None]] = {
    "killed": ("ASSAULT", None),
    "wounded": ("ASSAULT", None),
    "casualties": ("ASSAULT", None),
    "captured": ("ASSAULT", "abduct"),
    "destroyed": ("ASSAULT", "destroy"),
    "seized": ("ASSAULT", None),
    "displaced": ("COERCE", "deport"),
}
_STANCE_EVENT: dict[Stance, str] = {
    "threatens": "THREATEN",
    "urges": "REQUEST",
    "rejects": "REJECT",
    "promises": "AGREE",
}

_Worded = TypeVar("_Worded", Actor, Place, When)


class ClaimWriter:
    """Writes the claims of one report."""

    def __init__(self, assembly: Assembly, extractor: str, scenes: Scenes) -> None:
        self.extractor = extractor
        self.scenes = scenes
        self.s, self.report, self.text = assembly.s, assembly.report, assembly.text
        self.causes = assembly.causes
        self._whens = self._by_sentence(assembly.whens)

    def _by_sentence(self, items: Iterable[_Worded]) -> dict[int, list[_Worded]]:
        """Places or times by the sentences that they begin in: a claim looks at those of its own."""
        found: dict[int, list[_Worded]] = {}
        for item in items:
            if item.span is not None:
                found.setdefault(self.s.sentence(self.s.token_at(item.span.start)), []).append(item)
        return found

    def spans(self, parts: list[TokenRange]) -> tuple[Span, ...]:
        """Evidence as spans in order, joined where only white space lies between."""
        joined: list[Span] = []
        for part in sorted(set(parts)):
            span = self.s.char_span(part)
            if span.start == span.end:
                continue
            if joined and (span.start <= joined[-1].end or not self.s.text[joined[-1].end : span.start].strip()):
                joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, span.end))
            else:
                joined.append(span)
        return tuple(joined)

    def key(self, draft: Draft) -> tuple[str, tuple[Span, ...]]:
        """The claim's key and its evidence."""
        evidence = self.spans(draft.evidence)
        where = ",".join(f"{e.start}-{e.end}" for e in evidence)
        extra = f"@{draft.toll.span.start}-{draft.toll.span.end}" if draft.toll is not None else ""
        return content_hash(self.text.sha256, where + extra, draft.kind)[:24], evidence

    def record(self, draft: Draft) -> Claim:
        """The claim of a draft, without `about`."""
        key, evidence = self.key(draft)
        quote = " ... ".join(e.of(self.text.content) for e in evidence)
        event_type, mode = self._event(draft)
        happened, told = self.scenes.time(draft, self._times(draft))
        happened = self._exact(happened) if happened is not None else None
        places = tuple(self._exact(p) for p in self.scenes.places(draft))
        rules = [
            FieldRule(field="by", rule=draft.by.rule, spans=(draft.by.span,) if draft.by.span else ()),
            FieldRule(field="stance", rule=draft.stance_rule),
        ]
        if draft.toll is not None:
            rules.append(FieldRule(field="toll", rule=draft.toll_rule, spans=(draft.toll.span,)))
        if draft.happening is not None:
            predicate = draft.happening.predicate
            rules.append(
                FieldRule(
                    field="event_type",
                    rule=draft.happening.rule,
                    spans=(self.s.char_span((predicate, predicate + 1)),),
                )
            )
        elif event_type is not None:
            rules.append(FieldRule(field="event_type", rule="outcome" if draft.toll else "stance"))
        if happened is not None and happened.span is not None:
            rule = f"{happened.how}, {told}" if told else happened.how
            rules.append(FieldRule(field="happened", rule=rule, spans=(happened.span,)))
        for place in places:
            rules.append(FieldRule(field="places", rule=place.rule, spans=(place.span,)))
        return Claim(
            id=content_hash(key, self.report.id, self.extractor)[:24],
            key=key,
            report_id=self.report.id,
            text_id=self.text.id,
            extractor=self.extractor,
            kind="toll" if draft.toll is not None else ("narration" if draft.kind == "narration" else "statement"),
            by=self._exact(draft.by),
            relay=tuple(self._exact(a) for a in draft.relay),
            stance=draft.stance,
            event_type=event_type,
            mode=mode,
            actors=tuple(self._exact(a) for a in draft.actors),
            recipients=tuple(self._exact(a) for a in draft.recipients),
            toll=draft.toll,
            places=places,
            said=self._said(draft, happened),
            happened=happened,
            evidence=evidence,
            quote=quote,
            hedges=self.spans(list(draft.hedges)),
            rules=tuple(rules),
        )

    def _times(self, draft: Draft) -> list[When]:
        """The times of its sentence that may be the claim's: not the day of what its deed only answers."""
        whens = self._whens.get(self.s.sentence(self.scenes.told(draft)), [])
        deed = draft.happening.predicate if draft.happening is not None else draft.anchor
        if self.causes.is_cause(self.s, deed):
            return whens
        return [
            when
            for when in whens
            if when.span is None or not self.causes.is_cause(self.s, self.s.token_at(when.span.start))
        ]

    def _exact(self, record: _Worded) -> _Worded:
        """The record with its text as the report has it (the parse saw line breaks as spaces)."""
        return record if record.span is None else replace(record, text=record.span.of(self.text.content))

    def _event(self, draft: Draft) -> tuple[str | None, str | None]:
        if draft.toll is not None and (
            draft.happening is None or draft.happening.event_type not in ("ASSAULT", "COERCE")
        ):
            return _OUTCOME_EVENT.get(draft.toll.outcome, (None, None))
        if draft.stance in _STANCE_EVENT and draft.toll is None:
            return _STANCE_EVENT[draft.stance], None
        if draft.happening is None:
            return None, None
        return draft.happening.event_type, draft.happening.mode

    def _said(self, draft: Draft, happened: When | None) -> When | None:
        """When it was said: as the text states beside the cue, else the report's own date."""
        if draft.speech is not None:
            cue = draft.speech.reading.cue_head
            sentence = self.s.char_span(self.s.sentence_range(cue))
            whens = self._whens.get(self.s.sentence(cue), [])
            stated = pick_time(whens, (sentence.start, sentence.end), self.s.idx[cue], self.s.doc)
            known = stated is not None and stated.start is not None and stated.end is not None
            if known and stated is not None and (happened is None or stated.span != happened.span):
                return self._exact(stated)
        published = self.report.published
        if published is None:
            return None
        return When(text=None, span=None, start=published.start, end=published.end, how="publication")


def with_scene(answer: Claim, answered: Claim) -> Claim:
    """An answer with the place and time of the claim that it answers, where its own words give none."""
    rule = "of the claim that it answers"
    taken: list[FieldRule] = []
    places, happened = answer.places, answer.happened
    if not places or all(place.rule.endswith(TAKEN_OVER) for place in places):
        places = tuple(replace(p, rule=f"{p.rule.partition(', ')[0]}, {rule}") for p in answered.places) or places
        taken += [FieldRule(field="places", rule=p.rule, spans=(p.span,)) for p in places]
    if happened is None and answered.happened is not None:
        happened = answered.happened
        spans = (happened.span,) if happened.span is not None else ()
        taken.append(FieldRule(field="happened", rule=f"{happened.how}, {rule}", spans=spans))
    kept = tuple(r for r in answer.rules if r.field not in {t.field for t in taken})
    return replace(answer, places=places, happened=happened, rules=(*kept, *taken))
