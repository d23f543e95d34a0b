"""The entry of the stage: claims to events.

In: claims and their reports. Out: events with facets, disputes and replies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from counterclaim.events.accounts import (
    Account,
    account_of,
    base_party,
    days_of,
    is_digest,
    named_parties,
    report_parties,
)
from counterclaim.events.clustering import cluster_reports, cluster_within
from counterclaim.events.denied import with_denials
from counterclaim.events.disputes import build_disputes
from counterclaim.events.facets import build_facets
from counterclaim.events.membership import MembershipRole, by_name, claim_order, roles
from counterclaim.events.policy import DEFAULT, LinkPolicy
from counterclaim.events.prints import printed_words
from counterclaim.events.replies import find_replies
from counterclaim.events.scopes import compare_scopes
from counterclaim.events.scoring import Scorer
from counterclaim.events.threads import restated_totals, statements, threads
from counterclaim.records import Claim, Event, Relation, Reply, Report, content_hash
from counterclaim.reference import load_reference

__all__ = ["accounts_of", "explain_link", "link_claims", "rebuild"]

#: `where_prec` from which a place names a country or more (UCDP), which its parties tell already.
COUNTRY = 6

Answers = Mapping[str, tuple[str, Relation, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Linked:
    """One report's accounts: which account each claim is in, and the accounts by name."""

    account_of_claim: dict[str, str]
    accounts: dict[str, Account]


def link_claims(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    policy: LinkPolicy = DEFAULT,
    *,
    origins: Mapping[str, str] | None = None,
) -> list[Event]:
    """Link claims about one happening into events.

    A pure function of the set of claims: the order of `claims` changes nothing, a claim given twice counts
    once. A claim is in at most one event; a claim that is about nothing that happened is in none. Events
    come by first day (undated last), then id. `origins` gives, by the id of a report or of a claim, the report
    whose text it prints: claims with the same words of one text are one account, and `Position.origins` counts one.
    """
    named = by_name(claims)
    # Claim ids change with every version of the tables: until the events are built, a claim's id is its name.
    ordered = [replace(claim, id=name) for name, claim in named.items()]
    answers = find_replies(ordered, reports, policy)
    targets = {name: target for name, (target, _, _) in answers.items()}
    role_of = roles(ordered, targets, policy)
    words = printed_words(named, origins or {})
    event_of = _cluster(ordered, role_of, targets, reports, words, policy)
    members: defaultdict[str, list[Claim]] = defaultdict(list)
    for name, claim in named.items():
        if name in event_of:
            members[event_of[name]].append(claim)
    happened = {named[name].id for name, role in role_of.items() if role == "happening"}
    replied = {named[name].id: (named[to].id, relation, rule) for name, (to, relation, rule) in answers.items()}
    events = [_event(group, happened, replied, reports, policy, origins) for group in members.values()]
    return sorted(events, key=lambda event: (event.start is None, event.start or "", event.id))


def rebuild(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    policy: LinkPolicy = DEFAULT,
    *,
    origins: Mapping[str, str] | None = None,
) -> Event:
    """The event that `claims` make together, whether or not they would be linked: for some of an event's claims."""
    answers = find_replies(claims, reports, policy)
    role_of = roles(claims, {name: target for name, (target, _, _) in answers.items()}, policy)
    happened = {name for name, role in role_of.items() if role == "happening"}
    return _event(claims, happened, answers, reports, policy, origins)


def accounts_of(
    claims: Sequence[Claim], reports: Mapping[str, Report], policy: LinkPolicy = DEFAULT
) -> tuple[dict[str, str], dict[str, Account]]:
    """The account that each claim of one report is in, by claim id, and the accounts by name. Pure."""
    named = by_name(claims)
    ordered = [replace(claim, id=name) for name, claim in named.items()]
    targets = {name: target for name, (target, _, _) in find_replies(ordered, reports, policy).items()}
    one = _link_report(ordered, roles(ordered, targets, policy), targets, reports, {}, Scorer(policy))
    return {named[name].id: account for name, account in one.account_of_claim.items()}, one.accounts


