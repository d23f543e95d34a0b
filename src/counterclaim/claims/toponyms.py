"""Names of places in a text: capitalised stretches that a table or the gazetteer knows, and which of them are names.

In: the words of a report. Out: `Toponym`s in text order, none inside another, each with everything that goes by it.
Guarantee: a name is capitalised, is no part of a longer name of somebody or something, and is no ordinary word that
happens to be a place's name, unless its surroundings say that a place is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from counterclaim.claims.syntax import Syntax
from counterclaim.reference.gazetteer import Gazetteer, Named, fold

_LONGEST = 9  # tokens
_NAME_TAGS = ("NNP", "NNPS")
_BIG = 100_000  # people: such a town is named without more
_FAINT = 5_000  # people
_ACRONYM = 5  # letters in capitals that are rather a body's short form
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_APOSTROPHES = "'’‘"
_IN = frozenset({"in", "near", "outside", "around", "throughout"})
#: What goes "on" a place: with other words "on" tells of days, people and subjects.
_AIMED = frozenset(
    "fall fire strike airstrike attack assault raid advance march drop descend rain offensive bombing".split()
)
_ARTICLES = frozenset("al el as ad an ar at ash sub".split())
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name at tokens `start` to `end`; `key` is its folded form, `named` what the gazetteer has by it."""

    start: int
    end: int
    key: str
    named: tuple[Named, ...]


