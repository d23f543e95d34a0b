"""How well copies are found, and how fast: `python -m benchmarks.copies [--seed 7] [--json] [--grow 4000]`.

The set is made by this script from the sample reports and from bulletins of our own (copies.toml): originals, copies
edited as papers edit them, and look-alikes, which have the same fixed words with other names and figures. Two reports
belong together when one is an edit of the other or both are of a third. The figure is precision and recall over pairs,
through a ledger, as the pipeline does it. Speed is reports a second of CPU for bands and lookup, and for everything:
the machine is shared. `--grow` tells how speed and memory go as the ledger grows: texts of words drawn by chance, every
fifth one an edited copy of an earlier one.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import statistics
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from counterclaim.ledger import Ledger
from counterclaim.pipeline import derive_copies
from counterclaim.records import Capture, Report, Text, content_hash
from counterclaim.reports import Given, read_reports, text_from_string
from counterclaim.reports.copies import read_body

HERE = Path(__file__).parent
ORIGINALS, COPIES, LOOKALIKES = 63, 300, 300
SEED = 7
SAMPLES = (
    "gulf-lantern.jsonl",
    "hindukush-state-radio.jsonl",
    "indus-state-news.jsonl",
    "khyber-gate-herald.txt",
    "meridian-press-border.jsonl",
    "meridian-press-spin-boldak.jsonl",
    "northbank-review.jsonl",
    "red-sea-dispatch.jsonl",
    "tolbeck-evening-whistle.txt",
    "yamuna-chronicle.html",
)
Article = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A report of the set: the group it belongs to, and what was done to make it."""

    group: str
    how: str
    content: str


