"""One event's page, computed from its claims, their reports and texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from counterclaim.records import Claim, Event, Published, Report
from counterclaim.views import wording
from counterclaim.views.accounts import AccountCell, EventPage, FacetRow, PlaceRow, SaidAnswered, Saying, SourceRow
from counterclaim.views.copies import changed_figures, copy_line
from counterclaim.views.exchanges import Wording, said_answered, said_once, saying
from counterclaim.views.facet_rows import by_standing, facet_row
from counterclaim.views.order import in_order
from counterclaim.views.safety import one_line
from counterclaim.views.shelf import Remembering, Shelf
from counterclaim.views.sides import marks_of, sides_of
from counterclaim.views.totals import kinds_of_facets, totals

#: Stances that ask for, warn of or refuse something, apart from what is said to have happened.
_CALLS = frozenset({"threatens", "urges", "condemns", "promises", "rejects", "claims_responsibility"})


def event_page(event: Event, shelf: Shelf) -> EventPage:
    """Lay out `event`. Guarantee: every claim of the event is on the page at least once.

    Raises `NotFound` when the shelf lacks one of its claims, reports or texts.
    """
    shelf = Remembering(shelf)
    claims = {claim_id: shelf.claim(claim_id) for claim_id in event.claim_ids}
    reports = {claim.report_id: shelf.report(claim.report_id) for claim in claims.values()}
    ordered = in_order(claims.values(), reports)
    sides = sides_of(event, ordered)
    marks = marks_of(sides, ordered)
    word = partial(saying, marks=marks, shelf=shelf)
    changed = changed_figures(ordered, shelf)
    facets = by_standing(facet_row(facet, claims, reports, sides, marks, changed) for facet in event.facets)
    exchanges, used = said_answered(event, ordered, claims, word)
    cells = [cell for row in facets for cell in row.positions]
    in_facets = {claim_id for cell in cells for account in cell.accounts for claim_id in account.claim_ids}
    rest = [claim for claim in ordered if claim.id not in used and claim.id not in in_facets]
    when, dated = _when(event, ordered)
    calls = said_once(word(claim) for claim in rest if claim.stance in _CALLS)
    others = said_once(word(claim) for claim in rest if claim.stance not in _CALLS)
    return EventPage(
        event_id=event.id,
        headline=_headline(facets, exchanges, ordered, word),
        when=when,
        dated=dated,
        places=_places(ordered),
        parties=event.parties,
        sides=sides,
        marks=marks,
        facets=facets,
        said_answered=exchanges,
        calls=calls,
        others=others,
        sources=_sources(ordered, reports, shelf),
        unknown=_unknown(facets, dated=dated),
        claims=len(ordered),
        different=sum(len(cell.accounts) for cell in cells) + _statements(exchanges) + len(calls) + len(others),
        start=event.start,
        origins=_origins(reports, shelf),
        totals=totals(kinds_of_facets(event.facets)),
    )


def near_places(page: EventPage) -> str:
    """The first places of an event that are narrower than a country: "El Fasher, Kabul and 3 more"."""
    near = [place.name for place in page.places if not place.wide]
    return ", ".join(near[:3]) + (f" and {len(near) - 3} more" if len(near) > 3 else "")


def _statements(exchanges: Sequence[SaidAnswered]) -> int:
    return sum(len(row.said) + len(row.answered) for row in exchanges)


def _origins(reports: Mapping[str, Report], shelf: Shelf) -> int:
    """How many texts the reports print: exact and near copies once; a partial copy has words of its own."""
    found: set[str] = set()
    for report_id in reports:
        group = shelf.copy_group(report_id)
        whole = group is not None and any(m.report_id == report_id and m.kind != "partial" for m in group.members)
        found.add(group.origin if group is not None and whole else report_id)
    return len(found)


def _headline(
    facets: Sequence[FacetRow], exchanges: Sequence[SaidAnswered], ordered: Sequence[Claim], word: Wording
) -> tuple[str, ...]:
    """Each account of the first facet in one sentence; without figures, each side of the first exchange."""
    incident = [row for row in facets if row.standing != "background"]
    incident.sort(key=lambda row: row.standing == "part")
    several = [row for row in incident if len(row.positions) > 1]
    for row in (*(r for r in several if r.state == "disputed"), *several, *incident):
        return _toll_sentences(row)
    answered = [row for row in exchanges if row.answered]
    for exchange in (*answered, *exchanges):
        return tuple(_sentence(item) for item in (*exchange.said[:2], *exchange.answered[:2]))
    for row in facets:
        return _toll_sentences(row)
    return tuple(_sentence(word(claim)) for claim in ordered[:1])


def _toll_sentences(row: FacetRow) -> tuple[str, ...]:
    """One sentence an account; nobody's accounts only where fewer than two are somebody's."""
    named = [cell for cell in row.positions if cell.party not in wording.NOBODY]
    sentences: list[str] = []
    shown = named if len(named) > 1 else row.positions
    nouns = any(_other_noun(cell.newest, row) for cell in shown)
    for cell in shown:
        account = cell.newest
        who = account.named[:1].upper() + account.named[1:]
        says = wording.verb("estimates" if account.stance == "estimates" else "asserts", account.named)
        if cell.party == "unattributed":
            who, says = "A report that names no speaker", "says"
        sentences.append(f"{who} {says} {_figure(account, row, first=not sentences, named=nouns)}.")
    return tuple(sentences)


def _figure(account: AccountCell, row: FacetRow, *, first: bool, named: bool) -> str:
    """The figure with what it counts; `named` where speakers count people by different nouns."""
    if account.low == account.high == 0:
        return _nobody(account, row) if first else "none"
    counted = _counted(account, row)
    if account.figure == wording.NO_NUMBER:
        return f"{counted}, without a number" if first else "so too, without a number"
    if first:
        person = account.low == account.high == 1 and _is_name(_whom(account, row))
        return counted if person else f"{account.figure} {counted}"
    return f"{account.figure} {_joint(account)}{_whom(account, row)}" if named else account.figure


def _nobody(account: AccountCell, row: FacetRow) -> str:
    """Zero that somebody states, in words: "nobody was wounded", "no soldiers were wounded"."""
    whom = _whom(account, row)
    one, many = wording.OUTCOME_WORDS[row.outcome][1:]
    return f"nobody {one}" if whom.casefold() in _ANYBODY else f"no {whom} {many}"


def _counted(account: AccountCell, row: FacetRow) -> str:
    """What the figure counts, as the rest of a sentence: "Pakistani soldiers were killed"."""
    one = account.low == account.high == 1
    return f"{_joint(account)}{_whom(account, row)} {wording.OUTCOME_WORDS[row.outcome][1 if one else 2]}"


def _joint(account: AccountCell) -> str:
    vague = (account.vague or "").lower()
    return "of " if vague.endswith("s") and vague not in _NO_OF else ""


def _whom(account: AccountCell, row: FacetRow) -> str:
    """The row's words for those counted, or the speaker's own in quotation marks where the noun is another."""
    return wording.quoted(account.victims) if account.victims and _other_noun(account, row) else row.victims


def _is_name(words: str) -> bool:
    """Whether all words are capitalised, as in a person's name, of whom there is one."""
    return all(word[:1].isupper() for word in words.split())


