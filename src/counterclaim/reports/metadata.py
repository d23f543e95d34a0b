"""What a saved page says about itself: JSON-LD first, then meta elements, then what is seen."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counterclaim.records import Published
from counterclaim.reports.furniture import fold
from counterclaim.reports.times import parse_published, published_on

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Characters of one block of structured data that are parsed; the largest seen had 40,000.
_JSON_MOST = 500_000
#: Objects of structured data that are looked through.
_OBJECTS_MOST = 200
#: Characters of a title, an outlet's name or an author's that are kept.
_NAME_MOST = 400
#: Separators between a page's title and its outlet in the title element.
_TITLE_BREAK = re.compile(r"\s+[|–—-]\s+|\s+::\s+|\s+»\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Title, address, outlet, authors and publication date, as far as a page states them."""

    title: str | None
    url: str | None
    outlet: str | None
    authors: tuple[str, ...]
    published: Published | None


def read_metadata(tree: HtmlElement, source: str, rules: Mapping[str, Any], retrieved: str | None) -> Metadata:
    """The metadata of a parsed page. `source` is its HTML, `retrieved` a date that no publication can follow."""
    article = _article(tree, rules["article_types"])
    metas = _metas(tree)

    def meta(field: str) -> str | None:
        return next((metas[name] for name in rules["meta"][field] if name in metas), None)

    outlet = _name(article.get("publisher")) or meta("outlet")
    published = (
        _date(_string(article.get("datePublished")), "json-ld")
        or _first_date(metas, rules["meta"]["published"])
        or _marked_date(tree)
        or _seen_date(tree, rules["dates"], retrieved)
    )
    return Metadata(
        title=_title(tree, _string(article.get("headline")), meta("title"), outlet),
        url=_url(tree, article, meta("url"), source, rules["saved"]),
        outlet=outlet,
        authors=tuple(_authors(article, metas, rules["meta"]["author"])),
        published=published,
    )


def _article(tree: HtmlElement, types: list[str]) -> Mapping[str, Any]:
    """The first object of the structured data that describes an article, or nothing."""
    for script in tree.iterfind(".//script"):
        for found in _objects(_structured_data(script)):
            if any(str(kind).lower().rsplit("/", 1)[-1] in types for kind in _several(found.get("@type"))):
                return found
    return {}


def _is_structured(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _structured_data(script: HtmlElement) -> Any:
    """The JSON-LD in a script element. None when there is none, or it is broken."""
    if not _is_structured(script):
        return None
    words = (script.text or "")[:_JSON_MOST].strip().removeprefix("<![CDATA[").removesuffix("]]>")
    try:
        return json.loads(words, strict=False)
    except (ValueError, RecursionError):
        return None  # the page's fault, and only its metadata


def _objects(data: Any) -> Iterator[Mapping[str, Any]]:
    """The objects that describe the page, in order: at the top, in a list or a graph, or as its main entity."""
    pending, seen = [data], 0
    while pending and seen < _OBJECTS_MOST:
        item = pending.pop(0)
        seen += 1
        if isinstance(item, list):
            pending = item[:_OBJECTS_MOST] + pending
        elif isinstance(item, dict):
            yield item
            pending.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item)


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _string(value: Any) -> str | None:
    """A value of structured data as plain words."""
    value = value[0] if isinstance(value, list) and value else value
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(value[: 4 * _NAME_MOST]).split())[:_NAME_MOST] or None


