"""Corrections and withdrawals: notices in reports, and the reports and figures that they take back or mend.

In: texts, reports and claims. Out: `Correction`s. Guarantee: pure; a notice is found by set phrases
(reference/corrections.toml), never by what two reports differ in; no claim is dropped for it; where nothing tells which
report is meant, `corrects` is None.

Rules, the first that fits: `same-address` (an earlier report at the same address), `same-copy` (an earlier print of the
same text), `same-title` (an earlier report of the same agency or outlet whose title shares most words), else
`own-earlier-version` for a note about the report itself, else `not-here`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from counterclaim.events.accounts import Counted, counted, days_of
from counterclaim.records import Claim, CorrectedFigure, Correction, Report, Segment, Text
from counterclaim.reference import load_reference

__all__ = ["cue_phrases", "find_notices", "link_corrections"]

Kind = Literal["withdrawal", "correction", "update"]
_KINDS: tuple[Kind, ...] = ("withdrawal", "correction", "update")
#: Blocks at the top of a report in which an agency's slug stands: slug, headline, dateline, note.
_HEAD = 4
#: Of the words of two titles that have to be the same, and days within which agencies correct.
_TITLE_SHARE = 0.5
_DAYS = 30
_WORD = re.compile(r"[^\W_]{3,}")
_PARAGRAPH = re.compile(r"\b(?:paragraphs? (\d{1,2}|\w+)|(\d{1,2})(?:st|nd|rd|th) paragraph)", re.IGNORECASE)
_NTH_PARAGRAPH = re.compile(r"\b(\w+) paragraph", re.IGNORECASE)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Kind, bool, str, re.Pattern[str]], ...]:
    """(kind, whether it counts anywhere, cue, its pattern), withdrawals first."""
    table = load_reference().table("corrections")
    return tuple(
        (kind, where == "anywhere", cue, re.compile(_expression(cue), re.IGNORECASE))
        for kind in _KINDS
        for where in ("anywhere", "head")
        for cue in table[kind][where]
    )


def _expression(cue: str) -> str:
    words = [r"(?:\W+\w+){0,6}?" if word == "..." else re.escape(word) for word in cue.split()]
    joined = words[0] + "".join(word if word.startswith("(?:") else rf"\s+{word}" for word in words[1:])
    return rf"(?<!\w){joined}" + ("" if cue.endswith(":") else r"(?!\w)")


def cue_phrases() -> tuple[str, ...]:
    """What a search for candidate reports looks for: each cue's longest run of words."""
    return tuple(dict.fromkeys(max(cue.split(" ... "), key=len).rstrip(":") for _, _, cue, _ in _patterns()))


def find_notices(report: Report, text: Text) -> tuple[Correction, ...]:
    """The notices in one report, one a block, in order; not yet linked to what they are about."""
    found = []
    for index, segment in enumerate(text.segments):
        notice = _notice(report, text, segment, head=index < _HEAD)
        if notice is not None:
            found.append(notice)
    return tuple(found)


def _notice(report: Report, text: Text, segment: Segment, *, head: bool) -> Correction | None:
    words = segment.span.of(text.content)
    for kind, anywhere, cue, pattern in _patterns():
        match = pattern.search(words) if anywhere or head or segment.kind in ("headline", "dateline") else None
        if match is None or (not anywhere and not _is_slug(words, match.start())):
            continue
        return Correction(
            report_id=report.id,
            text_id=text.id,
            kind=kind,
            cue=cue,
            span=segment.span,
            words=words,
            paragraph=_paragraph(words),
            corrects=report.id if anywhere and kind != "withdrawal" else None,
            rule="own-earlier-version" if anywhere and kind != "withdrawal" else "not-here",
        )
    return None


def _is_slug(words: str, at: int) -> bool:
    """Whether a cue leads its block or a bracket, dash or colon of it: "(Corrects ...", "WAR/TOLL: KILL:"."""
    before = words[:at].rstrip()
    return not before or before[-1] in "([–—-:.;|/*" or (before.isupper() and len(before.split()) == 1)


def _paragraph(words: str) -> int | None:
    ordinals = load_reference().table("corrections")["ordinals"]
    for match in (*_PARAGRAPH.finditer(words), *_NTH_PARAGRAPH.finditer(words)):
        given = next(group for group in match.groups() if group is not None).casefold()
        if given.isdigit() or given in ordinals:
            return int(given) if given.isdigit() else int(ordinals[given])
    return None