def _cluster(
    ordered: Sequence[Claim],
    role_of: Mapping[str, MembershipRole],
    targets: Mapping[str, str],
    reports: Mapping[str, Report],
    words: Mapping[str, str],
    policy: LinkPolicy,
) -> dict[str, str]:
    """The name of the whole that each claim is in."""
    scorer = Scorer(policy)
    linked = [_link_report(group, role_of, targets, reports, words, scorer) for group in _by_report(ordered)]
    account_of_claim = {claim: account for one in linked for claim, account in one.account_of_claim.items()}
    clusters = cluster_reports([account for one in linked for account in one.accounts.values()], scorer)
    event_of = {claim: clusters.root(account) for claim, account in account_of_claim.items()}
    _follow(role_of, targets, event_of)
    return event_of


@lru_cache(maxsize=1)
def _capitals() -> frozenset[str]:
    """The capitals of all states, as accounts write places."""
    countries = load_reference().tables.get("countries", {})
    rows = (row for row in countries.values() if isinstance(row, Mapping))
    return frozenset(name.casefold() for row in rows for name in row.get("capitals", ()))


def _by_report(ordered: Iterable[Claim]) -> list[list[Claim]]:
    groups: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in ordered:
        groups[claim.report_id].append(claim)
    return list(groups.values())


def _link_report(
    claims: Sequence[Claim],
    role_of: Mapping[str, MembershipRole],
    targets: Mapping[str, str],
    reports: Mapping[str, Report],
    words: Mapping[str, str],
    scorer: Scorer,
) -> _Linked:
    """Merge the claims of one report into accounts, then seat the claims that stand beside a happening.

    Rule `same-words`: a deed that cannot be told from others by itself is the one whose figures its own words give.
    """
    parties = report_parties(claims)
    happenings = [claim for claim in claims if role_of.get(claim.id) == "happening"]
    singles = [
        account_of(claim, parties[claim.id], reports, scorer.policy, _capitals(), words.get(claim.id))
        for claim in happenings
    ]
    restated = {*restated_totals(singles, scorer.policy)}
    singles = [replace(account, total=True) if account.order in restated else account for account in singles]
    known = {claim.id for claim in happenings}
    together = [(claim.id, targets[claim.id]) for claim in happenings if targets.get(claim.id) in known]
    by_order = {account.order: account for account in singles}
    together.extend(statements(happenings, by_order))
    going_on = list(threads(happenings, by_order, scorer))
    if is_digest(singles, scorer.policy):
        singles = [replace(account, digest=True) for account in singles]
    clusters = cluster_within(singles, together, going_on, scorer)
    account_of_claim = {claim.id: clusters.root(claim.id) for claim in happenings}
    accounts = {whole.order: whole for whole in clusters.wholes()}
    told = {claim.evidence: account_of_claim[claim.id] for claim in reversed(happenings)}
    for claim in claims:
        if role_of.get(claim.id) == "context":
            own = told.get(claim.evidence) if claim.kind == "narration" else None
            seat = own or _seat(claim, accounts, scorer.policy)
            if seat is not None:
                account_of_claim[claim.id] = seat
    return _Linked(account_of_claim=account_of_claim, accounts=accounts)


def _seat(claim: Claim, accounts: Mapping[str, Account], policy: LinkPolicy) -> str | None:
    """The account that a warning, an appeal or a condemnation stands beside, or None.

    A stated day that is not the account's keeps it out. Rule `context-parties`: the account with the most
    parties in common. Rule `context-main`: one that names no party joins the account that holds at least
    half of what the report says happened.
    """
    when = days_of(claim.happened.start, claim.happened.end) if claim.happened else None
    incidents = [
        account
        for account in accounts.values()
        if not account.total and (when is None or all(when.gap(day) <= policy.adjacent_days for day in account.dates))
    ]
    named = named_parties(claim)
    speaking = named | {base_party(code) for code in claim.by.parties}
    met = [account for account in incidents if account.parties & speaking]
    if met:
        best = min(met, key=lambda account: (-len(account.parties & speaking), -account.size, account.order))
        return best.order
    whole = sum(account.size for account in incidents)
    if not named and claim.stance in ("urges", "condemns", "threatens"):
        return next((account.order for account in incidents if 2 * account.size >= whole), None)
    return None


