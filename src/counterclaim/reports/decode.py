"""Bytes to characters: which encoding, and what had to be replaced."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

#: Byte order marks, longest first: UTF-32 little-endian begins with UTF-16's. Source: the Unicode Standard, 23.8.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Control characters that ordinary text holds: tab, line feed, vertical tab, form feed, carriage return, escape.
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
#: Share of other control characters from which bytes are no text: in valid UTF-8 (stray NULs happen in
#: exported text), and in anything else (random bytes have 10 %, English in any code page none).
BINARY_SHARE_UTF8, BINARY_SHARE_OTHER = 0.10, 0.01
#: English in a Western code page has few bytes beyond ASCII (quotes, dashes, names): below 2 % in our samples.
WESTERN_SHARE = 0.15
#: Bytes that the detection of other code pages looks at; it is slow.
DETECT_BYTES = 8_192

#: How UTF-8's curly quotes and dashes begin; in Windows-1252 it is "â€", which no English text holds.
_CUT_PUNCTUATION = b"\xe2\x80"

_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I)
#: Where the declaration has to stand. Source: the HTML standard, "prescan a byte stream" (1024 bytes there;
#: saved pages often put comments before it).
DECLARED_WITHIN = 4_096
#: The standard reads these labels as Windows-1252. Source: the WHATWG Encoding standard, names and labels.
_AS_WESTERN = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The characters, the encoding, how many stretches were replaced, and the first one's byte and character."""

    text: str
    encoding: str
    replaced: int = 0
    byte: int = 0
    character: int = 0


def decode_utf8(raw: bytes) -> Decoded:
    """Decode bytes that are UTF-8 by their format (JSON: RFC 8259, 8.1), replacing what is not."""
    mark = len(codecs.BOM_UTF8) if raw.startswith(codecs.BOM_UTF8) else 0
    return _decode_as(raw[mark:], "utf-8", offset=mark)


def decode(raw: bytes, *, html: bool = False) -> Decoded | None:
    """Decode `raw`. None when it is no text in any encoding that is tried.

    Order: byte order mark, UTF-8, the page's own declaration (`html`), UTF-16 without a mark, damaged or cut UTF-8,
    Windows-1252, detection. A byte order mark is no part of the result.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decode_as(raw[len(mark) :], encoding, offset=len(mark))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(raw, html)
    if _control_share(raw) <= BINARY_SHARE_UTF8:
        return Decoded(text=text, encoding="utf-8")
    return _decode_wide(raw)


def _decode_other(raw: bytes, html: bool) -> Decoded | None:
    declared = _declared(raw) if html else None
    if declared is not None:
        return declared
    wide = _decode_wide(raw)
    if wide is not None:
        return wide
    if _control_share(raw) > BINARY_SHARE_OTHER:
        return None
    if _is_damaged_utf8(raw):
        return _decode_as(raw, "utf-8", offset=0)
    if sum(byte >= 0x80 for byte in raw[:DETECT_BYTES]) <= WESTERN_SHARE * min(len(raw), DETECT_BYTES):
        return _decode_as(raw, "cp1252", offset=0)
    return _detect(raw)


def _decode_as(raw: bytes, encoding: str, *, offset: int) -> Decoded:
    try:
        return Decoded(text=raw.decode(encoding), encoding=encoding)
    except UnicodeDecodeError as error:
        text = raw.decode(encoding, "replace")
        before = raw[: error.start].decode(encoding, "replace")
        stated = raw.count("\ufffd".encode(encoding)) if encoding != "cp1252" else 0
        return Decoded(
            text=text,
            encoding=encoding,
            replaced=max(1, text.count("\ufffd") - stated),
            byte=offset + error.start,
            character=len(before),
        )


def _declared(raw: bytes) -> Decoded | None:
    match = _DECLARED.search(raw[:DECLARED_WITHIN])
    if match is None:
        return None
    label = match.group(1).decode("ascii", "replace").lower()
    label = "cp1252" if label in _AS_WESTERN else label
    try:
        return Decoded(text=raw.decode(label), encoding=codecs.lookup(label).name)
    except (LookupError, UnicodeError, ValueError):
        return None  # a label that is no encoding of text, or one that the page does not keep to


def _decode_wide(raw: bytes) -> Decoded | None:
    """UTF-16 without a mark: in English every other byte is NUL."""
    head = raw[:4_096]
    half = len(head) // 2
    if half < 8:
        return None
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.4 and even < 0.1:
        return _decode_as(raw, "utf-16-le", offset=0)
    if even > 0.4 and odd < 0.1:
        return _decode_as(raw, "utf-16-be", offset=0)
    return None


def _is_damaged_utf8(raw: bytes) -> bool:
    """Whether the sequences are UTF-8 but for a few, or but for one cut at the end."""
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    if (good >= bad and good) or _CUT_PUNCTUATION in raw:
        return True
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data":
            return False
        # A cut quotation mark or dash. A letter before a lone byte ("caf\xe9") is a Western code page's accent.
        return len(raw) - error.start > 1 or not raw[: error.start][-1:].isalpha()
    return True


def _control_share(raw: bytes) -> float:
    return 1.0 - len(raw.translate(None, _CONTROLS)) / len(raw) if raw else 0.0


def _detect(raw: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:DETECT_BYTES]).best()
    if best is None:
        return None
    return _decode_as(raw, best.encoding, offset=0)
