"""Errors are for misuse and broken surroundings; bad data is a `Rejection` and raises nothing.

CounterclaimError          what was given, what was expected, what to do
|-- UsageError             a wrong option, path, id or mapping          exit 2
|-- NotFound               no claim, event or report under that id      exit 3
|-- LedgerError            a ledger that can't be used                  exit 4
|   |-- NewerLedger        made by a newer version of counterclaim
|   `-- ForeignLedger      an SQLite file that is no ledger, or no SQLite file at all
|-- MissingModel           the language model is not installed          exit 5
`-- GazetteerError         a gazetteer or its sources that can't be used exit 6
"""

from __future__ import annotations

#: Every code that a `Rejection` can carry, with what it means. Documented in docs/rejections.md.
REJECTION_CODES: dict[str, str] = {
    "empty": "The input holds no bytes, nothing but white space, or no record.",
    "binary": "The bytes are not text in any encoding that is tried.",
    "unsupported_format": "A format that is not read: PDF, office files, archives, images, sound.",
    "unsupported_language": "The text is not in English.",
    "too_large": "The input or its text is over the size limit.",
    "too_deep": "The page is nested deeper than the limit.",
    "no_text": "A page or record without any main text.",
    "bad_record": "A line or row that is not a valid record of the stated format.",
    "unreadable": "The file or folder can't be opened or read.",
    "not_a_file": "A device, FIFO, socket, or a link that leads out of the folder.",
    "bad_encoding": "Bytes that are not valid in the text's encoding were replaced and marked.",
    "extraction_failed": "A fault of ours in a stage; what was read before it is kept, and the run goes on.",
}


class CounterclaimError(Exception):
    """The base of all errors raised on purpose. `exit_code` is what the command line returns."""

    exit_code = 1


class UsageError(CounterclaimError):
    """An option, path, id or mapping that can't be used as given."""

    exit_code = 2


class NotFound(CounterclaimError):
    """Nothing in the ledger goes by the id that was given, or several things do."""

    exit_code = 3


class LedgerError(CounterclaimError):
    """The ledger can't be opened, read or written."""

    exit_code = 4


class NewerLedger(LedgerError):
    """The ledger's schema is newer than this version of counterclaim knows."""


class ForeignLedger(LedgerError):
    """The file is not a counterclaim ledger."""


class MissingModel(CounterclaimError):
    """The English language model is not installed."""

    exit_code = 5


class GazetteerError(CounterclaimError):
    """A gazetteer file, or what one is built from, can't be used: foreign, damaged, newer or missing."""

    exit_code = 6
