"""Users' own additions: a TOML file whose tables extend the package's, checked before anything is read with them.

In: a file with the same tables as this folder. Out: the tables with its entries added. Guarantee: an addition never
changes or removes what is there, so the program's own words keep their meaning; what a row may hold is what the
package's rows of that table hold, so the two can't drift apart.
Every fault raises `UsageError` with the file, the table, the entry and what was expected.
"""

from __future__ import annotations

import copy
import difflib
import hashlib
import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from counterclaim.errors import UsageError
from counterclaim.reference.crossing import check_codes, check_intervals, check_names

__all__ = ["Additions", "extended", "read_additions"]

#: The tables that take additions. The others rule over pages and labels, not over who says what.
EXTENDABLE = (
    "groups", "memberships", "bodies", "countries", "roles", "cues", "kinds", "tolls", "places", "stances", "statuses",
    "conflict", "idioms", "harms",
)  # fmt: skip
_MOST_BYTES = 4_000_000
#: Tables whose entries go by code: (new entries allowed, what a code looks like).
_BY_CODE: Mapping[str, tuple[bool, str]] = {
    "groups": (True, 'a new code in capitals, digits, spaces and hyphens, as in [groups.XYZ] or [groups."NEW FRONT"]'),
    "countries": (False, "the ISO 3166-1 alpha-3 code of a state, as in [countries.AFG]"),
}
_CODE = re.compile(r"[A-Z0-9][A-Z0-9 -]*")
#: Fields that take only words that the package's rows use.
_CHOICES = frozenset({"stance", "frames", "class", "type", "mode", "content"})
#: Fields that hold a day.
_DAYS = frozenset({"from", "to"})
#: Numbers that have bounds: degrees, and the codes of places.toml.
_RANGES: Mapping[str, tuple[int, int]] = {"latitude": (-90, 90), "longitude": (-180, 180), "precision": (1, 7)}
#: Tables that map a word to one of a few answers, and take more words.
_ANSWERS = frozenset({"roles.before", "statuses.verbs"})
#: Tables in which a string holds a list of words.
_SPACED = frozenset({"kinds", "places"})


@dataclass(frozen=True, slots=True)
class Additions:
    """A file of additions as read: its name for messages, its tables, the hash of its bytes."""

    file: str
    tables: Mapping[str, Any]
    digest: str


def read_additions(path: Path) -> Additions:
    """The tables of a file. Raises `UsageError` when it can't be read or is no TOML."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(f"reference file {str(path)!r} can't be read: {why}; expected a TOML file") from error
    if len(raw) > _MOST_BYTES:
        raise UsageError(
            f"reference file {str(path)!r} is over {_MOST_BYTES:,} bytes; expected a TOML file of additions"
        )
    try:
        tables = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UsageError(f"reference file {str(path)!r} is not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"reference file {str(path)!r} is no valid TOML: {error}") from error
    return Additions(str(path), tables, hashlib.sha256(raw).hexdigest())


def extended(shipped: Mapping[str, Mapping[str, Any]], additions: Additions) -> dict[str, Mapping[str, Any]]:
    """The shipped tables with the additions in them; `shipped` stays as it is. Raises `UsageError`."""
    merged = dict(shipped)
    for name, table in additions.tables.items():
        at = _Place(additions.file, name)
        if name not in EXTENDABLE:
            raise at.fault("there is no such table to extend", f"one of {', '.join(EXTENDABLE)}", name, EXTENDABLE)
        merged[name] = _table(shipped[name], table, at)
    for check in (check_codes, check_intervals, check_names):
        found = check(shipped, merged)
        if found is not None:
            raise _Place(additions.file, found.table, found.entry).fault(found.given, found.expected)
    return merged


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the file a fault is: the table (dotted) and the entry or field."""

    file: str
    table: str
    entry: str = ""

    def into(self, key: str) -> _Place:
        return _Place(self.file, f"{self.table}.{key}" if not self.entry else self.table, self.entry)

    def row(self, number: int, row: object) -> _Place:
        named = row if isinstance(row, Mapping) else {}
        label = next((str(named[key]) for key in ("name", "actor", "lemmas", "names") if key in named), "")
        return _Place(self.file, self.table, f"entry {number}" + (f" ({label[:40]})" if label else ""))

    def fault(self, given: str, expected: str, word: str = "", known: Iterable[str] = ()) -> UsageError:
        near = difflib.get_close_matches(word, list(known), n=1) if word else []
        hint = f"; did you mean {near[0]!r}?" if near else ""
        where = f"table [{self.table}]" + (f", {self.entry}" if self.entry else "")
        return UsageError(f"reference file {self.file!r}, {where}: {given}; expected {expected}{hint}")


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _table(shipped: Mapping[str, Any], added: object, at: _Place) -> dict[str, Any]:
    """A whole table with its additions."""
    if not isinstance(added, Mapping):
        raise at.fault(f"{_shown(added)} is no table", f"[{at.table}. ...] with entries")
    table = copy.deepcopy(dict(shipped))
    if at.table in _BY_CODE:
        for code, entry in added.items():
            table[code] = _entry(shipped, code, entry, at)
        return table
    for key, value in added.items():
        if key not in shipped:
            raise at.fault(f"it has no {key!r}", f"one of {', '.join(shipped)}", key, shipped)
        table[key] = _value(shipped[key], value, at.into(key))
    return table


