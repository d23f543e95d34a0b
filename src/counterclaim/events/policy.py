"""The linking policy: every weight and threshold, each with its reason.

Weights are points for or against two accounts being about one happening. They stand in `weights.toml`, which says how
they were found. Three policies are named: `DEFAULT`, and one for those who prefer missed merges to false ones and one
for the reverse.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import resources
from typing import Literal

from counterclaim.records import content_hash

__all__ = ["DEFAULT", "NEVER", "POLICIES", "WEIGHTS", "LinkPolicy", "PolicyName", "Weight"]

#: Points that no other evidence can outweigh.
NEVER = float("-inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What one level of one comparison is worth, and why."""

    comparison: str
    level: str
    points: float
    reason: str


def _weights() -> tuple[Weight, ...]:
    """The table `weights.toml`, in its order. Raises `ValueError` for a row that gives a level twice."""
    table = tomllib.loads(resources.files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))
    rows = [
        Weight(
            comparison=row["comparison"],
            level=row["level"],
            points=NEVER if row["points"] == "never" else float(row["points"]),
            reason=row["reason"],
        )
        for row in table["weight"]
    ]
    if len({(row.comparison, row.level) for row in rows}) < len(rows):
        raise ValueError("weights.toml gives a level of a comparison twice")
    return tuple(rows)


WEIGHTS: tuple[Weight, ...] = _weights()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPolicy:
    """How claims are linked and compared. Frozen; `version` changes when any value does."""

    name: str = "link-default"
    #: Points that two accounts need. Same day + same pair + same type reaches it; one day apart
    #: needs a shared place or figure besides. A false merge hides evidence, so doubt keeps accounts apart.
    threshold: float = 4.5
    #: Points that two wholes of several reports need besides: less, since a whole names more places and types.
    whole_threshold: float = 4.0
    #: Days between two stated dates that still may be one night's fighting told by two reports.
    adjacent_days: int = 1
    #: A report that states no day: its happening lies at most this many days before its publication.
    report_lag_days: int = 7
    #: A publication this near to a stated day, or to another publication by `adjacent_days`, is "near".
    near_days: int = 3
    #: Publications further apart than this are not of one time: the later looks back.
    news_days: int = 60
    #: From this length on an interval is wider than a day or a night and may hold several happenings.
    wide_days: int = 4
    #: A report whose claims name this many days or places apart tells several happenings.
    digest_happenings: int = 3
    #: A claim over this many days or more is a total, whatever its standing.
    incident_days: int = 14
    #: Equal figures from here on are "rare", from `some_figure` on "some"; below they count for nothing.
    rare_figure: float = 10
    some_figure: float = 3
    #: Figures nearly agree when they overlap with this share of room on either side.
    close_share: float = 0.15
    #: Points this near are one spot; places further apart than the second are never "around" each other.
    spot_km: float = 1.5
    around_km: float = 25
    #: A denial answers an accusation of another report printed at most this many days apart,
    #: when they share at least `reply_words` uncommon words.
    reply_days: int = 14
    reply_words: int = 2
    #: "About 20" leaves room for this share on either side (a named reading, used only for "can both be
    #: true").
    about_slack: float = 0.1
    #: The version of how facets, positions and disputes are built from linked claims: ledgers link anew after a change.
    built: int = 2
    #: At most so many accounts are merged with an eye on each other; see `clustering.bounded_groups`.
    group_accounts: int = 500
    weights: tuple[Weight, ...] = WEIGHTS

    @property
    def version(self) -> str:
        """The policy's name with eight hexadecimal digits that change when any value changes."""
        values = ";".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))
        return f"{self.name}-{content_hash(values)[:8]}"


DEFAULT = LinkPolicy()

PolicyName = Literal["default", "cautious", "eager"]

#: One setting for what a user fears more. What each costs on the linking benchmark stands in docs/events.md.
POLICIES: Mapping[PolicyName, LinkPolicy] = {
    "default": DEFAULT,
    "cautious": LinkPolicy(name="link-cautious", threshold=6.0, whole_threshold=5.5),
    "eager": LinkPolicy(name="link-eager", threshold=3.75, whole_threshold=3.5),
}
