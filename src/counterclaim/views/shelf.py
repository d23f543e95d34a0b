"""Where a view takes its records from: anything that answers for claims, reports and texts by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from counterclaim.errors import NotFound
from counterclaim.records import Claim, CopyGroup, Report, Text

T = TypeVar("T")


class Shelf(Protocol):
    """What a view asks for; a `Ledger` is one. Each raises `NotFound` for an id that it does not hold."""

    def claim(self, claim_id: str, /) -> Claim:
        """The claim with that id."""

    def report(self, report_id: str, /) -> Report:
        """The report with that id."""

    def text(self, text_id: str, /) -> Text:
        """The text with that id."""

    def copy_group(self, report_id: str, /) -> CopyGroup | None:
        """The reports that print one text with that report; None for one that alone prints its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """A shelf in memory, for records that stand in no ledger."""

    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    texts: Mapping[str, Text]
    groups: Mapping[str, CopyGroup] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        claims: Iterable[Claim],
        reports: Iterable[Report],
        texts: Iterable[Text],
        groups: Iterable[CopyGroup] = (),
    ) -> Records:
        """Put records on a shelf by their ids."""
        return cls(
            claims={claim.id: claim for claim in claims},
            reports={report.id: report for report in reports},
            texts={text.id: text for text in texts},
            groups={
                report_id: group
                for group in groups
                for report_id in (group.origin, *(member.report_id for member in group.members))
            },
        )

    def claim(self, claim_id: str, /) -> Claim:
        """The claim with that id. Raises `NotFound`."""
        return _held(self.claims, claim_id, "claim")

    def report(self, report_id: str, /) -> Report:
        """The report with that id. Raises `NotFound`."""
        return _held(self.reports, report_id, "report")

    def text(self, text_id: str, /) -> Text:
        """The text with that id. Raises `NotFound`."""
        return _held(self.texts, text_id, "text")

    def copy_group(self, report_id: str, /) -> CopyGroup | None:
        """The reports that print one text with that report, if it was put on the shelf."""
        return self.groups.get(report_id)


class Remembering:
    """A shelf that asks another one only once for each record; for the time of one page."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._claims: dict[str, Claim] = {}
        self._reports: dict[str, Report] = {}
        self._texts: dict[str, Text] = {}
        self._groups: dict[str, CopyGroup | None] = {}

    def claim(self, claim_id: str, /) -> Claim:
        """The claim with that id."""
        if claim_id not in self._claims:
            self._claims[claim_id] = self._shelf.claim(claim_id)
        return self._claims[claim_id]

    def report(self, report_id: str, /) -> Report:
        """The report with that id."""
        if report_id not in self._reports:
            self._reports[report_id] = self._shelf.report(report_id)
        return self._reports[report_id]

    def text(self, text_id: str, /) -> Text:
        """The text with that id."""
        if text_id not in self._texts:
            self._texts[text_id] = self._shelf.text(text_id)
        return self._texts[text_id]

    def copy_group(self, report_id: str, /) -> CopyGroup | None:
        """The reports that print one text with that report."""
        if report_id not in self._groups:
            self._groups[report_id] = self._shelf.copy_group(report_id)
        return self._groups[report_id]


def _held(table: Mapping[str, T], key: str, what: str) -> T:
    try:
        return table[key]
    except KeyError:
        raise NotFound(f"No {what} with the id {key} is here. Give an id that was listed.") from None
