"""Hand-made claims: short makers, no text behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from counterclaim.records import (
    About,
    Actor,
    Bound,
    Claim,
    Outcome,
    Place,
    Published,
    Relation,
    Report,
    Span,
    Stance,
    Standing,
    Toll,
    VictimClass,
    When,
    content_hash,
)

AT = Span(start=0, end=1)


def report(name: str, published: str | None = None) -> Report:
    """A report called `name`, printed on a day or on nobody knows which."""
    when = Published(start=published, end=published, precision="day", how="given") if published else None
    return Report(
        id=content_hash("report", name)[:24],
        raw_sha256=content_hash("raw", name),
        media_type="text/plain",
        source=name,
        outlet=name,
        published=when,
    )


def actor(parties: str, text: str | None = None) -> Actor:
    """An actor by its parties, joined by "+"."""
    codes = tuple(parties.split("+"))
    return Actor(text=parties if text is None else text, actor=codes[0], parties=codes, rule="test")


def actors(parties: str | None) -> tuple[Actor, ...]:
    return (actor(parties),) if parties else ()


def toll(
    figure: int | tuple[int | None, int | None] | str,
    victims: str,
    party: str | None,
    *,
    outcome: Outcome = "killed",
    victim_class: VictimClass = "combatant",
    bound: Bound = "exact",
    standing: Standing = "incident",
    unit: str = "people",
) -> Toll:
    """A toll: a number, a (low, high) pair, or a vague word."""
    low, high = (None, None) if isinstance(figure, str) else figure if isinstance(figure, tuple) else (figure, figure)
    return Toll(
        outcome=outcome,
        victims=victims,
        victims_span=AT,
        actor=party,
        parties=tuple(party.split("+")) if party else (),
        victim_class=victim_class,
        unit=unit,
        low=low,
        high=high,
        bound="vague" if isinstance(figure, str) else bound,
        vague=figure if isinstance(figure, str) else None,
        words=f"{figure} {victims}",
        span=AT,
        standing=standing,
    )


def claim(
    of: Report,
    at: int,
    by: str,
    *,
    stance: Stance = "asserts",
    count: Toll | None = None,
    event: str | None = None,
    doer: str | None = None,
    target: str | None = None,
    places: Sequence[str] = (),
    happened: str | tuple[str, str] | None = None,
    said: str | None = None,
    about: tuple[Relation, Claim] | None = None,
    quote: str = "",
    text: str | None = None,
) -> Claim:
    """A claim at offset `at` of report `of` (or of `text`, where several reports print one text)."""
    kind = "toll" if count else "statement"
    key = content_hash("text", text or of.id, f"{at}-{at + 10}", kind)[:24]
    days = (happened, happened) if isinstance(happened, str) else happened
    return Claim(
        id=content_hash(key, of.id, "test")[:24],
        key=key,
        report_id=of.id,
        text_id=content_hash("text", text or of.id)[:24],
        extractor="test",
        kind=cast(Any, kind),
        by=actor(by),
        stance=stance,
        event_type=event,
        actors=actors(doer),
        recipients=actors(target),
        toll=count,
        places=tuple(Place(text=name, span=AT, name=name, rule="test") for name in places),
        said=When(text=None, span=None, start=said, end=said, how="stated") if said else None,
        happened=When(text="then", span=AT, start=days[0], end=days[1], how="stated") if days else None,
        about=About(relation=about[0], key=about[1].key, span=AT, rule="test") if about else None,
        evidence=(Span(start=at, end=at + 10),),
        quote=quote,
    )


class World:
    """Reports with their claims, to be linked together."""

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}
        self.claims: list[Claim] = []

    def report(self, name: str, published: str | None = None) -> Report:
        made = report(name, published)
        self.reports[made.id] = made
        return made

    def say(self, of: Report, at: int, by: str, **fields: Any) -> Claim:
        made = claim(of, at, by, **fields)
        self.claims.append(made)
        return made


def seed() -> tuple[World, dict[str, Claim]]:
    """The seed's first claims, as its hand-made gold gives them; no date at all."""
    world = World()
    of = world.report("seed")
    c: dict[str, Claim] = {}
    c["c01"] = world.say(of, 300, "AFG", count=toll(58, "Pakistani soldiers", "PAK"), event="ASSAULT", doer="AFG")
    c["c02"] = world.say(of, 380, "PAK", count=toll(23, "Pakistani soldiers", "PAK"), event="ASSAULT")
    c["c03"] = world.say(of, 420, "PAK")
    c["c04"] = world.say(of, 460, "PAK", count=toll(200, "Taliban fighters", "AFG"), event="ASSAULT", doer="PAK")
    c["c05"] = world.say(of, 600, "AFG", stance="accuses", event="ASSAULT", doer="PAK", target="AFG", places=["Kabul"])
    c["c06"] = world.say(of, 700, "PAK", stance="no_comment", about=("answers", c["c05"]))
    c["c07"] = world.say(of, 750, "AFG", stance="threatens", event="THREATEN", doer="AFG", target="PAK")
    c["c09"] = world.say(of, 900, "SAU+QAT", stance="urges", event="REQUEST", target="AFG+PAK")
    c["c10"] = world.say(of, 1000, "PAK", stance="accuses", event="AID", doer="AFG", target="TTP")
    c["c11"] = world.say(of, 990, "AFG", stance="denies", about=("denies", c["c10"]))
    c["c12"] = world.say(of, 1100, "AFG", stance="denies", about=("denies", c["c10"]))
    c["c23"] = world.say(
        of, 2000, "unattributed", stance="estimates",
        count=toll((30000, 35000), "TTP members", "TTP", outcome="strength", bound="range", unit="members"),
    )  # fmt: skip
    c["c24"] = world.say(
        of, 2100, "narrator", event="ASSAULT", doer="TTP",
        count=toll("hundreds", "soldiers, police and civilians", "PAK", standing="background"),
    )  # fmt: skip
    c["c26"] = world.say(of, 2300, "UN", stance="accuses", event="AID", doer="AFG", target="TTP", said="2025-07-15")
    c["c27"] = world.say(of, 2400, "AFG", stance="denies", about=("denies", c["c26"]))
    c["c28"] = world.say(of, 2500, "narrator", event="ASSAULT", doer="PAK", target="TTP")
    c["c33"] = world.say(
        of, 2700, "unattributed", event="ASSAULT", doer="PAK",
        count=toll("multiple", "Afghan border posts", "AFG", outcome="destroyed", unit="posts", victim_class="unknown"),
    )  # fmt: skip
    c["c34"] = world.say(
        of, 2800, "AFG", event="ASSAULT", doer="AFG",
        count=toll("several", "Pakistani outposts", "PAK", outcome="seized", unit="posts", victim_class="unknown"),
    )  # fmt: skip
    return world, c


