"""Records made by hand for the views: one report in our own prose, with the facts of a border clash."""

from __future__ import annotations

import hashlib
from typing import Any

from counterclaim.records import (
    About,
    Actor,
    Bound,
    Capture,
    Claim,
    Dispute,
    Event,
    Facet,
    FacetState,
    FieldRule,
    Outcome,
    Place,
    Position,
    Published,
    Reply,
    Report,
    Segment,
    Side,
    Span,
    Stance,
    Text,
    Toll,
    When,
    content_hash,
)
from counterclaim.views.shelf import Records

CLASH = """Two armies and two counts on the Durand Line
Afghan officials said their men killed 58 Pakistani soldiers overnight in what they called \
“retaliatory” raids. Islamabad put its own dead at 23 and called the raids “unprovoked”; it said it \
had killed 200 Taliban fighters.
Kabul accused Pakistan of bombing a market in the east [sic]. Pakistan would neither confirm nor \
deny a part in it. Saudi Arabia and Qatar urged restraint.
Mohsin Naqvi, the interior minister of Pakistan, accused Afghan forces of firing on civilians.
The Taliban said they had seized several Pakistani posts. More than 1,000,000 refugees have left \
since 2024."""


def text_of(content: str) -> Text:
    """A text whose first line is the headline and whose other lines are paragraphs."""
    spans, at = [], 0
    for line in content.split("\n"):
        spans.append(Span(start=at, end=at + len(line)))
        at += len(line) + 1
    raw = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return Text(
        id=content_hash(raw, "made", content)[:24],
        raw_sha256=raw,
        cleaner="made",
        sha256=raw,
        content=content,
        segments=tuple(Segment(kind="body" if index else "headline", span=span) for index, span in enumerate(spans)),
    )


def report_of(text: Text, outlet: str | None = "The Border Post", day: str | None = None) -> Report:
    """A report of that text."""
    return Report(
        id=content_hash(text.raw_sha256, "", outlet or "", "", day or "")[:24],
        raw_sha256=text.raw_sha256,
        media_type="text/plain",
        source="clash.txt",
        outlet=outlet,
        published=Published(start=day, end=day, precision="day", how="given") if day else None,
    )


class Maker:
    """Makes claims about one report by quoting it: `Maker(CLASH).toll("AFG", "Afghan officials", ...)`."""

    def __init__(self, content: str, outlet: str | None = "The Border Post", day: str | None = None) -> None:
        self.text = text_of(content)
        self.report = report_of(self.text, outlet, day)
        self.claims: list[Claim] = []

    def span(self, words: str) -> Span:
        start = self.text.content.index(words)
        return Span(start=start, end=start + len(words))

    def actor(self, words: str | None, *parties: str, name: str | None = None) -> Actor:
        if words is None:
            return Actor(text="", actor=parties[0], parties=(parties[0],), rule="nobody-named")
        return Actor(
            text=words,
            span=self.span(words),
            actor=parties[0],
            parties=parties,
            name=name,
            rule="country-word",
        )

    def claim(self, by: Actor, stance: Stance, words: str, **more: Any) -> Claim:
        span = self.span(words)
        kind = more.pop("kind", "statement")
        key = content_hash(self.text.sha256, f"{span.start}-{span.end}", kind)[:24]
        claim = Claim(
            id=content_hash(key, self.report.id, "made")[:24],
            key=key,
            report_id=self.report.id,
            text_id=self.text.id,
            extractor="made",
            kind=kind,
            by=by,
            stance=stance,
            evidence=(span,),
            quote=words,
            rules=(
                FieldRule(field="by", rule="subject-of-verb", spans=(by.span,) if by.span else ()),
                FieldRule(field="stance", rule="cue", spans=()),
            ),
            **more,
        )
        self.claims.append(claim)
        return claim

    def toll(
        self,
        by: Actor,
        words: str,
        figure: tuple[float | None, float | None],
        victims: str,
        party: str,
        *,
        outcome: Outcome = "killed",
        bound: Bound = "exact",
        vague: str | None = None,
        unit: str = "people",
        **more: Any,
    ) -> Claim:
        toll = Toll(
            outcome=outcome,
            victims=victims,
            victims_span=None,
            actor=party,
            parties=(party,),
            victim_class=more.pop("victim_class", "combatant"),
            unit=unit,
            low=figure[0],
            high=figure[1],
            bound=bound,
            vague=vague,
            words=words,
            span=self.span(words),
            standing=more.pop("standing", "incident"),
        )
        return self.claim(by, more.pop("stance", "asserts"), words, kind="toll", toll=toll, **more)


