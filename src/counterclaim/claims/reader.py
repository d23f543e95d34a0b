"""The entry of the claims stage: every reader once, then the assembly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counterclaim import __version__
from counterclaim.claims.actors import ActorReader
from counterclaim.claims.assembly import Assembly, Draft
from counterclaim.claims.attribution import AttributionReader
from counterclaim.claims.denials import find_answers, promote_denials, withdraw_guesses
from counterclaim.claims.denied_figures import deny_figures
from counterclaim.claims.findings import Findings, collect
from counterclaim.claims.kinds import KindReader
from counterclaim.claims.narration import Narration
from counterclaim.claims.participants import SectorTable
from counterclaim.claims.places import PlaceReader
from counterclaim.claims.quotations import Quotation, find_quotations
from counterclaim.claims.relevance import RelevanceReader, Topic
from counterclaim.claims.scenes import Scenes, SceneTable
from counterclaim.claims.speeches import Speech
from counterclaim.claims.stance import StanceReader
from counterclaim.claims.standings import StandingReader
from counterclaim.claims.statuses import StatusReader, StatusReading
from counterclaim.claims.syntax import Syntax
from counterclaim.claims.times import TimeReader
from counterclaim.claims.tolls import TollReader
from counterclaim.claims.writing import ClaimWriter, with_scene
from counterclaim.records import About, Attribution, Claim, Manner, Passage, Report, Span, Text
from counterclaim.reference import Reference
from counterclaim.reference.gazetteer import Gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one report holds. Only from a report about conflict are statements read, and none from another topic.

    `findings` are kept where they were asked for.
    """

    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    topic: Topic
    findings: Findings | None = None


class ClaimReader:
    """Reads claims with one set of reference tables; holds no state between reports."""

    def __init__(self, reference: Reference, gazetteer: Gazetteer | None = None) -> None:
        #: The program's version, its tables' and, where one is read with, the gazetteer's.
        self.extractor = f"counterclaim-{__version__}+{reference.version}"
        if gazetteer is not None:
            self.extractor += f"+gazetteer-{gazetteer.digest[:12]}"
        self._attributions = AttributionReader(reference)
        self._actors = ActorReader(reference)
        self._tolls = TollReader(reference)
        self._kinds = KindReader(reference)
        self._places = PlaceReader(reference, gazetteer)
        self._times = TimeReader(reference)
        #: Decides stances; what it learned is fitted through it (scripts/learn_stances.py).
        self.stances = StanceReader(reference)
        self._relevance = RelevanceReader(reference)
        self._statuses = StatusReader(reference)
        self._standings = StandingReader(reference, self._statuses)
        self._scenes = SceneTable(reference)
        self._sectors = SectorTable(reference)

    def read(
        self, report: Report, text: Text, doc: Doc, passages: Sequence[Passage], *, findings: bool = False
    ) -> Extraction:
        """The attributions and claims of one parsed report, in text order."""
        syntax = Syntax(doc, text.content)
        quotations = find_quotations(text.content, text.segments)
        survey = self._places.survey(doc, syntax)
        on = report.published.start if report.published is not None else None
        assembly = Assembly(
            report,
            text,
            syntax,
            self._actors.for_report(doc, on),
            self._attributions.read(syntax, quotations),
            self._tolls.read(doc),
            self._kinds.read(doc, syntax),
            list(survey.places),
            self._times.read(doc, report.published),
            self.stances,
            self._attributions.cues.documents,
        )
        topic = self._relevance.read(syntax, sides=any(speech.takes_side for speech in assembly.attributed))
        drafts = assembly.toll_drafts() if topic != "other" else []
        if topic == "conflict":
            drafts += assembly.statement_drafts(drafts)
            deny_figures(drafts, syntax, self.stances.tables)
            drafts += Narration(assembly).drafts(drafts)
        statuses = self._statuses.read(assembly) if topic != "other" else []
        if topic == "conflict":
            statuses = sorted([*statuses, *self._standings.read(assembly)], key=lambda reading: reading.predicate)
        drafts += self._statuses.drafts(assembly, statuses, drafts)
        writer = ClaimWriter(assembly, self.extractor, Scenes(assembly, self._scenes, survey.mentions))
        claims = self._claims(_unique(drafts, writer), assembly, writer, statuses)
        attributions = tuple(_attribution(sp, syntax, quotations) for sp in assembly.attributed if sp.reading.content)
        times = self._times.readings(doc, report.published) if findings else ()
        found = collect(assembly, times, survey.mentions, self._sectors) if findings else None
        return Extraction(attributions=attributions, claims=claims, topic=topic, findings=found)

    def _claims(
        self, drafts: list[Draft], assembly: Assembly, writer: ClaimWriter, statuses: list[StatusReading]
    ) -> tuple[Claim, ...]:
        withdraw_guesses(drafts)
        promote_denials(drafts, assembly)
        answers = find_answers(drafts, assembly)
        claims = self._statuses.mark(assembly, statuses, drafts, [writer.record(draft) for draft in drafts])
        for n, answer in answers.items():
            speech = drafts[n].speech
            assert speech is not None
            head = speech.reading.cue_head
            about = About(
                relation=answer.relation,
                key=claims[answer.to].key,
                span=assembly.s.char_span((head, head + 1)),
                rule=answer.rule,
            )
            claims[n] = with_scene(replace(claims[n], about=about), claims[answer.to])
        return tuple(claims)


def _unique(drafts: list[Draft], writer: ClaimWriter) -> list[Draft]:
    """Drafts in text order, one per key."""
    seen: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda d: (d.anchor, d.unit, d.kind)):
        key, evidence = writer.key(draft)
        if evidence:
            seen.setdefault(key, draft)
    return list(seen.values())


def _attribution(speech: Speech, s: Syntax, quotations: list[Quotation]) -> Attribution:
    r = speech.reading
    content = tuple(s.char_span(p) for p in r.content)
    return Attribution(
        source=tuple(s.char_span(p) for p in r.source),
        cue=tuple(s.char_span(p) for p in r.cue),
        content=content,
        manner=_manner(content, quotations),
        by=speech.by,
        relay=speech.relay,
        stance=r.stance,
        rule=r.frame,
    )


def _manner(content: tuple, quotations: list[Quotation]) -> Manner:  # type: ignore[type-arg]
    total = sum(c.end - c.start for c in content)
    quoted = sum(_quoted(span, quotations) for span in content)
    if quoted == 0:
        return "indirect"
    return "direct" if quoted >= 0.9 * total else "mixed"


def _quoted(span: Span, quotations: list[Quotation]) -> int:
    """How many characters of a span are quoted; the quotations stand in order and share nothing."""
    shared = 0
    for n in range(bisect_right(quotations, span.start, key=lambda q: q.outer.end), len(quotations)):
        if quotations[n].outer.start >= span.end:
            break
        shared += min(span.end, quotations[n].outer.end) - max(span.start, quotations[n].outer.start)
    return shared
