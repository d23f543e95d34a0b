"""Linking: coded records as the claims that a text of theirs would give, and the linker that every user runs.

A record becomes one report with a claim of the deed and one for each figure above 0, all with the record's days,
place, sides and headline. A 0 of the record may be a stated nil or nothing coded, so it makes no claim. No rule of
linking stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from counterclaim.events import link_claims
from counterclaim.pipeline import extractor_version
from counterclaim.records import (
    Actor,
    Bound,
    Claim,
    Outcome,
    Place,
    Published,
    Report,
    Span,
    Toll,
    VictimClass,
    When,
    content_hash,
)
from counterclaim.reference import load_reference

#: The records' kinds of actor -> whose party: the state, its civilians, a body of its own, or nobody known.
STATE_KINDS = frozenset({"Security forces"})
CIVILIAN_KINDS = frozenset({"Citizens"})
#: The records' contexts -> PLOVER type and mode; the rest are the occasion of a deed, not the deed.
CONTEXTS = {"Arrest or raid": ("COERCE", "arrest")}
#: The data set holds acts of violence.
DEED = ("ASSAULT", None)
#: The records' targets -> class of victims.
CLASSES: dict[str, VictimClass] = {
    "Security forces": "security_forces",
    "Peacekeepers": "security_forces",
    "Non-state armed group members": "combatant",
    "Citizens": "civilian",
    "Other ethnic group": "civilian",
    "Election-related activists or protesters": "civilian",
    "Voters or party supporters": "civilian",
    "Political candidate or politician": "civilian",
    "Election workers or personnel": "civilian",
    "Campaigners or canvassers": "civilian",
}
#: The records' precision (larger is finer) -> UCDP `where_prec` (1 the place itself ... 6 a country).
PRECISION = {6: 1, 5: 1, 4: 1, 3: 1, 2: 2, 1: 4}
FIGURES: tuple[tuple[str, Outcome], ...] = (("deaths", "killed"), ("injuries", "wounded"))
_SOURCE = re.compile(r"(?P<outlet>.+?) \((?P<date>\d{4}-\d\d-\d\d)\) (?P<title>.*)", re.DOTALL)
_ACRONYM = re.compile(r"\(([A-Z][A-Z0-9-]+)\)$")


def predict_rows(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """For every record the event that its deed is in; None where the linker makes none of it."""
    rows = list(rows)
    claims = {str(row["id"]): claims_of(row) for row in rows}
    reports = {report.id: report for report in map(report_of, rows)}
    events = link_claims([claim for held in claims.values() for claim in held], reports)
    event_of = {claim_id: event.id for event in events for claim_id in event.claim_ids}
    return [{"id": row["id"], "event": event_of.get(claims[str(row["id"])][0].id)} for row in rows]


def report_of(row: Mapping[str, Any]) -> Report:
    """The report that a record is: outlet, day and headline as its source gives them."""
    found = _SOURCE.fullmatch(row.get("source") or "")
    day = found["date"] if found else None
    return Report(
        id=_report_id(row),
        raw_sha256=content_hash(str(row["id"])),
        media_type="application/json",
        source=str(row["id"]),
        outlet=found["outlet"] if found else None,
        title=found["title"] if found else row.get("source"),
        published=Published(start=day, end=day, precision="day", how="given") if day else None,
    )


def claims_of(row: Mapping[str, Any]) -> list[Claim]:
    """The deed, then a claim for each figure above 0."""
    whole = _claim(row, "narration", None)
    tolls = [_toll(row, row.get(field) or {}, outcome) for field, outcome in FIGURES]
    return [whole, *(_claim(row, f"toll:{toll.outcome}", toll) for toll in tolls if toll is not None)]


def _report_id(row: Mapping[str, Any]) -> str:
    return content_hash("record", str(row["id"]))[:24]


def _claim(row: Mapping[str, Any], kind: str, toll: Toll | None) -> Claim:
    title = report_of(row).title or ""
    key = content_hash(str(row["id"]), kind)[:24]
    event_type, mode = CONTEXTS.get(row.get("context") or "", DEED)
    doers = [a for a in row.get("actors") or () if set(a["roles"]) & {"initiator", "perpetrator"}]
    victims = [a for a in row.get("actors") or () if "victim" in a["roles"]]
    return Claim(
        id=content_hash(key, _report_id(row), extractor_version())[:24],
        key=key,
        report_id=_report_id(row),
        text_id=_report_id(row),
        extractor=extractor_version(),
        kind="narration" if toll is None else "toll",
        by=Actor(text="", actor="narrator", parties=("narrator",), rule="narrator"),
        stance="asserts",
        event_type=event_type,
        mode=mode,
        actors=tuple(_actor(row, a) for a in doers),
        recipients=tuple(_actor(row, a) for a in victims),
        toll=toll,
        places=_places(row),
        happened=When(text=None, span=None, start=row.get("date_start"), end=row.get("date_end"), how="stated"),
        evidence=(Span(start=0, end=len(title)),),
        quote=title,
    )


def _toll(row: Mapping[str, Any], figure: Mapping[str, Any], outcome: Outcome) -> Toll | None:
    low, best, high = (figure.get(name) for name in ("low", "best", "high"))
    if not best:
        return None
    bound: Bound = "exact" if low == high else "range"
    target = row.get("target")
    return Toll(
        outcome=outcome,
        victims=target,
        victims_span=None,
        actor=None,
        parties=(),
        victim_class=CLASSES.get(target or "", "unknown"),
        unit="people",
        low=low,
        high=high,
        bound=bound,
        vague=None,
        words=str(best),
        span=Span(start=0, end=0),
    )


def _actor(row: Mapping[str, Any], given: Mapping[str, Any]) -> Actor:
    """The side: the state, its civilians, the code in brackets or a table's, else nobody known."""
    name, kind = given["name"], given.get("type")
    state = _states().get((row.get("country") or "").casefold())
    acronym = _ACRONYM.search(name)
    if kind in STATE_KINDS and state:
        party, rule = state, "record:forces of the country"
    elif kind in CIVILIAN_KINDS and state:
        party, rule = f"{state}-CIV", "record:civilians of the country"
    elif name.startswith("Unknown"):
        party, rule = "unattributed", "record:unknown"
    elif acronym:
        party, rule = acronym[1], "record:acronym"
    else:
        party, rule = name.upper(), "record:name"
    return Actor(text=name, actor=party, parties=(party,), name=name, role=kind, rule=rule)


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    """Names of states, folded -> code."""
    table = load_reference().table("countries")
    return {
        name.casefold(): code
        for code, entry in table.items()
        if isinstance(entry, Mapping)
        for name in (entry["name"], *entry.get("names", ()))
    }


def _places(row: Mapping[str, Any]) -> tuple[Place, ...]:
    """The location and its city, finest first; the point is the finest one's."""
    names = [name for name in (row.get("location"), row.get("city")) if name]
    precision = PRECISION.get(row.get("geo_precision") or 0)
    return tuple(
        Place(
            text=name,
            span=Span(start=0, end=0),
            name=name,
            country=_states().get((row.get("country") or "").casefold()),
            latitude=row.get("lat") if at == 0 and precision else None,
            longitude=row.get("lon") if at == 0 and precision else None,
            precision=precision if at == 0 else 1,
            rule="record",
        )
        for at, name in enumerate(names)
    )
