"""The table of cues, compiled: which verbs and nouns attribute, with which stance, in which frames."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.claims.idioms import compile_idioms
from counterclaim.records import Stance
from counterclaim.reference import Reference


@dataclass(frozen=True, slots=True)
class Cue:
    """One reading of a cue word."""

    lemma: str
    stance: Stance
    frames: frozenset[str]
    kind: str
    hedge: bool


class Cues:
    """Cues by lemma, in the order of the table, and the small sets beside them."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("cues")
        self.verbs = _compile(table["verb"])
        self.nouns = _compile(table["noun"])
        self.attitude_nouns = frozenset(table["attitudes"]["nouns"])
        self.lending_verbs = frozenset(table["lending"]["verbs"])
        self.adjectives = frozenset(table["adjectives"]["words"])
        self.speech = frozenset(lemma for lemma, rows in self.verbs.items() if any("quote" in r.frames for r in rows))
        self.seeming = frozenset(table["hedges"]["seeming"])
        self.polls = frozenset(table["documents"]["polls"])
        self.holders = frozenset(table["adjectives"]["holders"])
        self.giving_verbs = frozenset(table["giving"]["verbs"])
        self.giving_nouns = frozenset(table["giving"]["nouns"])
        self.cite = frozenset(table["relaying"]["cite"])
        self.hedge_adverbs = frozenset(table["hedges"]["adverbs"])
        self.hedge_passives = frozenset(table["hedges"]["passives"])
        self.silent_verbs = frozenset(table["silence"]["verbs"])
        self.silent_objects = frozenset(table["silence"]["objects"])
        self.asking = frozenset(table["answers"]["asking"])
        self.unheard = frozenset(table["answers"]["unheard"])
        self.receiving = frozenset(table["answers"]["receiving"])
        self.answering = frozenset(table["answers"]["answering"])
        self.wordless = frozenset(table["answers"]["wordless"])
        self.arriving = frozenset(table["answers"]["arriving"])
        self.rough = frozenset(reference.table("stances")["estimate"]["rough"])
        self.about = frozenset(reference.table("stances")["estimate"]["about"])
        self.amounting = frozenset(table["reckoning"]["amounting"])
        self.valuing = frozenset(table["reckoning"]["valuing"])
        self.reckonings = frozenset(table["reckoning"]["nouns"])
        self.views = frozenset(table["reckoning"]["views"])
        self.estimating = frozenset(table["reckoning"]["estimating"])
        self.responsibility_verbs = frozenset(table["responsibility"]["verbs"])
        self.responsibility_nouns = frozenset(table["responsibility"]["nouns"])
        self.documents = frozenset(table["documents"]["nouns"])
        #: Adjectives of states: "Israeli claims" are Israel's.
        self.demonyms = frozenset(
            adjective.lower()
            for state in reference.table("countries").values()
            if isinstance(state, dict)
            for adjective in state.get("adjectives", ())
        )
        #: What brings words in before a colon: "left a letter:", "put it simply:".
        self.texts = frozenset(table["texts"]["words"])
        #: Nouns for people and bodies that speak, by their last words.
        self.people = frozenset(
            noun.split()[-1] for kind in reference.table("roles")["kind"].values() for noun in kind["nouns"]
        )
        self.idioms = compile_idioms(reference.table("idioms"))


def _compile(rows: list[dict[str, object]]) -> dict[str, tuple[Cue, ...]]:
    by_lemma: dict[str, list[Cue]] = {}
    for row in rows:
        lemmas = row["lemmas"]
        frames = row.get("frames", ())
        assert isinstance(lemmas, list)
        assert isinstance(frames, (list, tuple))
        for lemma in lemmas:
            cue = Cue(
                lemma=lemma,
                stance=row["stance"],  # type: ignore[arg-type]
                frames=frozenset(frames),
                kind=str(row.get("kind", "")),
                hedge=bool(row.get("hedge", False)),
            )
            by_lemma.setdefault(lemma, []).append(cue)
    return {lemma: tuple(cues) for lemma, cues in by_lemma.items()}
