"""JSON lines, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import UsageError
from counterclaim.records import Capture, Rejection, content_hash
from counterclaim.reports import Given, read_reports
from counterclaim.reports.capture import clean

Reads = Callable[..., list[Capture | Rejection]]
ReadOne = Callable[..., Capture]
SENTENCE = "The army said that five soldiers were killed."


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_a_record_with_all_its_fields(read_one: ReadOne) -> None:
    raw = lines(
        {"id": "x1", "text": SENTENCE, "title": "Five killed", "url": "https://example.org/a", "outlet": "The Daily",
         "published": "2025-10-12T08:00:00Z", "licence": "CC0"}
    )  # fmt: skip
    capture = read_one("r.jsonl", raw)
    report = capture.report
    assert (report.title, report.url, report.outlet) == ("Five killed", "https://example.org/a", "The Daily")
    assert report.published is not None
    assert (report.published.start, report.published.precision, report.published.how) == ("2025-10-12", "time", "given")
    assert report.source.endswith("r.jsonl#1 (x1)")
    assert report.media_type == "application/json"
    assert capture.raw == raw.rstrip(b"\n")
    assert capture.text.content == f"Five killed\n\n{SENTENCE}"
    assert [segment.kind for segment in capture.text.segments] == ["headline", "body"]


@pytest.mark.parametrize("text", ["body", "content", "text"])
def test_other_names_of_fields(text: str, read_one: ReadOne) -> None:
    capture = read_one("r.ndjson", lines({text: SENTENCE, "headline": "H", "source": "S", "date": "2025-10"}))
    assert (capture.report.title, capture.report.outlet) == ("H", "S")
    assert capture.report.published is not None
    assert capture.report.published.precision == "month"


def test_a_title_that_the_text_begins_with_is_not_added(read_one: ReadOne) -> None:
    capture = read_one("r.jsonl", lines({"text": f"“Five” killed\n{SENTENCE}", "title": '"Five"  killed'}))
    assert capture.text.content == f"“Five” killed\n{SENTENCE}"
    assert capture.text.segments[0].kind == "headline"


def test_bad_lines_are_named_and_the_next_ones_go_on(read: Reads) -> None:
    raw = lines({"text": SENTENCE}, {"title": "no text"}, [1], {"text": 5}, {"text": ""}) + b"{oops\n\n\xff\xfe\n"
    raw += b"[" * 100_000 + b"\n" + b'{"text": "cut \xe2\x80"}\n' + lines({"text": SENTENCE, "date": "soon"})
    found = [
        (item.source if isinstance(item, Rejection) else item.report.source).rsplit("#", 1)[1]
        + (f" {item.code}" if isinstance(item, Rejection) else "")
        for item in read("r.jsonl", raw)
    ]
    assert found == [
        "1", "2 bad_record", "3 bad_record", "4 bad_record", "5 no_text", "6 bad_record", "8 bad_record",
        "9 too_deep", "10", "10 bad_encoding", "11", "11 bad_record",
    ]  # fmt: skip


def test_a_line_without_text_says_which_fields_it_has(read: Reads) -> None:
    (rejection,) = read("r.jsonl", lines({"headline": "x", "words": "y"}))
    assert isinstance(rejection, Rejection)
    assert "'headline', 'words'" in rejection.reason


def test_lone_surrogates_and_control_characters(read_one: ReadOne) -> None:
    capture = read_one("r.jsonl", b'{"text": "He said \\"[sic] \\u0000 [/b] \\u001b[31m \\u202e\\" \\ud800 again."}')
    assert capture.text.content == 'He said "[sic] \x00 [/b] \x1b[31m \u202e" \ufffd again.'


def test_records_win_over_what_is_given_and_gaps_are_filled(read: Reads) -> None:
    raw = lines({"text": SENTENCE, "outlet": "Own"}, {"text": SENTENCE, "published": "2025"})
    first, second = read("r.jsonl", raw, outlet="Given", published="2025-10-12", retrieved="2025-10-13")
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert (first.report.outlet, second.report.outlet) == ("Own", "Given")
    assert first.report.published is not None
    assert second.report.published is not None
    assert (first.report.published.start, second.report.published.precision) == ("2025-10-12", "year")
    assert first.report.retrieved == "2025-10-13"


def test_columns_name_fields_of_json_too(read_one: ReadOne) -> None:
    capture = read_one("r.jsonl", lines({"text": "wrong", "words": SENTENCE}), columns={"text": "words"})
    assert capture.text.content == SENTENCE


def test_a_year_is_made_finer_by_the_dateline(read_one: ReadOne) -> None:
    capture = read_one("r.jsonl", lines({"text": f"KABUL, Oct 12 (AFP) - {SENTENCE}", "published": "2025"}))
    assert capture.report.published is not None
    assert (capture.report.published.start, capture.report.published.how) == ("2025-10-12", "dateline")
    assert capture.report.agency == "AFP"


def test_json_files_hold_one_record_or_an_array(read: Reads) -> None:
    assert len(read("one.json", json.dumps({"text": SENTENCE}).encode())) == 1
    found = read("many.json", json.dumps([{"text": SENTENCE}, {"no": 1}, {"text": SENTENCE + " Then more."}]).encode())
    assert [isinstance(item, Capture) for item in found] == [True, False, True]
    assert [item.code for item in read("bad.json", b"{") if isinstance(item, Rejection)] == ["bad_record"]
    assert [item.code for item in read("deep.json", b"[" * 100_000) if isinstance(item, Rejection)] == ["too_deep"]


def test_a_table_with_quoted_line_breaks(read: Reads) -> None:
    raw = b'title,text,date\r\nFive killed,"He said ""no"".\r\nThen more.",2025-10-12\r\n,,\r\n'
    raw += b"No text,,\r\nNext,Two died.\r\n"
    first, empty, last = read("t.csv", raw)
    assert isinstance(first, Capture)
    assert first.text.content == 'Five killed\n\nHe said "no".\nThen more.'
    assert first.report.source.endswith("t.csv#2")
    assert first.report.media_type == "text/csv"
    assert first.raw == raw[: raw.index(b",,\r\n")]
    assert isinstance(empty, Rejection)
    assert (empty.code, empty.source.rsplit("#")[1]) == ("no_text", "5")
    assert isinstance(last, Capture)
    assert last.raw == b"title,text,date\r\nNext,Two died.\r\n"


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("semicolons.csv", f"text;title\n{SENTENCE};T\n".encode()),
        ("tabs.tsv", f"text\ttitle\n{SENTENCE}\tT\n".encode()),
        ("sheet.csv", f"text\ttitle\r\n{SENTENCE}\tT\r\n".encode("utf-16")),
        ("marked.csv", f"\ufefftext,title\n{SENTENCE},T\n".encode()),
        ("spaced.csv", f" text , title \n{SENTENCE},T\n".encode()),
    ],
)
def test_tables_as_spreadsheets_save_them(name: str, raw: bytes, read_one: ReadOne) -> None:
    capture = read_one(name, raw)
    assert (capture.report.title, capture.text.content) == ("T", f"T\n\n{SENTENCE}")


def test_a_mapped_column(read_one: ReadOne) -> None:
    raw = f"story,paper\n{SENTENCE},The Daily\n".encode()
    capture = read_one("t.csv", raw, columns={"text": "story", "outlet": "paper"})
    assert (capture.text.content, capture.report.outlet) == (SENTENCE, "The Daily")


def test_a_mapped_column_that_a_named_file_lacks_is_misuse(read: Reads) -> None:
    with pytest.raises(UsageError, match="'a', 'b'"):
        read("t.csv", b"a,b\n1,2\n", columns={"text": "story"})


def test_in_a_folder_a_table_without_the_column_is_a_rejection(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "b.csv").write_bytes(b"story\nTwo died.\n")
    found = list(read_reports([tmp_path], Given(columns={"text": "story"})))
    assert [item.code if isinstance(item, Rejection) else "read" for item in found] == ["bad_record", "read"]


def test_a_quotation_that_is_never_closed_is_a_bad_record(read: Reads) -> None:
    found = read("t.csv", b'text,title\nTwo died.,T\n"open,T\nThree died.,T\n')
    assert [item.code if isinstance(item, Rejection) else "read" for item in found] == ["read", "bad_record"]


def test_a_row_that_is_too_long_is_left_out(read: Reads) -> None:
    found = read("t.csv", b'text,title\n"' + b"a" * 6_000_000 + b'",x\nTwo died.,T\n')
    assert [item.code if isinstance(item, Rejection) else "read" for item in found] == ["too_large", "read"]


def test_long_fields_are_read_and_the_limit_of_the_csv_module_is_left_alone(read_one: ReadOne) -> None:
    before = csv.field_size_limit()
    words = "Two died. " * 15_000
    assert read_one("t.csv", f"text,title\n{words},T\n".encode()).text.content.startswith("T\n\nTwo died.")
    assert csv.field_size_limit() == before


def test_the_id_of_a_report_hashes_the_bytes_and_what_was_given(read_one: ReadOne) -> None:
    raw = lines({"text": SENTENCE, "url": "https://example.org/a", "date": "2025"})
    capture = read_one("r.jsonl", raw, outlet="The Daily", retrieved="2025-10-13")
    expected = content_hash(capture.report.raw_sha256, "https://example.org/a", "The Daily", "", "2025")[:24]
    assert capture.report.id == expected
    assert read_one("other.jsonl", b"\n" + raw, outlet="The Daily").report.id == expected
    assert read_one("other.jsonl", raw, outlet="Another").report.id != expected


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).filter(lambda text: text.strip())


@given(st.lists(words, min_size=1, max_size=6))
def test_any_texts_in_json_lines_come_back(texts: list[str]) -> None:
    raw = b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)
    found = list(read_reports(["-"], Given(), stdin=io.BytesIO(raw), input_format="jsonl"))
    assert [item.text.content for item in found if isinstance(item, Capture)] == [clean(text) for text in texts]


@given(st.lists(words, min_size=1, max_size=6))
def test_any_texts_in_a_table_come_back(texts: list[str]) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(["text", "title"])
    writer.writerows([text, ""] for text in texts)
    stream = io.BytesIO(buffer.getvalue().encode())
    found = list(read_reports(["-"], Given(), stdin=stream, input_format="csv"))
    assert [item.text.content for item in found if isinstance(item, Capture)] == [clean(text) for text in texts]


@given(st.binary(max_size=200), st.sampled_from(["jsonl", "json", "csv", "tsv", "text"]))
def test_any_bytes_in_any_format_end_in_records(raw: bytes, input_format: str) -> None:
    for item in read_reports(["-"], Given(), stdin=io.BytesIO(raw), input_format=input_format):
        assert isinstance(item, Capture | Rejection)
