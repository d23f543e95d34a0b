"""Names of places as keys: what makes two spellings one name, and which names a report in English can hold."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[\s\-‐‑–—_/.,()]+")
_MARKS = str.maketrans("", "", "'’‘ʻʼ`´ʿʾ\"")
#: Letters that Unicode does not take apart (NFKD leaves them), as English newspapers write them.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n", "ə": "a"}
)
_LATIN = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’‘ʻʼ`.\-‐–,/])*")
_LONGEST = 60
_MOST_WORDS = 8
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
_PLAIN_ENDS = re.compile(
    r" (?:sheng|shi|oblast|state|province|region|governorate|voivodeship|wilaya|department|prefecture|republic|krai"
    r"|kray)$"
)


def fold(name: str) -> str:
    """The key of a name: no case, accents, apostrophes or hyphens ("Mazār-e Sharīf" and "Mazar-e-Sharif" are one)."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS).translate(_MARKS))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return _SPACES.sub(" ", bare).strip()


def keys(name: str) -> tuple[str, ...]:
    """The keys under which a name of a gazetteer is kept: its own, and one with "St." and the like written out."""
    key = fold(name)
    first, _, rest = key.partition(" ")
    if rest and first in _SHORT:
        return key, f"{_SHORT[first]} {rest}"
    return (key,) if key else ()


def plain_division(name: str) -> str | None:
    """A division's name without the word for what it is ("Guangdong Sheng", "Khost Province"), or None."""
    key = fold(name)
    bare = _PLAIN_ENDS.sub("", key)
    return bare if bare and bare != key else None


def is_usable(name: str) -> bool:
    """Whether a report in English can hold the name: Latin letters, capitalised, neither a code nor a sentence."""
    if not 2 < len(name) <= _LONGEST and name not in ("Ye", "Ii", "Wa", "Bo", "Po", "Ur"):
        return False
    if not name[0].isupper() or not _LATIN.fullmatch(name) or name.count(" ") >= _MOST_WORDS:
        return False
    if len(name) <= 5 and name.isupper():
        return False  # codes of airports and states
    return all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha() and not c.isascii())
