"""Replies: which claim a denial, a confirmation or a refusal to comment answers.

In: claims and their reports. Out: a `Reply` per answering claim. Guarantee: pure; at most one target a claim.
Rules: `about` (the report itself points at the claim), `same-accuser-same-words` and `same-deed` (another
report's accusation, or one of the same report that `about` missed), `same-figure` (another report's figure that a
party calls untrue: the same number of the same victims, printed before or with the denial).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.events.accounts import Days, base_party, counted, days_of, named_parties
from counterclaim.events.membership import claim_order
from counterclaim.events.policy import LinkPolicy
from counterclaim.events.reply_index import Accusations, Traits
from counterclaim.records import Actor, Claim, Relation, Report

__all__ = ["find_replies"]

#: Stances that answer an accusation, and what the answer is.
_ANSWERS: Mapping[str, Relation] = {"denies": "denies", "rejects": "denies", "no_comment": "answers"}

#: Words that say nothing about what was done: function words, and the words of accusing and denying.
_COMMON = frozenset(
    """about accusation accusations accuse accused accusing adding after again against allegation
    allegations alleged also among because been before being between charge charges claim claimed
    claims comment could declined denial denied denies deny denying during earlier from government
    have having involvement into itself members military minister ministry official officials over
    rejected rejecting rejects report reports responsibility said says spokesman spokesperson
    spokeswoman statement such that their them there these they this those told under were what when
    where which while with without would""".split()
)
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """How well an accusation fits a denial: compared field by field, the smallest is the best."""

    other_report: bool
    other_deed: bool
    missing_words: int
    apart: int
    order: tuple[str, int, str]
    rule: str

    def key(self) -> tuple[bool, bool, int, int, tuple[str, int, str]]:
        return self.other_report, self.other_deed, self.missing_words, self.apart, self.order


def find_replies(
    claims: Sequence[Claim], reports: Mapping[str, Report], policy: LinkPolicy
) -> dict[str, tuple[str, Relation, str]]:
    """What each answering claim answers: claim id -> (target's id, relation, rule)."""
    by_key: defaultdict[str, list[Claim]] = defaultdict(list)
    accusations = Accusations(policy.reply_days, policy.reply_words)
    figures: defaultdict[object, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=claim_order):
        by_key[claim.key].append(claim)
        if claim.toll is not None and claim.toll.standing != "denied" and claim.stance not in _ANSWERS:
            figures[_figure(claim)].append(claim)
        if accused := _accused(claim):
            accusations.add(accused, claim, _traits(claim, reports))
    found: dict[str, tuple[str, Relation, str]] = {}
    for claim in sorted(claims, key=claim_order):
        pointed = _pointed(claim, by_key)
        if claim.about is not None and pointed is not None and _is_reply(claim, pointed):
            found[claim.id] = (pointed.id, claim.about.relation, "about")
        elif claim.stance in _ANSWERS and claim.toll is None:
            best = _best(claim, accusations, reports, policy)
            if best is not None:
                found[claim.id] = (best[0].id, _ANSWERS[claim.stance], best[1])
        elif claim.toll is not None and claim.toll.standing == "denied":
            denied = _denied_figure(claim, figures[_figure(claim)], reports, policy)
            if denied is not None:
                found[claim.id] = (denied.id, "denies", "same-figure")
    return found


def _figure(claim: Claim) -> object:
    """What a toll counts and how many, but for the bound, which denials drop."""
    toll = claim.toll
    return (counted(toll), toll.low if toll.low is not None else toll.high) if toll is not None else None


def _denied_figure(
    denial: Claim, figures: Sequence[Claim], reports: Mapping[str, Report], policy: LinkPolicy
) -> Claim | None:
    """The claim of another party whose figure `denial` calls untrue: the nearest in print before it, or None."""
    number = denial.toll.low if denial.toll is not None else None
    if number is None or number < policy.some_figure or not denial.by.parties:
        return None
    own = _bases([denial.by])
    near = [
        (_days_apart(denial, target, reports) or 0, claim_order(target), target)
        for target in figures
        if not own & _bases([target.by])
        and not _other_days(denial, target, policy)
        and not _after(target, denial, reports)
        and (apart := _days_apart(denial, target, reports)) is not None
        and apart <= policy.reply_days
    ]
    return min(near, key=lambda item: item[:2])[2] if near else None


def _after(a: Claim, b: Claim, reports: Mapping[str, Report]) -> bool:
    """Whether `a` was printed on a later day than `b`."""
    first, second = _printed(a, reports), _printed(b, reports)
    return first is not None and second is not None and first.first > second.last


def _pointed(claim: Claim, by_key: Mapping[str, Sequence[Claim]]) -> Claim | None:
    """The claim under the key that `about` names, of the same report if it is there."""
    if claim.about is None:
        return None
    targets = [target for target in by_key.get(claim.about.key, ()) if target.id != claim.id]
    own = [target for target in targets if target.report_id == claim.report_id]
    return next(iter(own or targets), None)


def _is_reply(claim: Claim, pointed: Claim) -> bool:
    """Whether a claim answers the one it points at. What confirms a charge is of its matter: kind of act or words."""
    if claim.stance != "confirms":
        return True
    same_deed = claim.event_type is not None and claim.event_type == pointed.event_type
    return same_deed or bool(_rare_words(claim) & _rare_words(pointed))


def _bases(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(base_party(code) for actor in actors for code in actor.parties)


def _accused(claim: Claim) -> frozenset[str]:
    """Who an accusation says did it. An accuser is not among them; other claims accuse nobody."""
    if claim.stance != "accuses" and not (claim.stance == "asserts" and claim.event_type == "ASSAULT"):
        return frozenset()
    return _bases(claim.actors) - _bases([claim.by])


def _best(
    denial: Claim,
    accusations: Accusations,
    reports: Mapping[str, Report],
    policy: LinkPolicy,
) -> tuple[Claim, str] | None:
    fits = [
        (fit.key(), fit.rule, target)
        for target in accusations.against(_bases([denial.by]), _traits(denial, reports))
        if target.id != denial.id and (fit := _fit(denial, target, reports, policy)) is not None
    ]
    if not fits:
        return None
    _, rule, target = min(fits, key=lambda item: item[0])
    return target, rule


def _traits(claim: Claim, reports: Mapping[str, Report]) -> Traits:
    return Traits(
        report=claim.report_id,
        printed=_printed(claim, reports),
        happened=_happened(claim),
        words=_rare_words(claim),
        places=_places(claim),
        deed=claim.event_type,
    )


def _fit(denial: Claim, target: Claim, reports: Mapping[str, Report], policy: LinkPolicy) -> _Fit | None:
    """How `target` fits, or None. A named accuser must be its speaker; words or the deed must agree."""
    same_report = denial.report_id == target.report_id
    if _other_days(denial, target, policy):
        return None
    apart = _days_apart(denial, target, reports)
    if not same_report and (apart is None or apart > policy.reply_days):
        return None
    accusers = named_parties(denial) - _bases([denial.by])
    named = bool(accusers & (_bases([target.by]) | _victims(target)))
    shared = len(_rare_words(denial) & _rare_words(target))
    same_deed = denial.event_type is not None and denial.event_type == target.event_type
    if named and shared >= policy.reply_words:
        rule = "same-accuser-same-words"
    elif (
        same_deed
        and target.stance == "accuses"
        and ((named and (shared or _same_day(denial, target))) or _places(denial) & _places(target))
    ):
        rule = "same-deed"
    else:
        return None
    return _Fit(
        other_report=not same_report,
        other_deed=not same_deed,
        missing_words=-shared,
        apart=apart or 0,
        order=claim_order(target),
        rule=rule,
    )


def _same_day(a: Claim, b: Claim) -> bool:
    """Whether both state when it happened, and the same."""
    first, second = _happened(a), _happened(b)
    return first is not None and second is not None and not first.gap(second)


def _happened(claim: Claim) -> Days | None:
    return days_of(claim.happened.start, claim.happened.end) if claim.happened else None


def _other_days(a: Claim, b: Claim, policy: LinkPolicy) -> bool:
    """Whether both state when it happened, and not the same."""
    first, second = _happened(a), _happened(b)
    return first is not None and second is not None and first.gap(second) > policy.adjacent_days


def _victims(claim: Claim) -> frozenset[str]:
    return named_parties(claim) - _bases(claim.actors)


def _places(claim: Claim) -> frozenset[str]:
    return frozenset(place.name.casefold() for place in claim.places)


def _rare_words(claim: Claim) -> frozenset[str]:
    """The words of a claim that can tell what it is about: no common word, no speaker, no party."""
    names = " ".join(actor.text for actor in (claim.by, *claim.actors, *claim.recipients))
    taken = {word.casefold() for word in _WORD.findall(names)}
    words = {word.casefold() for word in _WORD.findall(claim.quote)}
    return frozenset(words - taken - _COMMON)


def _days_apart(a: Claim, b: Claim, reports: Mapping[str, Report]) -> int | None:
    first, second = _printed(a, reports), _printed(b, reports)
    return None if first is None or second is None else first.gap(second)


def _printed(claim: Claim, reports: Mapping[str, Report]) -> Days | None:
    report = reports.get(claim.report_id)
    if report is not None and report.published is not None:
        return days_of(report.published.start, report.published.end)
    return days_of(claim.said.start, claim.said.end) if claim.said else None
