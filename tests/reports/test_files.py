"""Paths: folders, links, things that are no files, standard input, limits."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from counterclaim.errors import UsageError
from counterclaim.records import Capture, Rejection
from counterclaim.reports import Given, count_inputs, read_reports
from counterclaim.reports.files import bounded_lines, peekable
from counterclaim.reports.limits import MAX_REPORT_BYTES, MAX_TEXT_CHARACTERS

SENTENCE = b"The army said that five soldiers were killed."
posix = pytest.mark.skipif(sys.platform == "win32", reason="no FIFOs, sockets or mode bits")


def outcomes(path: Path) -> dict[str, str]:
    """What became of each entry under `path`: a code, or "read"."""
    found: dict[str, str] = {}
    for item in read_reports([path], Given()):
        source = item.report.source if isinstance(item, Capture) else item.source
        name = os.path.relpath(source, path)
        found[name] = "read" if isinstance(item, Capture) else item.code
    return found


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c/y.txt", ".hidden", ".git/x.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(SENTENCE)
    names = [os.path.join("a", "c", "y.txt"), os.path.join("a", "z.txt"), "b.txt", "c.txt"]
    assert list(outcomes(tmp_path)) == names
    assert count_inputs([tmp_path, "-"]) == (5, 4 * len(SENTENCE))


@posix
def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    os.mknod(tmp_path / "socket", 0o600 | stat.S_IFSOCK)
    (tmp_path / "device").symlink_to("/dev/zero")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("nothing")
    (tmp_path / "text.txt").write_bytes(SENTENCE)
    found = outcomes(tmp_path)
    assert found.pop("text.txt") == "read"
    assert found == dict.fromkeys(("fifo", "socket", "device", "loop", "nowhere"), "not_a_file")


@posix
def test_a_fifo_that_is_named_is_a_rejection_with_advice(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (rejection,) = read_reports([tmp_path / "fifo"], Given())
    assert isinstance(rejection, Rejection)
    assert rejection.code == "not_a_file"
    assert "--input-format" in rejection.reason


@posix
def test_links_may_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.txt").write_bytes(SENTENCE)
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to("..")
    (folder / "text.txt").write_bytes(SENTENCE)
    (folder / "same.txt").symlink_to("text.txt")
    (folder / ".versioned").write_bytes(SENTENCE)
    (folder / "current.txt").symlink_to(".versioned")
    assert outcomes(folder) == {
        "current.txt": "read",
        "out.txt": "not_a_file",
        "text.txt": "read",
        "up": "not_a_file",
    }


@posix
def test_a_link_that_is_named_is_followed(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_bytes(SENTENCE)
    (tmp_path / "link").symlink_to("text.txt")
    (capture,) = read_reports([tmp_path / "link"], Given())
    assert isinstance(capture, Capture)


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_a_rejection_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").write_bytes(SENTENCE)
    (tmp_path / "c.txt").write_bytes(SENTENCE)
    (tmp_path / "a").chmod(0)
    (tmp_path / "b.txt").chmod(0)
    try:
        assert outcomes(tmp_path) == {"a": "unreadable", "b.txt": "unreadable", "c.txt": "read"}
    finally:
        (tmp_path / "a").chmod(0o700)


def test_a_failing_folder_is_a_rejection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").write_bytes(SENTENCE)
    listdir = os.listdir

    def fail(path: str) -> list[str]:
        if path.endswith("a"):
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr(os, "listdir", fail)
    assert outcomes(tmp_path) == {"a": "unreadable", "b.txt": "read"}


def test_a_stream_that_breaks_is_a_rejection() -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            raise OSError(5, "Input/output error")

    (rejection,) = read_reports(["-"], Given(), stdin=io.BufferedReader(Broken()), input_format="text")
    assert isinstance(rejection, Rejection)
    assert (rejection.code, rejection.source) == ("unreadable", "(standard input)")


@posix
def test_names_that_are_no_unicode_can_be_shown(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/odd\xff.txt")).write_bytes(SENTENCE)
    except OSError:
        pytest.skip("the file system refuses such names")
    (capture,) = read_reports([tmp_path], Given())
    assert isinstance(capture, Capture)
    assert capture.report.source.endswith("odd\ufffd.txt")


def test_a_path_that_does_not_exist_is_misuse_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SENTENCE)
    for missing in (tmp_path / "b.txt", tmp_path / "a.txt" / "b.txt", "nul\x00"):
        with pytest.raises(UsageError):
            read_reports([tmp_path / "a.txt", missing], Given())


def test_an_unknown_format_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="jsonl"):
        read_reports([tmp_path], Given(), input_format="yaml")


@pytest.mark.parametrize(
    ("input_format", "raw"),
    [
        ("text", SENTENCE),
        (None, SENTENCE),
        ("jsonl", b'{"text": "%s"}\n' % SENTENCE),
        ("json", b'[{"text": "%s"}]' % SENTENCE),
        ("csv", b"text,title\n%s,\n" % SENTENCE),
        ("tsv", b"text\ttitle\n%s\t\n" % SENTENCE),
        ("html", b"<html><body><p>%s</p></body></html>" % SENTENCE),
        (None, b"<!DOCTYPE html><html><body><p>%s</p></body></html>" % SENTENCE),
    ],
)
@pytest.mark.parametrize("piped", [False, True])
def test_standard_input(input_format: str | None, raw: bytes, piped: bool) -> None:
    stream: io.BytesIO | io.BufferedReader = io.BytesIO(raw)
    if piped:
        reading, writing = os.pipe()
        os.write(writing, raw)
        os.close(writing)
        stream = os.fdopen(reading, "rb")
    with stream:
        (capture,) = read_reports(["-"], Given(), stdin=stream, input_format=input_format)
    assert isinstance(capture, Capture)
    assert capture.text.content.strip() == SENTENCE.decode()


def test_a_stream_that_can_neither_seek_nor_peek_keeps_its_first_bytes() -> None:
    class Plain(io.BytesIO):
        def seekable(self) -> bool:
            return False

    raw = bytes(range(256)) * 600
    head, stream = peekable(Plain(raw), 1000)
    assert head == raw[:1000]
    assert stream.read() == raw


def test_a_line_of_50_megabytes_is_never_held() -> None:
    class Endless(io.RawIOBase):
        left = 50_000_000
        largest = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            size = min(len(buffer), self.left)
            Endless.largest = max(Endless.largest, len(buffer))
            buffer[:size] = b"a" * size
            self.left -= size
            return size

    lines = list(bounded_lines(io.BufferedReader(Endless()), MAX_REPORT_BYTES))
    assert lines == [(1, None)]
    assert Endless.largest < 1_000_000


@pytest.mark.parametrize("name", ["big.txt", "big", "big.jsonl", "big.csv", "big.html", "big.json"])
def test_50_megabytes_of_one_line_are_too_large(name: str, tmp_path: Path) -> None:
    with open(tmp_path / name, "wb") as file:
        for _ in range(51):
            file.write(b"a" * 1_000_000)
    codes = [item.code for item in read_reports([tmp_path], Given()) if isinstance(item, Rejection)]
    assert codes[0] == "too_large"


def test_50_megabytes_from_a_pipe_are_too_large() -> None:
    (rejection,) = read_reports(["-"], Given(), stdin=io.BytesIO(b"a" * 50_000_000), input_format="text")
    assert isinstance(rejection, Rejection)
    assert rejection.code == "too_large"


def test_a_text_of_too_many_characters_is_too_large(refuse: Callable[..., Rejection]) -> None:
    assert refuse("long.txt", b"Killed. " * (MAX_TEXT_CHARACTERS // 8 + 1)).code == "too_large"


@pytest.mark.parametrize("raw", [b"", b" \n\t \r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_is_empty(raw: bytes, refuse: Callable[..., Rejection]) -> None:
    assert refuse("empty.txt", raw).code == "empty"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"word/document.xml", "Word"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"xl/workbook.xml", "Excel"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"ppt/a.xml", "PowerPoint"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/vnd.oasis", "OpenDocument"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"a.txt", "zip"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "WebP"),
        (b"\x00\x00\x00\x18ftypmp42", "film"),
        (b"ID3\x03", "sound"),
        (b"<?xml version='1.0'?><rss></rss>", "feed"),
        (b"SQLite format 3\x00", "SQLite"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".pdf", ""])
def test_formats_that_are_not_read_are_known_by_their_bytes(
    raw: bytes, name: str, suffix: str, refuse: Callable[..., Rejection]
) -> None:
    rejection = refuse(f"file{suffix}", raw)
    assert rejection.code == "unsupported_format"
    assert name in rejection.reason


def test_a_text_with_a_misleading_name_is_read(read_one: Callable[..., Capture]) -> None:
    assert read_one("report.pdf", SENTENCE).report.media_type == "text/plain"
