"""Files to read: folders walked in order, only regular files opened, lines of bounded length."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from counterclaim.errors import UsageError
from counterclaim.records import Rejection
from counterclaim.reports.capture import reject

_KINDS = (
    (stat.S_ISFIFO, "a FIFO (a pipe with a name); to read a stream, use - with --input-format"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)
#: Non-blocking, so that a FIFO put in a file's place after it was listed can't hold the run.
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A regular file: where it is, what to call it, how long it is. `found` is False for a path that was given."""

    path: str
    label: str
    size: int
    found: bool


def label_of(path: str | os.PathLike[str]) -> str:
    """A path in characters that can be written anywhere; undecodable bytes of a name become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def check_paths(paths: Sequence[Path | str]) -> None:
    """Raise `UsageError` when a path does not exist, before anything is read."""
    for path in paths:
        if path == "-":
            continue
        try:
            os.lstat(path)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise UsageError(f"{label_of(path)}: no such file or folder; expected a file, a folder or -") from error
        except ValueError as error:
            raise UsageError(f"{str(path)!r}: not a possible path ({error})") from error
        except OSError:
            continue  # it is there but can't be looked at: a rejection in its place


def find_files(path: Path | str) -> Iterator[File | Rejection]:
    """The file `path`, or the files under the folder `path` in sorted order.

    Hidden entries are skipped. In a folder, what is no regular file, and links that lead out of it, become
    rejections; links within it are skipped where their target is listed under its own name. A path
    that is itself a link is followed: it was named.
    """
    root = os.fspath(path)
    try:
        status = os.stat(root)
    except OSError as error:
        yield _failed(error, label_of(root))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(root)
    elif stat.S_ISREG(status.st_mode):
        yield File(path=root, label=label_of(root), size=status.st_size, found=False)
    else:
        yield reject("not_a_file", _kind(status.st_mode), label_of(root))


def open_file(file: File) -> BinaryIO | Rejection:
    """Open `file` for reading. A rejection when it can't be opened or is no regular file any more."""
    flags = _OPEN | (getattr(os, "O_NOFOLLOW", 0) if file.found else 0)
    try:
        handle = os.open(file.path, flags)
    except OSError as error:
        return _failed(error, file.label)
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        return reject("not_a_file", _kind(mode), file.label)
    return os.fdopen(handle, "rb")


def bounded_lines(stream: BinaryIO, most: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines of `stream` with their numbers from 1, line breaks included. None for a line over `most` bytes.

    Memory: one line of at most `most` bytes.
    """
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) > most and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 16)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line


def peekable(stream: BinaryIO, most: int) -> tuple[bytes, BinaryIO]:
    """The first bytes of `stream` (at most `most`), and a stream that still begins with them.

    From a pipe, only what has arrived is looked at, so that records can be read as they come.
    """
    if not stream.seekable() and isinstance(stream, io.BufferedReader):
        return stream.peek(most)[:most], stream
    head = b""
    while len(head) < most:
        more = stream.read(most - len(head))
        if not more:
            break
        head += more
    if stream.seekable():
        stream.seek(-len(head), os.SEEK_CUR)
        return head, stream
    return head, io.BufferedReader(_Rejoined(head, stream))


class _Rejoined(io.RawIOBase):
    """Bytes that were read ahead, followed by the rest of their stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _walk(root: str) -> Iterator[File | Rejection]:
    real_root = os.path.realpath(root)
    pending = [iter((root,))]
    while pending:
        path = next(pending[-1], None)
        if path is None:
            pending.pop()
            continue
        try:
            mode = os.lstat(path).st_mode if path != root else os.stat(path).st_mode
            if stat.S_ISDIR(mode):
                pending.append(iter(_entries(path)))
            elif stat.S_ISLNK(mode):
                yield from _link(path, real_root)
            elif stat.S_ISREG(mode):
                yield File(path=path, label=label_of(path), size=os.lstat(path).st_size, found=True)
            else:
                yield reject("not_a_file", _kind(mode), label_of(path))
        except OSError as error:
            yield _failed(error, label_of(path))


def _entries(folder: str) -> list[str]:
    """The paths in `folder` in the order of their names, hidden ones left out."""
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if not name.startswith(".")]


def _link(path: str, real_root: str) -> Iterator[File | Rejection]:
    try:
        target = os.path.realpath(path, strict=True)
    except OSError:
        yield reject("not_a_file", "a link that leads nowhere", label_of(path))
        return
    inside = os.path.relpath(target, real_root).split(os.sep)
    if inside[0] == os.pardir:
        yield reject("not_a_file", "a link that leads out of the folder", label_of(path))
    elif os.path.isfile(target) and any(part.startswith(".") and part != os.curdir for part in inside):
        # Its target is hidden, so the link is the name by which it is meant to be read.
        yield File(path=target, label=label_of(path), size=os.stat(target).st_size, found=True)


def _kind(mode: int) -> str:
    return next((name for test, name in _KINDS if test(mode)), "no regular file")


def _failed(error: OSError, label: str) -> Rejection:
    if error.errno in (errno.ELOOP, errno.ENXIO):
        return reject("not_a_file", "a link in a circle, or no regular file", label)
    return reject("unreadable", f"it can't be read: {error.strerror or error}", label)
