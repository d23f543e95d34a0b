"""Records of reports: JSON lines, JSON and CSV."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from counterclaim.errors import UsageError
from counterclaim.records import Rejection
from counterclaim.reports.capture import Draft, reject
from counterclaim.reports.decode import Decoded, decode, decode_utf8
from counterclaim.reports.files import bounded_lines
from counterclaim.reports.given import Given
from counterclaim.reports.limits import MAX_REPORT_BYTES
from counterclaim.reports.times import parse_published

#: The names that a field of a record goes by, in the order in which they are tried.
FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content"),
    "title": ("title", "headline"),
    "url": ("url",),
    "outlet": ("outlet", "source"),
    "published": ("published", "date"),
    "id": ("id",),
}
#: Characters of a record's own id that are shown with its place.
_ID_MOST = 60

Found = Iterator[Draft | Rejection]


def read_json_lines(stream: BinaryIO, label: str, given: Given) -> Found:
    """A draft per line. A line that is no record becomes a rejection with its number, and the next one is read."""
    for number, line in bounded_lines(stream, MAX_REPORT_BYTES):
        source = f"{label}#{number}"
        if line is None:
            yield _long_line(source)
            continue
        line = line.rstrip(b"\r\n")
        if not line.strip():
            continue
        decoded = decode_utf8(line)
        record = _parse_json(decoded.text, source)
        if isinstance(record, Rejection):
            yield record
            continue
        yield from _drafts(record, line, "application/json", source, given)
        yield from damaged(decoded, source)


def read_json(raw: bytes, label: str, given: Given) -> Found:
    """A draft per object of a JSON file that holds one object, or an array of them."""
    decoded = decode(raw)
    if decoded is None:
        yield reject("binary", "the file is not text in any encoding that is tried", label)
        return
    content = _parse_json(decoded.text, label)
    if isinstance(content, Rejection):
        yield content
        return
    if isinstance(content, list):
        for number, record in enumerate(content, start=1):
            line = json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode()
            yield from _drafts(record, line, "application/json", f"{label}#{number}", given)
    else:
        yield from _drafts(content, raw, "application/json", label, given)
    yield from damaged(decoded, label)


def read_table(stream: BinaryIO, label: str, given: Given, *, tabs: bool, named: bool) -> Found:
    """A draft per row of a CSV or TSV file with a header row. The raw bytes of a row are the header's and its own.

    `named`: the user named this very file, so that a mapped column that it lacks raises `UsageError`; in a
    file found in a folder it is a rejection.
    """
    lines = _Lines(stream)
    reader: Iterator[list[str]] | None = None
    header: list[str] = []
    header_raw = b""
    while True:
        start = lines.number + 1
        row: list[str] | None = None
        try:
            if reader is None:
                reader = csv.reader(lines, delimiter=_delimiter(lines, tabs), strict=True)
            with _WideFields():
                row = next(reader, None)
        except csv.Error as error:
            yield reject("bad_record", f"line {start}: no valid row ({error})", f"{label}#{start}")
            lines.take()
            continue
        raw, problems = lines.take()
        source = f"{label}#{start}"
        yield from (problem(source) for problem in problems)
        if row is None:
            return
        if not header:
            header, header_raw = [name.strip() for name in row], raw
            missing = _missing_columns(header, given)
            if missing is not None and named and given.columns:
                raise UsageError(f"{label}: {missing}")
            if missing is not None:
                yield reject("bad_record", missing, label)
                return
        elif any(row):
            record = dict(zip(header, row, strict=False))
            yield from _drafts(record, header_raw + raw, "text/csv", source, given)


def damaged(decoded: Decoded, source: str) -> Iterator[Rejection]:
    """The rejection that says what was replaced, when something was."""
    if decoded.replaced:
        yield reject("bad_encoding", describe_damage(decoded), source)


def describe_damage(decoded: Decoded) -> str:
    """What was replaced, and where."""
    return (
        f"{decoded.replaced} stretch(es) of bytes that are not valid {decoded.encoding} were replaced by U+FFFD, "
        f"the first at byte {decoded.byte}; the rest was read"
    )


def _parse_json(text: str, source: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        return reject("too_deep", "the JSON is nested deeper than can be read", source)
    except ValueError as error:
        return reject("bad_record", f"no valid JSON: {error}", source)


def _drafts(record: Any, raw: bytes, media_type: str, source: str, given: Given) -> Found:
    """The draft of one record, followed by what is wrong with it."""
    if not isinstance(record, dict):
        yield reject("bad_record", f"expected an object with a text, found {type(record).__name__}", source)
        return
    if len(raw) > MAX_REPORT_BYTES:
        yield reject("too_large", f"{len(raw):,} bytes; at most {MAX_REPORT_BYTES:,} are read", source)
        return
    text = _field(record, "text", given)
    if not isinstance(text, str):
        names = " or ".join(repr(name) for name in _names("text", given))
        yield reject("bad_record", f"no text: expected a string in {names}; {_keys(record)}", source)
        return
    own = _words(record, "id", given)
    if own:
        source = f"{source} ({' '.join(own.split())[:_ID_MOST]})"
    url, outlet = _words(record, "url", given) or given.url, _words(record, "outlet", given) or given.outlet
    title = _words(record, "title", given)
    stated = _words(record, "published", given) or given.published
    published = None if stated is None else parse_published(stated, how="given")
    yield Draft(
        raw=raw,
        media_type=media_type,
        source=source,
        content=text,
        given=(url, outlet, title or given.title, stated),
        headline=title,
        url=url,
        outlet=outlet,
        title=title or given.title,
        published=published,
        retrieved=given.retrieved,
    )
    if stated is not None and published is None:
        reason = f"the date {stated[:80]!r} is none that can be read; the report is read without a date"
        yield reject("bad_record", reason, source)


def _names(field: str, given: Given) -> tuple[str, ...]:
    mapped = given.columns.get(field)
    return FIELD_NAMES[field] if mapped is None else (mapped,)


def _field(record: Mapping[str, Any], field: str, given: Given) -> Any:
    return next((record[name] for name in _names(field, given) if record.get(name) is not None), None)


def _words(record: Mapping[str, Any], field: str, given: Given) -> str | None:
    """A field of metadata as words; None when it is missing, empty or neither a string nor a number."""
    value = _field(record, field, given)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def _keys(record: Mapping[str, Any]) -> str:
    return "its fields are " + (", ".join(repr(str(key)[:40]) for key in list(record)[:12]) or "none")


def _long_line(source: str) -> Rejection:
    return reject("too_large", f"a line of more than {MAX_REPORT_BYTES:,} bytes", source)


def _missing_columns(header: list[str], given: Given) -> str | None:
    names = ", ".join(repr(name[:40]) for name in header[:20])
    for field, column in given.columns.items():
        if column not in header:
            return f"no column {column!r} for {field}; the columns are {names}"
    if not any(name in header for name in _names("text", given)):
        return f"no column 'text', 'body' or 'content'; the columns are {names}; state one with --column text=NAME"
    return None


def _delimiter(lines: _Lines, tabs: bool) -> str:
    """The separator that the header row has most of: comma, semicolon or tab."""
    header = lines.peek()
    return "\t" if tabs else max(",;\t", key=header.count)


class _Lines:
    """The decoded lines of a table, with the bytes and the troubles of those read since the last `take`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = bounded_lines(stream, MAX_REPORT_BYTES)
        self._raw: list[bytes] = []
        self._problems: list[Any] = []
        self._ahead: str | None = None
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._ahead is not None:
            line, self._ahead = self._ahead, None
            self.number += 1
            return line
        number, raw = next(self._lines)
        self.number = number
        return self._decode(raw)

    def peek(self) -> str:
        """The first line, which is still to come."""
        first = next(self._lines, None)
        if first is None:
            return ""
        self._ahead = self._decode(first[1]).removeprefix("\ufeff")
        return self._ahead

    def take(self) -> tuple[bytes, list[Any]]:
        """The bytes and the troubles since the last call."""
        raw, problems = b"".join(self._raw), self._problems
        self._raw, self._problems = [], []
        return raw, problems

    def _decode(self, raw: bytes | None) -> str:
        if raw is None:
            self._problems.append(_long_line)
            return "\n"
        self._raw.append(raw)
        try:
            # Row by row there is too little to judge encodings by: UTF-8 unless it can't be.
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            decoded = decode(raw)
        if decoded is None:
            self._problems.append(lambda source: reject("binary", "the row is no text", source))
            return "\n"
        if decoded.replaced:
            reason = describe_damage(decoded)
            self._problems.append(lambda source: reject("bad_encoding", reason, source))
        return decoded.text


class _WideFields:
    """Lets the csv module read fields up to a report's size, and puts its process-wide limit back afterwards."""

    def __enter__(self) -> None:
        self._before = csv.field_size_limit(MAX_REPORT_BYTES)

    def __exit__(self, *_: object) -> None:
        csv.field_size_limit(self._before)


def utf8_stream(head: bytes, stream: BinaryIO) -> BinaryIO:
    """`stream` as UTF-8 when it begins with a UTF-16 mark (as spreadsheets save "Unicode text"), else unchanged."""
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return stream
    return io.BufferedReader(_Recoded(stream))


class _Recoded(io.RawIOBase):
    """A UTF-16 stream as UTF-8 bytes; what is no UTF-16 becomes U+FFFD."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
        self._rest = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`; 0 at the end of the stream."""
        while not self._rest:
            raw = self._stream.read(8_192)
            self._rest = self._decoder.decode(raw, final=not raw).encode("utf-8", "replace")
            if not raw:
                break
        data, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
