"""Full-text search in a ledger: which texts and which claims hold certain words.

The index refers to the texts and quotes and keeps no copy of them. What is given is always words, never a query
language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import Connection, text

from counterclaim.errors import UsageError
from counterclaim.ledger.find import find_report
from counterclaim.ledger.packing import Packs, unpack_report
from counterclaim.records import Claim, Report

Searched = Literal["claim", "report"]

# The last reading of each report is the current one, as in `find.is_current`.
_LAST = "(SELECT report_id, max(n) AS n FROM reading GROUP BY report_id)"
_CLAIMS = f"""
SELECT claim.n, claim.id, claim.key, claim.report_id, reading.text_id, reading.extractor, claim.quote
FROM claim_search JOIN claim ON claim.n = claim_search.rowid
JOIN {_LAST} AS last ON last.n = claim.reading
JOIN reading ON reading.n = claim.reading
WHERE claim_search MATCH :query
ORDER BY claim.report_id, claim.first, claim.id LIMIT :most
"""
_REPORTS = f"""
SELECT report.*, snippet(text_search, 0, '', '', ' ... ', 24) AS words
FROM text_search JOIN text ON text.n = text_search.rowid
JOIN reading ON reading.text_id = text.id
JOIN {_LAST} AS last ON last.n = reading.n
JOIN report ON report.id = reading.report_id
WHERE text_search MATCH :query
ORDER BY report.id LIMIT :most
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A place where the words stand: the report, the claim where claims were searched, and some of its words."""

    report: Report
    claim: Claim | None
    words: str


def search(connection: Connection, words: str | Sequence[str], kind: Searched, limit: int | None) -> list[Match]:
    """The claims or reports that hold all of the words, in canonical order.

    Raises UsageError for an unknown kind or when there is no word to look for.
    """
    if kind not in get_args(Searched):
        raise UsageError(f"can't search {kind!r}; expected one of {', '.join(get_args(Searched))}")
    query = {"query": _query(words), "most": -1 if limit is None else limit}
    rows = connection.execute(text(_CLAIMS if kind == "claim" else _REPORTS), query)
    if kind == "report":
        return [Match(report=unpack_report(row), claim=None, words=row.words) for row in rows]
    packs = Packs(connection)
    claims = [packs.claim(row) for row in rows]
    reports = {report_id: find_report(connection, report_id) for report_id in {one.report_id for one in claims}}
    return [Match(report=reports[claim.report_id], claim=claim, words=claim.quote) for claim in claims]


def index_text(connection: Connection, number: int, content: str) -> None:
    """Make a text that was just recorded findable."""
    connection.exec_driver_sql("INSERT INTO text_search(rowid, content) VALUES (?, ?)", (number, content))


def index_claims(connection: Connection, quotes: Sequence[tuple[int, str]]) -> None:
    """Make claims that were just recorded findable: (number, quote)."""
    connection.exec_driver_sql("INSERT INTO claim_search(rowid, quote) VALUES (?, ?)", list(quotes))


def drop_texts(connection: Connection, contents: Sequence[tuple[int, str]]) -> None:
    """Take texts out of the search, without a trace: (number, content)."""
    _drop(connection, "text_search", "content", contents)


def drop_claims(connection: Connection, quotes: Sequence[tuple[int, str]]) -> None:
    """Take claims out of the search, without a trace: (number, quote)."""
    _drop(connection, "claim_search", "quote", quotes)


def _drop(connection: Connection, table: str, column: str, rows: Sequence[tuple[int, str]]) -> None:
    """Remove rows and merge all parts of the index: until then it keeps the words of what is only marked as removed
    (https://www.sqlite.org/fts5.html, sections 4.4.3 and 6.8)."""
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {table}({table}, rowid, {column}) VALUES ('delete', ?, ?)", list(rows))
        connection.exec_driver_sql(f"INSERT INTO {table}({table}) VALUES ('optimize')")


def _query(words: str | Sequence[str]) -> str:
    """The words as strings of FTS5, which are never operators (https://www.sqlite.org/fts5.html, section 3.1).

    A string gives the words between its white space, each item of a sequence is a phrase. What has no letter and no
    digit is left out: the index does not hold it.
    """
    phrases = words.split() if isinstance(words, str) else words
    plain = [re.sub("[\0\ud800-\udfff]", " ", phrase) for phrase in phrases]
    held = [phrase for phrase in plain if any(_is_held(sign) for sign in phrase)]
    if not held:
        raise UsageError("there is no word to search for; expected letters or digits")
    return " ".join('"' + phrase.replace('"', '""') + '"' for phrase in held)


def _is_held(sign: str) -> bool:
    """Whether the tokenizer unicode61 takes the character for part of a word."""
    kind = unicodedata.category(sign)
    return kind[0] in "LN" or kind == "Co"
