"""Totals under named policies: what a recorder or a data set would make of the figures that were said.

In: the facets of an event, or the claims of one report, and the table `policies`. Out: for each policy and outcome a
`Total` with the steps that led to it. Guarantee: a pure function of its arguments; every number is a stated one or a
sum that a step spells out; only figures of the happening itself count (no parts, no background, nothing superseded or
denied); a policy that says nothing of an outcome gives none.

Kinds of victims are added only where none can hold another: people of no stated kind are the whole beside soldiers and
civilians, and children, journalists and aid workers may be among the civilians of their party. Where a kind is not
added a step says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Literal, cast

from counterclaim.records import OUTCOMES, Bound, Claim, Facet, Outcome
from counterclaim.reference import load_reference
from counterclaim.views import wording
from counterclaim.views.safety import one_line

#: Classes whose members may be counted among the civilians of the same party.
_AMONG_CIVILIANS = frozenset({"child", "journalist", "aid_worker"})
_UNKNOWN = frozenset({"", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A row of `policies.toml`; the table's head says what the rules mean."""

    name: str
    version: str
    source: str
    figures: Literal["each", "lowest", "bracket"]
    best: Literal["none", "lowest"]
    add: bool
    outcomes: tuple[Outcome, ...]
    unsaid: float | None
    vague: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One position on one kind of victim: who says it, the figure, the claims that it rests on."""

    by: str
    low: float | None
    high: float | None
    bound: Bound
    vague: str | None
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Comparable figures: an outcome, the party and class of its victims, what they are called, who says what."""

    outcome: Outcome
    party: str
    victim_class: str
    label: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a derivation in words ("lowest of 23 and 58"), with the claims that it rests on."""

    words: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What a policy makes of one outcome.

    `low` and `high` are None where it gives no number, `best` where it names none.
    `open_low` and `open_high` say that the figure at that end was itself a bound ("up to", "at least").
    """

    policy: str
    version: str
    outcome: Outcome
    low: float | None
    best: float | None
    high: float | None
    open_low: bool
    open_high: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    kind: Kind
    low: float
    high: float
    open_low: bool
    open_high: bool
    claim_ids: tuple[str, ...]


@lru_cache(maxsize=1)
def policies() -> tuple[Policy, ...]:
    """The shipped policies, in the table's order."""
    return tuple(
        Policy(
            name=row["name"],
            version=row["version"],
            source=row["source"],
            figures=row["figures"],
            best=row["best"],
            add=row["add"],
            outcomes=tuple(row["outcomes"]),
            unsaid=row.get("unsaid"),
            vague=dict(row.get("vague", {})),
        )
        for row in load_reference().table("policies")["policy"]
    )


def kinds_of_facets(facets: Iterable[Facet]) -> tuple[Kind, ...]:
    """The kinds of an event: its facets of people that stand for the happening itself, each party's newest figure."""
    return tuple(
        Kind(
            outcome=facet.outcome,
            party=facet.victims_party,
            victim_class=facet.victim_class,
            label=one_line(facet.label).removesuffix(facet.outcome).rstrip(" :") or "people",
            said=tuple(
                Said(
                    by=wording.code_words(position.party),
                    low=position.low,
                    high=position.high,
                    bound=position.bound,
                    vague=position.vague,
                    claim_ids=position.claim_ids,
                )
                for position in facet.positions
            ),
        )
        for facet in facets
        if facet.standing == "incident" and facet.unit == "people"
    )


def kinds_of_claims(claims: Iterable[Claim]) -> tuple[Kind, ...]:
    """The kinds of one report: its incident figures by outcome, party and class of the victims, each speaker's apart.

    A speaker's figures for the same victims are added where the report lists them ("two in Hays and three in Midi");
    earlier counts that the report replaces do not count.
    """
    groups: dict[tuple[Outcome, str, str], dict[str, list[Claim]]] = {}
    for claim in claims:
        toll = claim.toll
        if toll is None or toll.standing != "incident" or toll.unit != "people" or claim.stance == "denies":
            continue
        key = (toll.outcome, "+".join(toll.parties), toll.victim_class)
        by = one_line(claim.by.name or claim.by.text or "no speaker named")
        groups.setdefault(key, {}).setdefault(by, []).append(claim)
    return tuple(
        Kind(
            outcome=outcome,
            party=party,
            victim_class=victim_class,
            label=_label(next(iter(speakers.values()))[0], party),
            said=tuple(_listed(by, listed) for by, listed in speakers.items()),
        )
        for (outcome, party, victim_class), speakers in groups.items()
    )


