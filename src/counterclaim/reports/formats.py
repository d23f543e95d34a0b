"""What an input is: by its first bytes, then by what was stated, then by its name."""

from __future__ import annotations

import re
from typing import Literal, get_args

InputFormat = Literal["text", "html", "json", "jsonl", "csv", "tsv"]
INPUT_FORMATS: tuple[InputFormat, ...] = get_args(InputFormat)

#: Formats that are not read, by the bytes they begin with (offset, bytes, name). Source: the formats' own
#: specifications, as collected in the `magic` file of the file(1) command; written down here by hand.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "a PDF file"),
    (0, b"{\\rtf", "an RTF file"),
    (0, b"%!PS", "a PostScript file"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file (doc, xls, ppt)"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "an xz archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"WARC/1.", "a WARC web archive"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"II*\x00", "a TIFF image"),
    (0, b"MM\x00*", "a TIFF image"),
    (4, b"ftyp", "a film, sound or HEIF image"),
    (0, b"ID3", "a sound file"),
    (0, b"OggS", "a sound file"),
    (0, b"fLaC", "a sound file"),
    (0, b"\x1aE\xdf\xa3", "a film"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"PAR1", "a Parquet table"),
    (0, b"From: <Saved by", "a page saved as MHTML"),
)
#: Zip archives are also office files; the name of an entry near the start tells which.
_OFFICE = ((b"word/", "a Word document"), (b"xl/", "an Excel workbook"), (b"ppt/", "a PowerPoint file"))
_OPEN_DOCUMENT = b"mimetypeapplication/"

_SUFFIXES: dict[str, InputFormat] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
}
_LEAD = rb"\s*(?><!--.{0,4000}?-->\s*)*+"
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?" + _LEAD + rb"(?:<\?xml[^>]{0,200}>)?" + _LEAD + rb"<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml\s|rss[\s>]|feed[\s>])", re.IGNORECASE)


def unsupported(head: bytes) -> str | None:
    """The name of the format that `head` begins, when it is one that is not read."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(head)
    for offset, signature, name in _SIGNATURES:
        if head[offset : offset + len(signature)] == signature:
            return name
    return None


def unsupported_markup(head: bytes) -> str | None:
    """The name of the markup that `head` begins, when it is XML but no page."""
    if _XML.match(head) and not _HTML.match(head):
        return "an XML file (a feed or a document that is no HTML page)"
    return None


def tell_format(head: bytes, name: str, stated: InputFormat | None) -> InputFormat:
    """The format to read an input as: what was stated, else by its name, else a page when it begins like one."""
    if stated is not None:
        return stated
    dot = name.rfind(".")
    known = _SUFFIXES.get(name[dot:].lower()) if dot >= 0 else None
    if known is not None:
        return known
    return "html" if _HTML.match(head) else "text"


def _zip_kind(head: bytes) -> str:
    if _OPEN_DOCUMENT in head[:120]:
        return "an OpenDocument or EPUB file"
    for entry, name in _OFFICE:
        if entry in head:
            return name
    return "a zip archive"
