"""Events as a list: those with figures or answers; the rest are counted, never dropped in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.records import Event
from counterclaim.views import wording
from counterclaim.views.accounts import EventPage
from counterclaim.views.event_page import event_page
from counterclaim.views.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class EventList:
    """Events in three ranks: accounts meet in `contested`; `alone` has one account each; the rest is counted."""

    contested: tuple[EventPage, ...]
    alone: tuple[EventPage, ...]
    left_out: int


def is_contested(page: EventPage) -> bool:
    """Whether accounts of two parties meet: on a figure, or a statement and its answer."""
    current = [row for row in page.facets if row.standing != "background" and len(row.positions) > 1]
    if any(row.state == "denied" for row in page.facets):
        return True
    figures = any(cell.party not in wording.NOBODY for row in current for cell in row.positions)
    return figures or any(exchange.answered for exchange in page.said_answered)


def worth_listing(events: Sequence[Event]) -> list[Event]:
    """Events with a figure or an answered statement, disputed figures first, then by their claims."""
    chosen = [event for event in events if event.facets or event.disputes or event.replies]
    return sorted(chosen, key=_rank)


def _rank(event: Event) -> tuple[int, int]:
    disputed = any(
        facet.state == "disputed" and sum(p.party not in wording.NOBODY for p in facet.positions) > 1
        for facet in event.facets
    )
    current = any(facet.standing != "background" for facet in event.facets)
    return (0 if disputed else 1 if current else 2 if event.disputes else 3, -len(event.claim_ids))


def event_list(events: Sequence[Event], shelf: Shelf, *, everything: bool) -> EventList:
    """The list of `events`; with `everything`, also single statements without figure or answer."""
    chosen = worth_listing(events)
    if everything:
        chosen += [event for event in events if event not in chosen]
    pages = [event_page(event, shelf) for event in chosen]
    return EventList(
        contested=tuple(page for page in pages if is_contested(page)),
        alone=tuple(page for page in pages if not is_contested(page)),
        left_out=len(events) - len(chosen),
    )


def by_sides(pages: Sequence[EventPage]) -> list[tuple[str, list[EventPage]]]:
    """Events by the sides that they name, most events first, each in the order of its days; without a side last."""
    groups: dict[str, list[EventPage]] = {}
    for page in pages:
        groups.setdefault(" and ".join(sorted(page.parties[:2])) or _NO_SIDE, []).append(page)
    ordered = sorted(groups.items(), key=lambda group: (group[0] == _NO_SIDE, -len(group[1]), group[0]))
    return [(name, sorted(found, key=lambda page: (not page.dated, page.start or ""))) for name, found in ordered]


_NO_SIDE = "no side named"
