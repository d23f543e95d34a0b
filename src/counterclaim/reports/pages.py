"""Saved HTML pages: main text and metadata."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.records import Published, Rejection
from counterclaim.reports.capture import reject


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page holds: its main text, a paragraph a line, and what it says about itself."""

    content: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    agency: str | None = None
    published: Published | None = None


def read_page(html: str, source: str, *, url: str | None = None) -> Page | Rejection:
    """The main text and the metadata of a page. Rejections: `too_deep`, `no_text`."""
    import trafilatura

    document = trafilatura.bare_extraction(trafilatura.load_html(html), fast=True, include_comments=False)
    if document is None or not document.text:
        return reject("no_text", "no main text was found on the page", source)
    return Page(content=document.text)
