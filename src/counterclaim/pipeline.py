"""The stages joined: paths to captures, captures to claims, claims to events.

Only this module knows more than one stage. Memory is bounded by a batch of reports, whatever the size of the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from counterclaim.claims.findings import Findings
from counterclaim.claims.reader import ClaimReader, Extraction
from counterclaim.events import DEFAULT, POLICIES, LinkPolicy, PolicyName, link_claims
from counterclaim.events.as_of import AsOf, event_as_of
from counterclaim.events.corrections import cue_phrases, find_notices, link_corrections
from counterclaim.passages import Parser
from counterclaim.records import (
    Attribution,
    Capture,
    Claim,
    CopyGroup,
    Correction,
    Event,
    Rejection,
    Report,
    content_hash,
)
from counterclaim.reference import load_reference
from counterclaim.reference.gazetteer import Gazetteer
from counterclaim.reports import Given, parse_published, read_reports, text_from_string
from counterclaim.reports.copies import RULE, Body, read_body, relate
from counterclaim.reports.copy_groups import find_origins, group_copies

if TYPE_CHECKING:
    from counterclaim.ledger import CopyRule, Ledger

#: Reports parsed together. spaCy is fastest with 8 to 16 documents at once; more only costs memory.
BATCH = 16
#: Characters parsed together at most, so that a batch of very long reports does not fill the memory.
BATCH_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report as it was read; `findings` only where they were asked for."""

    capture: Capture
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    rejections: tuple[Rejection, ...] = ()
    findings: Findings | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCounts:
    """What `add_paths` did. `events` counts all events of the ledger afterwards."""

    reports: int
    repeated: int
    claims: int
    events: int
    rejections: int


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser()


@lru_cache(maxsize=4)
def _reader(additions: Path | None = None, gazetteer: Path | None = None) -> ClaimReader:
    places = Gazetteer.open(gazetteer) if gazetteer is not None else None
    return ClaimReader(load_reference(additions), places)


def extractor_version(additions: Path | None = None, gazetteer: Path | None = None) -> str:
    """The version that claim ids are bound to: the program's, its tables', the user's additions', the gazetteer's."""
    return _reader(additions, gazetteer).extractor


def read_texts(
    items: Iterable[tuple[str, str | None, str]],
    *,
    findings: bool = False,
    additions: Path | None = None,
    gazetteer: Path | None = None,
) -> Iterator[Reading]:
    """Read texts that are in memory: (text, publication date or None, a name for messages).

    The text is kept exactly as given, so offsets are the caller's own. `findings`: keep also every event, place and
    time, whether or not a claim was made of it. `additions`: a file that extends the reference tables. `gazetteer`: the
    file that names of places are looked up in (`settings.gazetteer_path`); without one, the tables alone are known.
    """
    captures = (_captured(*item) for item in items)
    return read_captures(captures, findings=findings, additions=additions, gazetteer=gazetteer)


def _captured(content: str, date: str | None, name: str) -> Capture:
    text = text_from_string(content)
    report = Report(
        id=content_hash(text.raw_sha256, "", "", "", date or "")[:24],
        raw_sha256=text.raw_sha256,
        media_type="text/plain",
        source=name,
        published=parse_published(date, how="given") if date else None,
    )
    return Capture(report=report, text=text, raw=content.encode("utf-8", "surrogatepass"))


def read_captures(
    captures: Iterable[Capture],
    *,
    findings: bool = False,
    additions: Path | None = None,
    gazetteer: Path | None = None,
) -> Iterator[Reading]:
    """Read each capture, in order. A fault in the claims stage becomes a rejection of that report."""
    reader = _reader(additions, gazetteer)
    stream = iter(captures)
    while batch := _batch(stream):
        parsed = _parser().parse(capture.text for capture in batch)
        for capture, (doc, passages) in zip(batch, parsed, strict=True):
            try:
                found = reader.read(capture.report, capture.text, doc, passages, findings=findings)
            except Exception as error:  # noqa: BLE001 - a fault of ours costs one report, never the run
                yield Reading(capture=capture, attributions=(), claims=(), rejections=(_fault(capture, error),))
                continue
            yield _reading(capture, found)


def _reading(capture: Capture, found: Extraction) -> Reading:
    return Reading(capture=capture, attributions=found.attributions, claims=found.claims, findings=found.findings)


def _fault(capture: Capture, error: Exception) -> Rejection:
    return Rejection(
        stage="claims",
        code="extraction_failed",
        reason=f"{type(error).__name__}: {error}"[:300],
        source=capture.report.source,
        report_id=capture.report.id,
    )


def _batch(stream: Iterator[Capture]) -> list[Capture]:
    batch: list[Capture] = []
    size = 0
    for capture in islice(stream, BATCH):
        batch.append(capture)
        size += len(capture.text.content)
        if size > BATCH_CHARACTERS:
            break
    return batch


def read_paths(
    paths: Sequence[Path | str],
    given: Given | None = None,
    *,
    input_format: str | None = None,
    stdin: BinaryIO | None = None,
    skip: Callable[[Capture], bool] | None = None,
    additions: Path | None = None,
    gazetteer: Path | None = None,
) -> Iterator[Reading | Rejection]:
    """Read every report under `paths`; reports that `skip` knows come out without claims, unparsed.

    A rejection may come before readings of earlier inputs: reports are parsed in batches.
    """
    stream = read_reports(paths, given or Given(), input_format=input_format, stdin=stdin)
    waiting: list[Capture] = []
    size = 0
    for item in stream:
        if isinstance(item, Rejection):
            yield item
            continue
        if skip is not None and skip(item):
            yield Reading(capture=item, attributions=(), claims=())
            continue
        waiting.append(item)
        size += len(item.text.content)
        if len(waiting) >= BATCH or size > BATCH_CHARACTERS:
            yield from read_captures(waiting, additions=additions, gazetteer=gazetteer)
            waiting, size = [], 0
    yield from read_captures(waiting, additions=additions, gazetteer=gazetteer)


