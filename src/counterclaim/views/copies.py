"""What a report took from another one's text: in the list of reports, at a figure, and in a claim's own page.

Guarantee: a changed figure is named with the one in whose place it stands; the likely origin never without the rule
that told it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterclaim.records import Claim, CopyGroup, CopyKind, CopyMember, Report, Span
from counterclaim.reports.copy_groups import find_origins
from counterclaim.views import wording
from counterclaim.views.safety import one_line
from counterclaim.views.shelf import Shelf

_TOOK: dict[CopyKind, str] = {
    "exact": "Prints the text of {}",
    "near": "Prints the text of {}, edited",
    "partial": "Prints parts of the text of {}",
}
#: What told the likely origin, as the end of a sentence; the rules are those of `CopyGroup`.
RULE_WORDS = {
    "agency-itself": "the agency that the prints credit",
    "agency-credit": "it credits an agency",
    "earliest": "it is dated first",
    "only-dated": "no other print has a date",
    "longest": "it is the longest print of that day",
    "undecided": "nothing tells them apart; one stands for all",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedFrom:
    """Where a claim's words come from, if a report printed them for another: in words, the rule, the words read."""

    words: str
    rule: str
    spans: tuple[Span, ...]


def copy_line(report_id: str, shelf: Shelf) -> str | None:
    """Whose text a report prints and what it changed in it, or who prints its text; None for a text of its own."""
    group, copy = _copy(report_id, shelf)
    if group is None:
        return None
    told = RULE_WORDS.get(group.rule, group.rule)
    if copy is None:
        others = len(group.members)
        return f"Likely origin of the text that {wording.counted(others, 'other print')} {_gives(others)} ({told})"
    origin = _outlet(shelf.report(group.origin))
    changes = [f"{one.words} (there {one.origin_words})" for one in copy.changes]
    line = f"{_TOOK[copy.kind].format(origin)} (likely origin: {told})"
    return one_line(f"{line}; changed figures: {', '.join(changes)}" if changes else line)


def changed_figures(claims: Sequence[Claim], shelf: Shelf) -> dict[str, str]:
    """By claim, which figure of the likely origin its own one stands in the place of."""
    found = {}
    for claim in claims:
        group, copy = _copy(claim.report_id, shelf)
        if group and copy and (was := _origin_words(claim, copy)):
            found[claim.id] = f"changed from {was} in the text of {_outlet(shelf.report(group.origin))}"
    return found


def noted(group: Sequence[Claim], changed: Mapping[str, str], reports: Mapping[str, Report]) -> str | None:
    """The note at a figure that several claims give: which of their reports changed it."""
    notes = {claim.report_id: changed[claim.id] for claim in group if claim.id in changed}
    if len({claim.report_id for claim in group}) == len(notes) == 1 or not notes:
        return next(iter(notes.values()), None)
    return "; ".join(f"{note}, by {_outlet(reports[report_id])}" for report_id, note in notes.items())


def copied_from(claim: Claim, shelf: Shelf) -> CopiedFrom | None:
    """Of whom a claim's report has its words; None where the report prints nobody else's text."""
    group, copy = _copy(claim.report_id, shelf)
    if group is None or copy is None:
        return None
    origin = f"{_outlet(shelf.report(group.origin))} ({group.origin[:8]})"
    words = f"{copy.kind} copy of {origin}, {copy.share:.0%} of its words"
    if copy.kind == "partial":
        theirs = find_origins((claim,), (group,)).get(claim.id)
        words += "; this claim is among them" if theirs else "; this claim is not among them"
    if was := _origin_words(claim, copy):
        words += f"; this figure was {was} there"
    return CopiedFrom(words=one_line(words), rule=f"origin: {group.rule}", spans=_changed_spans(claim, copy))


def _copy(report_id: str, shelf: Shelf) -> tuple[CopyGroup | None, CopyMember | None]:
    """The group of a report, and how the report prints its text; no copy for the likely origin itself."""
    group = shelf.copy_group(report_id)
    return group, next((one for one in group.members if one.report_id == report_id), None) if group else None


def _origin_words(claim: Claim, copy: CopyMember) -> str | None:
    """What stands in the origin in the place of the claim's figure."""
    spans = _changed_spans(claim, copy)
    return one_line(" / ".join(change.origin_words for change in copy.changes if change.span in spans)) or None


def _changed_spans(claim: Claim, copy: CopyMember) -> tuple[Span, ...]:
    if claim.toll is None or claim.text_id != copy.text_id:
        return ()
    return tuple(change.span for change in copy.changes if change.span.overlaps(claim.toll.span))


def _gives(count: int) -> str:
    return "gives" if count == 1 else "give"


def _outlet(report: Report) -> str:
    return one_line(wording.outlet_words(report))