def _label(claim: Claim, party: str) -> str:
    toll = claim.toll
    victims = one_line(toll.victims) if toll is not None and toll.victims else "people"
    return f"{victims} ({wording.code_words(party)})" if party else victims


def _listed(by: str, claims: Sequence[Claim]) -> Said:
    tolls = [claim.toll for claim in claims if claim.toll is not None]
    first = tolls[0]
    numbers = [_number(t.low, t.high) for t in tolls]
    if len(tolls) == 1 or any(number is None for number in numbers):
        low, high, bound = first.low, first.high, first.bound
    else:
        low = sum(cast(float, t.low if t.low is not None else t.high) for t in tolls)
        high = sum(cast(float, t.high if t.high is not None else t.low) for t in tolls)
        bound = first.bound if len({t.bound for t in tolls}) == 1 else "about"
    return Said(
        by=by,
        low=low,
        high=high,
        bound=bound,
        vague=first.vague,
        claim_ids=tuple(claim.id for claim in claims),
    )


def totals(kinds: Sequence[Kind], chosen: Sequence[Policy] | None = None) -> tuple[Total, ...]:
    """What each policy makes of `kinds`, by policy and then by outcome; outcomes that nobody speaks of give nothing,
    but where the policy itself gives them a number (`unsaid`) and some figure of the event was said at all."""
    found: list[Total] = []
    for policy in policies() if chosen is None else chosen:
        for outcome in OUTCOMES:
            here = [kind for kind in kinds if kind.outcome == outcome]
            if outcome in policy.outcomes and (here or (policy.unsaid is not None and kinds)):
                found.append(_total(policy, outcome, here))
    return tuple(found)


def _total(policy: Policy, outcome: Outcome, kinds: Sequence[Kind]) -> Total:
    steps: list[Step] = []
    if policy.figures == "each":
        steps = [_as_said(kind, said) for kind in kinds for said in kind.said]
        return _made(policy, outcome, None, steps)
    parts = [part for kind in kinds if (part := _part(policy, kind, steps)) is not None]
    if not parts:
        if policy.unsaid is None:
            return _made(policy, outcome, None, steps)
        why = "no figure was said" if not kinds else "no figure that the policy gives a number"
        steps.append(Step(words=f"{why}: {wording.number(policy.unsaid)}", claim_ids=()))
        none = Kind(outcome=outcome, party="", victim_class="unknown", label="people", said=())
        nil = _Part(kind=none, low=policy.unsaid, high=policy.unsaid, open_low=False, open_high=False, claim_ids=())
        return _made(policy, outcome, nil, steps)
    if len(parts) == 1:
        return _made(policy, outcome, parts[0], steps)
    if not policy.add:
        steps.append(Step(words="kinds of victims are not added", claim_ids=()))
        return _made(policy, outcome, None, steps)
    return _made(policy, outcome, _added(policy, parts, steps), steps)


def _as_said(kind: Kind, said: Said) -> Step:
    return Step(words=f"{kind.label}: {_figure(said)}, {said.by}", claim_ids=said.claim_ids)


def _part(policy: Policy, kind: Kind, steps: list[Step]) -> _Part | None:
    """One kind's figure under the policy, with its step."""
    numbers: list[tuple[float, float, Said]] = []
    for said in kind.said:
        low, high = _ends(policy, said)
        if low is None or high is None:
            steps.append(
                Step(words=f"{kind.label}: {_figure(said)} gets no number ({said.by})", claim_ids=said.claim_ids)
            )
        else:
            numbers.append((low, high, said))
    if not numbers:
        return None
    lowest = min(numbers, key=lambda n: n[0])
    highest = max(numbers, key=lambda n: n[1]) if policy.figures == "bracket" else lowest
    low, high = lowest[0], highest[1] if policy.figures == "bracket" else lowest[0]
    listed = wording.listed([f"{_figure(said)}{_counted_as(low, said)} ({said.by})" for low, _, said in numbers])
    chosen = wording.number(low) if low == high else f"{wording.number(low)} to {wording.number(high)}"
    how = "" if len(numbers) == 1 and low == high else "lowest of " if policy.figures == "lowest" else "from "
    words = f"{kind.label}: {listed}" if not how else f"{kind.label}: {how}{listed}: {chosen}"
    ids = tuple(dict.fromkeys(c for _, _, said in numbers for c in said.claim_ids))
    steps.append(Step(words=words, claim_ids=ids))
    return _Part(
        kind=kind,
        low=low,
        high=high,
        open_low=lowest[2].low is None,
        open_high=highest[2].high is None,
        claim_ids=ids,
    )


