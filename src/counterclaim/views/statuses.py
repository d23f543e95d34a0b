"""What became of a thing that people depend on: each status in order, with who says so, and from which report.

In: claims of any reports. Guarantee: a status stands with its speaker and its own date, never as what is so now; what
is to come is "announced". Things are the same where their kind and their place are, by name alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from counterclaim.records import Claim, FieldRule
from counterclaim.views import wording
from counterclaim.views.safety import one_line
from counterclaim.views.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLine:
    """One status: since when (or when it was said), what, who says it, in which words; `again` counts other prints."""

    claim_id: str
    report_id: str
    date: str
    when: str
    status: str
    party: str
    speaker: str
    outlet: str
    words: str
    again: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusThread:
    """One thing and its statuses, earliest first."""

    title: str
    lines: tuple[StatusLine, ...]

    @property
    def changes(self) -> bool:
        """Whether it is said to be in different states."""
        return len({line.status for line in self.lines}) > 1


def holds_status(claim: Claim) -> bool:
    """Whether a claim says in which state a thing is."""
    return any(rule.field == "status" for rule in claim.rules)


def status_threads(claims: Iterable[Claim], shelf: Shelf) -> tuple[StatusThread, ...]:
    """The statuses of each thing, the things by their first date."""
    found: dict[tuple[str, str], list[StatusLine]] = {}
    titles: dict[tuple[str, str], str] = {}
    for claim in {claim.id: claim for claim in claims}.values():
        for rule in claim.rules:
            if rule.field == "status":
                for key, title in _things(claim, rule, shelf):
                    titles.setdefault(key, title)
                    found.setdefault(key, []).append(_line(claim, rule, shelf))
    threads = [StatusThread(title=titles[key], lines=_once(lines)) for key, lines in found.items()]
    return tuple(sorted(threads, key=lambda thread: (thread.lines[0].date, thread.title)))


def _things(claim: Claim, rule: FieldRule, shelf: Shelf) -> Iterator[tuple[tuple[str, str], str]]:
    """The kind and place that a status is of, with a title: one for each place in the thing's name, else the place of
    a claim that names only one, else the thing as it is called."""
    kind = rule.rule.split(":")[1]
    thing = rule.spans[0]
    inside = [place.name for place in claim.places if place.span.overlaps(thing)]
    names = inside or list({place.name for place in claim.places})
    if inside or len(names) == 1:
        for name in dict.fromkeys(names):
            yield (kind, name.casefold()), one_line(f"{name}: {kind}")
    else:
        words = one_line(thing.of(shelf.text(claim.text_id).content))
        yield (kind, words.casefold()), words[:1].upper() + words[1:]


def _line(claim: Claim, rule: FieldRule, shelf: Shelf) -> StatusLine:
    report = shelf.report(claim.report_id)
    happened = claim.happened.start if claim.happened is not None else None
    said = (claim.said.start if claim.said is not None else None) or (
        report.published.start if report.published is not None else None
    )
    when = wording.day(happened) if happened else f"said {wording.day(said)}" if said else "no date"
    status = rule.rule.split(":", 2)[2]
    return StatusLine(
        claim_id=claim.id,
        report_id=claim.report_id,
        date=happened or said or "~",
        when=when,
        status=f"denied: {status}" if claim.stance == "denies" else status,
        party="+".join(claim.by.parties),
        speaker=one_line(wording.speaker(claim.by, report.outlet or wording.outlet_words(report))),
        outlet=one_line(wording.outlet_words(report)),
        words=one_line(claim.quote),
    )


def _once(lines: Iterable[StatusLine]) -> tuple[StatusLine, ...]:
    """The lines by date, those that differ only in the report once."""
    kept: dict[tuple[str, ...], StatusLine] = {}
    for line in sorted(lines, key=lambda line: (line.date, line.report_id, line.claim_id)):
        key = (line.date, line.status, line.party, line.words)
        kept[key] = replace(kept[key], again=kept[key].again + 1) if key in kept else line
    return tuple(kept.values())
