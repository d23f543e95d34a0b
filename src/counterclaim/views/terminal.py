"""The terminal's pages: the same facts as the brief, at 80 columns and without colour.

Report text appears only as `rich.text.Text`, never as markup. Shapes and codes carry the
meaning; colour repeats it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from counterclaim.views import marks, wording
from counterclaim.views.accounts import AccountCell, EventPage, FacetRow, PositionCell, SaidAnswered, Saying, SourceRow
from counterclaim.views.chart import chart_groups
from counterclaim.views.claim_detail import ClaimDetail
from counterclaim.views.claim_list import ClaimRow
from counterclaim.views.event_list import EventList, by_sides
from counterclaim.views.event_page import near_places
from counterclaim.views.safety import one_line, visible
from counterclaim.views.statuses import StatusThread
from counterclaim.views.totals import Total, total_words

SHAPES = {"first": "●", "second": "■", "third": "▲", "other": "▮"}
_HOLLOW = {"first": "○", "second": "□", "third": "△", "other": "▯"}
_STYLES = {"first": "magenta", "second": "yellow", "third": "bold", "other": ""}
_DIM = "dim"
_QUOTE = "italic"
_STRIP = 26
#: Parties with a column of their own in a table of accounts; the others share the last column.
_COLUMNS = 2
_WORDS = 90
_EXCHANGES = 3
#: Events with one account that the list shows of one pair of sides; the others are counted.
_ALONE = 8


def party_label(party: str, mark: str) -> Text:
    """A party's shape and code: "● AFG"."""
    return Text.assemble((SHAPES[mark], _STYLES[mark]), " ", (wording.code_words(party), "bold"))


def clipped(text: str, longest: int = _WORDS) -> str:
    """`text` cut at a word, with an ellipsis that says so."""
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + " …"


def event_line(page: EventPage) -> Text:
    """Where an event stands in one line: id, time, places, counts."""
    reports, claims = wording.counted(len(page.sources), "report"), wording.counted(page.claims, "claim")
    if page.origins < len(page.sources):
        reports += f" of {wording.counted(page.origins, 'text')}"
    if page.different < page.claims:
        claims += f", {page.different} different"
    parts = [page.when, near_places(page), reports, claims]
    return Text.assemble((page.event_id[:8], "bold"), *((f" · {part}", _DIM) for part in parts if part))


def accounts_table(page: EventPage, rows: Sequence[FacetRow]) -> RenderableType:
    """The accounts of an event side by side: a row a figure counted, a column a side."""
    columns = sorted(page.marks, key=lambda code: (page.marks[code], code))[:_COLUMNS]
    others = [cell for row in rows for cell in row.positions if not set(cell.party.split("+")) & set(columns)]
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column("", ratio=4, overflow="fold")
    for side in columns:
        table.add_column(party_label(side, page.marks[side]), ratio=5, overflow="fold")
    if others or not columns:
        table.add_column(Text("others" if columns else "accounts", style=_DIM), ratio=5, overflow="fold")
    for row in rows:
        cells: list[RenderableType] = [_what(row)]
        shown: set[str] = set()
        for side in columns:
            here = [cell for cell in row.positions if side in cell.party.split("+")]
            shown.update(cell.party for cell in here)
            cells.append(_stacked(here) if here else Text("┆ no figure", style=_DIM))
        if others or not columns:
            cells.append(_stacked([c for c in row.positions if c.party not in shown], named=True))
        table.add_row(*cells)
        table.add_row()
    return table


def _what(row: FacetRow) -> Text:
    text = Text(row.title, style="bold")
    strong = row.state == "disputed"
    text.append(f"\n{row.state_words}", style="bold reverse" if strong else _DIM)
    if row.apart is not None:
        text.append(f" {wording.number(row.apart)} apart", style=_DIM)
    if row.standing != "incident":
        text.append(f"\n{wording.STANDING_WORDS[row.standing]}", style=_DIM)
    return text