def _follow(role_of: Mapping[str, MembershipRole], targets: Mapping[str, str], event_of: dict[str, str]) -> None:
    """Put each reply into the event of the claim that it answers, along a chain of replies."""
    for claim_id, role in role_of.items():
        chain: list[str] = []
        current: str | None = claim_id if role == "reply" else None
        while current is not None and current not in event_of and current not in chain:
            chain.append(current)
            current = targets.get(current)
        if current is not None and current in event_of:
            for member in chain:
                event_of[member] = event_of[current]


def _said_order(claim: Claim, reports: Mapping[str, Report]) -> tuple[str, bool, tuple[str, int, str]]:
    """By the day it was said, else printed; undated first, so that it never passes for the newest.

    On one day a figure that its own report calls superseded comes before others.
    """
    report = reports.get(claim.report_id)
    said = claim.said.start if claim.said is not None else None
    if said is None and report is not None and report.published is not None:
        said = report.published.start
    superseded = claim.toll is not None and claim.toll.standing == "superseded"
    return (said or "")[:10], not superseded, claim_order(claim)


def _event(
    members: Sequence[Claim],
    happened: Set[str],
    answers: Answers,
    reports: Mapping[str, Report],
    policy: LinkPolicy,
    origins: Mapping[str, str] | None,
) -> Event:
    claims = sorted(members, key=lambda claim: _said_order(claim, reports))
    ids = {claim.id for claim in claims}
    happenings = [claim for claim in claims if claim.id in happened]
    replies = tuple(
        Reply(claim_id=claim.id, to_claim_id=target, relation=relation, rule=rule)
        for claim in claims
        for target, relation, rule in [answers.get(claim.id, ("", "answers", ""))]
        if target in ids
    )
    facets = with_denials(build_facets(claims, policy, origins, reports), claims, replies)
    days = [
        span
        for claim in happenings
        if claim.happened is not None and (span := days_of(claim.happened.start, claim.happened.end))
    ]
    return Event(
        id=content_hash(*sorted({claim.key for claim in claims}))[:24],
        claim_ids=tuple(claim.id for claim in claims),
        parties=_parties(happenings),
        start=date.fromordinal(min(span.first for span in days)).isoformat() if days else None,
        end=date.fromordinal(max(span.last for span in days)).isoformat() if days else None,
        places=_most_frequent(
            place.name
            for claim in happenings
            for place in claim.places
            if place.precision is None or place.precision < COUNTRY
        ),
        event_types=_most_frequent(claim.event_type for claim in happenings if claim.event_type),
        facets=facets,
        disputes=build_disputes(facets, claims, replies, policy),
        replies=replies,
        comparisons=compare_scopes(facets, policy),
    )


def _parties(happenings: Iterable[Claim]) -> tuple[str, ...]:
    """The sides of an event, by how many of its claims name them. Speakers are none by speaking."""
    return _most_frequent(party for claim in happenings for party in sorted(named_parties(claim)))


def _most_frequent(names: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(names)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def explain_link(
    a: Claim,
    b: Claim,
    reports: Mapping[str, Report],
    policy: LinkPolicy = DEFAULT,
    *,
    claims: Sequence[Claim] = (),
    origins: Mapping[str, str] | None = None,
) -> list[str]:
    """Say what speaks for and against two claims being about one happening, term by term.

    Given all `claims`, it also says whether they ended up in one event, which other claims can bring about
    (a chain of accounts) or prevent (two accounts that one report keeps apart).
    """
    everyone = {claim.id: claim for claim in (*claims, a, b)}
    parties: dict[str, frozenset[str]] = {}
    for report_id in {a.report_id, b.report_id}:
        parties |= report_parties([claim for claim in everyone.values() if claim.report_id == report_id])
    scorer = Scorer(policy)
    first, second = (account_of(claim, parties[claim.id], reports, policy, _capitals()) for claim in (a, b))
    lines = scorer.lines(scorer.score(first, second))
    if (a.about is not None and a.about.key == b.key) or (b.about is not None and b.about.key == a.key):
        lines.insert(0, "one answers the other: together whatever their score")
    printed = printed_words({claim.id: claim for claim in (a, b)}, origins or {})
    if a.id in printed and printed[a.id] == printed.get(b.id):
        lines.insert(0, "the same words of one text, printed twice: one account")
    if claims:
        events = link_claims(claims, reports, policy, origins=origins)
        together = any({a.id, b.id} <= set(event.claim_ids) for event in events)
        lines.append("with all claims: in one event" if together else "with all claims: in different events")
    return lines