def position(party: str, *claims: Claim) -> Position:
    """A party's position: the newest claim's figure."""
    toll = claims[-1].toll
    assert toll is not None
    return Position(
        party=party,
        claim_ids=tuple(claim.id for claim in claims),
        low=toll.low,
        high=toll.high,
        bound=toll.bound,
        vague=toll.vague,
        reports=len({claim.report_id for claim in claims}),
        origins=len({claim.report_id for claim in claims}),
    )


def facet(state: FacetState, victims_party: str, *positions: Position, **more: Any) -> Facet:
    """A facet of those positions."""
    outcome = more.get("outcome", "killed")
    unit = more.get("unit", "people")
    return Facet(
        id=content_hash(outcome, victims_party, unit, more.get("label", ""))[:24],
        outcome=outcome,
        victims_party=victims_party,
        victim_class=more.get("victim_class", "combatant"),
        unit=unit,
        label=more.get("label", ""),
        standing=more.get("standing", "incident"),
        positions=positions,
        state=state,
    )


def event_of(
    claims: list[Claim],
    facets: tuple[Facet, ...] = (),
    disputes: tuple[Dispute, ...] = (),
    replies: tuple[Reply, ...] = (),
    **more: Any,
) -> Event:
    """An event of those claims."""
    return Event(
        id=content_hash(*sorted({claim.key for claim in claims}))[:24],
        claim_ids=tuple(claim.id for claim in claims),
        parties=more.get("parties", ("AFG", "PAK")),
        start=more.get("start"),
        end=more.get("end"),
        places=more.get("places", ()),
        event_types=("ASSAULT",),
        facets=facets,
        disputes=disputes,
        replies=replies,
    )


def clash() -> tuple[Event, Records, Capture, list[Claim]]:
    """The clash as one event: a disputed toll, single accounts, an accusation met by no comment."""
    make = Maker(CLASH)
    overnight = When(text="overnight", span=make.span("overnight"), start=None, end=None, how="unresolved")
    kabul, pakistan = make.actor("Kabul", "AFG"), make.actor("Pakistan", "PAK")
    officials, islamabad = make.actor("Afghan officials", "AFG"), make.actor("Islamabad", "PAK")
    there = Place(
        text="the Durand Line",
        span=make.span("the Durand Line"),
        name="Durand Line",
        precision=5,
        rule="curated-line",
    )
    at_58 = make.toll(
        officials,
        "killed 58 Pakistani soldiers",
        (58, 58),
        "Pakistani soldiers",
        "PAK",
        happened=overnight,
        places=(there,),
    )
    at_23 = make.toll(islamabad, "its own dead at 23", (23, 23), "Pakistani soldiers", "PAK")
    at_200 = make.toll(islamabad, "killed 200 Taliban fighters", (200, 200), "Taliban fighters", "AFG")
    bombing = make.claim(
        kabul,
        "accuses",
        "bombing a market in the east [sic]",
        event_type="ASSAULT",
        mode="aerial",
        actors=(pakistan,),
        recipients=(kabul,),
    )
    silence = make.claim(
        pakistan,
        "no_comment",
        "would neither confirm nor deny",
        about=About(relation="answers", key=bombing.key, span=make.span("a part in it"), rule="previous"),
    )
    make.claim(make.actor("Saudi Arabia and Qatar", "SAU", "QAT"), "urges", "urged restraint")
    naqvi = make.actor("Mohsin Naqvi, the interior minister of Pakistan", "PAK", name="Mohsin Naqvi")
    make.claim(
        naqvi,
        "accuses",
        "firing on civilians",
        event_type="ASSAULT",
        actors=(make.actor("Afghan forces", "AFG"),),
    )
    posts = make.toll(
        make.actor("The Taliban", "AFG"),
        "seized several Pakistani posts",
        (None, None),
        "Pakistani posts",
        "PAK",
        outcome="seized",
        bound="vague",
        vague="several",
        unit="posts",
    )
    gone = make.toll(
        make.actor(None, "narrator"),
        "More than 1,000,000 refugees",
        (1_000_000, None),
        "refugees",
        "AFG-CIV",
        outcome="displaced",
        bound="more_than",
        victim_class="civilian",
        standing="background",
    )
    soldiers = facet(
        "disputed", "PAK", position("AFG", at_58), position("PAK", at_23), label="Pakistani soldiers killed"
    )
    event = event_of(
        make.claims,
        facets=(
            soldiers,
            facet("single", "AFG", position("PAK", at_200), label="Taliban fighters killed"),
            facet("single", "PAK", position("AFG", posts), outcome="seized", unit="posts"),
            facet(
                "unattributed",
                "AFG-CIV",
                position("narrator", gone),
                outcome="displaced",
                standing="background",
            ),
        ),
        disputes=(
            Dispute(
                kind="figures",
                facet_id=soldiers.id,
                sides=(
                    Side(party="AFG", claim_ids=(at_58.id,)),
                    Side(party="PAK", claim_ids=(at_23.id,)),
                ),
            ),
        ),
        replies=(Reply(claim_id=silence.id, to_claim_id=bombing.id, relation="answers", rule="about"),),
    )
    capture = Capture(report=make.report, text=make.text, raw=make.text.content.encode())
    return event, Records.of(make.claims, [make.report], [make.text]), capture, make.claims