def _stacked(cells: Sequence[PositionCell], *, named: bool = False) -> Text:
    text = Text()
    for cell in cells:
        for index, account in enumerate(cell.accounts[-3:]):
            if text:
                text.append("\n")
            earlier = cell.revised and account is not cell.newest
            if named and (index == 0 or cell.party in wording.NOBODY):
                text.append_text(_short_label(cell)).append(" ")
            text.append(account.figure, style=_DIM if earlier else "bold")
            text.append(" earlier" if earlier else "", style=_DIM)
            if account.speaker != "no speaker named":
                text.append(f"\n{account.speaker}{_through(account.relay)}")
            text.append(f"\n“{clipped(account.words)}”", style=_QUOTE)
            text.append(f"\n{account.changed}" if account.changed else "", style=_DIM)
        if cell.prints:
            text.append(f"\n{cell.prints}", style=_DIM)
    return text


def _short_label(cell: PositionCell) -> Text:
    """The label within a stack: an outlet's own voice is named below its figure."""
    if cell.party == "narrator":
        return Text(SHAPES[cell.mark], style=_STYLES[cell.mark])
    return party_label(cell.party, cell.mark)


def _through(relay: Sequence[str]) -> str:
    return f", through {', '.join(relay)}" if relay else ""


def event_list_page(
    listed: EventList, counts: Mapping[str, int], threads: Sequence[StatusThread] = (), *, everything: bool = False
) -> Iterable[RenderableType]:
    """Contested events in full, single accounts a line each, what changed its status, and what is left out."""
    for page in listed.contested:
        yield Rule(style=_DIM)
        yield headline(page)
        yield event_line(page)
        yield Text("")
        yield from _contested(page)
    if listed.alone:
        yield Rule(Text("One account each"), style=_DIM, align="left")
        for sides, pages in by_sides(listed.alone):
            yield Text(sides, style="bold")
            shown = pages if everything else pages[:_ALONE]
            yield Padding(Group(*(_alone(page) for page in shown)), (0, 0, 0, 2))
            if len(pages) > len(shown):
                yield Padding(Text(f"and {len(pages) - len(shown)} more: --all", style=_DIM), (0, 0, 0, 2))
    changed = [thread for thread in threads if thread.changes]
    if changed:
        yield Rule(Text("Open, shut, in force: what changed"), style=_DIM, align="left")
        yield from map(_thread, changed)
    if not any(page.disputed for page in listed.contested):
        claims, reports = wording.counted(counts["claims"], "claim"), wording.counted(counts["reports"], "report")
        yield Text(f"No accounts differ yet. {claims} from {reports} are in. Add reports to compare.")
    if listed.left_out:
        yield Text(f"{wording.counted(listed.left_out, 'other event')} without figures or answers: --all", style=_DIM)


def _contested(page: EventPage) -> Iterable[RenderableType]:
    several = [row for row in page.facets if len(row.positions) > 1]
    single = [row for row in page.facets if len(row.positions) == 1 and row.standing != "background"]
    alone = [row for row in single if row.standing != "part"]
    if several:
        yield accounts_table(page, several)
    if alone:
        yield Text("One account only", style=_DIM)
        yield Group(*(_single(row) for row in alone))
    parts = [row for row in single if row.standing == "part"]
    if parts:
        yield _parts(parts)
    if single:
        yield Text("")
    for exchange in [item for item in page.said_answered if item.answered][:_EXCHANGES]:
        yield _exchange(exchange)


def _thread(thread: StatusThread) -> RenderableType:
    """A thing and its statuses, a line each, in the order of their dates."""
    table = Table(box=None, show_header=False, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=16, no_wrap=True)
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=5, overflow="fold")
    for line in thread.lines:
        who = Text(line.speaker)
        if line.party == "narrator":
            who.append(", its own words", style=_DIM)
        elif line.party == "unattributed":
            who.append(f" in {line.outlet}", style=_DIM)
        who.append(f" {line.claim_id[:8]}", style=_DIM)
        who.append(f" · {line.again + 1} times" if line.again else "", style=_DIM)
        table.add_row(Text(line.when, style=_DIM), Text(line.status, style="bold"), who)
    return Padding(Group(Text(thread.title, style="bold"), Padding(table, (0, 0, 0, 2))), (0, 0, 1, 0))