def _other_noun(account: AccountCell, row: FacetRow) -> bool:
    """Whether a speaker counts "patients" where the row counts "civilians". Longer words with one noun are the same."""
    own, label = (account.victims or row.victims).casefold().split(), row.victims.casefold().split()
    if own[-1] in _REMAINS:
        return False
    return own[-1].rstrip("s") != label[-1].rstrip("s") and not set(label) <= set(own)


_ANYBODY = frozenset({"people", "person", "persons"})
#: What is found of the dead: "2,000 bodies" are that many people killed.
_REMAINS = frozenset({"body", "bodies", "corpse", "corpses", "remains"})
#: Vague words that take no "of": "several posts", but "dozens of posts".
_NO_OF = frozenset({"numerous", "various", "countless", "a few dozens"})


def _sentence(item: Saying) -> str:
    named = item.named or item.speaker
    who = named[:1].upper() + named[1:]
    words = item.words if len(item.words) <= 90 else item.words[:88].rsplit(" ", 1)[0] + " …"
    return f"{who} {item.verb}: {wording.quoted(words)}."


def _when(event: Event, ordered: Sequence[Claim]) -> tuple[str, bool]:
    words = dict.fromkeys(
        one_line(c.happened.text) for c in ordered if c.happened and c.happened.text and c.happened.how == "unresolved"
    )
    quoted = wording.listed([f"“{word}”" for word in list(words)[:3]], "or")
    dated = wording.days(event.start, event.end)
    if dated is not None:
        return dated, True
    return (f"{quoted}, with no calendar date" if quoted else "No calendar date"), False


