"""Saved pages: main text, metadata, dates, and pages made to break readers."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.records import Capture, Published, Rejection
from counterclaim.reference import load_reference
from counterclaim.reports.limits import MAX_HTML_ATTRIBUTES, MAX_HTML_DEPTH, MAX_HTML_ELEMENTS
from counterclaim.reports.pages import Page, read_page

RULES = load_reference().table("pages")
ReadOne = Callable[..., Capture]

PARAGRAPHS = (
    "The army said on Sunday that 58 soldiers had been killed in fighting along the border, the worst in years.",
    "Islamabad put its losses at 23 and said that more than 200 fighters had been killed on the other side.",
    "Residents of the border town said that shells had hit a market and that several shopkeepers were missing.",
)
JSON_LD = """<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
  {"@type": "WebSite", "name": "The Daily"},
  {"@type": ["NewsArticle"], "headline": "58 killed &amp; more missing", "datePublished": "2025-10-12T08:00:00+05:30",
   "author": [{"@type": "Organization", "name": "AFP"}], "publisher": {"@type": "Organization", "name": "The Daily"},
   "mainEntityOfPage": {"@id": "https://example.org/clash"}}]}
</script>"""


def page(head: str = "", body: str = "", article: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}<article>{article}{text}</article></body></html>"


def parsed(html: str, retrieved: str | None = None) -> Page:
    found = read_page(html, "page.html", RULES, retrieved=retrieved)
    assert isinstance(found, Page), found
    return found


def published(html: str, retrieved: str | None = None) -> tuple[str, str, str] | None:
    date = parsed(html, retrieved).metadata.published
    return None if date is None else (date.start, date.precision, date.how)


def test_a_page_becomes_a_report(read_one: ReadOne) -> None:
    html = page(JSON_LD, "<nav><a href='/'>Home</a></nav>", "<h1>58 killed, more missing</h1>")
    capture = read_one("page.html", html.encode())
    report = capture.report
    assert report.media_type == "text/html"
    assert (report.title, report.outlet, report.agency) == ("58 killed, more missing", "The Daily", "AFP")
    assert report.url == "https://example.org/clash"
    assert report.published == Published(start="2025-10-12", end="2025-10-12", precision="time", how="json-ld")
    assert capture.text.content == "\n\n".join(("58 killed, more missing", *PARAGRAPHS))
    assert [segment.kind for segment in capture.text.segments] == ["headline", "body", "body", "body"]
    assert capture.raw == html.encode()


def test_what_the_user_states_wins_over_the_page(read_one: ReadOne) -> None:
    capture = read_one(
        "page.htm", page(JSON_LD).encode(), outlet="Mine", published="2025-10-13", title="My title", url="u"
    )
    report = capture.report
    assert (report.outlet, report.title, report.url) == ("Mine", "My title", "u")
    assert report.published is not None
    assert (report.published.start, report.published.how) == ("2025-10-13", "given")
    assert capture.text.content.startswith("58 killed & more missing\n\n")


def test_paragraphs_lists_and_tables_keep_their_lines() -> None:
    article = "<p>One\n   line<br>and another.</p><ul><li>58 dead in the north</li><li>23 dead in the south</li></ul>"
    content = parsed(page(article=article)).content
    assert content.split("\n\n")[:4] == ["One line", "and another.", "58 dead in the north", "23 dead in the south"]


def test_scripts_comments_and_other_stories_are_left_out() -> None:
    html = (
        page(
            "<script>var dead = '9999 killed';</script><style>p{}</style>",
            "<aside><h3>You may also like</h3><ul><li><a href='/x'>12 killed as bus overturns</a></li></ul></aside>",
        )
        + "<section class='comments'><p>I heard it was 300 dead</p></section>"
    )
    content = parsed(html).content
    assert not any(words in content for words in ("9999", "bus", "300"))


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2025-10-12T08:00:00Z">', ("2025-10-12", "time", "meta")),
        ('<meta name="DC.date.issued" content="2025-10-12">', ("2025-10-12", "day", "meta")),
        ('<meta name="pubdate" content="2025-10">', ("2025-10-01", "month", "meta")),
        ('<meta name=date content=soon><meta name=publish-date content="Oct 12, 2025">', ("2025-10-12", "day", "meta")),
        (
            '<script type="application/ld+json">{broken</script><meta name="date" content="2025-10-12">',
            ("2025-10-12", "day", "meta"),
        ),
        (
            '<script type="application/ld+json">[{"@type": "Article", "datePublished": "2025"}]</script>',
            ("2025-01-01", "year", "json-ld"),
        ),
        (
            '<script type="application/ld+json">{"@type": "Article", "datePublished": "2025-10-12",}</script>',
            ("2025-10-12", "day", "html"),
        ),
        ('<script type="application/ld+json">{"@type": "Event", "datePublished": "2024-01-01"}</script>', None),
    ],
)  # fmt: skip
def test_dates_in_the_head(head: str, date: tuple[str, str, str] | None) -> None:
    assert published(page(head)) == date


@pytest.mark.parametrize(
    ("article", "date"),
    [
        ('<time itemprop="datePublished" datetime="2025-10-12T08:00Z">Sunday</time>', ("2025-10-12", "time", "html")),
        ('<time datetime="2025-10-12">Sunday</time>', ("2025-10-12", "day", "html")),
        ('<p class="date">12 October 2025</p>', ("2025-10-12", "day", "html")),
        ('<p class="date">1 October 2025</p>', ("2025-10-01", "day", "html")),
    ],
)
def test_dates_that_are_seen(article: str, date: tuple[str, str, str]) -> None:
    assert published(page(article=article)) == date


def test_a_date_in_the_text_or_beside_another_story_is_no_publication_date() -> None:
    text = f"<p>{PARAGRAPHS[0]} It began on 2025-10-09, when aircraft struck, and went on until Sunday.</p>"
    aside = "<aside><ul><li><a href='/x'>Bus overturns</a> <time datetime='2024-03-01'>1 March</time></li></ul></aside>"
    footer = "<footer><p>Copyright 2019-01-01 The Daily</p></footer>"
    assert published(page(body=aside, article=text) + footer) is None


def test_no_date_after_the_page_was_retrieved() -> None:
    article = '<time datetime="2030-10-12">Sunday</time>'
    assert published(page(article=article)) == ("2030-10-12", "day", "html")
    assert published(page(article=article), retrieved="2025-10-13T10:00:00Z") is None


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (page('<link rel="canonical" href="https://example.org/a">'), "https://example.org/a"),
        (
            page('<link rel="canonical" href="/a"><meta property="og:url" content="https://example.org/b">'),
            "https://example.org/b",
        ),
        ("<!-- saved from url=(0021)https://example.org/c -->\n" + page(), "https://example.org/c"),
        (page('<meta property="og:url" content="javascript:alert(1)">'), None),
    ],
)  # fmt: skip
def test_addresses(html: str, url: str | None) -> None:
    assert parsed(html).metadata.url == url


@pytest.mark.parametrize(
    ("head", "article", "title"),
    [
        ("<title>58 killed - The Daily</title>", "", "58 killed"),
        ("<title>58 killed</title><meta property='og:title' content='58 dead'>", "", "58 dead"),
        ("<title>x</title>", "<h1>58 <em>killed</em></h1>", "58 killed"),
        (
            "<meta property='og:site_name' content='The Daily'><title>58 killed | The Daily</title>",
            "<h1>The Daily</h1>",
            "58 killed",
        ),
        ("", "", None),
    ],
)  # fmt: skip
def test_titles(head: str, article: str, title: str | None) -> None:
    assert parsed(page(head, article=article)).metadata.title == title


def test_images_saved_into_the_page_do_not_count(read_one: ReadOne) -> None:
    image = "<img src='data:image/png;base64," + "A" * 6_000_000 + "'>"
    assert read_one("page.html", page(article=image).encode()).text.content.startswith("The army")


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<html><body>" + "<div>" * 100_000 + "<p>58 killed</p>", "too_deep"),
        ("<html><body>" + "<b><i>" * (MAX_HTML_DEPTH // 2 + 1) + "58 killed", "too_deep"),
        ("<html><body>" + "<p>58 killed" * (MAX_HTML_ELEMENTS + 1), "too_large"),
        ("<html><body><p " + "a='b' " * (MAX_HTML_ATTRIBUTES + 1) + ">58 killed</p>", "too_large"),
        ("<html><body>" + "58 killed " * 500_001, "too_large"),
        ("<html></html>", "no_text"),
        ("<html><body><script>document.write('58 killed')</script></body></html>", "no_text"),
        ("<html><body><nav><a href='/'>Home</a></nav></body></html>", "no_text"),
        ("<!DOCTYPE html>" + "<!--" * 50_000, "no_text"),
        ("<!DOCTYPE html>" + "<script>" * 50_000, "no_text"),
    ],
)
def test_pages_that_are_not_read(html: str, code: str, refuse: Callable[..., Rejection]) -> None:
    assert refuse("page.html", html.encode()).code == code


@pytest.mark.parametrize(
    "middle",
    [
        "<div>" * (MAX_HTML_DEPTH - 10) + "</div>" * (MAX_HTML_DEPTH - 10),
        "<" * 100_000,
        "</div>" * 10_000,
        "<p>" * 3_000,
        "&nbsp;&lt;&#0;&#x1F;&bogus;" * 1_000,
        "<!-- <div> -->" * 1_000,
        "\x00\x01\x0b\x7f\ufffe",
    ],
)
def test_odd_pages_are_read(middle: str, read_one: ReadOne) -> None:
    html = page(article=f"<h1>Border clash</h1>{middle}")
    assert PARAGRAPHS[0] in read_one("page.html", html.encode()).text.content


def test_a_page_without_text_writes_nothing(
    refuse: Callable[..., Rejection], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        refuse("page.html", b"<html><head></head><body></body></html>")
    assert capfd.readouterr() == ("", "")


markup = st.lists(
    st.sampled_from(
        ["<div>", "</div>", "<p>", "</p>", "<!--", "-->", "<script>", "</script>", "<h1>", "<ul><li>",
         "<table><tr><td>",
         "<a href=x>", "58 killed ", "&amp;", "<", ">", "\x00", "<time datetime='2025-10-12'>",
         "<meta name=date content=2025>", *PARAGRAPHS]
    ),
    max_size=25,
)  # fmt: skip


@given(markup)
def test_any_markup_is_a_page_or_a_rejection(pieces: list[str]) -> None:
    found = read_page("<html>" + "".join(pieces), "page.html", RULES)
    assert isinstance(found, Page | Rejection)
    if isinstance(found, Page):
        assert all(line == line.strip() for line in found.content.split("\n"))
