"""Saved HTML pages: main text and metadata. No script runs, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counterclaim.records import Rejection
from counterclaim.reports.capture import reject
from counterclaim.reports.limits import MAX_HTML_ATTRIBUTES, MAX_HTML_DEPTH, MAX_HTML_ELEMENTS, MAX_REPORT_BYTES
from counterclaim.reports.metadata import Metadata, read_metadata

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TAG = re.compile(r"<(!--|[/!?]?[A-Za-z][A-Za-z0-9:-]{0,40})")
#: Elements without an end tag, or whose end tag may be left out. Source: the HTML standard, "void elements" and
#: "optional tags".
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot "
    "option optgroup colgroup rt rp body html head".split()
)
#: Images that savers put into a page as data: most of its bytes, and none of its text.
_DATA = re.compile(r"data:[\w/+.;=-]{0,80};base64,[A-Za-z0-9+/=%]*")
#: What libxml2 refuses in a string: control characters but tab, line feed and carriage return.
_UNPRINTABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF))
#: Elements of the extracted body that end a line of text.
_BLOCKS = frozenset(("p", "head", "item", "list", "quote", "row", "table", "code", "lb", "div", "body", "fw", "ab"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's main text, its paragraphs set apart by blank lines, and what it says about itself."""

    content: str
    metadata: Metadata


def read_page(html: str, source: str, rules: Mapping[str, Any], *, retrieved: str | None = None) -> Page | Rejection:
    """The main text and the metadata of a page, by the rules of pages.toml.

    Rejections: `too_large`, `too_deep`, `no_text`. Time is in proportion to the page: what would make the libraries
    slow (depth, elements, attributes) is bounded before they see it.
    """
    html = _DATA.sub("data:,", html).translate(_UNPRINTABLE)
    refused = _refuse(html, source)
    if refused is not None:
        return refused
    import trafilatura

    try:
        tree = trafilatura.load_html(html)
        if tree is None:
            return reject("no_text", "it is no HTML page, or an empty one", source)
        metadata = read_metadata(tree, html, rules, retrieved)
        document = trafilatura.bare_extraction(tree, include_comments=False)
    except RecursionError:
        return reject("too_deep", "the page is nested deeper than can be read", source)
    body = getattr(document, "body", None)
    content = "" if body is None else "\n\n".join(_lines(body))
    if not content:
        return reject("no_text", "no main text was found on the page", source)
    return Page(content=content, metadata=metadata)


def _refuse(html: str, source: str) -> Rejection | None:
    if len(html) > MAX_REPORT_BYTES:
        return reject("too_large", f"{len(html):,} characters of HTML; at most {MAX_REPORT_BYTES:,} are read", source)
    elements, depth, attributes = _measure(html)
    if depth > MAX_HTML_DEPTH:
        return reject("too_deep", f"elements are nested more than {MAX_HTML_DEPTH} deep", source)
    if elements > MAX_HTML_ELEMENTS:
        return reject("too_large", f"more than {MAX_HTML_ELEMENTS:,} elements", source)
    if attributes > MAX_HTML_ATTRIBUTES:
        return reject("too_large", f"an element with more than {MAX_HTML_ATTRIBUTES:,} attributes", source)
    return None


def _measure(html: str) -> tuple[int, int, int]:
    """Upper bounds of the number of elements, of their depth, and of the attributes of one, in one pass."""
    elements = depth = deepest = attributes = at = 0
    while match := _TAG.search(html, at):
        name, at = match.group(1).lower(), match.end()
        if name == "!--":
            at = _after(html, "-->", at)
            continue
        close = _after(html, ">", at)
        attributes = max(attributes, html.count("=", at, close) + html.count(" ", at, close))
        if name.startswith("/"):
            depth = max(0, depth - (name[1:] not in _FLAT))
        elif name[0] not in "!?":
            elements += 1
            if name in ("script", "style"):
                close = _after(html, f"</{name}", close)
            elif name not in _FLAT and html[close - 2 : close] != "/>":
                depth += 1
                deepest = max(deepest, depth)
        at = close
        if deepest > MAX_HTML_DEPTH or elements > MAX_HTML_ELEMENTS:
            break
    return elements, deepest, attributes


def _after(html: str, words: str, at: int) -> int:
    found = html.find(words, at)
    return len(html) if found < 0 else found + len(words)


def _lines(body: Element) -> Iterator[str]:
    """The lines of an extracted body: a paragraph, heading, item or row each, white space collapsed."""
    from lxml import etree

    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        block = element.tag in _BLOCKS
        if block:
            yield from _line(pieces)
        if event == "start":
            pieces.append(element.text or "")
        else:
            pieces.append("\t" if element.tag == "cell" else "")
            pieces.append(element.tail or "")
    yield from _line(pieces)


def _line(pieces: list[str]) -> Iterator[str]:
    words = " ".join("".join(pieces).split())
    pieces.clear()
    if words:
        yield words
