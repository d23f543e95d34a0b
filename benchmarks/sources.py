"""Who the sources are: `python -m benchmarks.sources [--part PART] [--errors] [--chains FILE] [--json]`.

The reports are our own (cases/sources/, annotated in cases/sources.toml with the rules of annotation). Each goes
through the ordinary pipeline. A mention is read by the claim whose evidence holds the first words of its content; of
several by the one whose speaker stands in the mention, then by the one with the shortest evidence. A mention that no
claim reads is wrong in everything. Narration counts as no reading.

`--chains` takes the coreference chains of another tool, {report: [[[start, end], ...], ...]} in code points of the
body, and puts two resolvers side by side on the mentions as they were annotated, so that neither has to find them:
ours, and that tool's with each mention read as its chain's longest mention that has a name in it. `--errors` lists what
was read wrong in the tuning part; of the part that is held back nothing but totals is ever shown.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.held_back import is_held_back
from counterclaim.records import Actor, Claim, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from counterclaim.claims.actors import ReportActors

CASES = Path(__file__).with_name("cases")
KINDS = ("name", "short name", "pronoun", "short form", "metonym", "collective", "description", "anonymous")
#: What only the rest of the report explains.
LATER = ("pronoun", "short form", "short name")
MEASURES = ("found", "party", "name", "role", "relay", "anonymous")
PARTS: dict[str, Callable[[Mention], bool]] = {
    "tuning": lambda mention: not mention.held_back,
    "held-back": lambda mention: mention.held_back,
    "all": lambda mention: True,
}
Tally = dict[str, dict[str, tuple[int, int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One who passes it on: the words, the names that count as right, the parties."""

    words: str
    name: tuple[str, ...]
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A source as it stands in a report, and who a person says it is; the fields are those of sources.toml."""

    report: str
    words: str
    nth: int
    content: str
    kind: str
    name: tuple[str, ...]
    role: tuple[str, ...]
    parties: tuple[str, ...]
    relay: tuple[Link, ...] = ()
    anonymous: bool = False

    @property
    def id(self) -> str:
        """What tells this row from every other one."""
        return f"{self.report}:{self.words}:{self.nth}"

    @property
    def held_back(self) -> bool:
        """Whether rules may not be tuned on this row: a third, fixed by the id alone."""
        return is_held_back(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A report without its header, the day it is read at, and its mentions."""

    name: str
    published: str
    war: str
    text: str
    mentions: tuple[Mention, ...] = field(repr=False)


def load_cases(folder: Path = CASES) -> list[Case]:
    """Every report with its mentions. Raises `KeyError` or `TypeError` on a row with a field too few or too many."""
    tables = tomllib.loads((folder / "sources.toml").read_text("utf-8"))
    mentions = [_mention(row) for row in tables["mention"]]
    return [
        Case(
            name=row["name"],
            published=row["published"],
            war=row["war"],
            text=_body(folder / "sources" / f"{row['name']}.txt"),
            mentions=tuple(m for m in mentions if m.report == row["name"]),
        )
        for row in tables["report"]
    ]


def _mention(row: dict[str, Any]) -> Mention:
    lists = {key: tuple(row[key]) for key in ("name", "role", "parties")}
    links = (
        Link(words=link["words"], name=tuple(link["name"]), parties=tuple(link["parties"]))
        for link in row.get("relay", ())
    )
    return Mention(**{**row, **lists, "relay": tuple(links)})


def _body(path: Path) -> str:
    """The report below its header: the lines that begin with #, and the empty line after them."""
    return path.read_text("utf-8").partition("\n\n")[2]


def place(text: str, words: str, nth: int) -> Span:
    """Where the `nth` occurrence of `words` stands, as whole words. Raises `IndexError` where there are fewer."""
    found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text))[nth - 1]
    return Span(start=found.start(), end=found.end())


def place_near(text: str, words: str, near: Span) -> Span:
    """The occurrence of `words` that is nearest to `near`. Raises `ValueError` where there is none."""
    starts = [m.start() for m in re.finditer(re.escape(words), text)]
    start = min(starts, key=lambda s: max(s - near.end, near.start - s, 0))
    return Span(start=start, end=start + len(words))


def claim_of(mention: Mention, text: str, claims: Iterable[Claim]) -> Claim | None:
    """The claim that reads the mention, or None."""
    where = place(text, mention.words, mention.nth)
    content = place_near(text, mention.content, where)
    read = [c for c in claims if c.kind != "narration" and any(e.overlaps(content) for e in c.evidence)]
    return min(
        read, key=lambda c: (not _stands_in(c.by, where), sum(e.end - e.start for e in c.evidence)), default=None
    )


