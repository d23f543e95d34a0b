"""`read` and `add`: reports in, claims out or recorded."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.cli import options
from counterclaim.cli.consoles import console, note, rejection_line
from counterclaim.cli.gazetteers import gazetteer_file

if TYPE_CHECKING:
    from counterclaim.pipeline import AddCounts, Reading
    from counterclaim.records import Rejection

Step = Callable[["Reading | Rejection"], None]
_NOTHING_READ = 1


def read(
    paths: options.Paths,
    published: options.Published = None,
    outlet: options.Outlet = None,
    url: options.Url = None,
    title: options.Title = None,
    input_format: options.Format = None,
    column: options.Columns = None,
    reference: options.ReferenceFile = None,
) -> int:
    """Print the claims in reports as JSON lines; no ledger is touched.

    What can't be read is named on standard error. The form of a line: `counterclaim schema claim`.
    """
    stated = options.given(published, outlet, url, title, column)
    own = options.additions(reference)
    places = gazetteer_file()
    from counterclaim.codec import to_json
    from counterclaim.pipeline import Reading, read_paths

    reports = 0
    rejected = 0
    form = input_format.value if input_format else None
    for item in read_paths(
        _paths(paths), stated, input_format=form, stdin=sys.stdin.buffer, additions=own, gazetteer=places
    ):
        if not isinstance(item, Reading):
            rejected += 1
            note(rejection_line(item))
            continue
        reports += 1
        for claim in item.claims:
            sys.stdout.write(to_json(claim) + "\n")
        for rejection in item.rejections:
            rejected += 1
            note(rejection_line(rejection))
    return _code(reports, rejected)


def add(
    paths: options.Paths,
    ledger: options.LedgerFile = None,
    published: options.Published = None,
    outlet: options.Outlet = None,
    url: options.Url = None,
    title: options.Title = None,
    input_format: options.Format = None,
    column: options.Columns = None,
    reference: options.ReferenceFile = None,
    no_originals: Annotated[
        bool, typer.Option("--no-originals", help="Keep the texts only, not the bytes that they were read from.")
    ] = False,
    linking: options.Linking = None,
) -> int:
    """Read reports, record their claims in the ledger and link them into events.

    Adding a report twice changes nothing. Stopping loses no finished report.
    """
    stated = options.given(published, outlet, url, title, column)
    own = options.additions(reference)
    places = gazetteer_file()
    from counterclaim.pipeline import add_paths

    form = input_format.value if input_format else None
    opened = options.open_ledger(ledger, create=True, keep_originals=not no_originals)
    with opened as book, steps(paths) as step:
        counts = add_paths(
            book,
            _paths(paths),
            stated,
            input_format=form,
            stdin=sys.stdin.buffer,
            on_report=step,
            additions=own,
            gazetteer=places,
            linking=linking.value if linking else None,
        )
    console().print(counts_line(counts))
    return _code(counts.reports + counts.repeated, counts.rejections)


def counts_line(counts: AddCounts) -> str:
    """The closing counts in one line."""
    return (
        f"reports {counts.reports} · repeated {counts.repeated} · claims {counts.claims} · "
        f"events {counts.events} · rejections {counts.rejections}"
    )


def _code(reports: int, rejected: int) -> int:
    if reports:
        return 0
    note("Nothing could be read." if rejected else "There is no report under these paths.")
    return _NOTHING_READ


def _paths(paths: Sequence[str]) -> list[Path | str]:
    return [path if path == "-" else Path(path) for path in paths]


@contextmanager
def steps(paths: Sequence[str]) -> Iterator[Step]:
    """Name rejections as they come and, in a terminal, draw progress with rate and remaining time."""
    if not sys.stderr.isatty():
        yield _name_rejection
        return
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        Task,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    from counterclaim.reports import count_inputs

    class Rate(ProgressColumn):
        """Reports a second since the start."""

        def render(self, task: Task) -> Text:
            speed = task.fields["reports"] / task.elapsed if task.elapsed else 0.0
            return Text(f"{task.fields['reports']:,} reports · {speed:.1f}/s")

    total = None if "-" in paths else count_inputs([Path(path) for path in paths])[1] or None
    columns = (
        TextColumn("reading", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        Rate(),
        TextColumn("left", markup=False),
        TimeRemainingColumn(),
    )
    progress = Progress(*columns, console=console(stderr=True))
    with progress:
        bar = progress.add_task("reading", total=total, reports=0)
        done = 0

        def step(item: Reading | Rejection) -> None:
            nonlocal done
            for rejection in _rejections(item):
                progress.console.print(rejection_line(rejection))
            capture = getattr(item, "capture", None)
            if capture is not None:
                done += 1
                progress.update(bar, advance=len(capture.raw), reports=done)

        yield step
        # Bytes that became a rejection, or that a page's text left behind, count as done too.
        end = progress.tasks[bar].total or progress.tasks[bar].completed or 1
        progress.update(bar, total=end, completed=end)


def _rejections(item: Reading | Rejection) -> Sequence[Rejection]:
    from counterclaim.records import Rejection

    return (item,) if isinstance(item, Rejection) else item.rejections


def _name_rejection(item: Reading | Rejection) -> None:
    for rejection in _rejections(item):
        note(rejection_line(rejection))
