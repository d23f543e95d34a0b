"""Where attribution fails: gold attributions by class, with what was found of each.

    python -m benchmarks.attribution_classes GOLD.jsonl PRED.jsonl

GOLD as in the attribution benchmark, PRED as `benchmarks.predict attribution` writes it. Every gold attribution gets
one class, the first of `CLASSES` whose test holds, from its spans and from the parse of its article; no test looks at a
prediction. The cue's head is its first token that hangs on a token outside the cue, the content's likewise. Printed
for each class: how many there are, and for how many there is a prediction whose
content and source fit (`whole`, as the scorer pairs them), whose content fits (`content`), whose source fits where the
content does (`source`), and that shares a word with the cue (`cue`). Aggregates only: no text is printed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

from counterclaim.claims.syntax import Syntax
from counterclaim.passages import Parser
from counterclaim.reports import text_from_string

_MARKS = ('"', "“", "”", "''", "``")
_SILENT = frozenset("decline refuse deny confirm apologize apologise comment respond reply answer ignore avoid".split())
#: Heads of sources that are no people: bodies, documents and media, by their nouns.
_BODIES = frozenset(
    "ministry government army military police court party campaign committee commission council administration agency "
    "department office group union company state country house senate congress parliament white pentagon kremlin "
    "embassy team board coalition organization organisation network newspaper magazine times post journal news media "
    "press website site poll survey study report statement release document letter data figure analysis article paper "
    "editorial ad advertisement email post tweet message video book law rule bill plan policy speech test".split()
)
#: Verbs of saying and thinking that any list has; fixed here, so that the classes stay the same whatever is read.
_COMMON = frozenset(
    "say tell add state write note explain argue insist claim assert maintain contend announce report declare suggest "
    "indicate show find reveal confirm deny acknowledge admit concede warn predict estimate allege accuse complain "
    "believe think know feel hope fear expect want see understand agree promise pledge vow threaten urge demand ask "
    "call "
    "describe criticize criticise praise support oppose reject condemn blame tweet conclude point stress emphasize "
    "emphasise mention recall remember reply respond".split()
)


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold attribution over the parse of its article."""

    s: Syntax
    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]
    parts: int

    @property
    def cue_head(self) -> int:
        """The cue's head token."""
        return _head(self.s, self.cue)

    def words(self, tokens: Sequence[int]) -> list[str]:
        """The words of some tokens, lower case."""
        return [self.s.lower[t] for t in tokens]


def _head(s: Syntax, tokens: Sequence[int]) -> int:
    inside = frozenset(tokens)
    tops = [t for t in tokens if (s.head[t] not in inside or s.head[t] == t) and s.tag[t][:1].isalpha()]
    return tops[0] if tops else tokens[0]


def _quoted(g: Gold) -> bool:
    marks = any(g.s.lower[t] in _MARKS for t in g.content)
    sentences = {g.s.sentence(t) for t in g.content}
    return marks and (g.parts > 1 or len(sentences) > 1)


def _silent(g: Gold) -> bool:
    negated = any(g.s.dep[t] == "neg" for t in g.cue)
    return negated or any(g.s.lemma[t] in _SILENT for t in g.cue)


def _passive(g: Gold) -> bool:
    s, i = g.s, g.cue_head
    if s.tag[i] == "VBG":
        return s.child(i, "aux") is None
    return s.tag[i] == "VBN" and (s.child(i, "auxpass") is not None or s.dep[i] in ("acl", "amod"))


def _inverted(g: Gold) -> bool:
    """A colon as cue, or the content first: "..., said X"."""
    return any(g.s.lower[t] == ":" for t in g.cue) or (
        bool(g.source) and g.content[0] < g.cue[0] and g.s.tag[g.cue_head][:1] == "V"
    )


def _infinitive(g: Gold) -> bool:
    return g.s.lower[g.content[0]] == "to" or g.s.lower[g.cue[-1]] == "to"


def _nominal(g: Gold) -> bool:
    return g.s.tag[_head(g.s, g.content)][:1] in "NPJDC"


def _body(g: Gold) -> bool:
    return bool(g.source) and g.s.lemma[_head(g.s, g.source)].lower() in _BODIES


