"""What the tests of the reports stage share: reading bytes as a file of a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from counterclaim.records import Capture, Rejection
from counterclaim.reports import Given, read_reports

Found = list[Capture | Rejection]
Reads = Callable[..., Found]


@pytest.fixture
def read(tmp_path: Path) -> Reads:
    """Write bytes to a file and read it: `read("name.txt", b"...", outlet="...")`."""

    def read_bytes(name: str, raw: bytes, *, input_format: str | None = None, **given: object) -> Found:
        path = tmp_path / name
        path.write_bytes(raw)
        found = list(read_reports([path], Given(**given), input_format=input_format))  # type: ignore[arg-type]
        assert all(isinstance(item, Capture) or item.stage == "reports" for item in found)
        return found

    return read_bytes


@pytest.fixture
def read_one(read: Reads) -> Callable[..., Capture]:
    """The same, for what has to yield one capture and nothing else."""

    def read_capture(name: str, raw: bytes, **options: object) -> Capture:
        found = read(name, raw, **options)
        assert len(found) == 1, found
        assert isinstance(found[0], Capture), found
        return found[0]

    return read_capture


@pytest.fixture
def refuse(read: Reads) -> Callable[..., Rejection]:
    """The same, for what has to yield one rejection and nothing else."""

    def read_rejection(name: str, raw: bytes, **options: object) -> Rejection:
        found = read(name, raw, **options)
        assert len(found) == 1, found
        assert isinstance(found[0], Rejection), found
        return found[0]

    return read_rejection
