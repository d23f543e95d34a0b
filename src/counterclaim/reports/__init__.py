"""Reports: bytes to a `Text` whose offsets never move.

In: paths of files and folders, or a stream; what the user states about them (`Given`). Out: `Capture`s (report, text,
raw bytes) and `Rejection`s, in order. Guarantee: a text's segments are in order, do not overlap and cover everything
but white space; nothing is read from the network, no script of a page runs; bad input ends no run.
"""

from counterclaim.reports.capture import CLEANER, text_from_string
from counterclaim.reports.given import Given
from counterclaim.reports.read import count_inputs, read_reports
from counterclaim.reports.times import parse_published

__all__ = ["CLEANER", "Given", "count_inputs", "parse_published", "read_reports", "text_from_string"]
