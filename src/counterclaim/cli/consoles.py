"""Where commands print: plain consoles that read no markup and colour no numbers."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from counterclaim.views.safety import one_line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from counterclaim.records import Rejection


def console(*, stderr: bool = False) -> Console:
    """A console on standard output (or error) for pages of `views.terminal`."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=False)


def show_all(renderables: Iterable[RenderableType]) -> None:
    """Print a page, one renderable after the other."""
    out = console()
    for renderable in renderables:
        out.print(renderable)


def note(message: str) -> None:
    """A line for the reader on standard error, never mixed with data."""
    sys.stderr.write(f"{message}\n")


def rejection_line(rejection: Rejection) -> str:
    """A rejection as one safe line: where, code, why."""
    return f"rejected {one_line(rejection.source)}: {rejection.code}: {one_line(rejection.reason)}"
