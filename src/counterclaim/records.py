"""The whole vocabulary: every record that passes between the stages.

All records are frozen, slotted, keyword-only dataclasses made of strings, numbers, tuples and other
records, so that they hash, compare and pickle, and so that `codec` can write them as JSON unchanged.
Offsets are half-open and count Unicode code points of `Text.content`; a `Text` never changes after
it is made. What is not known is `None` or an empty tuple, never 0 and never a guess.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

SegmentKind = Literal["headline", "dateline", "body", "furniture", "repeat"]
Manner = Literal["direct", "indirect", "mixed"]
TimePrecision = Literal["day", "week", "month", "year", "longer", "open", "unknown"]
Stance = Literal[
    "asserts",
    "estimates",
    "confirms",
    "denies",
    "no_comment",
    "accuses",
    "condemns",
    "threatens",
    "urges",
    "promises",
    "rejects",
    "claims_responsibility",
]
Outcome = Literal[
    "killed",
    "wounded",
    "captured",
    "missing",
    "displaced",
    "casualties",
    "strength",
    "destroyed",
    "seized",
]
Bound = Literal[
    "exact",
    "about",
    "at_least",
    "more_than",
    "at_most",
    "nearly",
    "less_than",
    "range",
    "vague",
]
VictimClass = Literal[
    "combatant",
    "civilian",
    "security_forces",
    "child",
    "aid_worker",
    "journalist",
    "unknown",
]
Standing = Literal["incident", "part", "superseded", "background", "denied"]
Relation = Literal["denies", "confirms", "disputes", "answers"]
DisputeKind = Literal["figures", "denied", "unanswered", "responsibility", "target", "place", "status"]
CopyKind = Literal["exact", "near", "partial"]
DecisionKind = Literal["accept", "correct", "reject", "merge", "split", "grade", "undo"]
FacetState = Literal["single", "agreed", "disputed", "compatible", "unattributed", "revised", "denied"]
Interest = Literal["own_loss", "enemy_loss", "harm_admitted"]
Scope = Literal["subset", "part", "other_class", "other_period"]

STANCES: tuple[Stance, ...] = Stance.__args__  # type: ignore[attr-defined]
OUTCOMES: tuple[Outcome, ...] = Outcome.__args__  # type: ignore[attr-defined]
BOUNDS: tuple[Bound, ...] = Bound.__args__  # type: ignore[attr-defined]

#: Outcomes that count people; the others count things or members.
HUMAN_OUTCOMES: frozenset[Outcome] = frozenset({"killed", "wounded", "captured", "missing", "displaced", "casualties"})


def content_hash(*parts: str) -> str:
    """Hash `parts` in order to 64 hexadecimal digits (SHA-256).

    Parts are length-prefixed, so ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(raw)}:".encode())
        digest.update(raw)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of a `Text`: `start` inclusive, `end` exclusive, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}-{self.end}: needs 0 <= start <= end")

    def of(self, content: str) -> str:
        """The words that the span covers in `content`."""
        return content[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a report was published, as far as it is known.

    `start` and `end` are ISO 8601 dates (both ends inside the interval); `precision` is the finest
    unit that was stated; `how` names where it was found: `given` (by the user or the record),
    `json-ld`, `meta`, `html`, `dateline`.
    """

    start: str
    end: str
    precision: Literal["time", "day", "month", "year"]
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was given to be read: one report, before anything was understood.

    `id` is a hash of the raw bytes with the metadata that was given; `retrieved` is outside it.
    `source` is where the bytes came from (a path, with `#line` for a record), for messages only.
    """

    id: str
    raw_sha256: str
    media_type: str
    source: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    agency: str | None = None
    language: str = "en"
    published: Published | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A block of a `Text` (a paragraph, a headline, a line of furniture) and what it is."""

    kind: SegmentKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The clean text of a report. `content` never changes; every span of every record refers to it.

    `id` hashes the raw hash, the cleaner's version and the content. `segments` are in order, do not
    overlap, and cover every character of `content` that is not white space.
    """

    id: str
    raw_sha256: str
    cleaner: str
    sha256: str
    content: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One report as it was taken in: the report, its text and the raw bytes."""

    report: Report
    text: Text
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence: its span and the kind of segment that it stands in."""

    index: int
    span: Span
    segment: SegmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who speaks, acts or is acted on.

    `text` and `span` are the words of the report (`span` is None only for the narrator and for
    "unattributed"); `name` and `role` may come from an earlier mention that `text` refers back to.
    `actor` is the stable code (`TALIBAN`), `parties` what it stood for at the time (`AFG`);
    `rule` says how that was found.
    """

    text: str
    span: Span | None = None
    actor: str
    parties: tuple[str, ...]
    name: str | None = None
    role: str | None = None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as written. Coordinates never travel without `precision` (UCDP where_prec, 1 to 7).

    `geo_precision` is ACLED's code for the same (1 to 3), `radius_km` the uncertainty: the place lies, or an area
    mostly lies, within it.
    """

    text: str
    span: Span
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: int | None = None
    geo_precision: int | None = None
    radius_km: float | None = None
    rule: str


#: The longest interval of each precision, in days: a month and a year at their longest.
_MOST_DAYS: tuple[tuple[TimePrecision, int], ...] = (("day", 1), ("week", 7), ("month", 31), ("year", 366))
_ACLED_TIME: dict[TimePrecision, int] = {"day": 1, "week": 2, "month": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time, as written and as an interval of ISO dates where one follows.

    `how` says where the interval comes from: `stated` (a full date in the text), `relative` (counted from
    the publication date), `publication` (the report's own date; only ever for `said`),
    `unresolved` (words that fix no date here: `start` and `end` are None). The interval is where it lies or what it
    fills; `precision` tells how long it is.
    """

    text: str | None
    span: Span | None
    start: str | None
    end: str | None
    how: Literal["stated", "relative", "publication", "unresolved"]

    @property
    def precision(self) -> TimePrecision:
        """How exact the interval is, from its length: one day, at most 7, 31 or 366 days, or longer.

        `open` has one end only, `unknown` none. Derived, never stored, so that it holds for every ledger.
        """
        if self.start is None and self.end is None:
            return "unknown"
        if self.start is None or self.end is None:
            return "open"
        days = (date.fromisoformat(self.end[:10]) - date.fromisoformat(self.start[:10])).days + 1
        return next((name for name, most in _MOST_DAYS if days <= most), "longer")

    @property
    def time_precision(self) -> int | None:
        """The same in ACLED's code (codebook, time_precision): 1 the day, 2 within a week, 3 within a month.

        None for what is vaguer, which ACLED leaves out.
        """
        return _ACLED_TIME.get(self.precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A figure of human or material impact.

    `low` and `high` count `unit`s; None is an open or unknown end. A `vague` word ("dozens")
    has no numbers. `victims` are the words, without number or article, carried over from
    `victims_span` where the sentence leaves them out. `span` covers the words that give the figure.
    `standing`: `part` of a larger figure in the same report, `superseded` by a later one there,
    `background` (another event or a longer period), `denied`, else `incident`.
    """

    outcome: Outcome
    victims: str | None
    victims_span: Span | None
    actor: str | None
    parties: tuple[str, ...]
    victim_class: VictimClass
    unit: str
    low: float | None
    high: float | None
    bound: Bound
    vague: str | None
    words: str
    span: Span
    standing: Standing = "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content of one act of speech, each a tuple of spans (content may be split)."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    manner: Manner
    by: Actor
    relay: tuple[Actor, ...]
    stance: Stance
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The claim that a claim denies, confirms, disputes or answers.

    `key` is that claim's key; `span` the words that point at it; `rule` how it was found.
    """

    relation: Relation
    key: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """Why a field of a claim holds what it holds: a rule's name and the words it read."""

    field: str
    rule: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition with its speaker. See `design` in the docs for every field.

    `quote` is exactly the words of `evidence`, pieces joined by " ... ". `key` hashes text, evidence
    and kind and is free of the extractor's version; `id` adds the report and the version.
    `relay` stands outermost first. `about` is no part of either.
    """

    id: str
    key: str
    report_id: str
    text_id: str
    extractor: str
    kind: Literal["toll", "statement", "narration"]
    by: Actor
    relay: tuple[Actor, ...] = ()
    stance: Stance
    event_type: str | None = None
    mode: str | None = None
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    toll: Toll | None = None
    places: tuple[Place, ...] = ()
    said: When | None = None
    happened: When | None = None
    about: About | None = None
    evidence: tuple[Span, ...]
    quote: str
    hedges: tuple[Span, ...] = ()
    rules: tuple[FieldRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One figure of a position. `said` is the ISO date of its first claim, `how` where that is from."""

    low: float | None
    high: float | None
    bound: Bound
    vague: str | None
    said: str | None
    how: Literal["said", "published", "superseded", "unknown"]
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one party says on a facet: its claims in the order in which they were said.

    `low`, `high`, `bound`, `vague` are the newest claim's. `reports` is no measure of independence; `origins` counts
    prints of one text once. `steps` are the figures that it moved through (one, where it did not move), `interest`
    whether they count the speaker's own dead (a bound from below), its enemy's, or civilians whom it says it harmed.
    """

    party: str
    claim_ids: tuple[str, ...]
    low: float | None
    high: float | None
    bound: Bound
    vague: str | None
    reports: int
    origins: int
    steps: tuple[Step, ...] = ()
    interest: Interest | None = None

    @property
    def moved(self) -> bool:
        """Whether the party gave one figure and later another one."""
        return len(self.steps) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One comparable thing within an event, with a position per party."""

    id: str
    outcome: Outcome
    victims_party: str
    victim_class: VictimClass
    unit: str
    label: str
    standing: Standing
    positions: tuple[Position, ...]
    state: FacetState


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a dispute: a party and its claims."""

    party: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Accounts that can't all be true, or an assertion and its answer.

    `figures`, who did it, who was hit (`target`), where, a thing's `status`; a fact `denied`; no answer (`unanswered`).
    """

    kind: DisputeKind
    facet_id: str | None
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two facets of one event that count unlike things: how they relate, and whether they fit.

    `subset`: `facet_id` counts some of those whom `other_id` counts; `part`: its report calls it one; the others are
    not comparable. `fits`: whether no figure of the part is above every figure of the whole; None if not comparable.
    """

    facet_id: str
    other_id: str
    scope: Scope
    fits: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A claim that answers a claim, in the same or another report."""

    claim_id: str
    to_claim_id: str
    relation: Relation
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedFigure:
    """A claim of a corrected report, and the one that stands in its place."""

    claim_id: str
    by_claim_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A notice in a report that takes back or mends a report: derived, never stored as truth.

    `paragraph` is the one that it says it mends (from 1), `corrects` the report that it is about, which may be itself.
    """

    report_id: str
    text_id: str
    kind: Literal["withdrawal", "correction", "update"]
    cue: str
    span: Span
    words: str
    paragraph: int | None
    corrects: str | None
    rule: str
    figures: tuple[CorrectedFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Claims about one happening: derived, never stored as truth. `id` hashes the member keys."""

    id: str
    claim_ids: tuple[str, ...]
    parties: tuple[str, ...]
    start: str | None
    end: str | None
    places: tuple[str, ...]
    event_types: tuple[str, ...]
    facets: tuple[Facet, ...]
    disputes: tuple[Dispute, ...]
    replies: tuple[Reply, ...]
    part_of: str | None = None
    comparisons: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure of a copy that stands in the place of another one in the likely origin."""

    span: Span
    words: str
    origin_span: Span
    origin_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyMember:
    """A report that prints an origin's text, and what it did to it.

    `share` is how much of its body's words stand in the origin, `shared` where they stand in its own text. A `partial`
    copy has words of its own as well. A changed figure stays a claim of this report.
    """

    report_id: str
    text_id: str
    kind: CopyKind
    share: float
    shared: tuple[Span, ...]
    changes: tuple[FigureChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Reports that print one text: derived, never stored as truth. `id` hashes the ids of all of them.

    `origin` is the report that the text likely comes from, `rule` what told: `agency-itself`, `agency-credit`,
    `earliest`, `only-dated`, `longest`, or `undecided` (nothing tells; the lowest id stands for it). `members` are the
    others, by id.
    """

    id: str
    origin: str
    rule: str
    members: tuple[CopyMember, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """What a stage could not use, and why. Codes are listed in `errors.REJECTION_CODES`."""

    stage: str
    code: str
    reason: str
    source: str
    report_id: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a decision holds on to: a claim by its key, else by its words and 40 characters around them."""

    key: str
    report_id: str
    kind: str
    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about a claim. It never changes; `undo` is a decision as well.

    `merge` says that two claims are about one happening, `split` that they are not. `correct` gives a field's right
    `value`. `grade` is of the Admiralty system: A to F for the source, 1 to 6 for the claim; F6 is not judged.
    """

    id: str
    kind: DecisionKind
    by: str
    at: str
    anchor: Anchor
    other: Anchor | None = None
    field: str | None = None
    value: str | None = None
    grade: str | None = None
    undoes: str | None = None
    note: str | None = None