#: In the order in which they are tried.
CLASSES: tuple[tuple[str, Callable[[Gold], bool]], ...] = (
    ("no stated source", lambda g: not g.source),
    ("quotation of several parts", _quoted),
    ("stances and silences", _silent),
    ("noun and other wordless cues", lambda g: not any(g.s.tag[t][:1] == "V" for t in g.cue) and not _inverted(g)),
    ("passives and participles", _passive),
    ("inversions and colons", _inverted),
    ("infinitives", _infinitive),
    ("metonyms and collectives", _body),
    ("noun-phrase content", _nominal),
    ("cues outside the common list", lambda g: g.s.lemma[g.cue_head] not in _COMMON),
    ("the rest: clauses under common verbs", lambda g: True),
)


def class_of(g: Gold) -> str:
    """The first class whose test holds."""
    return next(name for name, test in CLASSES if test(g))


def _scorer(gold: Path) -> ModuleType:
    """The scorer that lies beside the gold."""
    loader = SourceFileLoader("attribution_score", str(gold.with_name("score.py")))
    spec = spec_from_loader(loader.name, loader)
    if spec is None:
        raise FileNotFoundError(gold.with_name("score.py"))
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def _golds(s: Syntax, attributions: list[dict[str, Any]]) -> Iterator[Gold | None]:
    for a in attributions:
        tokens = {
            role: tuple(
                t for b, e in a[role] for t in range(s.token_at(b), s.token_at(e - 1) + 1) if not s.doc[t].is_space
            )
            for role in ("source", "cue", "content")
        }
        yield Gold(s, **tokens, parts=len(a["content"])) if tokens["cue"] and tokens["content"] else None


def count(gold: Path, pred: Path) -> dict[str, list[int]]:
    """For each class: gold, whole, content, source, cue."""
    score = _scorer(gold)
    golds = score.read_jsonl(str(gold))
    preds = score.read_jsonl(str(pred), {k: v[0] for k, v in golds.items()})
    table = {name: [0, 0, 0, 0, 0] for name, _ in CLASSES}
    texts = [text_from_string(text) for text, _ in golds.values()]
    for (doc, _), (key, (text, attributions)) in zip(Parser().parse(texts), golds.items(), strict=True):
        words = score.Tokens(text)
        ours, theirs = ([_sets(score, words, a) for a in part] for part in (preds[key][1], attributions))
        whole = _paired(score, theirs, ours, score.source_ok)
        content = _paired(score, theirs, ours, None)
        for n, g in enumerate(_golds(Syntax(doc, text), attributions)):
            if g is None:
                continue
            row = table[class_of(g)]
            row[0] += 1
            row[1] += n in whole
            row[2] += n in content
            row[3] += n in content and bool(score.source_ok(theirs[n], ours[content[n]]))
            row[4] += any(theirs[n]["cue"] & p["cue"] for p in ours)
    return table


def _sets(score: ModuleType, words: Any, attribution: dict[str, Any]) -> dict[str, Any]:
    sets = {role: words.cover(attribution[role]) for role in score.ROLES}
    sets["heads"] = words.heads(sets["source"]) if sets["source"] else set()
    return sets


def _paired(score: ModuleType, gold: list[Any], pred: list[Any], also: Callable[..., bool] | None) -> dict[int, int]:
    def weight(g: dict[str, Any], p: dict[str, Any]) -> float:
        fits = score.content_ok(g, p) and (also is None or also(g, p))
        return float(score.dice(g["content"], p["content"])) if fits else 0.0

    return dict(score.pair_up(gold, pred, weight))


def main(argv: list[str]) -> int:
    """Command line: exit 0 done, 2 wrong usage."""
    if len(argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    print(f"{'class':38}{'gold':>6}{'whole':>12}{'content':>12}{'source':>12}{'cue':>12}")
    for name, (total, *found) in count(Path(argv[0]), Path(argv[1])).items():
        shares = "".join(f"{n:>6} {n / total if total else 0:5.2f}" for n in found)
        print(f"{name:38}{total:>6}{shares}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