def _counted_as(number: float, said: Said) -> str:
    return f" counted as {wording.number(number)}" if said.bound == "vague" else ""


def _ends(policy: Policy, said: Said) -> tuple[float | None, float | None]:
    """The numbers at both ends of a figure; a bound counts as the number said, a vague word as the policy has it."""
    if said.bound == "vague":
        number = policy.vague.get((said.vague or "").casefold())
        return number, number
    return (
        said.low if said.low is not None else said.high,
        said.high if said.high is not None else said.low,
    )


def _added(policy: Policy, parts: Sequence[_Part], steps: list[Step]) -> _Part | None:
    """The sum of kinds that can't hold one another; None where it can't be told what is part of what."""
    whole = [p for p in parts if p.kind.party in _UNKNOWN and p.kind.victim_class == "unknown"]
    rest = [p for p in parts if p not in whole]
    if whole:
        general = max(whole, key=lambda p: p.high)
        if general.high >= sum(p.low for p in rest):
            words = f"{general.kind.label} are taken for all: {_span(general)}; others may be among them, not added"
            steps.append(Step(words=words, claim_ids=general.claim_ids))
            return general
        words = "what was said of people of no stated kind is less than the other kinds together: no total"
        steps.append(Step(words=words, claim_ids=general.claim_ids))
        return None
    civilians = {p.kind.party for p in rest if p.kind.victim_class == "civilian"}
    members = [p for p in rest if not (p.kind.victim_class in _AMONG_CIVILIANS and p.kind.party in civilians)]
    for part in rest:
        if part not in members:
            words = f"{part.kind.label}: may be among the civilians, not added"
            steps.append(Step(words=words, claim_ids=part.claim_ids))
    if len(members) == 1:
        return members[0]
    low, high = sum(p.low for p in members), sum(p.high for p in members)
    ids = tuple(dict.fromkeys(c for p in members for c in p.claim_ids))
    written = " + ".join(_span(p) for p in members)
    result = wording.number(low) if low == high else f"{wording.number(low)} to {wording.number(high)}"
    steps.append(Step(words=f"added by {policy.name} {policy.version}: {written} = {result}", claim_ids=ids))
    return _Part(
        kind=members[0].kind,
        low=low,
        high=high,
        open_low=any(p.open_low for p in members),
        open_high=any(p.open_high for p in members),
        claim_ids=ids,
    )


def _made(policy: Policy, outcome: Outcome, part: _Part | None, steps: Sequence[Step]) -> Total:
    return Total(
        policy=policy.name,
        version=policy.version,
        outcome=outcome,
        low=part.low if part else None,
        best=part.low if part and policy.best == "lowest" else None,
        high=part.high if part else None,
        open_low=part.open_low if part else False,
        open_high=part.open_high if part else False,
        steps=tuple(steps),
    )


def total_words(total: Total) -> str:
    """The total as it is printed: "23 to 58", "at least 12", "no total"."""
    if total.low is None or total.high is None:
        return "no total"
    if total.best is not None and total.low == total.high:
        return wording.number(total.best)
    low, high = wording.number(total.low), wording.number(total.high)
    more = " or more" if total.open_high else ""
    less = "up to " if total.open_low else ""
    return f"{less}{low}{more}" if low == high else f"{less}{low} to {high}{more}"


def total_line(total: Total) -> str:
    """The total as one line of JSON: its fields, the steps with the claims that they rest on."""
    return json.dumps(asdict(total), ensure_ascii=False)


def _span(part: _Part) -> str:
    low, high = wording.number(part.low), wording.number(part.high)
    return low if low == high else f"({low} to {high})"


def _number(low: float | None, high: float | None) -> float | None:
    return low if low is not None else high


def _figure(said: Said) -> str:
    return wording.figure(said.low, said.high, said.bound, said.vague)
