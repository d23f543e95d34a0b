"""Words from the web are hostile: make them plain before a terminal, a page or a spreadsheet sees them.

Report text is changed here for display only. Records, and JSON read back by a parser, keep it as it was.
"""

from __future__ import annotations

import re

#: What can reorder, hide or command: bidirectional controls, invisible separators, tags, lone surrogates.
#: U+200C and U+200D stay: Persian, Pashto and Urdu are not spelt right without them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")
#: What makes a spreadsheet read a cell as a formula or break it (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def visible(text: str) -> str:
    """Show every control, bidirectional or invisible character of `text` as a visible sign.

    Guarantee: what comes back can't move the cursor, colour, reorder or hide. Line feeds and tabs stay.

    >>> visible("a\\x1b[31mb\\u202ec")
    'a␛[31mb⟨U+202E⟩c'
    """
    return _INVISIBLE.sub(_shown, text)


def one_line(text: str) -> str:
    """`text` made visible, on one line: runs of white space become one space.

    >>> one_line(" killed 58\\n  soldiers [sic] ")
    'killed 58 soldiers [sic]'
    """
    return visible(_SPACE.sub(" ", text).strip())


def csv_cell(text: str) -> str:
    """`text` as a cell that no spreadsheet evaluates and no terminal obeys.

    A leading formula sign gets an apostrophe before it; control and invisible characters become visible signs.

    >>> csv_cell("=HYPERLINK(1)"), csv_cell("58"), csv_cell("a\\x1b[31m")
    ("'=HYPERLINK(1)", '58', 'a␛[31m')
    """
    plain = visible(text)
    return "'" + plain if text.lstrip(" \u00a0\x00").startswith(_FORMULA) else plain