class Maker:
    """Makes the set; the same one for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        with (HERE / "copies.toml").open("rb") as file:
            table = tomllib.load(file)
        self._slots: Mapping[str, Sequence[str]] = table["slots"]
        self._own: Mapping[str, Sequence[str]] = table["own"]
        self._bulletins: Sequence[Mapping[str, Any]] = table["bulletin"]
        self._edits: Mapping[str, Callable[[Article], Article]] = {
            "cut tail": self._cut_tail,
            "new headline": self._new_headline,
            "changed figures": self._change_figures,
            "dateline": self._add_dateline,
            "reordered": self._reorder,
            "reworded": self._reword,
            "half quoted": self._quote_half,
        }

    def make(self) -> list[Item]:
        """Originals, copies, look-alikes."""
        samples = [_article(text) for text in _samples()]
        originals = samples + [self._bulletin(i) for i in range(ORIGINALS - len(samples))]
        items = [Item(group=f"o{i}", how="original", content=_print(one)) for i, one in enumerate(originals)]
        for number in range(COPIES):
            group = number % len(originals)
            first = list(self._edits)[number % len(self._edits)]
            others = [name for name in self._edits if name != first]
            names = [first, *self._random.sample(others, self._random.choice((0, 1, 1, 2)))]
            # The quote comes last: what is edited afterwards would be the quoting paper's own words.
            names.sort(key=lambda name: name == "half quoted")
            article = originals[group]
            for name in names:
                article = self._edits[name](article)
            items.append(Item(group=f"o{group}", how=first, content=_print(article)))
        for number in range(LOOKALIKES):
            article = self._disguise(samples[number % len(samples)]) if number % 4 == 0 else self._bulletin(number)
            items.append(Item(group=f"l{number}", how="look-alike", content=_print(article)))
        return items

    def edit(self, article: Article) -> Article:
        """A copy with one edit."""
        return self._edits[self._random.choice(list(self._edits))](article)

    def _bulletin(self, number: int) -> Article:
        bulletin = self._bulletins[number % len(self._bulletins)]
        values: dict[str, str] = {}
        for slot in ("place", "region", "side", "group", "person"):
            chosen = self._random.sample(self._slots[slot], 3)
            values |= {f"{slot}{i}": word for i, word in enumerate(chosen, 1)}
        values |= {slot: self._random.choice(self._slots[slot]) for slot in ("weekday", "thing")}
        values |= {f"n{i}": str(self._random.randint(2, self._random.choice((99, 2500)))) for i in range(1, 8)}
        return bulletin["headline"].format(**values), tuple(p.format(**values) for p in bulletin["paragraphs"])

    def _disguise(self, article: Article) -> Article:
        """The same words about another event: every name and figure another one, each wherever it stands."""
        known: dict[str, str] = {}
        words = [word for slot in ("place", "side", "person") for entry in self._slots[slot] for word in entry.split()]

        def other(match: re.Match[str]) -> str:
            word = match.group()
            if word not in known:
                known[word] = str(self._random.randint(2, 900)) if word[0].isdigit() else self._random.choice(words)
            return known[word]

        def change(paragraph: str) -> str:
            return re.sub(r"\d+(?:,\d{3})*|(?<=[a-z,] )[A-Z][\w-]+(?=[\W_])", other, paragraph)

        return change(article[0]), tuple(map(change, article[1]))

    def _cut_tail(self, article: Article) -> Article:
        keep = max(2, round(len(article[1]) * self._random.uniform(0.45, 0.9)))
        return article[0], article[1][:keep]

    def _new_headline(self, article: Article) -> Article:
        return self._random.choice(self._own["openings"]), article[1]

    def _change_figures(self, article: Article) -> Article:
        places = [(i, m.span()) for i, p in enumerate(article[1]) for m in re.finditer(r"\b\d+\b", p)]
        paragraphs = list(article[1])
        chosen = self._random.sample(places, min(len(places), self._random.randint(1, 3)))
        for index, (start, end) in sorted(chosen, reverse=True):
            words = paragraphs[index]
            paragraphs[index] = f"{words[:start]}{int(words[start:end]) + self._random.randint(1, 9)}{words[end:]}"
        return article[0], tuple(paragraphs)

    def _add_dateline(self, article: Article) -> Article:
        line = f"{self._random.choice(self._slots['place']).upper()}, Oct {self._random.randint(1, 28)} (MPA) - "
        return article[0], (line + article[1][0], *article[1][1:])

    def _reorder(self, article: Article) -> Article:
        rest = list(article[1][1:])
        self._random.shuffle(rest)
        return article[0], (article[1][0], *rest)

    def _reword(self, article: Article) -> Article:
        """The desk's changes: a word here and there, a weekday left out."""
        changes = (("said", "stated"), ("people", "persons"), ("officials", "authorities"), ("added", "went on"))
        paragraphs = []
        for paragraph in article[1]:
            old, new = self._random.choice(changes)
            paragraphs.append(re.sub(rf"\b{old}\b", new, paragraph, count=1))
        return article[0], tuple(paragraphs)

    def _quote_half(self, article: Article) -> Article:
        """Half of the paragraphs, in a row, between words of the paper's own."""
        half = max(2, (len(article[1]) + 1) // 2)
        start = self._random.randint(0, len(article[1]) - half)
        openings, endings = (self._random.sample(self._own[part], 4) for part in ("openings", "endings"))
        own = [f"{opening}, {ending}" for opening, ending in zip(openings, endings, strict=True)]
        return openings[0], (own[1], *article[1][start : start + half], *own[2:])


def _samples() -> list[Text]:
    """Texts of which none is a copy of another, as the folder holds copies on purpose."""
    read = read_reports([HERE.parent / "examples" / "reports" / name for name in SAMPLES], Given())
    return [item.text for item in read if isinstance(item, Capture)]


def _article(text: Text) -> Article:
    pieces = [(s.kind, " ".join(s.span.of(text.content).split())) for s in text.segments]
    headline = next((words for kind, words in pieces if kind == "headline"), "")
    return headline, tuple(words for kind, words in pieces if kind == "body")


def _print(article: Article) -> str:
    return "\n\n".join((article[0], *article[1]))


def _capture(item: Item, number: int) -> Capture:
    text = text_from_string(item.content)
    report = Report(
        id=content_hash(str(number), item.content)[:24],
        raw_sha256=text.raw_sha256,
        media_type="text/plain",
        source=item.how,
    )
    return Capture(report=report, text=text, raw=item.content.encode())


def measure(seed: int) -> dict[str, Any]:
    """Make the set, find its groups through a ledger, and score them."""
    items = Maker(seed).make()
    captures = [_capture(item, number) for number, item in enumerate(items)]
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "copies.db", create=True) as ledger:
        for capture in captures:
            ledger.add(capture, ())
        start = time.process_time()
        derive_copies(ledger)
        whole = time.process_time() - start
        found: dict[str, str] = {}
        for group in ledger.copy_groups():
            found |= dict.fromkeys((group.origin, *(member.report_id for member in group.members)), group.id)
        speeds = [_speed(ledger, captures) for _ in range(5)]
    given = {capture.report.id: item for capture, item in zip(captures, items, strict=True)}
    return {
        "originals": sum(item.how == "original" for item in items),
        "copies": sum(item.group.startswith("o") for item in items) - ORIGINALS,
        "lookalikes": sum(item.how == "look-alike" for item in items),
        **_score(given, found),
        "bands_and_lookup_per_second": round(statistics.median(speeds)),
        "all_per_second": round(len(items) / whole),
    }


