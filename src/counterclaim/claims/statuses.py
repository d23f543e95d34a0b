"""Narrated statuses: a crossing disrupted, a road reopened. What the outlet says of it in its own voice."""

from __future__ import annotations

from counterclaim.claims.assembly import NARRATOR, UNATTRIBUTED, Assembly, Draft
from counterclaim.claims.frames import clause_extent
from counterclaim.claims.readings import TokenRange
from counterclaim.claims.syntax import Syntax, inside
from counterclaim.reference import Reference


class StatusReader:
    """Finds verbs of reference/statuses.toml whose object, or subject in the passive, is a thing of its list."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("statuses")
        self._nouns = frozenset(table["nouns"])
        self._verbs = dict(table["verbs"])

    def read(self, assembly: Assembly, drafts: list[Draft]) -> list[Draft]:
        """A narration for each status that no speech and no other claim covers."""
        s = assembly.s
        taken = [d.unit for d in drafts]
        made: list[Draft] = []
        for i, lemma in enumerate(s.lemma):
            if s.tag[i][:1] != "V" or lemma not in self._verbs or any(inside(i, part) for part in taken):
                continue
            thing = self._thing(s, i)
            if thing is None or any(sp.reading.source and sp.holds(i) for sp in assembly.speeches):
                continue
            if any(s.dep[c] == "neg" or s.tag[c] == "MD" for c in s.children[i]):
                continue
            unnamed = any(not sp.reading.source and sp.holds(i) for sp in assembly.speeches)
            part = s.trim(self._part(s, i, thing))
            made.append(
                Draft(
                    kind="narration",
                    speech=None,
                    by=UNATTRIBUTED if unnamed else NARRATOR,
                    relay=(),
                    stance="asserts",
                    evidence=[part],
                    unit=part,
                    anchor=i,
                    stance_rule=f"status:{self._verbs[lemma]}",
                    hedges=assembly.hedges_over(part),
                )
            )
        return made

    def _thing(self, s: Syntax, i: int) -> int | None:
        for c in s.children[i]:
            if s.dep[c] in ("dobj", "nsubjpass") or (s.dep[c] == "nsubj" and s.child(i, "dobj") is None):
                noun = next((n for n in s.conjuncts(c) if s.lemma[n].lower() in self._nouns), None)
                if noun is not None:
                    return noun
        return None

    def _part(self, s: Syntax, i: int, thing: int) -> TokenRange:
        start, end = clause_extent(s, i)
        return (start, end) if end - start <= 30 else (min(i, s.edges(thing)[0]), max(i + 1, s.edges(thing)[1]))