BOUNDS = """Every kind of count
Hamas said at least 120 people were killed. Israel said more than 80 people died. Medics spoke of \
about 100 dead. Residents counted 60 to 90 bodies. The UN put it at up to 150. Some said dozens. \
A ministry said 30 were hurt. The army said no soldier was hurt, 0 in all. Nearly 50 were hurt, \
others said. Fewer than 40 were hurt, police said."""
LATER = """The toll rises
The ministry now says 64 were hurt, after 45 the day before."""


def bounds() -> tuple[Event, Records, list[Capture], list[Claim]]:
    """An event with every bound, a revised figure, zero, and speakers who are no side."""
    make = Maker(BOUNDS, "First Post", "2026-03-01")
    dead = [
        make.toll(make.actor("Hamas", "HAMAS"), "at least 120", (120, None), "people", "PSE", bound="at_least"),
        make.toll(make.actor("Israel", "ISR"), "more than 80", (80, None), "people", "PSE", bound="more_than"),
        make.toll(make.actor("Medics", "medics"), "about 100", (100, 100), "people", "PSE", bound="about"),
        make.toll(make.actor("Residents", "residents"), "60 to 90", (60, 90), "people", "PSE", bound="range"),
        make.toll(make.actor("The UN", "UN"), "up to 150", (None, 150), "people", "PSE", bound="at_most"),
        make.toll(
            make.actor(None, "unattributed"), "dozens", (None, None), "people", "PSE", bound="vague", vague="dozens"
        ),
    ]
    ministry = make.actor("A ministry", "HAMAS")
    hurt = [
        make.toll(ministry, "30 were hurt", (30, 30), "people", "PSE", outcome="wounded"),
        make.toll(make.actor("The army", "ISR"), "0 in all", (0, 0), "soldiers", "ISR", outcome="wounded"),
        make.toll(make.actor("others", "witnesses"), "Nearly 50", (None, 50), "people", "PSE", outcome="wounded",
                  bound="nearly"),
        make.toll(make.actor("police", "police"), "Fewer than 40", (None, 40), "people", "PSE", outcome="wounded",
                  bound="less_than"),
    ]  # fmt: skip
    later = Maker(LATER, "Second Post", "2026-03-03")
    then = later.toll(later.actor("The ministry", "HAMAS"), "64 were hurt", (64, 64), "people", "PSE",
                      outcome="wounded")  # fmt: skip
    killed = facet("compatible", "PSE", *(position(claim.by.actor, claim) for claim in dead), label="people killed")
    wounded = facet(
        "disputed",
        "PSE",
        position("HAMAS", hurt[0], then),
        position("witnesses", hurt[2]),
        position("police", hurt[3]),
        outcome="wounded",
    )
    soldiers = facet("single", "ISR", position("ISR", hurt[1]), outcome="wounded", label="soldiers wounded")
    claims = [*make.claims, *later.claims]
    event = event_of(claims, facets=(killed, wounded, soldiers), parties=("HAMAS", "ISR"), start="2026-03-01",
                     end="2026-03-02")  # fmt: skip
    captures = [Capture(report=item.report, text=item.text, raw=item.text.content.encode()) for item in (make, later)]
    shelf = Records.of(claims, [make.report, later.report], [make.text, later.text])
    return event, shelf, captures, claims