def outlets() -> tuple[World, dict[str, Report]]:
    """One night's fighting in six reports of different sides, whose dates and figures differ, and others beside it."""
    world = World()
    r = {
        "kabul": world.report("kabul", "2025-10-12"),
        "islamabad": world.report("islamabad", "2025-10-12"),
        "agency": world.report("agency", "2025-10-12"),
        "agency2": world.report("agency2", "2025-10-13"),
        "gulf": world.report("gulf", "2025-10-13"),
        "delhi": world.report("delhi", "2025-10-14"),
        "sudan": world.report("sudan", "2025-10-12"),
        "later": world.report("later", "2025-10-15"),
        "history": world.report("history", "2025-10-13"),
    }
    soldiers, fighters = "Pakistani soldiers", "Taliban fighters"
    night = ("2025-10-11", "2025-10-12")
    world.say(r["kabul"], 10, "AFG", count=toll(58, soldiers, "PAK"), event="ASSAULT", doer="AFG",
              happened=night, places=["Spin Boldak"])  # fmt: skip
    world.say(r["kabul"], 90, "AFG", count=toll(9, "Taliban fighters", "AFG"), event="ASSAULT")
    world.say(r["islamabad"], 10, "PAK", count=toll(23, "troops", "PAK"), event="ASSAULT", doer="AFG",
              happened="2025-10-12")  # fmt: skip
    world.say(r["islamabad"], 90, "PAK", count=toll((200, None), fighters, "AFG", bound="more_than"),
              event="ASSAULT", doer="PAK", happened="2025-10-12")  # fmt: skip
    world.say(r["agency"], 10, "AFG", count=toll(58, soldiers, "PAK"), event="ASSAULT", doer="AFG",
              happened="2025-10-11")  # fmt: skip
    world.say(r["agency"], 50, "unattributed", event="ASSAULT",
              count=toll(23, "Pakistani security personnel", "PAK", victim_class="security_forces"))  # fmt: skip
    world.say(r["agency2"], 10, "PAK", count=toll(200, fighters, "AFG"), event="ASSAULT", doer="PAK",
              happened="2025-10-12", places=["Spin Boldak"])  # fmt: skip
    world.say(r["gulf"], 10, "AFG", count=toll(58, soldiers, "PAK"), event="ASSAULT", doer="AFG",
              happened="2025-10-12")  # fmt: skip
    world.say(r["gulf"], 80, "SAU", stance="urges", event="REQUEST", target="AFG+PAK")
    world.say(r["delhi"], 10, "PAK", count=toll(23, soldiers, "PAK"), event="ASSAULT", doer="AFG")
    world.say(r["sudan"], 10, "medics", event="ASSAULT", doer="RSF", places=["El Fasher"], happened="2025-10-11",
              count=toll(58, "civilians", "SDN-CIV", victim_class="civilian"))  # fmt: skip
    world.say(r["later"], 10, "AFG", event="ASSAULT", doer="PAK", happened="2025-10-15", places=["Spin Boldak"],
              count=toll(12, "civilians", "AFG-CIV", victim_class="civilian"))  # fmt: skip
    world.say(r["later"], 60, "PAK", event="ASSAULT", doer="PAK", happened="2025-10-15",
              count=toll(20, fighters, "AFG"))  # fmt: skip
    world.say(r["history"], 10, "narrator", event="ASSAULT", doer="AFG",
              count=toll(2414, "Pakistani soldiers", "PAK", standing="background"))  # fmt: skip
    return world, r
