"""`python -m fuzz`: every target for its share of the time, each in a process of its own; see docs/faults.md."""

from __future__ import annotations

import argparse
import importlib.util
import io
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fuzz.blind import LONGEST, PATIENCE

Target = Callable[[bytes], None]
_RUNS = re.compile(r"number_of_executed_units: (\d+)")
_SPARE = 60  # seconds beyond its time after which a process that does not end is a fault as well


@dataclass(frozen=True, slots=True)
class Child:
    """A target that runs in a process of its own."""

    target: str
    folder: Path
    started: float
    pid: int

    @property
    def log(self) -> str:
        """What the process has written so far."""
        written = self.folder / "log.txt"
        return written.read_text("utf-8", "replace") if written.exists() else "its log is gone"


def main(arguments: list[str] | None = None) -> int:
    """Run the chosen targets and print a line for each. 1 when an input failed, with where it is kept."""
    guided = importlib.util.find_spec("atheris") is not None
    options = _options().parse_args(arguments)
    guided = guided and not options.blind
    targets = _load(guided)
    if options.again:
        name, path = options.again
        targets[name](Path(path).read_bytes())
        return 0
    names = options.target or list(targets)
    # libFuzzer counts whole seconds, and 0 would be no limit.
    share = max(1, round(options.seconds * options.jobs / len(names)))
    how = "guided by coverage (atheris)" if guided else "blind (our own mutations)"
    print(f"fuzzing {len(names)} targets for {share} s each, {how}, seed {options.seed}", flush=True)
    engine = _guided if guided else _blind
    failed = False
    for child, code in _all(names, options.folder, options.jobs, share, options.seed, targets, engine):
        runs = _RUNS.search(child.log)
        bad = code != 0 or runs is None
        failed |= bad
        count = int(runs[1]) if runs else 0
        print(f"  {child.target:<11}{count:>11,} inputs  {'FAILED' if bad else 'ok'}", flush=True)
        if bad:
            print("\n".join(child.log.splitlines()[-50:]), file=sys.stderr)
            print(f"run it again: python -m fuzz --again {child.target} {child.folder}/FILE", file=sys.stderr)
    return int(failed)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=20, help="of time over all targets (default 20)")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers (default 1)")
    parser.add_argument("--jobs", type=int, default=2, help="targets at once (default 2)")
    parser.add_argument("--target", action="append", help="only this one; may be repeated")
    parser.add_argument("--blind", action="store_true", help="our own mutations even where atheris is installed")
    parser.add_argument("--folder", type=Path, default=Path("out/fuzz"), help="where inputs are kept")
    parser.add_argument("--again", nargs=2, metavar=("TARGET", "FILE"), help="run one kept input once more")
    return parser


def _load(guided: bool) -> dict[str, Target]:
    """The targets, with their readers built, so that a process forked from this one starts at once."""
    if guided:
        import atheris

        # It names every module that it instruments.
        with redirect_stderr(io.StringIO()), atheris.instrument_imports(include=["counterclaim"]):
            from fuzz.targets import TARGETS
    else:
        from fuzz.targets import TARGETS
    from fuzz.corpus import seeds

    for name, target in TARGETS.items():
        target(seeds(name)[0])
    return TARGETS


def _all(
    names: list[str],
    folder: Path,
    jobs: int,
    share: int,
    seed: int,
    targets: dict[str, Target],
    engine: Callable[[str, Target, int, int, Path], int],
) -> Iterator[tuple[Child, int]]:
    """Each target with the code that its process ended with; `jobs` of them at a time."""
    waiting, running = list(names), list[Child]()
    while waiting or running:
        while waiting and len(running) < jobs:
            name = waiting.pop(0)
            running.append(_fork(name, folder / name, partial(engine, name, targets[name], share, seed)))
        time.sleep(0.1)
        for child in list(running):
            if time.monotonic() > child.started + share + _SPARE:
                os.kill(child.pid, signal.SIGKILL)
            pid, status = os.waitpid(child.pid, os.WNOHANG)
            if pid:
                running.remove(child)
                yield child, status


def _fork(name: str, folder: Path, work: Callable[[Path], int]) -> Child:
    folder.mkdir(parents=True, exist_ok=True)
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        log = os.open(folder / "log.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        code = 1
        try:
            code = work(folder)
        finally:
            sys.stderr.flush()
            os._exit(code)
    return Child(target=name, folder=folder, started=time.monotonic(), pid=pid)


def _blind(name: str, target: Target, seconds: int, seed: int, folder: Path) -> int:
    from fuzz.blind import run
    from fuzz.corpus import seeds

    runs, failed = run(target, seeds(name), seconds, seed)
    if failed is not None:
        (folder / "crash-input").write_bytes(failed)
    print(f"stat::number_of_executed_units: {runs}", file=sys.stderr)
    return int(failed is not None)


def _guided(name: str, target: Target, seconds: int, seed: int, folder: Path) -> int:
    """With atheris: inputs that reach new branches of our code are kept in `corpus` and mutated further."""
    import atheris

    from fuzz.corpus import WORDS, seeds

    start = folder / "corpus"
    start.mkdir(exist_ok=True)
    for n, data in enumerate(seeds(name)):
        (start / f"seed-{n}").write_bytes(data)
    words = folder / "words.dict"
    words.write_text("".join('"' + "".join(f"\\x{b:02x}" for b in word) + '"\n' for word in WORDS if word))
    options = (
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-max_len={LONGEST}",
        f"-timeout={PATIENCE}",
        f"-dict={words}",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1",
        "-rss_limit_mb=2048",
    )

    def kept(data: bytes) -> None:
        try:
            target(data)
        except BaseException:
            (folder / "crash-input").write_bytes(data)
            raise

    atheris.Setup([sys.argv[0], *options, str(start)], kept)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