def _stands_in(actor: Actor, where: Span) -> bool:
    return actor.span is not None and actor.span.overlaps(where)


def judge(mention: Mention, actor: Actor | None) -> dict[str, bool]:
    """Which of party, name and role are right; what is not annotated is not judged, what was not read is wrong.

    A mention without a name asks that none be given.
    """
    verdicts = {"name": actor is not None and _named(actor.name, mention.name)}
    if mention.parties:
        verdicts["party"] = actor is not None and set(actor.parties) == set(mention.parties)
    if mention.role:
        verdicts["role"] = actor is not None and _titled(actor.role, mention.role)
    return verdicts


def judge_claim(mention: Mention, claim: Claim | None) -> dict[str, bool]:
    """All verdicts on a mention; `found` says that the claim's speaker stands in the words of the mention.

    Relays are judged where there is one in the report or in the claim. Anonymity is kept where the rule behind the
    speaker says so and no name is given.
    """
    verdicts = judge(mention, claim.by if claim else None)
    verdicts["found"] = claim is not None
    if mention.relay or (claim is not None and claim.relay):
        verdicts["relay"] = claim is not None and _passed_on(claim.relay, mention.relay)
    kept = claim is not None and claim.by.name is None and "anonymous" in claim.by.rule.split(">")
    if mention.anonymous or kept:
        verdicts["anonymous"] = kept and mention.anonymous
    return verdicts


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"^the\s+", "", text.casefold()).replace("'s", ""))


def _named(name: str | None, right: Sequence[str]) -> bool:
    if name is None or not right:
        return name is None and not right
    return any(_words(name) == _words(form) for form in right)


def _titled(role: str | None, right: Sequence[str]) -> bool:
    """Whether a role ends with the words of a right one, or holds them."""
    said = " ".join(_words(role or ""))
    return any(f" {' '.join(_words(form))} " in f" {said} " for form in right)


def _passed_on(relay: Sequence[Actor], right: Sequence[Link]) -> bool:
    return len(relay) == len(right) and all(_is_link(a, link) for a, link in zip(relay, right, strict=True))


def _is_link(actor: Actor, link: Link) -> bool:
    if set(actor.parties) != set(link.parties):
        return False
    if link.name:
        return _named(actor.name, link.name)
    return " ".join(_words(link.words)) in " ".join(_words(actor.text))


def tally(verdicts: Iterable[tuple[str, Mapping[str, bool]]]) -> Tally:
    """Right and judged by kind of mention and measure; "all" holds every kind, "later" what goes back to another."""
    counts: dict[str, dict[str, tuple[int, int]]] = {}
    for kind, verdict in verdicts:
        for group in ("all", kind, *(["later"] if kind in LATER else [])):
            row = counts.setdefault(group, {})
            for measure, right in verdict.items():
                good, judged = row.get(measure, (0, 0))
                row[measure] = (good + right, judged + 1)
    return counts


def shares(counts: Tally) -> dict[str, dict[str, float]]:
    """The same as shares of 1."""
    return {kind: {m: good / judged for m, (good, judged) in row.items()} for kind, row in counts.items()}


def measure() -> dict[str, Any]:
    """The shares of both parts, for the table of quality and its floors."""
    cases = load_cases()
    parts = {"tuning": "tuning", "held_back": "held-back"}
    return {key: shares(tally((m.kind, v) for m, _, v in read_claims(cases, part))) for key, part in parts.items()}


@cache
def _claims(text: str, published: str, name: str) -> tuple[Claim, ...]:
    from counterclaim.pipeline import read_texts

    (reading,) = read_texts([(text, published, name)])
    return reading.claims


def read_claims(cases: Iterable[Case], part: str) -> Iterator[tuple[Mention, Claim | None, dict[str, bool]]]:
    """Each mention of the part with its claim and the verdicts on it."""
    for case in cases:
        claims = _claims(case.text, case.published, case.name)
        for mention in filter(PARTS[part], case.mentions):
            claim = claim_of(mention, case.text, claims)
            yield mention, claim, judge_claim(mention, claim)


