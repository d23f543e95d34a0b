"""Accounts: what one report (or, merged, several) says about one happening, reduced to what is compared.

In: claims and their reports. Out: an `Account` per claim, and the union of two.
Guarantee: an account holds only what its claims say, except for `parties`, which may take the only opponent
that the same report names (rule `only-opponent`) or the speaker, if the report names it as a party (rule
`speaker-is-party`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt

from counterclaim.events.policy import LinkPolicy
from counterclaim.records import HUMAN_OUTCOMES, Actor, Claim, Report, Toll, VictimClass

__all__ = [
    "UNSIDED",
    "Account",
    "Counted",
    "Days",
    "Spot",
    "account_of",
    "base_party",
    "counted",
    "days_of",
    "is_digest",
    "merge",
    "named_parties",
    "report_parties",
    "told_apart",
]

#: Outcomes that only force brings about; `displaced` and `strength` imply no type.
_BY_FORCE = frozenset({"killed", "wounded", "captured", "missing", "casualties", "destroyed", "seized"})

#: Party codes in capitals that stand for bodies that report or judge, not for a side.
_NO_SIDE = frozenset({"UN", "NGO"})

#: The party of victims whose side nobody names.
UNSIDED = "unknown"

#: `where_prec` from which a place is too wide to tell two happenings apart (UCDP: 5 a wider or fuzzy area).
WIDE = 5

#: The Earth's mean radius (IUGG).
EARTH_KM = 6371.0

#: How far a place may reach from its point where nothing is said, by `where_prec`: a town, its surroundings (UCDP:
#: about 25 km), a district, a province.
REACH_KM: Mapping[int, float] = {1: 5.0, 2: 25.0, 3: 30.0, 4: 100.0}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Days:
    """An interval of days as ordinals, both ends inside."""

    first: int
    last: int

    def gap(self, other: Days) -> int:
        """Days from the end of the earlier to the start of the later; 0 when they overlap."""
        return max(0, self.first - other.last, other.first - self.last)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Counted:
    """What a toll counts: the group that makes two tolls comparable."""

    outcome: str
    party: str
    group: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Spot:
    """A point in degrees and how far in kilometres the place that it stands for may reach from it."""

    latitude: float
    longitude: float
    radius_km: float

    def km(self, other: Spot) -> float:
        """Kilometres between the two points, on a sphere."""
        north, south = radians(self.latitude), radians(other.latitude)
        east = radians(other.longitude - self.longitude)
        half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
        return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is compared.

    `dates` are stated days, `window` what publication leaves, `printed` the days of print; `capitals` are places
    where officials speak as often as things happen; `countries` are those of all places, however wide; `spots` are
    where the claims stand in their texts; `points` are where `places` lie, as far as that is known; `documents` are
    outlet, day and title of the reports; `words` are what copies of one text print alike; `order` is the smallest
    name of a claim (`by_name`), which no version of the tables changes.
    """

    order: str
    size: int
    keys: frozenset[str]
    reports: frozenset[str]
    parties: frozenset[str]
    dates: frozenset[Days]
    window: Days | None
    printed: frozenset[int]
    places: frozenset[str]
    points: frozenset[Spot]
    documents: frozenset[str]
    capitals: frozenset[str]
    countries: frozenset[str]
    types: frozenset[str]
    modes: frozenset[str]
    counted: frozenset[Counted]
    figures: frozenset[tuple[Counted, float | None, float | None]]
    total: bool
    spots: frozenset[int]
    words: frozenset[str]
    digest: bool = False

    @property
    def span(self) -> Days | None:
        """The days that the account can be about: the stated ones, else the window."""
        if self.dates:
            return Days(first=min(d.first for d in self.dates), last=max(d.last for d in self.dates))
        return self.window


def base_party(code: str) -> str:
    """The side that a party code belongs to: a state's civilians are counted with the state."""
    return code.removesuffix("-CIV")


def is_side(code: str) -> bool:
    """Whether a party code can be a side: kinds of speaker (lower case) and bodies can't."""
    return bool(code) and code.upper() == code and code not in _NO_SIDE