def _entry(shipped: Mapping[str, Any], code: str, entry: object, at: _Place) -> dict[str, Any]:
    """A group or a state, new or with more names."""
    new, form = _BY_CODE[at.table]
    here = at.into(code)
    if code not in shipped and (not new or not _CODE.fullmatch(code)):
        raise at.fault(f"{code!r} can't be added", form, code, shipped)
    if not isinstance(entry, Mapping):
        raise here.fault(f"{_shown(entry)} is no table", f"[{here.table}] with name = ... and more")
    checked = _row(list(shipped.values()), entry, here, complete=code not in shipped)
    if code not in shipped:
        return checked
    known = copy.deepcopy(dict(shipped[code]))
    for key, value in checked.items():
        if key == "source":
            known[key] = f"{known.get(key, '')}; {value}".removeprefix("; ")
        elif isinstance(value, list):
            known[key] = _joined(known.get(key, []), value)
        elif known.get(key) != value:
            raise here.fault(
                f"{key} = {_shown(value)} would change what is there", f"{_shown(known.get(key))} or nothing"
            )
    return known


def _value(shipped: Any, added: object, at: _Place) -> Any:
    """A part of a table with its additions: rows, words, answers or a table of these."""
    if isinstance(shipped, list) and shipped and _is_table(shipped[0]):
        if not isinstance(added, list) or not all(map(_is_table, added)):
            raise at.fault(f"{_shown(added)} is no list of entries", f"[[{at.table}]] before each entry")
        return [*shipped, *(_row(shipped, row, at.row(i, row)) for i, row in enumerate(added, 1))]
    if isinstance(shipped, list):
        return _joined(shipped, _words(added, at))
    if isinstance(shipped, str) and at.table.split(".")[0] in _SPACED:
        return " ".join([shipped, *_words(added, at, spaces=False)])
    if at.table in _ANSWERS:
        return {**shipped, **_answers(shipped, added, at)}
    if not isinstance(shipped, Mapping):
        raise at.fault("it can't be changed", "only tables and lists of words, which take more entries")
    if not isinstance(added, Mapping):
        raise at.fault(f"{_shown(added)} is no table", f"keys {', '.join(shipped)}")
    merged = dict(shipped)
    for key, value in added.items():
        if key not in shipped:
            raise at.fault(f"it has no {key!r}", f"one of {', '.join(shipped)}", key, shipped)
        merged[key] = _value(shipped[key], value, at.into(key))
    return merged


