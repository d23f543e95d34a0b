"""Scenes: where and when that happened which a claim tells, among all the places and times that its report names.

In: one report's assembly and the names of its places. Out: for a draft the places of its deed, the first the one
where it happened, and the time. Rules, in this order: what stands in the deed's own clause, then beside it in the
sentence; then what was told just before (the sentence before in the paragraph, the place at the head of the
paragraph, the paragraph before, the headline), each under its own name. Guarantee: where a speaker sits, where a
victim came from and when something was said are nobody's scene; what is taken over from other words says so in its
rule; linear in the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from counterclaim.claims.assembly import Assembly, Draft
from counterclaim.claims.readings import TokenRange
from counterclaim.claims.syntax import Syntax, inside
from counterclaim.claims.times import pick_time
from counterclaim.records import Place, When
from counterclaim.reference import Reference

#: Where a clause ends upwards: what stands above has its own place and time.
_CLAUSE_ENDS = frozenset({"ccomp", "relcl", "parataxis", "csubj"})
_APART = frozenset({"relcl", "ccomp", "parataxis"})
_DEPTH = 12
#: A place wider than this by UCDP's where_prec (6: a state) tells no scene where a finer one does.
_WIDE = 6
_AREA = 4  # what is wider than a province is no scene that others take over
_OTHERS = 4  # what stands elsewhere in the sentence
_ASIDE = 6  # what a relative clause or the way to somewhere names
_HOME = 7  # where people come from
_NEVER = 9
#: Tenses that tell what was done; what is or will be has no day of what stands before it.
_TOLD = frozenset({"VBD", "VBN"})
#: What the rule of a place says that was taken over from other words than its own sentence's.
POINTED_AT = "of the deed that it names again"
TAKEN_OVER = (
    POINTED_AT,
    "of the sentence before",
    "at the head of the paragraph",
    "of the paragraph before",
    "of the headline",
)
#: Types of deeds that happen at a place, on a day.
_SITED = frozenset({"ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "PROTEST", "AID"})
_OPEN_STANCES = frozenset({"urges", "threatens", "promises"})


class SceneTable:
    """The words of scenes.toml that keep a place from being the scene."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("scenes")
        self.seats = frozenset(table["seats"].split())
        self.leaving = frozenset(table["leaving"].split())
        self.people = frozenset(table["people"].split()) | frozenset(
            reference.table("kinds")["class"]["person"].split()
        )
        self.towards = frozenset(table["towards"].split())
        self.ways = frozenset(table["ways"].split())
        self.deeds = frozenset(table["deeds"].split())
        self.back = frozenset(table["back"].split())
        self.back_pairs = frozenset(table["back_pairs"].split())


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place with its head token, the verb that it hangs on, and the words between."""

    place: Place
    at: TokenRange
    head: int
    verb: int
    path: tuple[int, ...]
    fronted: bool


class Scenes:
    """The scenes of one report."""

    def __init__(self, assembly: Assembly, table: SceneTable, mentions: Sequence[Place]) -> None:
        self._a, self._s, self._t = assembly, assembly.s, table
        self._segments = assembly.text.segments
        self._starts = [segment.span.start for segment in self._segments]
        self._spots = self._by_sentence(assembly.places)
        self._whens: dict[int, list[When]] = {}
        for when in assembly.whens:
            if when.span is not None:
                self._whens.setdefault(self._s.sentence(self._s.token_at(when.span.start)), []).append(when)
        self._apart = self._speakers()
        self._heads = self._run_in(mentions)
        self._scenes: dict[int, tuple[Place, str] | None] = {}
        self._told_of = self._deed_words()
        self._days: dict[int, When] = {}
        self._last_days: dict[int, When] = {}
        self._remember()

    # -- places ----------------------------------------------------------------------------------

    def places(self, draft: Draft) -> tuple[Place, ...]:
        """The places of a draft's deed, the first where it happened; of other words one, whose rule says which."""
        n = self._s.sentence(self.told(draft))
        ranked = self._ranked(draft, n)
        best = min((rank for rank, _ in ranked), default=None)
        fine = [spot.place for rank, spot in ranked if rank[0] < _OTHERS]
        if fine and best is not None and not best[1]:
            return tuple(fine)
        near = self._pointed_at(draft, n) or self._taken_over(draft, n)
        usable = [spot.place for rank, spot in ranked if rank[0] < _NEVER]
        if near is not None and (not usable or (best is not None and best[0] >= _ASIDE)):
            return (near,)
        return tuple(fine or usable[:1])

    def _ranked(self, draft: Draft, n: int) -> list[tuple[tuple[int, bool, int, int], _Spot]]:
        chain = _chain(self._s, self.told(draft))
        content = draft.speech.reading.content if draft.speech is not None else ()
        found = []
        for spot in self._spots.get(n, ()):
            rank = self._rank(spot, chain, content, draft)
            wide = (spot.place.precision or 0) >= _WIDE
            found.append(((rank, wide, spot.place.precision or 2, spot.at[0]), spot))
        return sorted(found, key=lambda pair: pair[0])

    def _rank(self, spot: _Spot, chain: list[int], content: Sequence[TokenRange], draft: Draft) -> int:
        """How far a place stands from the deed: 0 its own clause, `_OTHERS` another, `_NEVER` not its place at all."""
        cue = self._apart.get(spot.head)
        if (cue is not None and cue not in chain[:3]) or any(
            inside(spot.head, part) for part in self._apart_ranges(draft)
        ):
            return _NEVER
        aside = self._aside(spot)
        if aside is not None:
            return aside
        said = not content or any(inside(spot.head, part) for part in content)
        if not said and not spot.fronted:
            return _NEVER
        if spot.fronted and not said:
            return 1
        own = next((i for i in chain if self._s.tag[i][:1] == "V"), chain[-1])
        if spot.verb == own or chain[0] in spot.path:
            return 0
        if spot.verb in chain:
            return 1
        below = _chain(self._s, spot.verb)
        if set(below[1:]) & set(chain[:2]):
            return 2
        if self._s.dep[spot.verb] in _APART and not (content and self._s.dep[spot.verb] == "ccomp"):
            return _ASIDE
        return _OTHERS

    def _apart_ranges(self, draft: Draft) -> Iterator[TokenRange]:
        if draft.speech is not None:
            yield from draft.speech.reading.source

    def _aside(self, spot: _Spot) -> int | None:
        """Where a speaker or victim sits or comes from, and where the way leads."""
        s, t = self._s, self._t
        for at in spot.path:
            if s.tag[at] in ("VBN", "VBG", "JJ") and (s.lemma[at].lower() in t.seats or s.lower[at] in t.seats):
                return _NEVER
        prep = next((at for at in spot.path[:3] if s.dep[at] in ("prep", "agent")), None)
        if prep is None:
            return None
        above = s.head[prep]
        if s.lower[prep] == "from":
            if s.lemma[above] in t.leaving:
                return _OTHERS
            way = s.lemma[above].lower() in t.ways
            return None if way else _HOME if s.lemma[above].lower() in t.people else _ASIDE
        if s.lower[prep] in t.towards and s.tag[above][:1] != "V":
            return None if s.lemma[above].lower() in t.ways else _ASIDE
        return None

    def _taken_over(self, draft: Draft, n: int) -> Place | None:
        """The place of what stands before, where the deed's own words name none."""
        scene = self._scenes.get(n)
        if scene is None or not self._goes_on(draft, scene[1]):
            return None
        return replace(scene[0], rule=f"{scene[0].rule}, {scene[1]}")

    def _pointed_at(self, draft: Draft, n: int) -> Place | None:
        """The place of the deed that a claim names again: "had nothing to do with the mortar fire"."""
        m = self._named_before(draft, n)
        if m is None or (m == n - 1 and self._segment(m) == self._segment(n)):
            return None
        place = self._main(m) or (self._scenes[m][0] if self._scenes.get(m) else None)  # type: ignore[index]
        return replace(place, rule=f"{place.rule}, {POINTED_AT}") if place is not None else None

    def _named_before(self, draft: Draft, n: int) -> int | None:
        """The last sentence before that told of the deed which this one names with an article."""
        s, t = self._s, self._t
        for i in range(*s.sentence_range(self.told(draft))):
            if s.lemma[i].lower() not in t.deeds or s.tag[i] != "NN":
                continue
            articles = [c for c in s.children[i] if s.lower[c] in ("the", "that", "this")]
            if not articles:
                continue
            words = {s.lemma[i].lower(), *(s.lower[c] for c in s.children[i] if s.dep[c] == "compound")}
            found = [m for word in words for m in self._told_of.get(word, ()) if m < n]
            if found:
                return max(found)
        return None

    def _goes_on(self, draft: Draft, how: str) -> bool:
        """Whether a claim goes on with what was told: what was done in its paragraph, a deed, what points back."""
        near = how in ("of the sentence before", "at the head of the paragraph")
        if draft.stance in ("urges", "threatens") or (draft.stance == "promises" and not near):
            return False
        if draft.toll is not None and draft.toll.standing == "background":
            return False
        if self._points_back(draft, pronouns=near) or draft.toll is not None or self._is_sited(draft):
            return True
        if near:
            return draft.kind == "statement" and self._told_done(draft)
        return draft.stance == "denies"

    def _is_sited(self, draft: Draft) -> bool:
        """Whether a deed is one that has a place and a day: a strike, not a recognition."""
        return draft.happening is not None and draft.happening.event_type in _SITED

    def _points_back(self, draft: Draft, *, pronouns: bool) -> bool:
        """Whether words name the last scene again: "the town", "there"; in its paragraph also "it", "nobody"."""
        s, t = self._s, self._t
        start, end = s.sentence_range(self.told(draft))
        for i in range(start, end):
            if s.lower[i] in ("there", "here") or (pronouns and s.lower[i] in t.back):
                return True
            if i > start and s.lower[i - 1] in ("the", "that", "this", "these") and s.lemma[i].lower() in t.back_pairs:
                return True
        return False

    # -- times -----------------------------------------------------------------------------------

    def time(self, draft: Draft, usable: Sequence[When]) -> tuple[When | None, str]:
        """The time of a draft's deed and where its words stand ("" for its own clause)."""
        s = self._s
        told = self.told(draft)
        sentence = s.char_span(s.sentence_range(told))
        when = pick_time(usable, (sentence.start, sentence.end), s.idx[told], s.doc)
        n = s.sentence(told)
        if when is not None and when.start is None and when.end is None and self._is_back(when):
            last = self._days.get(n) or self._last_days.get(n)
            return (last, "the day that the words point back to") if last is not None else (when, "")
        if when is not None:
            return when, ""
        beside = self._beside(draft, usable, told)
        if beside is not None:
            return beside, "beside it in the sentence"
        before = self._days.get(n)
        m = self._named_before(draft, n) if before is None else None
        if m is not None and not self._whens.get(n):
            day = self._main_day(m)
            return (day, POINTED_AT) if day is not None else (None, "")
        if before is None or self._whens.get(n) or not self._told_done(draft) or draft.stance in _OPEN_STANCES:
            return None, ""
        if draft.toll is None and not self._is_sited(draft) and not self._follows(draft):
            return None, ""
        if draft.toll is not None and draft.toll.standing == "background":
            return None, ""
        return before, "of the sentence before"

    @staticmethod
    def _is_back(when: When) -> bool:
        """ "That day", "the same evening"."""
        return (when.text or "").lower().startswith(("that ", "the same ", "same "))

    def _beside(self, draft: Draft, usable: Sequence[When], told: int) -> When | None:
        """The one time of the sentence that is not when something was said, nor inside another clause."""
        s = self._s
        cue = draft.speech.reading.cue_head if draft.speech is not None else None
        chain = _chain(s, told)
        found = []
        for when in usable:
            if when.span is None or s.sentence(s.token_at(when.span.start)) != s.sentence(told):
                continue
            at = s.token_at(when.span.start)
            verb = _verb(s, at)
            fronted = s.sentence_range(told)[0] + 2 >= at
            if (verb is None or verb == cue or verb in s.speaking) and not fronted:
                continue
            if (
                verb is not None
                and verb not in chain
                and s.dep[verb] in ("relcl", "acl")
                and told not in _chain(s, verb)
            ):
                continue
            found.append(when)
        return found[0] if len(found) == 1 else None

    def _follows(self, draft: Draft) -> bool:
        """Whether a statement without a deed of its own goes on with the day told before: "he was a crew leader"."""
        return draft.kind == "statement" and draft.stance != "accuses" and self._points_back(draft, pronouns=True)

    def _told_done(self, draft: Draft) -> bool:
        """Whether the deed is told as done: a past verb, or a noun under one."""
        s = self._s
        verb = next((i for i in _chain(s, self.told(draft)) if s.tag[i][:1] == "V"), None)
        if verb is None or (draft.happening is not None and not draft.happening.done and draft.stance != "denies"):
            return False
        helpers = [s.tag[c] for c in s.children[verb] if s.dep[c] in ("aux", "auxpass")]
        return s.tag[verb] in _TOLD and not set(helpers) & {"MD", "VBZ", "VBP"}

    # -- shared ----------------------------------------------------------------------------------

    def told(self, draft: Draft) -> int:
        """The token whose scene is the claim's: the deed that is told where it stands in the claim's own words."""
        s = self._s
        if draft.happening is not None and (draft.toll is None or inside(draft.happening.predicate, draft.unit)):
            return draft.happening.predicate
        if draft.toll is not None or draft.speech is None:
            return draft.anchor
        return next(
            (i for i in range(*draft.unit) if not inside(s.head[i], draft.unit) and s.tag[i][:1] in "VNM"), draft.anchor
        )

    def _by_sentence(self, places: Sequence[Place]) -> dict[int, list[_Spot]]:
        found: dict[int, list[_Spot]] = {}
        for place in places:
            part = self._s.tokens_of(place.span)
            spot = self._spot(place, part)
            found.setdefault(self._s.sentence(part[0]), []).append(spot)
        return found

    def _spot(self, place: Place, part: TokenRange) -> _Spot:
        s = self._s
        head = next((i for i in range(*part) if not inside(s.head[i], part) or s.head[i] == i), part[1] - 1)
        path, at = [head], head
        for _ in range(_DEPTH):
            if s.tag[at][:1] == "V" or s.head[at] == at:
                break
            at = s.head[at]
            path.append(at)
        first = s.sentence_range(part[0])[0]
        return _Spot(place, part, head, at, tuple(path), part[0] - first <= 3 and self._set_off(part, first))

    def _set_off(self, part: TokenRange, first: int) -> bool:
        """ "In Lyptsi, some 25 km north of the capital, ...": a phrase at the head of its sentence, before a comma."""
        s = self._s
        opens = any(s.dep[i] == "prep" or s.tag[i] == "IN" for i in range(first, part[0] + 1))
        return opens and any(s.lower[i] == "," for i in range(part[1], min(part[1] + 4, len(s))))

    def _speakers(self) -> dict[int, int]:
        """The words for who speaks, in all speeches, with the verb that says so."""
        held: dict[int, int] = {}
        for speech in self._a.attributed:
            for part in speech.reading.source:
                if part[1] - part[0] <= 40:
                    held.update(dict.fromkeys(range(*part), speech.reading.cue_head))
        return held

    def _deed_words(self) -> dict[str, list[int]]:
        """The sentences that hold each noun or verb of a deed, and what stands before such a noun."""
        s, found = self._s, dict[str, list[int]]()
        for h in self._a.happenings:
            if h.event_type in _SITED:
                words = {s.lemma[h.predicate].lower(), *(s.lower[c] for a in h.agents for c in s.children[a])}
                words |= {s.lemma[a].lower() for a in h.agents}
                words |= {s.lower[c] for c in s.children[h.predicate] if s.dep[c] == "compound"}
                for word in sorted(words):
                    found.setdefault(word, []).append(s.sentence(h.predicate))
        return found

    def _segment(self, n: int) -> int:
        start = self._s.char_span(self._s.sents[n]).start
        return bisect_right(self._starts, start) - 1

    def _run_in(self, mentions: Sequence[Place]) -> dict[int, Place]:
        """Names in capitals that open paragraphs, by segment, as in a roundup; a dateline is a segment of its own."""
        found: dict[int, Place] = {}
        for place in mentions:
            k = bisect_right(self._starts, place.span.start) - 1
            opens = k >= 0 and place.span.start == self._starts[k] and self._segments[k].kind == "body"
            if opens and place.text.isupper() and len(place.text) > 3:
                found[k] = place
        return found

    def _remember(self) -> None:
        """What every sentence can take over from those before it."""
        here: tuple[Place, str] | None = None
        day: When | None = None
        last_day: When | None = None
        last = -1
        headline: Place | None = None
        for n in range(len(self._s.sents)):
            k = self._segment(n)
            if k != last:
                day = None
                if k in self._heads:
                    here = (self._heads[k], "at the head of the paragraph")
                elif here is not None:
                    here = (here[0], "of the paragraph before")
                elif headline is not None:
                    here = (headline, "of the headline")
                last = k
            self._scenes[n] = here
            if day is not None:
                self._days[n] = last_day = day
            elif last_day is not None:
                self._last_days[n] = last_day
            main = self._main(n)
            if k >= 0 and self._segments[k].kind == "headline":
                headline, here = main or headline, None
            elif main is not None and (main.precision or 1) <= _AREA:
                here = (main, "of the sentence before")
            elif here is not None and here[1] == "of the paragraph before":
                pass
            day = self._main_day(n) or day
            last_day = day or last_day

    def _main(self, n: int) -> Place | None:
        """The place of a sentence: the one at its head, else of its main clause, else the first; no state, no seat."""
        ranked = []
        for spot in self._spots.get(n, ()):
            if (spot.place.precision or 0) >= _WIDE or spot.head in self._apart:
                continue
            aside = self._aside(spot)
            if aside is not None or (spot.verb in self._s.speaking and not spot.fronted):
                continue
            apart = self._s.dep[spot.verb] == "relcl"
            ranked.append((not spot.fronted, apart, spot.place.precision or 2, spot.at[0], spot))
        return min(ranked, key=lambda row: row[:4])[4].place if ranked else None

    def _main_day(self, n: int) -> When | None:
        """The one day of a sentence."""
        s = self._s
        whens = [w for w in self._whens.get(n, ()) if w.span is not None and w.start is not None]
        told = [w for w in whens if w.span is not None and _verb(s, s.token_at(w.span.start)) not in s.speaking]
        return told[0] if len(told) == 1 else None


def _chain(s: Syntax, token: int) -> list[int]:
    """A word and what stands above it in its clause, nearest first."""
    found = [token]
    while s.head[token] != token and s.dep[token] not in _CLAUSE_ENDS and len(found) < _DEPTH:
        token = s.head[token]
        found.append(token)
    return found


def _verb(s: Syntax, token: int) -> int | None:
    return next((i for i in (token, *s.above(token)) if s.tag[i][:1] == "V"), None)