def days_of(start: str | None, end: str | None) -> Days | None:
    """The days from one ISO date to another, or None where either is missing or no date."""
    if start is None or end is None:
        return None
    try:
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    except ValueError:
        return None
    return Days(first=min(first, last).toordinal(), last=max(first, last).toordinal())


#: Lengths of time that no incident has, and the words by which they are counted from one instead ("two years later").
_LONG = frozenset({"months", "years", "decades", "centuries", "generations"})
_ANCHORED = frozenset({"ago", "later", "earlier", "before", "after", "previously"})


def is_period(claim: Claim, policy: LinkPolicy) -> bool:
    """Whether a claim is about a longer time than an incident: many days, everything since a day, "for two decades"."""
    when = claim.happened
    if when is None:
        return False
    if when.start is None and when.end is None:
        words = set((when.text or "").lower().split())
        return bool(words & _LONG) and not words & _ANCHORED
    if when.start is None:
        return False
    days = days_of(when.start, when.end)
    return when.end is None or (days is not None and days.last - days.first >= policy.incident_days)


def class_group(victim_class: VictimClass) -> str:
    """Soldiers, police and fighters of one side are compared with each other, everyone else with their like.

    UCDP counts the deaths of a side's armed personnel together; civilians and unknown stand apart
    [conventions 1].
    """
    return "forces" if victim_class in ("combatant", "security_forces") else victim_class


def counted(toll: Toll) -> Counted:
    """What `toll` counts. Human outcomes count people, whatever word the report uses for them.

    A kind ("rebels") beside a side ("Taliban fighters and allied militants") makes no other group.
    """
    parties = {base_party(code) for code in toll.parties}
    return Counted(
        outcome=toll.outcome,
        party="+".join(sorted({code for code in parties if is_side(code)} or parties)) or UNSIDED,
        group=class_group(toll.victim_class),
        unit="people" if toll.outcome in HUMAN_OUTCOMES else toll.unit.casefold(),
    )


def _sides(actors: Iterable[Actor]) -> set[str]:
    return {base_party(code) for actor in actors for code in actor.parties if is_side(base_party(code))}


def named_parties(claim: Claim) -> frozenset[str]:
    """The sides that acted or suffered, as the claim itself says."""
    sides = _sides((*claim.actors, *claim.recipients))
    if claim.toll is not None:
        sides |= {base_party(code) for code in claim.toll.parties if is_side(base_party(code))}
    return frozenset(sides)


def report_parties(claims: Sequence[Claim]) -> dict[str, frozenset[str]]:
    """The parties of each claim of one report, by claim id, with the opponent filled in where it is plain."""
    named = {claim.id: named_parties(claim) for claim in claims}
    acting = frozenset[str]().union(*named.values()) if named else frozenset()
    opponents: defaultdict[str, set[str]] = defaultdict(set)
    filled: dict[str, frozenset[str]] = {}
    for claim in claims:
        parties = named[claim.id]
        if len(parties) == 1:
            parties |= _sides([claim.by]) & acting
        filled[claim.id] = parties
        if len(parties) == 2:
            for side in parties:
                opponents[side] |= parties - {side}
    for claim_id, parties in filled.items():
        if len(parties) == 1:
            against = opponents[next(iter(parties))]
            if len(against) == 1:
                filled[claim_id] = parties | against
    return filled


def _window(claim: Claim, report: Report | None, policy: LinkPolicy) -> Days | None:
    """The days in which an undated claim can have happened: up to a week before it was said or printed."""
    said = days_of(claim.said.start, claim.said.end) if claim.said else None
    if said is None and report is not None and report.published is not None:
        said = days_of(report.published.start, report.published.end)
    if said is None:
        return None
    return Days(first=said.first - policy.report_lag_days, last=said.last)


def _printed(report: Report | None) -> frozenset[int]:
    days = days_of(report.published.start, report.published.end) if report and report.published else None
    return frozenset({days.first} if days else ())


def _place_names(claim: Claim) -> frozenset[str]:
    return frozenset(
        place.name.casefold() for place in claim.places if place.precision is None or place.precision < WIDE
    )


def _points(claim: Claim, capitals: frozenset[str]) -> Iterator[Spot]:
    for place in claim.places:
        narrow = place.precision is not None and place.precision < WIDE
        if not narrow or place.name.casefold() in capitals or place.latitude is None or place.longitude is None:
            continue
        radius = place.radius_km if place.radius_km is not None else REACH_KM.get(place.precision or 1, 5.0)
        yield Spot(latitude=place.latitude, longitude=place.longitude, radius_km=radius)


