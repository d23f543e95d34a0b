"""The brief: one HTML file for one or several events, readable without scripts, network or colour.

Guarantee: autoescaped throughout, hidden characters made visible, a content security policy that allows nothing
but the file's own style sheet; the same records give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterclaim.errors import UsageError
from counterclaim.records import Event
from counterclaim.views import wording
from counterclaim.views.accounts import EventPage
from counterclaim.views.chart import ChartGroup, chart_groups
from counterclaim.views.event_list import is_contested
from counterclaim.views.event_page import event_page, near_places
from counterclaim.views.notes import Note, Source, letters, make_notes, make_sources, number_claims
from counterclaim.views.safety import visible
from counterclaim.views.shelf import Remembering, Shelf
from counterclaim.views.totals import total_words

if TYPE_CHECKING:
    from jinja2 import Environment

_MOST_SHORT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortItem:
    """A line of the summary, with the claims that it rests on."""

    words: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortColumn:
    """A column of the summary: where accounts differ, agree, stand alone; `more` are counted only."""

    title: str
    items: tuple[ShortItem, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefEvent:
    """An event of the brief: its page, its summary, its charts."""

    page: EventPage
    short: tuple[ShortColumn, ...]
    charts: tuple[ChartGroup, ...]
    charted: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AloneEvent:
    """An event with one account only, as a line: its sentence, where, when, and its claims."""

    words: str
    where: str
    when: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPage:
    """All that the template draws. `alone` is empty when a single event was asked for."""

    title: str
    events: tuple[BriefEvent, ...]
    alone: tuple[AloneEvent, ...]
    reports: int
    numbers: dict[str, int]
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    claims: int
    extractors: tuple[str, ...]


def write_brief(shelf: Shelf, events: Sequence[Event], path: Path) -> None:
    """Write the brief of `events` to `path`, whole or not at all. Raises `UsageError` where it can't."""
    page = render_brief(shelf, events)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(page, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(
            f"can't write the brief to {path}: {error.strerror or error}; name another file with --output"
        ) from error


def render_brief(shelf: Shelf, events: Sequence[Event]) -> str:
    """The brief of `events` as HTML."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    template = _environment().get_template("brief.html.jinja")
    return template.render(
        brief=brief_page(shelf, events), style=style, style_hash=digest, words=wording, total_words=total_words
    )


def brief_page(shelf: Shelf, events: Sequence[Event]) -> BriefPage:
    """Lay out the brief of `events`, in the order given."""
    shelf = Remembering(shelf)
    every = [event_page(event, shelf) for event in events]
    full = [page for page in every if is_contested(page)] or every
    alone = [page for page in every if page not in full]
    numbers = number_claims([*full, *alone])
    named = letters([*full, *alone])
    return BriefPage(
        title=_title(full),
        events=tuple(_brief_event(page) for page in full),
        alone=tuple(_alone(page, numbers) for page in alone),
        reports=len(named),
        numbers=numbers,
        notes=make_notes(numbers, named, shelf),
        sources=make_sources(numbers, named, shelf),
        claims=len(numbers),
        extractors=tuple(sorted({shelf.claim(claim_id).extractor for claim_id in numbers})),
    )


def _title(pages: Sequence[EventPage]) -> str:
    if len(pages) == 1:
        return "Brief: " + " ".join(pages[0].headline)
    return f"Brief: {len(pages)} events on which accounts meet"


def _alone(page: EventPage, numbers: Mapping[str, int]) -> AloneEvent:
    ids = sorted(number_claims([page]), key=numbers.__getitem__)
    return AloneEvent(
        words=" ".join(page.headline),
        where=near_places(page),
        when=page.when if page.dated else "",
        claim_ids=tuple(ids),
    )


def _brief_event(page: EventPage) -> BriefEvent:
    charts = chart_groups(page)
    charted = {c for group in charts for facet in group.facets for row in facet.rows for c in row.claim_ids}
    return BriefEvent(page=page, short=_short(page), charts=charts, charted=frozenset(charted))


def _short(page: EventPage) -> tuple[ShortColumn, ...]:
    """The summary: what differs, what fits together, what one party alone says. Unknowns are the template's."""
    differ: list[ShortItem] = []
    fit: list[ShortItem] = []
    alone: list[ShortItem] = []
    for row in page.facets:
        if row.standing == "background" or (row.standing == "part" and len(row.positions) == 1):
            continue
        ids = tuple(c for cell in row.positions for c in cell.newest.claim_ids[:1])
        figures = list(dict.fromkeys(cell.newest.figure for cell in row.positions))
        if row.state == "disputed":
            differ.append(ShortItem(words=f"{row.title}: {wording.listed(figures, 'or')}", claim_ids=ids))
        elif row.state == "denied":
            who = _says(row.positions[0].newest.speaker)
            differ.append(ShortItem(words=f"{row.title}: {figures[0]}, {who}; denied", claim_ids=ids))
        elif row.state in ("agreed", "compatible"):
            said = wording.listed(figures)
            fit.append(ShortItem(words=f"{row.title}: {said}, {row.state_words[2:]}", claim_ids=ids))
        else:
            who = row.positions[0].newest.speaker
            said = ", then ".join(row.positions[0].moved) or figures[0]
            alone.append(ShortItem(words=f"{row.title}: {said}, {_says(who)}", claim_ids=ids))
    for exchange in page.said_answered:
        ids = tuple(saying.claim_id for saying in (*exchange.said[:2], *exchange.answered[:2]))
        first = exchange.said[0]
        denied = [a for a in exchange.answered if a.stance in ("denies", "rejects")]
        if denied:
            words = f"{exchange.subject}: {first.speaker} {first.verb}, {denied[0].speaker} {denied[0].verb}"
            differ.append(ShortItem(words=words, claim_ids=ids))
        elif not exchange.answered:
            alone.append(ShortItem(words=f"{exchange.subject}, {_says(first.speaker)}", claim_ids=ids))
        else:
            answer = exchange.answered[0]
            words = f"{exchange.subject}, {_says(first.speaker)}; {answer.speaker} {answer.verb}"
            alone.append(ShortItem(words=words, claim_ids=ids))
    columns = (("Where accounts differ", differ), ("Where they fit together", fit), ("Only one account", alone))
    return tuple(
        ShortColumn(title=title, items=tuple(items[:_MOST_SHORT]), more=max(0, len(items) - _MOST_SHORT))
        for title, items in columns
        if items
    )


def _says(speaker: str) -> str:
    if speaker == "no speaker named":
        return speaker
    return f"{wording.verb('asserts', speaker)} {wording.within(speaker)}"


@lru_cache(maxsize=1)
def _style() -> str:
    """The style sheet; what stands between its tags is byte for byte what the policy's hash covers."""
    return resources.files(__package__).joinpath("templates", "brief.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import DictLoader, Environment, StrictUndefined

    folder = resources.files(__package__).joinpath("templates")
    source = folder.joinpath("brief.html.jinja").read_text(encoding="utf-8")
    return Environment(
        loader=DictLoader({"brief.html.jinja": source}),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize(),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _finalize() -> Callable[[Any], Any]:
    """Make hidden characters of every value visible before it is escaped; what is markup stays."""
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    return shown