def _places(ordered: Sequence[Claim]) -> tuple[PlaceRow, ...]:
    rows: dict[str, tuple[dict[str, None], list[str], int | None]] = {}
    for claim in ordered:
        for place in claim.places:
            words, ids, _ = rows.setdefault(place.name, ({}, [], place.precision))
            words[one_line(place.text)] = None
            if claim.id not in ids:
                ids.append(claim.id)
    return tuple(
        PlaceRow(
            name=one_line(name),
            words=tuple(words),
            precision=_precision(precision),
            wide=(precision or 0) >= _COUNTRY,
            claim_ids=tuple(ids),
        )
        for name, (words, ids, precision) in rows.items()
    )


#: The where_prec from which a place is a country or more.
_COUNTRY = 6
#: UCDP where_prec in words (desk guide, section 4).
_PRECISION = {
    1: "a named place",
    2: "within about 25 km",
    3: "somewhere in the district",
    4: "somewhere in the province",
    5: "a line or an area, no point on it",
    6: "the country only",
    7: "international waters or airspace",
}


def _precision(code: int | None) -> str:
    return "as written, not placed on a map" if code is None else _PRECISION.get(code, "precision unknown")


def found_how(published: Published | None) -> str:
    """A report's date with how it was found: "12 Oct 2025 (given)"."""
    if published is None:
        return "no date found"
    how = {"given": "as given", "json-ld": "from the page’s data", "meta": "from the page’s metadata",
           "html": "from the page", "dateline": "from the dateline"}  # fmt: skip
    return f"{wording.days(published.start, published.end)} ({how.get(published.how, published.how)})"


def _sources(ordered: Sequence[Claim], reports: Mapping[str, Report], shelf: Shelf) -> tuple[SourceRow, ...]:
    counts = Counter((claim.report_id, claim.text_id) for claim in ordered)
    rows = []
    for report_id, text_id in counts:
        report, text = reports[report_id], shelf.text(text_id)
        rows.append(
            SourceRow(
                report_id=report_id,
                text_id=text_id,
                name=one_line(wording.outlet_words(report)),
                title=one_line(report.title) if report.title else None,
                url=report.url,
                agency=one_line(report.agency) if report.agency else None,
                published=found_how(report.published),
                text_sha256=text.sha256,
                characters=len(text.content),
                claims=counts[report_id, text_id],
                copy=copy_line(report_id, shelf),
            )
        )
    return tuple(rows)


def _unknown(facets: Sequence[FacetRow], *, dated: bool) -> tuple[str, ...]:
    """What no claim of the event states. Not reported is not none, and the page says so."""
    current = [row for row in facets if row.standing != "background"]
    stated = {row.outcome for row in current}
    missing: list[str] = [] if dated else ["The date"]
    if not any(row.outcome == "killed" and row.victims_party.endswith("-CIV") for row in current):
        missing.append("Civilians killed")
    open_outcomes = [word for word in ("wounded", "captured", "missing") if word not in stated]
    if "killed" not in stated:
        open_outcomes.insert(0, "killed")
        missing = [word for word in missing if word != "Civilians killed"]
    if open_outcomes:
        missing.append(f"Anyone {wording.listed(open_outcomes, 'or')}")
    return tuple(missing)
