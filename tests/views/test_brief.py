"""The brief: self-contained, closed to scripts, every figure two clicks from its words."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from counterclaim.errors import UsageError
from counterclaim.views.brief import brief_page, render_brief, write_brief
from counterclaim.views.shelf import Records
from tests.views.made import Maker, bounds, clash, event_of, facet, position


class Page(HTMLParser):
    """Tags, ids, links and marked words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.marked: dict[str, str] = {}
        self._mark: list[str] | None = None
        self._pins: list[str] = []
        self._in_pin = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "mark":
            self._mark, self._pins = [], []
        if tag == "a" and found.get("class") == "pin":
            self._in_pin = True
            self._pins.extend([str(found["id"])] if "id" in found else [])

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark" and self._mark is not None:
            self.marked.update(dict.fromkeys(self._pins, "".join(self._mark)))
            self._mark = None
        if tag == "a":
            self._in_pin = False

    def handle_data(self, data: str) -> None:
        if self._mark is not None and not self._in_pin:
            self._mark.append(data)


@pytest.fixture(params=[clash, bounds], ids=["clash", "bounds"])
def html(request: pytest.FixtureRequest) -> str:
    event, shelf, _, _ = request.param()
    return render_brief(shelf, [event])


def test_nothing_is_fetched_and_nothing_runs(html: str) -> None:
    page = Page(html)
    assert not {"script", "iframe", "object", "embed", "link", "img", "form", "base"} & {tag for tag, _ in page.tags}
    names = {name for _, attrs in page.tags for name in attrs}
    assert not [name for name in names if name.startswith("on")]
    assert "style" not in names
    assert not re.search(r"url\(|@import", html)


def test_the_policy_covers_exactly_the_style_sheet(html: str) -> None:
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html


def test_every_link_leads_somewhere_and_ids_are_unique(html: str) -> None:
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    inner = [str(a["href"])[1:] for tag, a in page.tags if tag == "a" and str(a.get("href")).startswith("#")]
    uses = [str(a["href"])[1:] for tag, a in page.tags if tag == "use"]
    assert inner
    assert not [name for name in (*inner, *uses) if name not in page.ids]


@pytest.mark.parametrize("make", [clash, bounds], ids=["clash", "bounds"])
def test_figure_to_note_to_highlighted_words(make: type) -> None:
    event, shelf, _, claims = make()
    html = render_brief(shelf, [event])
    page = Page(html)
    numbers = brief_page(shelf, [event]).numbers
    for claim in claims:
        n = numbers[claim.id]
        assert f'href="#n{n}"' in html
        assert {f"n{n}", f"c{n}", f"f{n}"} <= set(page.ids)
        assert page.marked[f"c{n}"] == claim.quote


def test_each_mark_is_named_in_words(html: str) -> None:
    page = Page(html)
    drawn = [attrs for tag, attrs in page.tags if tag == "svg" and attrs.get("role") == "img"]
    assert drawn
    assert all(attrs.get("aria-label") for attrs in drawn)


def test_the_facts_are_drawn() -> None:
    event, shelf, _, _ = clash()
    html = render_brief(shelf, [event])
    for words in (
        "Afghan officials say 58 Pakistani soldiers were killed.",
        "Islamabad says 23.",
        "35 apart",
        "count of its own side",
        "No figure in this report",
        "No answer from AFG in this report",
        "a word, no number",
        "Not reported does not mean none",
        "[sic]",
    ):
        assert words in html
    assert 'aria-label="Afghan officials: 58 killed, exact"' in html


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script> \u202egnp\x1b[0m </style><b onclick=x>&amp; {{ 7*7 }} [/b]"
    make = Maker(f"{evil} said 9 people died.", outlet='"><img src=x>', day="2026-01-01")
    toll = make.toll(make.actor(evil, "AFG"), "9 people", (9, 9), f"people {evil}", "AFG")
    event = event_of(make.claims, facets=(facet("single", "AFG", position("AFG", toll)),))
    html = render_brief(Records.of(make.claims, [make.report], [make.text]), [event])
    page = Page(html)
    assert not {"script", "img", "b"} & {tag for tag, _ in page.tags if tag != "b"}
    assert not [attrs for _, attrs in page.tags if "onclick" in attrs or "src" in attrs]
    assert "\u202e" not in html
    assert "\x1b" not in html
    assert "{{ 7*7 }}" in html
    assert "⟨U+202E⟩" in html


def test_the_same_records_give_the_same_bytes() -> None:
    first, second = (render_brief(shelf, [event]) for event, shelf, _, _ in (clash(), clash()))
    assert first == second


def test_single_accounts_are_lines_beside_contested_events() -> None:
    event, shelf, _, claims = clash()
    alone = event_of(
        [claims[2]], facets=(facet("single", "AFG", position("PAK", claims[2]), label="Taliban fighters killed"),)
    )
    page = brief_page(shelf, [alone, event])
    assert [item.page.event_id for item in page.events] == [event.id]
    assert [item.words for item in page.alone] == ["Islamabad says 200 Taliban fighters were killed."]
    Page(render_brief(shelf, [alone, event]))


def test_a_brief_that_cant_be_written_leaves_nothing(tmp_path: Path) -> None:
    event, shelf, _, _ = clash()
    with pytest.raises(UsageError, match="--output"):
        write_brief(shelf, [event], tmp_path / "none" / "b.html")
    write_brief(shelf, [event], tmp_path / "b.html")
    assert [path.name for path in tmp_path.iterdir()] == ["b.html"]


def test_a_note_lands_on_the_figure_not_on_the_speaker() -> None:
    event, shelf, _, claims = clash()
    whole = (claims[1].by.span, claims[1].evidence[0])
    assert whole[0]
    split = replace(claims[1], evidence=(whole[0], whole[1]), quote="Islamabad ... its own dead at 23")
    records = Records(claims={**shelf.claims, split.id: split}, reports=shelf.reports, texts=shelf.texts)
    page = Page(render_brief(records, [event]))
    number = brief_page(records, [event]).numbers[split.id]
    assert page.marked[f"c{number}"] == "its own dead at 23"
