"""The command line: arguments in, views out. Only this package prints or exits.

Guarantee: nothing heavy (spaCy, SQLAlchemy, pydantic, Jinja2, trafilatura, Rich) is imported before a command
needs it; an error on purpose is one message and an exit code, never a traceback. Codes: docs/commands.md.
"""

from __future__ import annotations

import os
import sys

#: The reader of our output went away (128 + SIGPIPE, as a shell reports it).
BROKEN_PIPE = 141
#: Stopped with Ctrl-C (128 + SIGINT).
INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code. Prints the message of a `CounterclaimError`."""
    from counterclaim.errors import CounterclaimError

    _use_utf8()
    try:
        code = _command(arguments)
        sys.stdout.flush()
    except CounterclaimError as error:
        _complain(str(error))
        return error.exit_code
    except BrokenPipeError:
        _forget_output()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        _complain("Stopped. Every report that was finished is recorded.")
        return INTERRUPTED
    return code


def _command(arguments: list[str] | None) -> int:
    import typer

    from counterclaim.cli.app import app

    try:
        code = app(args=arguments, prog_name="counterclaim", standalone_mode=False)
    except typer.TyperException as error:
        _complain(f"{error.format_message()}\nRun `counterclaim --help` or `counterclaim COMMAND --help`.")
        return error.exit_code
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    except SystemExit as error:
        # Typer and Rich leave like this, and only like this, when standard output is closed.
        raise BrokenPipeError from error
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _complain(message: str) -> None:
    from counterclaim.views.safety import visible

    try:
        sys.stderr.write(f"counterclaim: {visible(message)}\n")
        sys.stderr.flush()
    except BrokenPipeError:
        _forget_output()


def _use_utf8() -> None:
    """Write UTF-8 where output is not a terminal, and never fail on a character that a terminal lacks."""
    for stream in (sys.stdout, sys.stderr):
        change = getattr(stream, "reconfigure", None)
        if change is None:
            continue
        if stream.isatty():
            change(errors="backslashreplace")
        else:
            change(encoding="utf-8", errors="backslashreplace")


def _forget_output() -> None:
    """Point standard output at nothing, so that the interpreter's last flush is quiet too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (BrokenPipeError, ValueError):
            os.dup2(nowhere, stream.fileno())
