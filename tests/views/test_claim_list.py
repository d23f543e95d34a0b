"""The list of claims as rows: every time says how it was found and how exact it is."""

from __future__ import annotations

from counterclaim.pipeline import read_texts
from counterclaim.views.claim_list import claim_rows
from counterclaim.views.shelf import Records


def test_a_row_has_both_times_with_how_they_were_found_and_their_codes() -> None:
    text = "Kabul said on Monday that 58 soldiers were killed in Spin Boldak in September."
    (reading,) = read_texts([(text, "2025-10-15", "memory")])
    report, words = reading.capture.report, reading.capture.text
    shelf = Records(claims={}, reports={report.id: report}, texts={words.id: words})
    row = next(row for row in claim_rows(reading.claims, shelf) if row.outcome == "killed")
    assert (row.said_start, row.said_how, row.said_precision) == ("2025-10-13", "relative", "day")
    found = row.happened_start, row.happened_end, row.happened_how, row.happened_precision, row.happened_time_precision
    assert found == ("2025-09-01", "2025-09-30", "relative", "month", "3")