def _row(rows: list[Mapping[str, Any]], row: Any, at: _Place, complete: bool = True) -> dict[str, Any]:
    """A row whose fields are those of the package's rows, with values of their types."""
    patterns: dict[str, list[Any]] = {}
    for other in rows:
        for key, value in other.items():
            patterns.setdefault(key, []).append(value)
    for key in row:
        if key not in patterns:
            raise at.fault(f"it takes no {key!r}", f"one of {', '.join(sorted(patterns))}", key, patterns)
    missing = [key for key, values in patterns.items() if len(values) == len(rows) and key not in row]
    if missing and complete:
        raise at.fault(
            f"{missing[0]!r} is missing", f"at least {', '.join(k for k in patterns if k in missing or k in row)}"
        )
    return {key: _field(key, patterns[key], value, at) for key, value in row.items()}


def _field(key: str, patterns: list[Any], value: Any, at: _Place) -> Any:
    if key in _DAYS:
        return _day(key, value, at)
    pattern = patterns[0]
    if isinstance(pattern, list):
        value = _words(value, at, key)
    elif isinstance(pattern, bool):
        _demand(isinstance(value, bool), key, value, "true or false", at)
    elif isinstance(pattern, (int, float)):
        low, high = _RANGES.get(key, (-math.inf, math.inf))
        fits = isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high
        _demand(fits, key, value, f"a number from {low} to {high}" if key in _RANGES else "a number", at)
    elif isinstance(pattern, str):
        _demand(isinstance(value, str) and bool(value.strip()), key, value, "a text in quotation marks", at)
    else:
        _demand(_is_table(value), key, value, "a table", at)
        _demand(all(isinstance(v, str) for v in value.values()), key, value, "a table of texts", at)
    if key in _CHOICES:
        known = sorted({word for p in patterns for word in ([p] if isinstance(p, str) else p)})
        for word in [value] if isinstance(value, str) else value:
            if word not in known:
                raise at.fault(f"{key} = {_shown(word)}", f"one of {', '.join(known)}", word, known)
    return value


def _demand(holds: bool, key: str, value: object, expected: str, at: _Place) -> None:
    if not holds:
        raise at.fault(f"{key} = {_shown(value)}", expected)


def _day(key: str, value: object, at: _Place) -> str:
    """A day as ISO text; TOML's own dates are taken as well."""
    if type(value) is date:
        return value.isoformat()
    try:
        if not isinstance(value, str) or len(value) != len("2026-01-31"):
            raise ValueError(value)
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise at.fault(f"{key} = {_shown(value)}", "a day as in 2026-01-31") from None


def _words(value: object, at: _Place, key: str = "", spaces: bool = True) -> list[str]:
    named = f"{key} = " if key else ""
    if not isinstance(value, list):
        raise at.fault(f"{named}{_shown(value)}", 'a list of words, as in ["one", "two"]')
    for word in value:
        fits = isinstance(word, str) and word.strip() == word and word and (spaces or " " not in word)
        if not fits:
            raise at.fault(
                f"{named}[... {_shown(word)} ...]", "a word without space around it" if spaces else "single words"
            )
    return list(value)


def _answers(shipped: Mapping[str, str], added: object, at: _Place) -> dict[str, str]:
    if not isinstance(added, Mapping):
        raise at.fault(f"{_shown(added)} is no table", 'lines as in word = "answer"')
    known = sorted(set(shipped.values()))
    for word, answer in added.items():
        if answer not in known:
            raise at.fault(f"{word} = {_shown(answer)}", f"one of {', '.join(known)}", str(answer), known)
        if shipped.get(word, answer) != answer:
            raise at.fault(f"{word} = {_shown(answer)} would change what is there", f"{shipped[word]!r} or nothing")
    return dict(added)


def _joined(known: list[str], more: list[str]) -> list[str]:
    return list(dict.fromkeys([*known, *more]))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
