"""Narration: what the outlet tells in its own voice, under no speech.

In: one report's assembly and the drafts made so far. Out: a claim for each deed that was done, with a party on an end
or at a place, and for each clause that a day dates, with a place or a party. Guarantee: no word of a narrated claim
is said by somebody named; a deed that another claim holds is not told again; linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from counterclaim.claims.assembly import NARRATOR, UNATTRIBUTED, Assembly, Draft
from counterclaim.claims.clauses import subjects
from counterclaim.claims.frames import clause_extent
from counterclaim.claims.nearness import Nearby
from counterclaim.claims.readings import Happening, TokenRange
from counterclaim.claims.syntax import inside
from counterclaim.records import Place, When

#: What is told of these is a deed between parties.
_DEEDS = frozenset({"ASSAULT", "COERCE", "AID", "SANCTION", "RETREAT", "REJECT", "SUPPORT"})
#: Of these also where the doer is unknown: at a place, or, as nouns, with whom they hit.
_HARM = frozenset({"ASSAULT", "COERCE"})
#: "For nearly two decades": longer than any deed.
_LASTING, _AGES = frozenset({"for", "over"}), frozenset({"year", "decade", "century", "generation"})
_ARGUMENTS = frozenset({"dobj", "prep", "pobj", "xcomp", "prt", "ccomp"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: A dated clause is cut to so many tokens at most.
_LONGEST = 40
_FEW_DAYS = 7
_WIDE = 6  # UCDP where_prec of a state


class Narration:
    """The narrated claims of one report."""

    def __init__(self, assembly: Assembly) -> None:
        self._a, self._s = assembly, assembly.s
        self._by_sentence: dict[int, list[Place]] = {}
        for place in assembly.places:
            self._by_sentence.setdefault(self._s.sentence(self._s.token_at(place.span.start)), []).append(place)

    def drafts(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The deeds first, then dated clauses that neither they nor `drafts` hold."""
        made = list(self._deeds(drafts))
        return [*made, *self._dated([*drafts, *made])]

    # -- deeds -----------------------------------------------------------------------------------

    def _deeds(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        s = self._s
        taken = Nearby((d.unit for d in drafts), lambda unit: (unit,))
        told: dict[int, list[Happening]] = {}
        for h in self._a.happenings:
            n = s.sentence(h.predicate)
            if not self._narrates(h, taken, n in self._by_sentence) or not self._is_another(h, told.get(n, [])):
                continue
            told.setdefault(n, []).append(h)
            yield self._draft(h.predicate, self._evidence(h, first=len(told[n]) == 1), h)

    def _is_another(self, h: Happening, told: Sequence[Happening]) -> bool:
        """Whether a deed stands beside those told in its sentence: "shelled Orikhiv and struck Huliaipole"."""
        s = self._s
        if not told:
            return True
        beside = s.dep[h.predicate] == "conj" and s.tag[h.predicate][:1] == "V" and h.event_type in _HARM
        return beside and bool(h.patients) and any(s.head[h.predicate] == other.predicate for other in told)

    def _narrates(self, h: Happening, taken: Nearby[TokenRange], placed: bool) -> bool:
        s = self._s
        if not h.done or h.negated or h.event_type not in _DEEDS:
            return False
        verb = s.tag[h.predicate][:1] == "V"
        if not verb and (h.event_type not in _HARM or not h.patients):
            return False
        if any(inside(h.predicate, part) for part in taken.near((h.predicate, h.predicate + 1))):
            return False
        if self._a.told_by_somebody(h.predicate):
            return False
        if any(s.tag[a] in ("WP", "WDT") and s.dep[h.predicate] != "relcl" for a in h.agents):
            return False  # "Who attacked the convoy?"
        if self._is_aside(h):
            return False
        return bool(self._a.parties_at(h.agents)) or (verb and h.event_type in _HARM and placed)

    def _is_aside(self, h: Happening) -> bool:
        """What is no deed told for its own sake.

        What only tells which ones are meant ("the groups it once supported"), what somebody is held to be ("was
        considered a patron, providing shelter"), what went on for years ("has waged a campaign for two decades").
        """
        s, verb = self._s, h.predicate
        if s.dep[verb] == "relcl" and h.event_type not in _HARM:
            return True
        held = s.head[verb]
        regarded = s.child(held, "nsubjpass") is not None and s.lemma[held] in self._a.stances.reckoning
        if s.dep[verb] == "advcl" and regarded:
            return True
        below = [*s.children[verb], *(c for o in s.children[verb] if s.dep[o] == "dobj" for c in s.children[o])]
        spans = (s.child(c, "pobj") for c in below if s.lower[c] in _LASTING)
        return any(length is not None and s.lemma[length].lower() in _AGES for length in spans)

    def _evidence(self, h: Happening, *, first: bool) -> list[TokenRange]:
        """The clause of a deed: from its first argument to its last, at most its sentence."""
        s = self._s
        sent = s.sentence_range(h.predicate)
        ranges = [s.edges(a) for a in h.patients] + [(h.predicate, h.predicate + 1)]
        ranges += [s.edges(c) for c in s.children[h.predicate] if s.dep[c] in _ARGUMENTS]
        doers = [s.edges(a) for a in h.agents]
        if first or not doers:
            ranges += doers
        start, end = max(min(a for a, _ in ranges), sent[0]), min(max(b for _, b in ranges), sent[1])
        own = s.trim((start, end))
        apart = [s.trim(d) for d in doers if d[1] <= own[0]] if not first else []
        return [*apart, own]

    # -- dated clauses ---------------------------------------------------------------------------

    def _dated(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        s = self._s
        taken = Nearby((d.unit for d in drafts if d.toll is None), lambda unit: (unit,))
        told = {d.anchor for d in drafts} | {d.happening.predicate for d in drafts if d.happening is not None}
        deeds = {h.predicate: h for h in self._a.happenings if not h.negated}
        seen: set[int] = set()
        for when in self._a.whens:
            verb = self._dated_verb(when)
            if verb is None or verb in seen or verb in told:
                continue
            seen.add(verb)
            held = any(inside(verb, part) for part in taken.near((verb, verb + 1)))
            tells = _is_close(when) or self._tells(verb, deeds.get(verb))
            if held or self._a.told_by_somebody(verb) or not tells or not self._has_subject(verb):
                continue
            start, end = clause_extent(s, verb)
            if end - start > _LONGEST:
                start, end = max(start, verb - _LONGEST // 2), min(end, verb + _LONGEST // 2)
            happening = deeds.get(verb)
            yield self._draft(verb, [s.trim((start, end))], happening)

    def _dated_verb(self, when: When) -> int | None:
        """The main verb that a day or month dates, as far as the calendar knows it."""
        s = self._s
        if when.span is None or (when.start is None and when.end is None):
            return None
        token = s.token_at(when.span.start)
        verb = next((i for i in (token, *s.above(token)) if s.tag[i][:1] == "V"), None)
        if verb is None or not self._finite(verb):
            return None
        main = verb
        while s.dep[main] == "conj" and s.tag[s.head[main]][:1] == "V":
            main = s.head[main]
        return verb if s.dep[main] == "ROOT" else None

    def _finite(self, verb: int) -> bool:
        s = self._s
        return s.tag[verb] in _FINITE or any(
            s.tag[c] in _FINITE for c in s.children[verb] if s.dep[c] in ("aux", "auxpass")
        )

    def _has_subject(self, verb: int) -> bool:
        who = subjects(self._s, verb)
        return bool(who) and self._s.lower[who[0]] not in ("it", "there", "this", "that")

    def _tells(self, verb: int, deed: Happening | None) -> bool:
        """Whether a clause names a place or a party, or harm: something that others can tell otherwise."""
        s = self._s
        if self._a.parties_at(subjects(s, verb)) or (deed is not None and deed.event_type in _HARM):
            return True
        return any((p.precision or 0) < _WIDE for p in self._by_sentence.get(s.sentence(verb), ()))

    def _draft(self, anchor: int, evidence: list[TokenRange], h: Happening | None) -> Draft:
        part = evidence[-1]
        return Draft(
            kind="narration",
            speech=None,
            by=UNATTRIBUTED if self._a.hearsay(anchor) else NARRATOR,
            relay=(),
            stance="asserts",
            evidence=evidence,
            unit=part,
            anchor=anchor,
            stance_rule="narrated",
            happening=h,
            actors=self._a.actors_at(h.agents) if h is not None else (),
            recipients=self._a.actors_at(h.patients) if h is not None else (),
            hedges=self._a.hedges_over(part),
        )


def _is_close(when: When) -> bool:
    """Whether an interval is a day or a few: such a clause is dated on purpose."""
    if when.start is None or when.end is None:
        return False
    try:
        return (date.fromisoformat(when.end[:10]) - date.fromisoformat(when.start[:10])).days <= _FEW_DAYS
    except ValueError:  # years that the calendar does not have
        return False
