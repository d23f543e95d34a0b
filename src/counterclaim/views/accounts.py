"""What an event's page holds: accounts side by side, statements and their answers, places, sources.

Order has a rule: a claim before its answer, then by the date of the report, then as they stand in the text.
Nothing is added up, averaged or ranked, and who is not heard is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from counterclaim.records import Bound, FacetState, Interest, Outcome, Stance, Standing
from counterclaim.views import wording
from counterclaim.views.totals import Total


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCell:
    """One figure that one party gives: the claims that give it, first to last.

    `named` is the speaker's name, with its side where that is a person.
    `figure` carries its bound; `words` and `victims` are the report's. `count_of` is "own" or "other" where the
    party is one side of the toll. `outlets` name the reports; their number is no measure of independence. `changed`
    says which figure of another text this one stands in the place of.
    """

    claim_ids: tuple[str, ...]
    party: str
    speaker: str
    named: str
    relay: tuple[str, ...]
    stance: Stance
    figure: str
    low: float | None
    high: float | None
    bound: Bound
    vague: str | None
    words: str
    victims: str | None
    quote: str
    hedged: bool
    count_of: str | None
    said: str | None
    outlets: tuple[str, ...]
    changed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionCell:
    """What one party says on a facet: `accounts` in the order said, the newest last.

    `revised` only where the dates of the reports say that one figure came after the other. `prints` says how many
    sources stand behind how many reports, where some print one text. `interest` says whose losses these are to the
    speaker, `moved` the figures that the position moved through, if it did.
    """

    party: str
    mark: str
    accounts: tuple[AccountCell, ...]
    revised: bool
    prints: str | None = None
    interest: Interest | None = None
    moved: tuple[str, ...] = ()

    @property
    def newest(self) -> AccountCell:
        """The account that was given last."""
        return self.accounts[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetRow:
    """One comparable thing with a cell per party; `silent` are the sides that give no figure for it.

    `apart` is the difference between two exact figures, and None when an end is open.
    """

    facet_id: str
    outcome: Outcome
    victims: str
    victims_party: str
    unit: str
    standing: Standing
    state: FacetState
    state_words: str
    positions: tuple[PositionCell, ...]
    silent: tuple[str, ...]
    apart: float | None

    @property
    def title(self) -> str:
        """What is counted: "Pakistani soldiers killed"."""
        words = f"{self.victims} {wording.OUTCOME_WORDS[self.outcome][0].lower()}"
        return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One statement: who, with which verb. `words` are the quote without its speaker's name.

    `named` is the speaker for a headline. `again` are the claims of other reports that give the same words to the same
    speaker.
    """

    claim_id: str
    party: str
    mark: str
    speaker: str
    relay: tuple[str, ...]
    stance: Stance
    verb: str
    words: str
    quote: str
    named: str = ""
    again: tuple[str, ...] = ()

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """Every claim that says it."""
        return (self.claim_id, *self.again)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAnswered:
    """Statements and what answered them; `unheard` are the sides accused that gave no answer here."""

    subject: str
    said: tuple[Saying, ...]
    answered: tuple[Saying, ...]
    unheard: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place as written, and how exactly it is known; `wide` when that is a country or more."""

    name: str
    words: tuple[str, ...]
    precision: str
    wide: bool
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A report behind the page: what it is, its date and how that was found, whose text it prints."""

    report_id: str
    text_id: str
    name: str
    title: str | None
    url: str | None
    agency: str | None
    published: str
    text_sha256: str
    characters: int
    claims: int
    copy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """All accounts of one event. `headline` gives each in one sentence, at one size.

    `claims` counts every print of a statement, `different` each statement once; `origins` counts reports of one text
    once.
    """

    event_id: str
    headline: tuple[str, ...]
    when: str
    dated: bool
    places: tuple[PlaceRow, ...]
    parties: tuple[str, ...]
    sides: tuple[str, ...]
    marks: Mapping[str, str]
    facets: tuple[FacetRow, ...]
    said_answered: tuple[SaidAnswered, ...]
    calls: tuple[Saying, ...]
    others: tuple[Saying, ...]
    sources: tuple[SourceRow, ...]
    unknown: tuple[str, ...]
    claims: int
    start: str | None = None
    different: int = 0
    origins: int = 0
    totals: tuple[Total, ...] = ()

    @property
    def disputed(self) -> tuple[FacetRow, ...]:
        """The facets on which figures differ."""
        return tuple(row for row in self.facets if row.state == "disputed")
