"""The linking policy: every weight and threshold, each with its reason.

Weights are points for or against two accounts being about one happening. They were set by hand from the reasons
beside them, on the sample reports; those of print, adjacent days, districts, victims of no side and equal figures
also on the half of the linking benchmark's dev records that may be read.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from counterclaim.records import content_hash

__all__ = ["DEFAULT", "NEVER", "WEIGHTS", "LinkPolicy", "Weight"]

#: Points that no other evidence can outweigh.
NEVER = float("-inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What one level of one comparison is worth, and why."""

    comparison: str
    level: str
    points: float
    reason: str


def _weight(comparison: str, level: str, points: float, reason: str) -> Weight:
    return Weight(comparison=comparison, level=level, points=points, reason=reason)


#: The comparisons in the order in which they are made and explained.
WEIGHTS: tuple[Weight, ...] = (
    _weight("report", "same", 4.0, "a report mostly tells one happening; what speaks against it must be said"),
    _weight("report", "digest", 3.0, "a report that tells several happenings apart; being in it says less"),
    _weight("report", "other", 0.0, "two reports say nothing about each other by themselves"),
    _weight("scope", "incident", 0.0, "both are about an incident"),
    _weight("scope", "unequal", NEVER, "a total over a longer period is no incident (ACLED keeps totals out)"),
    _weight("scope", "same_count", 5.0, "two totals that count the same people over the same period"),
    _weight("scope", "same_period", 5.0, "one report's totals of the same side over the same period"),
    _weight("scope", "other_count", NEVER, "totals of other people or another period"),
    _weight("dates", "same", 2.0, "the days that the reports state overlap"),
    _weight("dates", "wider", 0.0, "one speaks of a day, the other of a week around it; in one report: apart"),
    _weight("dates", "adjacent", -0.5, "one day apart: a night's fighting, or the next day's; more must hold them"),
    _weight("dates", "near", 1.5, "no stated day, but printed within days of the other"),
    _weight("dates", "possible", 0.5, "no stated day; the publication leaves room for it"),
    _weight("dates", "past", -4.0, "a report's undated claims are about its news, not about days before"),
    _weight("dates", "unstated", 0.0, "one report, no day that tells its claims apart"),
    _weight("dates", "undated", 0.0, "no date at all: linked by a shared figure or not at all"),
    _weight("dates", "apart", NEVER, "different days: two clashes of one pair stay apart"),
    _weight("dates", "no_anchor", NEVER, "no date and no shared figure: nothing holds the two together"),
    _weight("print", "news", 0.5, "both state their day and were printed within days: the same news"),
    _weight("print", "weeks", 0.0, "printed some time apart"),
    _weight("print", "review", -1.0, "one looks back from long after, when many happenings of one day are told"),
    _weight("print", "unknown", 0.0, "one report, or one without a stated day or a day of print"),
    _weight("parties", "pair", 2.0, "the same two parties"),
    _weight("parties", "one", 1.0, "one party shared, the other is not named in one account"),
    _weight("parties", "unknown", 0.0, "an account that names no party"),
    _weight("parties", "opponent", -2.5, "one party shared, but against another opponent"),
    _weight("parties", "other", NEVER, "no party in common"),
    _weight("places", "shared", 2.0, "a place name in common"),
    _weight("places", "capital", 0.5, "only a capital in common: that is where officials speak"),
    _weight("places", "districts", -2.0, "a capital in common, and in each account other places besides"),
    _weight("places", "not_capital", -1.5, "one names a capital, where it may only speak, one another place"),
    _weight("places", "unknown", 0.0, "an account that names no place"),
    _weight("places", "different", -3.0, "places named, none in common; names of one place differ between reports"),
    _weight("places", "elsewhere", -5.5, "one report names two places: its author tells two happenings apart"),
    _weight("kinds", "same", 0.5, "the same type of event"),
    _weight("kinds", "other_mode", -1.0, "the same type by other means: an air strike and a clash on the ground"),
    _weight("kinds", "unknown", 0.0, "an account without a type"),
    _weight("kinds", "different", -2.0, "no type of event in common"),
    _weight("victims", "shared", 1.0, "both count the same outcome for the same group"),
    _weight("victims", "unsided", 0.5, "both count the same outcome, neither says whose: most accounts count somebody"),
    _weight("victims", "unknown", 0.0, "no group counted by both"),
    _weight("figures", "rare", 2.5, "an equal figure too large to be equal by chance"),
    _weight("figures", "some", 2.0, "an equal figure of one outcome and group, where figures mostly differ"),
    _weight("figures", "none", 0.0, "differing figures are no evidence: that is what accounts dispute"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPolicy:
    """How claims are linked and compared. Frozen; `version` changes when any value does."""

    name: str = "link-default"
    #: Points that two accounts need. Same day + same pair + same type reaches it exactly; one day apart
    #: needs a shared place or figure besides. A false merge hides evidence, so doubt keeps accounts apart.
    threshold: float = 4.5
    #: Points that two wholes of several reports need besides: less, since a whole names more places and types.
    whole_threshold: float = 2.0
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
    #: A denial answers an accusation of another report printed at most this many days apart,
    #: when they share at least `reply_words` uncommon words.
    reply_days: int = 14
    reply_words: int = 2
    #: "About 20" leaves room for this share on either side (a named reading, used only for "can both be
    #: true").
    about_slack: float = 0.1
    #: The version of how facets, positions and disputes are built from linked claims: ledgers link anew after a change.
    built: int = 2
    weights: tuple[Weight, ...] = WEIGHTS

    @property
    def version(self) -> str:
        """The policy's name with eight hexadecimal digits that change when any value changes."""
        values = ";".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))
        return f"{self.name}-{content_hash(values)[:8]}"


DEFAULT = LinkPolicy()