def _name(value: Any) -> str | None:
    """The name of a person or an organisation in structured data."""
    value = value[0] if isinstance(value, list) and value else value
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The meta elements by lower-case name; the first of a name counts."""
    metas: dict[str, str] = {}
    for element in tree.iterfind(".//meta"):
        words = _string(element.get("content"))
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and words:
                metas.setdefault(name, words)
    return metas


def _title(tree: HtmlElement, stated: str | None, meta: str | None, outlet: str | None) -> str | None:
    """The headline as it is seen where there is one main heading, else as it is stated."""
    headings = [words for words in (_seen(element) for element in tree.iterfind(".//h1")) if words]
    names = {fold(outlet or ""), ""}
    if len(headings) == 1 and fold(headings[0]) not in names:
        return headings[0]
    for words in (stated, meta):
        if words:
            return words
    words = _seen(tree.find(".//title"))
    return _TITLE_BREAK.split(words)[0] or None if words else None


def _seen(element: HtmlElement | None) -> str | None:
    if element is None:
        return None
    return " ".join("".join(element.itertext()).split())[:_NAME_MOST] or None


def _url(
    tree: HtmlElement, article: Mapping[str, Any], meta: str | None, source: str, saved: Mapping[str, Any]
) -> str | None:
    link = tree.find(".//link[@rel='canonical']")
    page = article.get("mainEntityOfPage")
    comment = (re.search(pattern, source[: saved["within"]]) for pattern in saved["patterns"])
    candidates = (
        None if link is None else link.get("href"),
        meta,
        _string(article.get("url")),
        _string(page.get("@id")) if isinstance(page, dict) else _string(page),
        next((match.group(1) for match in comment if match), None),
    )
    return next(
        (url.strip() for url in candidates if url and url.strip().lower().startswith(("http://", "https://"))), None
    )


def _authors(article: Mapping[str, Any], metas: Mapping[str, str], names: list[str]) -> Iterator[str]:
    for key in ("author", "creator", "creditText", "sourceOrganization", "copyrightHolder"):
        for value in _several(article.get(key))[:10]:
            name = _name(value)
            if name:
                yield name
    yield from (metas[name] for name in names if name in metas)


def _date(words: str | None, how: str) -> Published | None:
    return None if words is None else parse_published(words, how=how)


def _first_date(metas: Mapping[str, str], names: list[str]) -> Published | None:
    found = (_date(metas.get(name), "meta") for name in names)
    return next((published for published in found if published), None)


def _marked_date(tree: HtmlElement) -> Published | None:
    """The date in an element that is marked as the date of publication."""
    for element in tree.xpath(".//*[@itemprop='datePublished' or @pubdate]")[:5]:
        for words in (element.get("datetime"), element.get("content"), _seen(element)):
            published = _date(words, "html")
            if published:
                return published
    return None


def _seen_date(tree: HtmlElement, rules: Mapping[str, Any], retrieved: str | None) -> Published | None:
    """The date that htmldate finds near the headline, once text and other stories are out of the way."""
    from htmldate import find_date

    bare = deepcopy(tree)
    _drop(bare.iter(*rules["elsewhere"]))
    # Data that could be read have been; htmldate may look for a date in what is broken, not in programs.
    _drop(s for s in bare.iter("script") if not _is_structured(s) or _structured_data(s) is not None)
    paragraphs = bare.iter("p", "li", "blockquote", "td")
    _drop(p for p in paragraphs if sum(map(len, p.itertext())) > rules["paragraph"])
    limit = parse_published(retrieved or "", how="given")
    # A fixed end, not today: the same page has to give the same date next year.
    words = find_date(
        bare,
        extensive_search=False,
        original_date=True,
        min_date=rules["earliest"],
        max_date=limit.end if limit else rules["latest"],
    )
    if words is None:
        return None
    year, month, day = (int(part) for part in words.split("-"))
    if day == 1 and not _states_first(html.unescape(" ".join(_dates_words(bare))), year, month):
        return published_on(year, month, None, how="html")
    return published_on(year, month, day, how="html")


def _drop(elements: Iterable[HtmlElement]) -> None:
    """Take elements out of their tree, all but its root: the whole of a fragment can be one such element."""
    for element in list(elements):
        if element.getparent() is not None:
            element.drop_tree()


def _dates_words(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style"):
            yield element.text or ""
            yield element.tail or ""
            yield from element.values()


def _states_first(words: str, year: int, month: int) -> bool:
    """Whether a first of the month stands in `words`; htmldate also gives it when only the month is stated."""
    numeric = (
        rf"{year}[-/.]?0?{month}[-/.]?0?1(?!\d)|(?<!\d)0?1[-/.]0?{month}[-/.]{year}|(?<!\d)0?{month}[-/.]0?1[-/.]{year}"
    )
    written = rf"(?<!\d)0?1(?:st)?[ -][A-Za-z]+\.?,?[ -]{year}|[A-Za-z]+\.? 0?1(?:st)?,? {year}"
    return re.search(f"{numeric}|{written}", words) is not None