class ToponymReader:
    """Finds names by the words of `place_words.toml`, the own tables' names and the gazetteer."""

    def __init__(
        self,
        words: Mapping[str, Any],
        own: frozenset[str],
        states: frozenset[str],
        demonyms: frozenset[str],
        metonyms: frozenset[str],
        gazetteer: Gazetteer | None,
    ) -> None:
        """`own` holds the folded names of the package's own tables, `states` those of states among them, `demonyms`
        folded words for people of states, which are no names.

        `metonyms` are folded names that stand for governments ("White House") and are not looked up.
        """
        self._never = (demonyms | metonyms) - own
        self._demonyms = demonyms
        self._own = own
        self._gazetteer = gazetteer
        self._joins = frozenset(words["names"]["joins"].split())
        self._common = frozenset(words["common"]["words"].split())
        self._people = frozenset(words["people"]["titles"].split())
        self._given = frozenset(words["people"]["given"].split())
        self._bodies = frozenset(words["bodies"]["last"].split())
        self._of_bodies = frozenset(words["bodies"]["of"].split())
        self._parts = frozenset(words["names"]["parts"].split())
        self._features = frozenset(words["names"]["features"].split())
        #: What a town has: "Sangin's bazaar" tells that Sangin is one.
        self._owned = frozenset(words["names"]["owned"].split())
        self._days = frozenset(words["names"]["days"].split())
        self._locative = frozenset(words["names"]["locative"].split())
        self._not_names = frozenset(words["common"]["not_names"].split())
        self._between = frozenset(words["names"]["between"].split())
        self._diseases = frozenset(words["names"]["diseases"].split())
        self._states = states
        self._written_out: dict[str, str] = {fold(short): fold(name) for short, name in words["short"].items()}

    def read(self, s: Syntax, words: list[str]) -> list[Toponym]:
        """The names of places in a text, in its order; `words` are its tokens as written."""
        spans = list(self._spans(s, words))
        never = self._never | self._not_names
        keys = {key for _, _, key in spans if key not in never}
        named = self._named(keys)
        longest: dict[int, tuple[int, str]] = {}
        for start, end, key in spans:
            if (key in named or key in self._own) and key in keys and end > longest.get(start, (0, ""))[0]:
                longest[start] = end, key
        found: list[Toponym] = []
        at = 0
        for start in sorted(longest):
            if start >= at:
                end, key = longest[start]
                found.append(Toponym(start, end, key, named.get(key, ())))
                at = end
        return self._guarded(found, s, words)

    def _named(self, keys: set[str]) -> dict[str, tuple[Named, ...]]:
        """The gazetteer's answers; "St. Marc" is asked for as "Saint Marc" too."""
        if self._gazetteer is None:
            return {}
        long = {key: self._written_out[key] for key in keys if key in self._written_out}
        long |= {
            key: f"{_SHORT[first]} {rest}"
            for key in keys
            if (first := key.split(" ")[0]) in _SHORT and (rest := key[len(first) + 1 :])
        }
        found = self._gazetteer.lookup({*keys, *long.values()})
        for key in [k for k in found if k.startswith("the ")]:  # "The Hague", but not "the Hill" for Mokelumne Hill
            found[key] = tuple(n for n in found[key] if n.rank == 0)
            if not found[key]:
                del found[key]
        for key, other in long.items():
            if other in found and (key not in found or key in self._written_out):
                found[key] = found[other]
        return found

    # -- stretches that could be names ------------------------------------------------------------

    def _spans(self, s: Syntax, words: list[str]) -> Iterable[tuple[int, int, str]]:
        """Every stretch that begins and ends with a capitalised word, with its key."""
        total = len(words)
        folded: dict[str, str] = {}
        for i in range(total):
            if not (words[i][:1].isupper() or self._article(i, s, words)):
                continue
            key = ""
            for end in range(i + 1, min(total, i + _LONGEST) + 1):
                word = words[end - 1]
                capital = any(c.isupper() for c in word)
                if not capital and s.lower[end - 1] not in self._joins:
                    break
                bare = folded.get(word)
                if bare is None:
                    bare = folded[word] = fold(word)
                key += bare if not key or not bare or word[0] in _APOSTROPHES else f" {bare}"
                if capital and len(key) > 1:
                    yield i, end, key

    @staticmethod
    def _article(i: int, s: Syntax, words: list[str]) -> bool:
        """ "al-Mawasi": an article in small letters that a hyphen ties to a name."""
        return s.lower[i] in _ARTICLES and i + 2 < len(words) and words[i + 1] == "-" and words[i + 2][:1].isupper()

    # -- names, and what only looks like one --------------------------------------------------------

    def _guarded(self, found: list[Toponym], s: Syntax, words: list[str]) -> list[Toponym]:
        starts = {t.start: t for t in found}
        ends = {t.end: t for t in found}
        surnames = self._surnames(s, words, found)
        kept: list[Toponym] = []
        sure: set[str] = set()
        doubtful: list[Toponym] = []
        for name in found:
            if self._in_longer(name, s, words, starts, ends):
                continue
            if name.end - name.start == 1 and name.key in surnames and not self._surely_where(name, s, words, starts):
                continue
            if name.end < len(words) and s.lower[name.end] in self._diseases:
                continue
            if self._is_sure(name, s, words, starts, ends):
                sure.add(name.key)
                kept.append(name)
            else:
                doubtful.append(name)
        kept += [name for name in doubtful if name.key in sure]
        return sorted(kept, key=lambda t: t.start)

    def _in_longer(
        self, name: Toponym, s: Syntax, words: list[str], starts: Mapping[int, Toponym], ends: Mapping[int, Toponym]
    ) -> bool:
        """ "Michigan State University", "Tony Snow", "Bank of Khartoum": a part of a longer name."""
        return self._goes_on(name, s, words, starts) or self._is_led(name, s, words, ends)

    def _goes_on(self, name: Toponym, s: Syntax, words: list[str], starts: Mapping[int, Toponym]) -> bool:
        end, total = name.end, len(words)
        if end >= total:
            return False
        if words[end] in _POSSESSIVE:
            return False
        if s.lower[end] == "-" and end + 1 < total and s.idx[end] + 1 == s.idx[end + 1]:
            return words[end + 1][:1].isupper() and s.tag[end + 1] in (*_NAME_TAGS, "JJ")
        if not words[end][:1].isupper() or s.idx[end] == s.idx[end - 1] + len(words[end - 1]):
            return False
        if s.tag[end] not in (*_NAME_TAGS, "NN", "NNS", "JJ") or s.lower[end] in self._days:
            return False
        if s.lower[end] in self._demonyms or _line_ends(s, end, words):
            return False
        if s.lower[end] in self._between and end + 1 < total and s.lower[end + 1] in self._features | {"base"}:
            return False
        if s.lower[end] in self._parts or s.lower[end] in self._features:
            return any(s.lower[j] in self._bodies for j in self._run(end, s, words))
        return True

    def _run(self, start: int, s: Syntax, words: list[str]) -> range:
        end = start
        while end < len(words) and words[end][:1].isupper() and s.tag[end] in (*_NAME_TAGS, "NN", "NNS", "JJ"):
            end += 1
        return range(start, end)

    def _is_led(self, name: Toponym, s: Syntax, words: list[str], ends: Mapping[int, Toponym]) -> bool:
        before = name.start - 1
        if before < 0:
            return False
        lower = s.lower[before]
        if lower in self._people:
            return True
        if lower == "-" and before and s.idx[before] + 1 == s.idx[name.start]:
            return words[before - 1][:1].isupper()
        if lower == "." and before and len(words[before - 1]) == 1:
            return True
        if lower in self._features and lower not in self._parts and words[before][:1].isupper():
            return before + 1 not in ends
        if lower == "of" or (lower == "the" and before and s.lower[before - 1] == "of"):
            return self._of_body(before if lower == "of" else before - 1, s, words)
        if not words[before][:1].isupper() or s.tag[before] not in _NAME_TAGS or lower in self._days:
            return False
        if _line_ends(s, name.start, words):
            return False
        if s.idx[before] + len(words[before]) == s.idx[name.start] or name.start in (b for b, _ in s.sents):
            return False
        if self._is_person(before, s, words):
            return True
        if name.key in self._states:
            return False
        if lower in self._parts or before + 1 in ends:
            return False
        return not self._sentence_opens(before, s)

    def _is_person(self, last: int, s: Syntax, words: list[str]) -> bool:
        """Whether the name that ends at `last` begins as a person's does."""
        first = last
        while first > 0 and words[first - 1][:1].isupper():
            first -= 1
            if s.lower[first] in self._people:
                return True
        return s.lower[first] in self._given or s.lower[first] in self._people

    def _sentence_opens(self, i: int, s: Syntax) -> bool:
        return i == s.sentence_range(i)[0] and s.lower[i] in self._common

    def _of_body(self, of: int, s: Syntax, words: list[str]) -> bool:
        """ "University of California", "Bank of Khartoum", "Ministry of Health of Angola"."""
        i = of - 1
        while i >= 0 and i > of - 6 and (words[i][:1].isupper() or s.lower[i] in ("of", "and", "for", "the")):
            if s.lower[i] in self._of_bodies and words[i][:1].isupper():
                return True
            i -= 1
        return False

    def _surnames(self, s: Syntax, words: list[str], found: list[Toponym]) -> set[str]:
        """Words of names of people in this text: "Hillary Clinton" makes "Clinton" hers, and "Hillary" too.

        A name of two words or more is taken for a person's unless it is a place's, ends as a body's does, or begins
        with a place, a point of the compass or an acronym.
        """
        inside = {i for t in found for i in range(t.start, t.end) if t.end - t.start > 1}
        starts = {t.start for t in found if t.key in self._states}
        great = {t.key for t in found if any(_is_great(n) for n in t.named)}
        known: set[str] = set()
        i = 0
        while i < len(words):
            run = self._name_run(i, s, words)
            if len(run) > 1 and not inside.intersection(run) and self._is_persons(run, s, words, starts):
                named = {fold(words[run[0]]), fold(words[run[-1]])}
                surely = s.lower[run[0]] in self._given or s.lower[run[0]] in self._people
                known |= named if surely else named - great
            i = max(i + 1, run.stop)
        return known - self._states

    def _is_persons(self, run: range, s: Syntax, words: list[str], starts: set[int]) -> bool:
        first, last = s.lower[run[0]], s.lower[run[-1]]
        if last in self._bodies or last in self._features or last in self._days or fold(words[run[-1]]) in self._states:
            return False
        if first in self._given or first in self._people:
            return True
        if run[0] in starts or first in self._parts or first in self._features or first in self._days:
            return False
        return not any(words[i].isupper() and len(words[i]) > 1 for i in run) and first not in self._common

    def _name_run(self, start: int, s: Syntax, words: list[str]) -> range:
        end = start
        while end < len(words) and words[end][:1].isupper() and s.tag[end] in _NAME_TAGS:
            if end > start and _line_ends(s, end, words):
                break
            end += 1
        return range(start, end)

    def _is_sure(
        self, name: Toponym, s: Syntax, words: list[str], starts: Mapping[int, Toponym], ends: Mapping[int, Toponym]
    ) -> bool:
        """Whether size, tables or surroundings say that a place is meant."""
        own = name.key in self._own
        beside = self._place_word_beside(name, s)
        follows = self._container_follows(name, words, starts) or self._holds_before(name, words, ends)
        single = name.end - name.start == 1
        tag = s.tag[name.start]
        if single and name.key in self._days:
            return follows
        if single and not own and len(name.key) <= _ACRONYM and words[name.start].isupper():
            return False
        if single and name.key in self._parts:
            return follows
        if single and not own and all(_is_faint(n) for n in name.named):
            return follows or self._after_locative(name, s)
        if single and name.key in self._common and not words[name.start].isupper():
            listed = own and self._after_locative(name, s)
            direct = name.start > 0 and s.lower[name.start - 1] in self._locative
            return follows or (tag in _NAME_TAGS and (direct or listed))
        if not single and s.lower[name.end - 1] in self._features:
            return True
        if single and self._opens(name, s) and tag not in _NAME_TAGS and not own:
            return follows or (tag in ("NN", "NNS") and any(_is_great(n) for n in name.named))
        if own:
            return True
        if single and tag not in _NAME_TAGS and not follows and not beside:
            return tag in ("NN", "NNS", "JJ") and any(_is_great(n) for n in name.named) and not self._opens(name, s)
        if any(_is_great(n) for n in name.named):
            return follows or not (
                single and name.key in self._given and not beside and not self._after_locative(name, s)
            )
        owned = name.end < len(words) and words[name.end] in _POSSESSIVE
        if owned and any(word in self._owned for word in s.lower[name.end + 1 : name.end + 4]):
            return True  # "Sangin's bazaar", "Marjayoun's town hall"
        if name.start > 1 and s.lower[name.start - 1] == "to" and name.start - 1 in ends:
            return not owned  # "the road from Gereshk to Sangin"
        return beside or follows or (self._after_locative(name, s) and not owned)

    def _surely_where(self, name: Toponym, s: Syntax, words: list[str], starts: Mapping[int, Toponym]) -> bool:
        """Whether a name that somebody in the text has is a place's here: "in Lincoln", "Lincoln, Nebraska"."""
        if self._place_word_beside(name, s) or self._container_follows(name, words, starts):
            return True
        owned = name.end < len(words) and words[name.end] in _POSSESSIVE
        return name.start > 0 and s.lower[name.start - 1] in _IN and not owned

    def _opens(self, name: Toponym, s: Syntax) -> bool:
        return name.start == s.sentence_range(name.start)[0]

    def _place_word_beside(self, name: Toponym, s: Syntax) -> bool:
        """ "X district", "the town of X", "northern X"."""
        after = s.lower[name.end] if name.end < len(s) else ""
        before = s.lower[name.start - 1] if name.start else ""
        of = s.lower[name.start - 2] if name.start > 1 and before == "of" else ""
        return after in self._features or of in self._features or (before in self._parts and before.endswith("ern"))

    def _after_locative(self, name: Toponym, s: Syntax) -> bool:
        """After "in", "near" and the like, also further down a list ("in Bazaar, Khar and Wana")."""
        i = name.start - 1
        while i >= 0 and i > name.start - 25:
            lower = s.lower[i]
            if lower in self._locative or (lower == "on" and i and s.lemma[i - 1] in _AIMED):
                return True
            capital = s.text[s.idx[i]].isupper()
            if not (capital or lower in (",", "and", "or", "the", "both", "-", "nearby") or lower in self._parts):
                return False
            i -= 1
        return False

    def _container_follows(self, name: Toponym, words: list[str], starts: Mapping[int, Toponym]) -> bool:
        """ "Mobile, Alabama": what follows after a comma is larger and holds it."""
        if name.end + 1 >= len(words) or words[name.end] not in (",", "("):
            return False
        other = starts.get(name.end + 1)
        if other is None:
            return False
        return any(holds(o, n) for o in other.named for n in name.named)

    def _holds_before(self, name: Toponym, words: list[str], ends: Mapping[int, Toponym]) -> bool:
        """ "Reston, Virginia": what stands before the comma lies in it."""
        if not name.start or words[name.start - 1] != ",":
            return False
        other = ends.get(name.start - 1)
        return other is not None and any(holds(n, o) for n in name.named for o in other.named)


def _line_ends(s: Syntax, i: int, words: list[str]) -> bool:
    """Whether a paragraph or headline ends before the word `i`."""
    return "\n\n" in s.text[s.idx[i - 1] + len(words[i - 1]) : s.idx[i]]


def holds(outer: Named, inner: Named) -> bool:
    """Whether a place lies in a state or division."""
    if outer.feature_class != "A" or outer.id == inner.id:
        return False
    if outer.feature_code == "PCLI":
        return outer.country == inner.country
    return outer.id in (inner.admin1, inner.admin2)


def _is_faint(n: Named) -> bool:
    """Whether a place hardly goes by the name: a small one's other name, or a short one ("Rim" for Rome, New York)."""
    return n.rank > 0 and (n.population < _FAINT or len(fold(n.name)) <= 4)


def _is_great(n: Named) -> bool:
    """Whether a place is named in the news without a word on what it is: by a name of its own, and large."""
    if n.feature_class == "A":
        return n.rank == 0 and (n.feature_code in ("PCLI", "ADM1") or n.population >= _BIG)
    return n.feature_code == "PPLC" or (n.population >= _BIG and n.rank == 0)