def _single(row: FacetRow) -> RenderableType:
    cell = row.positions[0]
    figures = " / ".join(_with_change(account) for account in cell.accounts)
    text = _named(cell.party, cell.mark, cell.newest.speaker)
    text.append(": ").append(figures, style="bold").append(f" · {row.title}")
    return Padding(text, (0, 0, 0, 2))


def _with_change(account: AccountCell) -> str:
    return f"{account.figure} ({account.changed})" if account.changed else account.figure


def _parts(rows: Sequence[FacetRow]) -> Text:
    """Parts of larger figures in one line: they open no dispute and are drawn by `show`."""
    listed = [f"{_with_change(row.positions[0].newest)} · {row.title}" for row in rows]
    return Text(f"Parts of larger figures: {'; '.join(listed)}", style=_DIM)


def _alone(page: EventPage) -> Text:
    text = Text.assemble((page.event_id[:8], _DIM), " ", clipped(" ".join(page.headline), 200))
    beside = [part for part in (near_places(page), page.when if page.dated else "") if part]
    return text.append(f" {' · '.join(beside)}" if beside else "", style=_DIM)


def claims_table(rows: Sequence[ClaimRow]) -> RenderableType:
    """Claims one to a row, narrow enough for 80 columns."""
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style=_DIM, expand=True)
    table.add_column("id", width=8, no_wrap=True)
    table.add_column("who", ratio=4, overflow="fold")
    table.add_column("says", ratio=4, overflow="fold")
    table.add_column("words", ratio=6, overflow="fold")
    for row in rows:
        says = Text(row.stance, style="" if row.figure else "bold")
        if row.figure:
            says = Text.assemble((row.figure, "bold"), f" {row.outcome}", (f"\n{one_line(row.victims)}", _DIM))
        when = wording.days(row.happened_start or None, row.happened_end or None)
        if when:
            says.append(f"\n{when}", style=_DIM)
        party = Text.assemble((wording.code_words(row.party), "bold"), f"\n{clipped(one_line(row.speaker), 40)}")
        table.add_row(
            Text(row.id[:8], style=_DIM),
            party,
            says,
            Text(f"“{clipped(one_line(row.quote), 160)}”", style=_QUOTE),
        )
    return table


def headline(page: EventPage) -> Text:
    """Each account in one sentence, all at one weight."""
    return Text(" ".join(page.headline), style="bold")


def event_pages(
    page: EventPage,
    threads: Sequence[StatusThread] = (),
    disputes: Sequence[RenderableType] = (),
    corrections: Sequence[RenderableType] = (),
) -> Iterable[RenderableType]:
    """One event in full, for `show`; `threads` are the statuses that its reports tell.

    `disputes` are lines on what else is disputed or not comparable, `corrections` on what was taken back or mended.
    """
    yield headline(page)
    yield event_line(page)
    drawn = marks.scales(page.facets)
    for group in chart_groups(page):
        yield Rule(Text(group.title), style=_DIM, align="left")
        for facet in group.facets:
            yield _facet(facet.row, drawn.get(facet.row.facet_id), page)
    for title, lines in (("Disputed, and how counts relate", disputes), ("Corrections and withdrawals", corrections)):
        if lines:
            yield Rule(Text(title), style=_DIM, align="left")
            yield Group(*lines)
    if page.totals:
        yield Rule(Text("Totals under each policy"), style=_DIM, align="left")
        yield totals_table(page.totals)
    if page.said_answered:
        yield Rule(Text("Said and answered"), style=_DIM, align="left")
        for exchange in page.said_answered:
            yield _exchange(exchange)
    for title, sayings in (("Warnings and appeals", page.calls), ("Also said", page.others)):
        if sayings:
            yield Rule(Text(title), style=_DIM, align="left")
            yield Group(*(_saying(saying) for saying in sayings))
    if threads:
        yield Rule(Text("Open, shut, in force"), style=_DIM, align="left")
        yield from map(_thread, threads)
    if page.unknown:
        yield Rule(Text("Not known from these reports"), style=_DIM, align="left")
        yield Text(". ".join(page.unknown) + ". Not reported does not mean none.")
    yield Rule(Text("Reports"), style=_DIM, align="left")
    yield Group(*(_source(source) for source in page.sources))