def add_paths(
    ledger: Ledger,
    paths: Sequence[Path | str],
    given: Given | None = None,
    *,
    input_format: str | None = None,
    stdin: BinaryIO | None = None,
    on_report: Callable[[Reading | Rejection], None] | None = None,
    additions: Path | None = None,
    gazetteer: Path | None = None,
    linking: PolicyName | None = None,
) -> AddCounts:
    """Read, record each report in a transaction of its own, then link all claims of the ledger.

    A report that this version has read into the ledger before is not parsed again. `linking` names the policy, which
    the ledger then keeps to (`policy_for`).
    """
    extractor = extractor_version(additions, gazetteer)
    reports = repeated = claims = rejections = 0

    def known(capture: Capture) -> bool:
        return ledger.has_report(capture.report.id, extractor)

    stream = read_paths(
        paths, given, input_format=input_format, stdin=stdin, skip=known, additions=additions, gazetteer=gazetteer
    )
    for item in stream:
        if isinstance(item, Rejection):
            ledger.add_rejections([item])
            rejections += 1
        elif ledger.add(item.capture, item.claims, item.rejections, extractor=None if item.rejections else extractor):
            reports += 1
            claims += len(item.claims)
            rejections += len(item.rejections)
        else:
            repeated += 1
        if on_report is not None:
            on_report(item)
    policy = policy_for(ledger, linking)
    if not ledger.events_current(policy.version, RULE):
        relink(ledger, policy)
    events = ledger.counts()["events"]
    return AddCounts(reports=reports, repeated=repeated, claims=claims, events=events, rejections=rejections)


def policy_for(ledger: Ledger, linking: PolicyName | None = None) -> LinkPolicy:
    """The policy to link by: the named one, else the one of the ledger's last linking, else the default."""
    if linking is not None:
        return POLICIES[linking]
    last = ledger.linked_with() or ""
    return next((policy for policy in POLICIES.values() if last.startswith(f"{policy.name}-")), DEFAULT)


def copy_rule() -> CopyRule[Body]:
    """How the ledger tells copies."""
    from counterclaim.ledger import CopyRule

    return CopyRule(version=RULE, read=read_body, relate=relate)


def derive_copies(ledger: Ledger) -> list[CopyGroup]:
    """Compare the texts that were not compared yet, derive the groups of copies anew and store them."""
    ledger.index_copies(copy_rule())
    groups = [group for cluster in ledger.copy_clusters() for group in group_copies(cluster.parts, cluster.pairs)]
    ledger.store_copy_groups(groups)
    return groups


def relink(ledger: Ledger, policy: LinkPolicy | None = None) -> list[Event]:
    """Derive the ledger's events anew from all its claims and store them; without a policy by `policy_for`."""
    from counterclaim.ledger import ClaimFilter

    policy = policy or policy_for(ledger)
    seen = ledger.position()
    groups = derive_copies(ledger)
    claims = list(ledger.claims(ClaimFilter()))
    reports = {report.id: report for report in ledger.reports()}
    events = link_claims(claims, reports, policy, origins=find_origins(claims, groups))
    ledger.store_events(events, policy.version, through=seen)
    return events


def as_of(ledger: Ledger, events: Iterable[Event], day: str) -> Iterator[AsOf]:
    """Each of `events` as it was known at the end of `day` (ISO 8601), in their order."""
    groups = ledger.copy_groups()
    for event in events:
        claims = [ledger.claim(claim_id) for claim_id in event.claim_ids]
        reports = {claim.report_id: ledger.report(claim.report_id) for claim in claims}
        yield event_as_of(event, claims, reports, day, origins=find_origins(claims, groups))


def corrections(ledger: Ledger, of: Collection[str] | None = None) -> tuple[Correction, ...]:
    """The corrections and withdrawals in the ledger's reports, by report; with `of`, those about or in these reports.

    Only reports that hold a cue's words are read.
    """
    from counterclaim.ledger import ClaimFilter

    found = {match.report.id: match.report for cue in cue_phrases() for match in ledger.search([cue], "report")}
    texts = {report_id: ledger.report_text(report_id) for report_id in sorted(found)}
    notices = [notice for report_id, text in texts.items() for notice in find_notices(found[report_id], text)]
    if not notices:
        return ()
    reports = {report.id: report for report in ledger.reports()}
    copies = {notice.report_id: _prints(ledger.copy_group(notice.report_id)) for notice in notices}
    first = link_corrections(notices, reports, {}, copies)
    named = {report_id for item in first for report_id in (item.report_id, item.corrects) if report_id}
    claims = {report_id: list(ledger.claims(ClaimFilter(report=report_id))) for report_id in sorted(named)}
    linked = link_corrections(notices, reports, claims, copies)
    return tuple(item for item in linked if of is None or {item.report_id, item.corrects} & set(of))


def _prints(group: CopyGroup | None) -> tuple[str, ...]:
    return (group.origin, *(member.report_id for member in group.members)) if group is not None else ()
