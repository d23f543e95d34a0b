"""Whole reports: distinct tolls and statements, each with who says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from counterclaim.pipeline import Reading
from counterclaim.records import Claim, Toll

#: Stances that the articles' vocabulary lacks -> the nearest that it has.
STATEMENT_STANCES = {"estimates": "asserts", "confirms": "asserts", "promises": "asserts"}
#: Outcomes that it has; the rest is "other".
ARTICLE_OUTCOMES = frozenset({"killed", "wounded", "captured", "missing", "displaced"})


def project(reading: Reading) -> dict[str, Any]:
    """Distinct tolls and statements by speaker; narrated deeds without a figure are neither."""
    tolls: dict[tuple[object, ...], dict[str, Any]] = {}
    statements: list[dict[str, Any]] = []
    for claim in reading.claims:
        if claim.toll is not None:
            row = _article_toll(claim, claim.toll)
            tolls.setdefault(tuple(row[k] for k in ("by", "victims_party", "outcome", "low", "high")), row)
        elif claim.kind == "statement":
            statements.extend(s for s in _statements(claim) if s not in statements)
    return {"tolls": list(tolls.values()), "statements": statements}


def _article_toll(claim: Claim, toll: Toll) -> dict[str, Any]:
    stance = {"denies": "denies", "estimates": "estimate"}.get(claim.stance, "asserts")
    parties = toll.parties
    return {
        "by": claim.by.parties[0] if claim.by.parties else "unattributed",
        "by_text": claim.by.text or None,
        "victims": toll.victims,
        "victims_party": "ANY" if not parties else parties[0] if len(parties) == 1 else "MIX",
        "outcome": toll.outcome if toll.outcome in ARTICLE_OUTCOMES else "other",
        "low": toll.low,
        "high": toll.high,
        "stance": stance,
        "event": None,
    }


def _statements(claim: Claim) -> Iterator[dict[str, Any]]:
    target = next((p for a in (*claim.actors, *claim.recipients) for p in a.parties), None)
    for party in claim.by.parties:
        yield {
            "by": party,
            "by_text": claim.by.text or None,
            "stance": STATEMENT_STANCES.get(claim.stance, claim.stance),
            "about": claim.about.key if claim.about else claim.event_type,
            "target": target,
        }
