"""Paths to captures: every input is opened, told apart, decoded, cleaned, and captured or rejected."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from counterclaim.errors import UsageError
from counterclaim.records import Capture, Rejection, Span
from counterclaim.reference import Reference, load_reference
from counterclaim.reports.capture import Draft, build_capture, clean, reject
from counterclaim.reports.decode import Decoded, decode
from counterclaim.reports.files import File, check_paths, find_files, open_file, peekable
from counterclaim.reports.formats import INPUT_FORMATS, InputFormat, tell_format, unsupported, unsupported_markup
from counterclaim.reports.given import Given
from counterclaim.reports.limits import MAX_ARRAY_BYTES, MAX_PAGE_BYTES, MAX_REPORT_BYTES, SNIFF_BYTES
from counterclaim.reports.rows import describe_damage, read_json, read_json_lines, read_table, utf8_stream
from counterclaim.reports.segments import Segmenter
from counterclaim.reports.times import parse_published

STANDARD_INPUT = "(standard input)"


def read_reports(
    paths: Sequence[Path | str],
    given: Given,
    *,
    input_format: str | None = None,
    stdin: BinaryIO | None = None,
    reference: Reference | None = None,
) -> Iterator[Capture | Rejection]:
    """Read the reports under `paths` (files, folders, or "-" for standard input), in order.

    Guarantee: every input yields its captures, or a rejection that says why not; what is wrong with a report that was
    read follows its capture. Memory is bounded by one report, whatever the number of them.
    Raises `UsageError`, before anything is read, for a path that does not exist or an unknown format.
    """
    if input_format is not None and input_format not in INPUT_FORMATS:
        raise UsageError(f"input format {input_format!r}: expected one of {', '.join(INPUT_FORMATS)}")
    check_paths(paths)
    tables = load_reference() if reference is None else reference
    reader = _Reader(tables, given, input_format)
    return _read(paths, reader, stdin)


def count_inputs(paths: Sequence[Path | str]) -> tuple[int, int]:
    """The number of files under `paths` and their bytes, for showing progress. "-" counts as a file of 0 bytes."""
    files = size = 0
    for path in paths:
        if path == "-":
            files += 1
            continue
        for found in find_files(path):
            if isinstance(found, File):
                files += 1
                size += found.size
    return files, size


def _read(paths: Sequence[Path | str], reader: _Reader, stdin: BinaryIO | None) -> Iterator[Capture | Rejection]:
    for path in paths:
        if path == "-":
            stream = sys.stdin.buffer if stdin is None else stdin
            yield from reader.read(stream, STANDARD_INPUT, size=None, named=True)
            continue
        for found in find_files(path):
            yield from [found] if isinstance(found, Rejection) else reader.read_file(found)


class _Reader:
    """Reads one input after the other with the same statements by the user."""

    def __init__(self, reference: Reference, given: Given, input_format: InputFormat | None) -> None:
        self._segmenter = Segmenter(reference.table("furniture"))
        self._page_rules = reference.table("pages")
        self._given = given
        self._format = input_format

    def read_file(self, file: File) -> Iterator[Capture | Rejection]:
        stream = open_file(file)
        if isinstance(stream, Rejection):
            yield stream
            return
        with stream:
            yield from self.read(stream, file.label, size=file.size, named=not file.found)

    def read(self, stream: BinaryIO, label: str, *, size: int | None, named: bool) -> Iterator[Capture | Rejection]:
        """The captures and rejections of one open input. `size` where it is known beforehand."""
        empty = True
        try:
            for found in self._drafts(stream, label, size, named):
                empty = False
                if isinstance(found, Rejection):
                    yield found
                else:
                    yield from self._capture(found)
        except OSError as error:
            yield reject("unreadable", f"it can't be read to its end: {error.strerror or error}", label)
            return
        if empty:
            yield reject("empty", "there is no record in it", label)

    def _capture(self, draft: Draft | tuple[Draft, Decoded]) -> Iterator[Capture | Rejection]:
        draft, decoded = draft if isinstance(draft, tuple) else (draft, None)
        capture = build_capture(draft, self._segmenter)
        yield capture
        if decoded is not None and decoded.replaced and isinstance(capture, Capture):
            at = len(clean(decoded.text[: decoded.character]))
            span = Span(start=at, end=at + 1) if draft.media_type == "text/plain" else None
            reason = describe_damage(decoded)
            yield reject("bad_encoding", reason, draft.source, report_id=capture.report.id, span=span)

    def _drafts(
        self, stream: BinaryIO, label: str, size: int | None, named: bool
    ) -> Iterator[Draft | tuple[Draft, Decoded] | Rejection]:
        head, stream = peekable(stream, SNIFF_BYTES)
        if not head:
            yield reject("empty", "there are no bytes in it", label)
            return
        odd = unsupported(head) or (None if self._format else unsupported_markup(head))
        if odd is not None:
            yield reject("unsupported_format", f"it is {odd}; text, HTML, JSON lines and CSV are read", label)
            return
        kind = tell_format(head, label, self._format)
        if kind == "jsonl":
            yield from read_json_lines(utf8_stream(head, stream), label, self._given)
        elif kind in ("csv", "tsv"):
            recoded = utf8_stream(head, stream)
            yield from read_table(recoded, label, self._given, tabs=kind == "tsv", named=named)
        else:
            yield from self._whole(stream, label, size, kind)

    def _whole(
        self, stream: BinaryIO, label: str, size: int | None, kind: InputFormat
    ) -> Iterator[Draft | tuple[Draft, Decoded] | Rejection]:
        """Inputs that are read as one: text, pages and `.json`."""
        most = {"json": MAX_ARRAY_BYTES, "html": MAX_PAGE_BYTES}.get(kind, MAX_REPORT_BYTES)
        raw = b"" if size is not None and size > most else stream.read(most + 1)
        if not raw or len(raw) > most:
            yield reject("too_large", f"more than {most:,} bytes; {_advice(kind)}", label)
        elif kind == "json":
            yield from read_json(raw, label, self._given)
        else:
            yield self._decoded(raw, label, kind)

    def _decoded(self, raw: bytes, label: str, kind: InputFormat) -> tuple[Draft, Decoded] | Rejection:
        decoded = decode(raw, html=kind == "html")
        if decoded is None:
            return reject("binary", "the bytes are not text in any encoding that is tried", label)
        if not decoded.text or decoded.text.isspace():
            return reject("empty", "there is nothing but white space in it", label)
        draft = self._plain(raw, decoded, label) if kind == "text" else self._page(raw, decoded, label)
        return draft if isinstance(draft, Rejection) else (draft, decoded)

    def _plain(self, raw: bytes, decoded: Decoded, label: str) -> Draft:
        given = self._given
        published = None if given.published is None else parse_published(given.published, how="given")
        return Draft(
            raw=raw,
            media_type="text/plain",
            source=label,
            content=decoded.text,
            given=(given.url, given.outlet, given.title, given.published),
            url=given.url,
            outlet=given.outlet,
            title=given.title,
            published=published,
            retrieved=given.retrieved,
        )

    def _page(self, raw: bytes, decoded: Decoded, label: str) -> Draft | Rejection:
        from counterclaim.reports.pages import read_page

        try:
            page = read_page(decoded.text, label, self._page_rules, retrieved=self._given.retrieved)
        except Exception as error:  # noqa: BLE001 - three libraries take the page apart; a fault in one costs one page
            return reject("extraction_failed", f"{type(error).__name__}: {error}"[:300], label)
        if isinstance(page, Rejection):
            return page
        stated = page.metadata
        plain = self._plain(raw, decoded, label)
        return replace(
            plain,
            media_type="text/html",
            content=page.content,
            headline=stated.title,
            url=plain.url or stated.url,
            outlet=plain.outlet or stated.outlet,
            title=plain.title or stated.title,
            authors=stated.authors,
            published=plain.published or stated.published,
        )


def _advice(kind: InputFormat) -> str:
    if kind == "json":
        return "split it into JSON lines, one object a line"
    return "one file has to be one report; for many, use JSON lines or CSV"