def link_corrections(
    notices: Iterable[Correction],
    reports: Mapping[str, Report],
    claims: Mapping[str, Sequence[Claim]],
    copies: Mapping[str, Iterable[str]] | None = None,
) -> tuple[Correction, ...]:
    """The notices with the report that each is about, and the figures that changed.

    `claims` are by the id of their report; `copies` gives the reports that print one text with a report.
    """
    shelves = _shelves(reports.values())
    linked = []
    for notice in notices:
        report = reports[notice.report_id]
        target, rule = _target(notice, report, shelves, reports, (copies or {}).get(report.id, ()))
        figures = _figures(claims.get(target, ()), claims.get(report.id, ())) if target not in (None, report.id) else ()
        linked.append(replace(notice, corrects=target, rule=rule, figures=tuple(figures)))
    return tuple(linked)


_Shelves = Mapping[tuple[str, str], Sequence[Report]]


def _shelves(reports: Iterable[Report]) -> _Shelves:
    """The reports by address, and by agency or outlet."""
    found: defaultdict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.id):
        if report.url:
            found["url", report.url].append(report)
        for name in {report.agency, report.outlet} - {None}:
            found["voice", str(name).casefold()].append(report)
    return found


def _target(
    notice: Correction, report: Report, shelves: _Shelves, reports: Mapping[str, Report], copies: Iterable[str]
) -> tuple[str | None, str]:
    """The report that a notice is about and the rule that found it."""
    same = [other for other in shelves.get(("url", report.url), ()) if report.url] if report.url else []
    printed = [reports[other] for other in sorted(copies) if other in reports]
    voices = [name.casefold() for name in (report.agency, report.outlet) if name]
    titled = [
        other
        for voice in dict.fromkeys(voices)
        for other in shelves.get(("voice", voice), ())
        if _titles(report, other)
    ]
    for rule, found in (("same-address", same), ("same-copy", printed), ("same-title", titled)):
        earlier = [other for other in found if other.id != report.id and _earlier(other, report)]
        if earlier:
            return max(earlier, key=lambda other: (_day(other), other.id)).id, rule
    return notice.corrects, notice.rule


def _day(report: Report) -> str:
    return report.published.start if report.published is not None else ""


def _earlier(other: Report, report: Report) -> bool:
    """Whether `other` was published before `report` or on its day, at most a month earlier."""
    first = days_of(other.published.start, other.published.end) if other.published else None
    second = days_of(report.published.start, report.published.end) if report.published else None
    return first is not None and second is not None and 0 <= second.last - first.first <= _DAYS


def _title_words(report: Report) -> frozenset[str]:
    slugs = {word for _, _, cue, _ in _patterns() for word in cue.rstrip(":").split()}
    return frozenset(word for word in _WORD.findall((report.title or "").casefold()) if word not in slugs)


def _titles(a: Report, b: Report) -> bool:
    first, second = _title_words(a), _title_words(b)
    return bool(first and second) and len(first & second) >= _TITLE_SHARE * min(len(first), len(second))


def _figures(before: Sequence[Claim], after: Sequence[Claim]) -> Iterator[CorrectedFigure]:
    """Figures of one party for the same victims that the two reports give otherwise, each once."""
    new: dict[object, Claim] = {}
    for claim in after:
        if (key := _counts(claim)) is not None:
            new.setdefault(key, claim)
    seen: set[object] = set()
    for claim in before:
        key = _counts(claim)
        other = new.get(key) if key is not None and key not in seen else None
        seen.add(key)
        if other is not None and _number(other) != _number(claim):
            yield CorrectedFigure(claim_id=claim.id, by_claim_id=other.id)


def _counts(claim: Claim) -> tuple[str, Counted] | None:
    if claim.toll is None or claim.toll.standing not in ("incident", "background"):
        return None
    return "+".join(sorted(claim.by.parties)) or claim.by.actor, counted(claim.toll)


def _number(claim: Claim) -> object:
    toll = claim.toll
    return (toll.low, toll.high, toll.bound, toll.vague) if toll is not None else None