def _speed(ledger: Ledger, captures: Iterable[Capture]) -> float:
    """Reports a second from a text to its bands to its candidates in the ledger."""
    captures = list(captures)
    start = time.process_time()
    for capture in captures:
        ledger.copy_candidates(read_body(capture.text).bands)
    return len(captures) / (time.process_time() - start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """A further thousand: texts in the ledger, groups, reports a second of CPU, the most memory used so far in MiB."""

    texts: int
    groups: int
    per_second: int
    memory: int


def grow(most: int, seed: int, step: int = 1_000) -> Iterator[Growth]:
    """Add texts thousand by thousand; the time is that of `derive_copies`, which writes bands and groups too."""
    maker, rng = Maker(seed), random.Random(seed)
    words = ["".join(rng.choices("abcdefghijklmnoprstuvwz", k=rng.randint(3, 9))) for _ in range(5_000)]
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "copies.db", create=True) as ledger:
        kept: list[Article] = []
        for start in range(0, most, step):
            count = min(step, most - start)
            for number in range(start, start + count):
                article = maker.edit(rng.choice(kept)) if number % 5 == 4 else _chance_article(rng, words)
                kept[number % 50 : number % 50 + 1] = [article]
                ledger.add(_capture(Item(group="", how="", content=_print(article)), number), ())
            clock = time.process_time()
            groups = len(derive_copies(ledger))
            yield Growth(
                texts=start + count,
                groups=groups,
                per_second=round(count / (time.process_time() - clock)),
                memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            )


def _chance_article(rng: random.Random, words: Sequence[str]) -> Article:
    """About 150 words in six paragraphs, with names and figures."""

    def word() -> str:
        chance = rng.random()
        return (
            str(rng.randint(2, 900))
            if chance < 0.05
            else rng.choice(words).title()
            if chance < 0.15
            else rng.choice(words)
        )

    paragraphs = [" ".join(word() for _ in range(25)).capitalize() + "." for _ in range(6)]
    return " ".join(rng.choices(words, k=6)).capitalize(), tuple(paragraphs)


def _score(given: Mapping[str, Item], found: Mapping[str, str]) -> dict[str, Any]:
    right = wrong = missed = 0
    faults: Counter[str] = Counter()
    for one, other in combinations(given, 2):
        together = given[one].group == given[other].group
        said = found.get(one, one) == found.get(other, other)
        right += together and said
        wrong += said and not together
        missed += together and not said
        if together != said:
            faults[f"{'wrong' if said else 'missed'}: {' + '.join(sorted((given[one].how, given[other].how)))}"] += 1
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    figures = {"f1": f1, "precision": precision, "recall": recall}
    return {name: round(value, 4) for name, value in figures.items()} | {"faults": dict(faults.most_common(8))}


def main(argv: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="benchmarks.copies", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--grow", type=int, metavar="TEXTS", help="speed and memory as the ledger grows to so many texts"
    )
    options = parser.parse_args(argv)
    if options.grow:
        print(f"{'texts':>9} {'groups':>9} {'reports a second of CPU':>24} {'most memory, MiB':>18}")
        for row in grow(options.grow, options.seed):
            print(f"{row.texts:9,} {row.groups:9,} {row.per_second:24,} {row.memory:18,}", flush=True)
        return 0
    figures = measure(options.seed)
    if options.json:
        print(json.dumps(figures))
        return 0
    for name, value in figures.items():
        print(f"{name:28} {value}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