def _documents(report: Report | None) -> frozenset[str]:
    """What names the printed page that a report was taken from, where outlet, day and title are known."""
    if report is None or not (report.outlet and report.title and report.published):
        return frozenset()
    return frozenset({f"{report.outlet.casefold()} {report.published.start[:10]} {report.title.casefold()}"})


def account_of(
    claim: Claim,
    parties: frozenset[str],
    reports: Mapping[str, Report],
    policy: LinkPolicy,
    capitals: frozenset[str],
    words: str | None = None,
) -> Account:
    """The account that one claim gives. `words` names them where several prints of one text hold them."""
    happened = days_of(claim.happened.start, claim.happened.end) if claim.happened else None
    toll = claim.toll
    types = {claim.event_type} if claim.event_type else set[str]()
    if toll is not None and not types and toll.outcome in _BY_FORCE:
        types = {"ASSAULT"}
    group = counted(toll) if toll is not None else None
    names = _place_names(claim)
    numbered = toll is not None and (toll.low is not None or toll.high is not None)
    return Account(
        order=claim.id,
        size=1,
        keys=frozenset({claim.key}),
        reports=frozenset({claim.report_id}),
        parties=parties,
        dates=frozenset({happened}) if happened else frozenset(),
        window=_window(claim, reports.get(claim.report_id), policy),
        printed=_printed(reports.get(claim.report_id)),
        places=names - capitals,
        points=frozenset(_points(claim, capitals)),
        documents=_documents(reports.get(claim.report_id)),
        capitals=names & capitals,
        countries=frozenset(place.country for place in claim.places if place.country),
        types=frozenset(types),
        modes=frozenset({claim.mode} if claim.mode else ()),
        counted=frozenset({group}) if group else frozenset(),
        figures=frozenset({(group, toll.low, toll.high)}) if group and toll and numbered else frozenset(),
        total=toll is not None
        and (toll.standing == "background" or toll.outcome == "strength" or is_period(claim, policy)),
        spots=frozenset(span.start for span in claim.evidence[:1]),
        words=frozenset({words} if words else ()),
    )


def is_digest(accounts: Iterable[Account], policy: LinkPolicy) -> bool:
    """Whether one report's accounts name so many days or places apart that it tells of several happenings."""
    found: list[Account] = []
    for account in accounts:
        fixed = not account.total and (account.dates or account.places)
        if fixed and all(told_apart(account, other) for other in found):
            found.append(account)
        if len(found) >= policy.digest_happenings:
            return True
    return False


def told_apart(a: Account, b: Account) -> bool:
    """Whether two accounts state days that do not touch, or places none of which both name."""
    other_days = bool(a.dates and b.dates) and all(x.gap(y) for x in a.dates for y in b.dates)
    return other_days or bool(a.places and b.places and not a.places & b.places)


def _common_window(a: Days | None, b: Days | None) -> Days | None:
    if a is None or b is None:
        return a or b
    if a.gap(b):
        return Days(first=min(a.first, b.first), last=max(a.last, b.last))
    return Days(first=max(a.first, b.first), last=min(a.last, b.last))


def merge(a: Account, b: Account) -> Account:
    """The account that both give together. The order of the two makes no difference."""
    return Account(
        order=min(a.order, b.order),
        size=a.size + b.size,
        keys=a.keys | b.keys,
        reports=a.reports | b.reports,
        parties=a.parties | b.parties,
        dates=a.dates | b.dates,
        printed=a.printed | b.printed,
        window=_common_window(a.window, b.window),
        places=a.places | b.places,
        points=a.points | b.points,
        documents=a.documents | b.documents,
        capitals=a.capitals | b.capitals,
        countries=a.countries | b.countries,
        types=a.types | b.types,
        modes=a.modes | b.modes,
        counted=a.counted | b.counted,
        figures=a.figures | b.figures,
        total=a.total and b.total,
        spots=a.spots | b.spots,
        words=a.words | b.words,
        digest=a.digest or b.digest,
    )