def totals_table(listed: Sequence[Total]) -> RenderableType:
    """Each policy's totals, an outcome a row, with the steps that led to them; as said, nothing is chosen."""
    table = Table(box=None, show_header=False, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=18, no_wrap=True)
    table.add_column(width=10, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for total in listed:
        if total.policy == "as-said":
            continue
        words = Text(total_words(total), style="bold")
        for step in total.steps:
            words.append(f"\n{step.words}", style=_DIM)
        table.add_row(Text(f"{total.policy} {total.version}"), Text(total.outcome), words)
    return Padding(table, (0, 0, 1, 0))


def _source(source: SourceRow) -> RenderableType:
    line = Text.assemble((source.report_id[:8], _DIM), f" {source.name}", (f" · {source.published}", _DIM))
    return Group(line, Padding(Text(source.copy, style=_DIM), (0, 0, 0, 9))) if source.copy else line


def _facet(row: FacetRow, scale: marks.Scale | None, page: EventPage) -> RenderableType:
    title = Text.assemble((row.title, "bold"), "  ", (row.state_words, "reverse" if row.state == "disputed" else _DIM))
    if row.apart is not None:
        title.append(f"  {wording.number(row.apart)} apart", style=_DIM)
    if row.standing != "incident":
        title.append(f"  {wording.STANDING_WORDS[row.standing]}", style=_DIM)
    table = Table(box=None, show_header=False, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(width=_STRIP, no_wrap=True)
    table.add_column(width=16, overflow="fold")
    if scale is not None:
        table.add_row(Text(""), _axis(scale), Text(""))
    for cell in row.positions:
        for account in cell.accounts:
            earlier = cell.revised and account is not cell.newest
            figure = Text(account.figure, style=_DIM if earlier else "bold")
            if earlier:
                figure.append(" earlier", style=_DIM)
            table.add_row(_who(cell, account), strip(account, scale, cell.mark, old=earlier), figure)
    if row.silent:
        names = Text("  ").join(party_label(side, page.marks[side]) for side in row.silent)
        table.add_row(names, Text("┆"), Text("no figure here", style=_DIM))
    return Padding(Group(title, table), (0, 0, 1, 0))


def _named(party: str, mark: str, words: str) -> Text:
    """A party's label with the speaker's own words, neither said twice."""
    if party == "narrator":
        return Text.assemble((SHAPES[mark], _STYLES[mark]), f" {words}", (", its own words", _DIM))
    label = party_label(party, mark)
    if words in ("no speaker named", "the report itself") or words.lower() == party.lower():
        return label
    return label.append(f" {words}")


def _who(cell: PositionCell, account: AccountCell) -> RenderableType:
    label = _named(cell.party, cell.mark, account.speaker).append(_through(account.relay), style=_DIM)
    below = Text()
    if cell.interest or account.count_of:
        said = wording.INTEREST_WORDS[cell.interest] if cell.interest else wording.count_of_words(account.count_of)
        below.append(f"{said}\n", style=_DIM)
    below.append(f"“{clipped(account.words)}”", style=_QUOTE)
    below.append(f"\n{account.changed}" if account.changed else "", style=_DIM)
    below.append(f"\n{account.claim_ids[0][:8]} · {_prints(account.outlets, len(account.claim_ids))}", style=_DIM)
    if cell.prints and account is cell.newest:
        below.append(f"\n{cell.prints}", style=_DIM)
    return Group(label, Padding(below, (0, 0, 0, 2)))


def _prints(outlets: Sequence[str], claims: int) -> str:
    names = ", ".join(outlets[:3]) + (f" and {len(outlets) - 3} more" if len(outlets) > 3 else "")
    return names if claims == 1 else f"{claims} times: {names}"


def _axis(scale: marks.Scale) -> Text:
    """The ends of the scale; the ticks between are left to the figures, which stand beside their marks."""
    top = wording.number(scale.top)
    return Text("0" + top.rjust(_STRIP - 1), style=_DIM)


def strip(account: AccountCell, scale: marks.Scale | None, mark: str, *, old: bool = False) -> Text:
    """An account drawn on a line of characters: ● exact, ├──┤ range, ●──▸ at least, ◂──● up to, (●) about."""
    drawn = marks.mark(account, scale, "")
    if drawn.at is None:
        return Text("│", style=_DIM)
    last = _STRIP - 1
    cells = ["│", *" " * last]
    at = round(drawn.at * last)
    shape = _HOLLOW[mark] if drawn.hollow or old else SHAPES[mark]
    if drawn.shape == "range" and drawn.to is not None:
        to = max(at + 1, round(drawn.to * last))
        at, to = min(at, last - 1), min(to, last)
        cells[at : to + 1] = ["├", *"─" * (to - at - 1), "┤"]
    elif drawn.shape == "up":
        at = min(at, last - 3)
        cells[at : at + 4] = [shape, "─", "╌", "▸"]
    elif drawn.shape == "down":
        at = max(at, 4)
        cells[at - 3 : at + 1] = ["◂", "╌", "─", shape]
    elif drawn.shape == "ring":
        at = min(max(at, 1), last - 1)
        cells[at - 1 : at + 2] = ["(", SHAPES[mark], ")"]
    else:
        cells[at] = shape
    return Text("".join(cells[: last + 1]), style=_STYLES[mark])


def _exchange(exchange: SaidAnswered) -> RenderableType:
    lines: list[RenderableType] = [Text(exchange.subject, style="bold")]
    lines.extend(_saying(saying) for saying in exchange.said)
    lines.extend(Padding(_saying(saying), (0, 0, 0, 4)) for saying in exchange.answered)
    if exchange.unheard:
        names = wording.listed(exchange.unheard)
        lines.append(Padding(Text(f"┆ No answer from {names} in these reports", style=_DIM), (0, 0, 0, 4)))
    elif not exchange.answered:
        lines.append(Padding(Text("┆ No answer in these reports", style=_DIM), (0, 0, 0, 4)))
    return Padding(Group(*lines), (0, 0, 1, 0))


def _saying(saying: Saying) -> Text:
    text = _named(saying.party, saying.mark, saying.speaker)
    text.append(_through(saying.relay), style=_DIM)
    text.append(f" {saying.verb}: ")
    text.append(wording.quoted(clipped(saying.words, 160)), style=_QUOTE)
    text.append(f" {saying.claim_id[:8]}", style=_DIM)
    if saying.again:
        text.append(f" · {len(saying.claim_ids)} times", style=_DIM)
    return text


def detail_page(detail: ClaimDetail) -> Iterable[RenderableType]:
    """One claim in full, for `explain`: the sentence with ⟦the evidence⟧ marked, then field by field."""
    claim = detail.claim
    yield Text.assemble(("claim ", _DIM), (claim.id, "bold"), ("  key ", _DIM), claim.key)
    yield Text.assemble(detail.report_name, (f" · {detail.published} · {detail.source}", _DIM))
    yield Text("")
    sentence = Text("… " if detail.excerpt.cut_before else "")
    for piece in detail.excerpt.pieces:
        words = visible(piece.text)
        if piece.marked:
            sentence.append(f"⟦{words}⟧", style="bold reverse")
        else:
            sentence.append(words)
    sentence.append(" …" if detail.excerpt.cut_after else "")
    yield Padding(sentence, (0, 2))
    spans = ", ".join(f"{item.span.start}–{item.span.end}" for item in detail.evidence)
    yield Padding(Text(f"characters {spans} of text {detail.text_sha256[:16]}…", style=_DIM), (0, 2))
    yield Text("")
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style=_DIM)
    table.add_column("field", no_wrap=True)
    table.add_column("holds", overflow="fold", ratio=3)
    table.add_column("rule", overflow="fold", ratio=2)
    table.add_column("read from", overflow="fold", ratio=3)
    for row in detail.fields:
        read = Text()
        for item in row.read:
            read.append("\n" if read else "")
            read.append(f"“{clipped(item.words, 60)}”", style=_QUOTE)
            read.append(f" {item.span.start}–{item.span.end}", style=_DIM)
        table.add_row(Text(row.field, style="bold"), Text(row.value), Text(one_line(", ".join(row.rules))), read)
    yield table
