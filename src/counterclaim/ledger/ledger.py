"""`Ledger`: one file that keeps reports, their claims, what was rejected, and the events derived from
them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, TypeVar

from sqlalchemy import Connection, Engine

from counterclaim.errors import UsageError
from counterclaim.ledger import append, copies, decisions, find, forgetting, linkings, search
from counterclaim.ledger.copies import Banded, CopyCluster, CopyRule
from counterclaim.ledger.decisions import UNJUDGED, Held
from counterclaim.ledger.find import ClaimFilter
from counterclaim.ledger.forgetting import Forgotten
from counterclaim.ledger.opening import BUSY_SECONDS, connect, empty_log, translated
from counterclaim.ledger.search import Match, Searched
from counterclaim.ledger.sizes import Sizes, find_sizes
from counterclaim.records import (
    Capture,
    Claim,
    CopyGroup,
    Decision,
    DecisionKind,
    Event,
    Rejection,
    Report,
    Text,
)

EVERY_CLAIM = ClaimFilter()
B = TypeVar("B", bound=Banded)


class Ledger:
    """An open ledger; a context manager that closes it.

    Guarantees: what a method recorded is on the disk when it returns, whole, and survives a kill or a power
    cut; what was recorded is never changed or removed; recording it again changes nothing; what the reading
    methods give does not depend on the order in which it was recorded. Several processes may use one
    ledger; writers wait for each other. Wherever a method takes an id, its first digits (at least 4) do.
    Every method may raise LedgerError when the file can't be used, and NotFound for an id that is not
    there.
    """

    def __init__(self, engine: Engine, path: Path, *, keep_originals: bool) -> None:
        self._engine = engine
        self._keep_originals = keep_originals
        self.path = path

    @classmethod
    def open(
        cls, path: Path, *, create: bool = False, keep_originals: bool = True, wait: float = BUSY_SECONDS
    ) -> Ledger:
        """Open the ledger at `path`; with `create` make it where there is none.

        `keep_originals` is whether `add` keeps the raw bytes of reports; `wait` how many seconds a write
        waits for another process. Raises LedgerError, ForeignLedger (the file is something else) or
        NewerLedger; such a file is left as it was.
        """
        return cls(connect(path, create=create, wait=wait), path, keep_originals=keep_originals)

    def close(self) -> None:
        """Close the file. Closing twice does no harm."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Recording

    def add(
        self,
        capture: Capture,
        claims: Sequence[Claim],
        rejections: Sequence[Rejection] = (),
        *,
        extractor: str | None = None,
    ) -> bool:
        """Record a report with its text, claims and rejections, in one transaction.

        `extractor` defaults to the claims' own; give it for a report without claims, so that `has_report`
        knows it. False, and no change, when that extractor's reading of the report is recorded already. A
        claim with the id of another in the same reading is recorded as a rejection. Raises UsageError for
        claims of another report, text or extractor.
        """
        reader = append.extractor_of(capture, claims, extractor)
        with self._writing() as connection:
            if append.was_read(connection, capture.report.id, reader):
                return False
            more = append.add_reading(
                connection, capture, claims, extractor=reader, at=_now(), keep_original=self._keep_originals
            )
            append.add_rejections(connection, [*rejections, *more])
        return True

    def add_rejections(self, rejections: Sequence[Rejection]) -> None:
        """Record rejections that belong to no recorded report; each is kept once."""
        with self._writing() as connection:
            append.add_rejections(connection, rejections)

    def store_events(self, events: Sequence[Event], policy_version: str, *, through: int | None = None) -> bool:
        """Put `events` in place of all events, in one transaction, and log each change of membership with its
        reason.

        `through` is what `position` gave before the claims were read for linking; without it, all that is
        recorded now counts as seen. False, and no change, when the events are as before or a later linking
        saw more. Raises UsageError for an event twice or with a claim that is not recorded.
        """
        with self._writing() as connection:
            seen = linkings.last_reading(connection) if through is None else through
            return linkings.replace_events(connection, events, policy=policy_version, through=seen, at=_now())

    def index_copies(self, rule: CopyRule[B], *, most: int = 256) -> int:
        """Compare the recorded texts that were not compared with the others yet, `most` in a transaction.

        How many there were. What was compared stays so when it is stopped. Raises nothing of its own.
        """
        bodies = copies.Bodies(rule)
        total = 0
        while True:
            with self._writing() as connection:
                count = copies.index_texts(connection, bodies, most)
            if not count:
                return total
            total += count

    def store_copy_groups(self, groups: Sequence[CopyGroup]) -> None:
        """Put `groups` in place of all groups of copies, in one transaction."""
        with self._writing() as connection:
            copies.replace_groups(connection, groups)

    def forget(self, report_id: str, *, who: str, why: str) -> Forgotten:
        """Remove a report for good, because the law asks for it, with all that was made from it; log who, when and why.

        One transaction; afterwards the events are not current, and the report is not taken in again. Raises UsageError
        without a name or a reason, LedgerError when another process still holds the removed words in the log beside the
        file (the removal itself stands).
        """
        if not who.strip() or not why.strip():
            raise UsageError("a removal needs who asks for it and why")
        with self._writing() as connection:
            full = find.resolve_id(connection, "report", report_id)
            number = linkings.last_reading(connection) + 1
            removed = forgetting.forget(connection, full, who=who, why=why, at=_now(), number=number)
        with translated(self.path):
            empty_log(self._engine, self.path)
        return removed

    def decide(
        self,
        kind: DecisionKind,
        claim: str,
        *,
        by: str,
        other: str | None = None,
        field: str | None = None,
        value: str | None = None,
        grade: str | None = None,
        note: str | None = None,
    ) -> Decision:
        """Record what a person decided about a claim (id or key); a decision that stands already is given back.

        A `grade` that is not given is F6, not judged. Raises UsageError when the parts do not fit the kind.
        """
        if kind == "grade" and grade is None:
            grade = UNJUDGED
        with self._writing() as connection:
            anchor = decisions.anchor_of(connection, claim)
            twin = None if other is None else decisions.anchor_of(connection, other)
            made = Decision(
                id="",
                kind=kind,
                by=by,
                at="",
                anchor=anchor,
                other=twin,
                field=field,
                value=value,
                grade=grade,
                note=note,
            )
            decisions.check(made)
            return decisions.decide(connection, made, at=_now())

    def undo(self, decision_id: str, *, by: str, note: str | None = None) -> Decision:
        """Take a decision (full id) back by another record. Raises UsageError for what is itself an undo."""
        with self._writing() as connection:
            given = decisions.find_decision(connection, decision_id)
            if given.kind == "undo":
                raise UsageError("an undo can't be undone; decide again instead")
            made = Decision(id="", kind="undo", by=by, at="", anchor=given.anchor, undoes=given.id, note=note)
            decisions.check(made)
            return decisions.decide(connection, made, at=_now())

    # Finding

    def decisions(self) -> list[Held]:
        """All decisions as they were made, each with the current claim that it holds on to."""
        with self._reading() as connection:
            return decisions.find_decisions(connection)

    def orphans(self) -> list[Held]:
        """Decisions in force that hold on to no current claim, to be looked at by a person."""
        return [held for held in self.decisions() if held.how == "orphaned" and not held.undone]

    def copy_clusters(self) -> Iterator[CopyCluster]:
        """The reports whose texts hang together, to derive groups from; fetched as they are consumed."""
        with self._reading() as connection:
            yield from copies.find_clusters(connection)

    def copy_candidates(self, bands: Sequence[int]) -> list[str]:
        """The ids of texts that share enough bands with a text that has these, likeliest first."""
        with self._reading() as connection:
            return [found.text_id for found in copies.find_candidates(connection, bands)]

    def copy_groups(self) -> list[CopyGroup]:
        """The groups of copies that were last derived, by id."""
        with self._reading() as connection:
            return copies.find_groups(connection)

    def copy_group(self, report_id: str) -> CopyGroup | None:
        """The reports that print one text with that report (full id); None for one that alone prints its text."""
        with self._reading() as connection:
            return copies.find_group(connection, report_id)

    def has_report(self, report_id: str, extractor: str) -> bool:
        """Whether that extractor's reading of the report (full id) is recorded."""
        with self._reading() as connection:
            return append.was_read(connection, report_id, extractor)

    def position(self) -> int:
        """How far the ledger has grown: the number of its last reading. For `store_events`."""
        with self._reading() as connection:
            return linkings.last_reading(connection)

    def events_current(self, policy_version: str | None = None, copy_rule: str | None = None) -> bool:
        """Whether the events were computed from all that is recorded, decisions too, and under that policy and that
        version of the rule of copies where they are given."""
        with self._reading() as connection:
            return linkings.is_linked(connection, policy_version, copy_rule)

    def linked_with(self) -> str | None:
        """The version of the policy that the events were last computed under; None before the first linking."""
        with self._reading() as connection:
            return linkings.last_policy(connection)

    def counts(self) -> dict[str, int]:
        """How many reports, claims (of each report's last reading), events and rejections there are."""
        with self._reading() as connection:
            return find.count_records(connection)

    def sizes(self) -> Sizes:
        """How large the file is, what for, and which versions it holds."""
        with self._reading() as connection:
            return find_sizes(connection)

    def reports(self) -> list[Report]:
        """All reports, by id."""
        with self._reading() as connection:
            return find.find_reports(connection)

    def report(self, report_id: str) -> Report:
        """The report with that id."""
        with self._reading() as connection:
            return find.find_report(connection, report_id)

    def text(self, text_id: str) -> Text:
        """The text with that id."""
        with self._reading() as connection:
            return find.find_text(connection, text_id)

    def report_text(self, report_id: str) -> Text:
        """The text of the last reading of that report."""
        with self._reading() as connection:
            return find.find_report_text(connection, report_id)

    def raw(self, sha256: str) -> bytes | None:
        """The bytes with that SHA-256 (all 64 digits) as they were given; None when originals were not
        kept."""
        with self._reading() as connection:
            return find.find_raw(connection, sha256)

    def claims(self, wanted: ClaimFilter = EVERY_CLAIM) -> Iterator[Claim]:
        """The claims that pass the filter, by report, first evidence, id; of each report's last reading only.

        They are fetched as they are consumed, from the state of the ledger when the first one was.
        """
        with self._reading() as connection:
            yield from find.find_claims(connection, self._in_full(connection, wanted))

    def claim(self, claim_id: str) -> Claim:
        """The claim with that id or key, of whatever reading."""
        with self._reading() as connection:
            return find.find_claim(connection, claim_id)

    def events(self) -> list[Event]:
        """The events of the last linking: by start (undated last), then id."""
        with self._reading() as connection:
            return find.find_events(connection)

    def event(self, event_id: str) -> Event:
        """The event with that id, with a member that has that id or key, or the heir of an id that was
        replaced.

        The heir is the event that holds most of the former members.
        """
        with self._reading() as connection:
            return linkings.find_event(connection, event_id)

    def search(self, words: str | Sequence[str], kind: Searched = "claim", *, limit: int | None = None) -> list[Match]:
        """The claims or reports (kind: claim, report) that hold all of the words, in canonical order.

        A string gives the words between its white space; each item of a sequence is a phrase, whose words stand side
        by side. Whole words count, capitals and accents don't; nothing is an operator. Raises UsageError when there is
        no letter and no digit in them.
        """
        with self._reading() as connection:
            return search.search(connection, words, kind, limit)

    def rejections(self) -> list[Rejection]:
        """All rejections: by source, stage, code."""
        with self._reading() as connection:
            return find.find_rejections(connection)

    def resolve(self, kind: Literal["report", "text", "claim", "event"], prefix: str) -> str:
        """The full id that `prefix` stands for.

        Raises UsageError for less than 4 hexadecimal digits, NotFound when nothing or several things match;
        it lists up to 5 of them.
        """
        with self._reading() as connection:
            if kind == "event":
                return linkings.find_event(connection, prefix).id
            return find.resolve_id(connection, kind, prefix)

    def _in_full(self, connection: Connection, wanted: ClaimFilter) -> ClaimFilter:
        """The filter with full ids."""
        report = wanted.report and find.resolve_id(connection, "report", wanted.report)
        event = wanted.event and linkings.find_event(connection, wanted.event).id
        return replace(wanted, report=report, event=event)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            translated(self.path),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