def read_mentions(
    cases: Iterable[Case], part: str, chains: Mapping[str, Sequence[Sequence[Sequence[int]]]] | None
) -> Iterator[tuple[str, dict[str, bool]]]:
    """The verdicts on our resolver's reading of each mention; given chains, of the chain's best mention instead."""
    for case in cases:
        doc, actors = _parsed(case)
        for mention in filter(PARTS[part], case.mentions):
            span: Span | None = place(case.text, mention.words, mention.nth)
            if chains is not None and span is not None:
                found = [[Span(start=s, end=e) for s, e in chain] for chain in chains[case.name]]
                span = best_mention(case.text, span, found, alone=mention.kind not in LATER)
            yield mention.kind, judge(mention, _resolve(doc, actors, span) if span else None)


def best_mention(text: str, span: Span, chains: Sequence[Sequence[Span]], *, alone: bool) -> Span | None:
    """The longest named mention of the chain that shares most with `span`; `span` itself outside all chains.

    `alone`: whether `span` says by itself who it is. None where it does not and no chain has a name for it.
    """
    best = max(chains, key=lambda c: max(_likeness(span, m) for m in c), default=())
    if not best or max(_likeness(span, m) for m in best) < 0.5:
        return span if alone else None
    named = [m for m in best if any(w[:1].isupper() for w in m.of(text).split()[1:]) or _one_name(m.of(text))]
    if not named:
        return span if alone else None
    return max(named, key=lambda m: (m.end - m.start, -m.start))


def _one_name(words: str) -> bool:
    return " " not in words and words[:1].isupper() and words.lower() not in {"he", "she", "it", "they", "we", "i"}


def _likeness(a: Span, b: Span) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0


def _parsed(case: Case) -> tuple[Doc, ReportActors]:
    from counterclaim.claims.actors import ActorReader
    from counterclaim.passages import Parser
    from counterclaim.reference import load_reference
    from counterclaim.reports import text_from_string

    ((doc, _),) = Parser().parse([text_from_string(case.text)])
    return doc, ActorReader(load_reference()).for_report(doc, case.published)


def _resolve(doc: Doc, actors: ReportActors, span: Span) -> Actor:
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    assert tokens is not None, "an expanded span has tokens"
    return actors.resolve(tokens.start, tokens.end, tokens.root.i, speaking=True)


def table(counts: Tally, measures: Sequence[str] = MEASURES) -> Iterator[str]:
    """A line a kind, each figure as right/judged and share."""
    yield f"{'':12}" + "".join(f"{m:>18}" for m in measures)
    for kind in ("all", "later", *KINDS):
        if kind in counts:
            yield f"{kind:12}" + "".join(f"{_share(counts[kind].get(m)):>18}" for m in measures)


def _share(pair: tuple[int, int] | None) -> str:
    return "-" if pair is None else f"{pair[0]}/{pair[1]} {pair[0] / pair[1]:.3f}"


def _error(mention: Mention, claim: Claim | None, verdicts: Mapping[str, bool]) -> str:
    wrong = ",".join(m for m, right in verdicts.items() if not right)
    via = [link.words for link in mention.relay]
    gold = f"{mention.parties} n={mention.name[:1]} r={mention.role[:1]} via={via}"
    head = f"{wrong}\n    {mention.id} ({mention.kind}) {mention.content!r}\n    {gold}\n    "
    if claim is None:
        return f"{head}no claim"
    by = claim.by
    via = [f"{a.text}/{a.name}/{a.parties}" for a in claim.relay]
    return f"{head}{by.text!r} {by.parties} n={by.name} r={by.role} via={via} {by.rule}"


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 0."""
    parser = argparse.ArgumentParser(prog="benchmarks.sources", description=__doc__)
    parser.add_argument("--part", choices=sorted(PARTS), default="all")
    parser.add_argument("--errors", action="store_true", help="list what was read wrong in the tuning part")
    parser.add_argument("--chains", type=Path, help="another tool's coreference chains, as JSON")
    parser.add_argument("--json", action="store_true", help="print shares by part, kind and measure")
    options = parser.parse_args(argv)

    if options.json:
        print(json.dumps(measure(), indent=1))
        return 0
    cases = load_cases()
    read = list(read_claims(cases, options.part))
    print(f"{options.part}: {len(read)} mentions in {len(cases)} reports")
    print(*table(tally((m.kind, v) for m, _, v in read)), sep="\n")
    if options.chains:
        chains = json.loads(options.chains.read_text("utf-8"))
        for title, given in (("our resolver on the mentions", None), ("the chains' best mentions", chains)):
            print(title, *table(tally(read_mentions(cases, options.part, given)), ("party", "name", "role")), sep="\n")
    if options.errors:
        wrong = (r for r in read_claims(cases, "tuning") if not all(r[2].values()))
        print(*(_error(*r) for r in wrong), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
