"""What one speaker says in one sentence, as the rules of stance look at it, and the tables they look it up in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from counterclaim.claims.predications import Predication
from counterclaim.claims.readings import Happening, TokenRange
from counterclaim.claims.syntax import Syntax
from counterclaim.errors import UsageError
from counterclaim.records import Actor
from counterclaim.reference import Reference

#: Speakers that are no side: they can't threaten with force, and what they say of a side accuses it.
BYSTANDERS = frozenset({"narrator", "unattributed", "media", "expert", "residents", "witnesses", "medics", "UN", "NGO"})
#: Speakers whose plans bind nobody.
ONLOOKERS = frozenset({"narrator", "media", "expert", "residents", "witnesses"})
#: Speakers who lay blame at the door of "soldiers" and "gunmen" whom they don't name.
MONITORS = frozenset({"UN", "NGO"})
FIRST = frozenset({"we", "our", "us", "i", "my", "me", "ours"})
THIRD_OWNERS = frozenset({"its", "their", "his", "her"})
#: Words in the name of a speaker nobody else is known of: bodies that act, and bands that fight.
_BODIES = frozenset(
    "service authority authorities administration council command directorate agency department bureau office "
    "ministry army navy military police coalition alliance region front".split()
)
_MESSAGES = frozenset("video leaflet leaflets pamphlet letter poster message recording".split())
_BANDS = frozenset(
    "group groups brigades militias guerrillas faction movement militia brigade cell affiliate wing fighters rebels "
    "insurgents column gang gangs bandit bandits cartel jihadist jihadists mujahideen militants guerrilla kidnapper "
    "kidnappers partisan partisans hackers splinter legion network battalion squad volunteers vigilante vigilantes "
    "separatists separatist paramilitaries clan dissident dissidents ex-fighters warlord sheikh mutineers anarchists "
    "resistance emir den avengers caller voice organisation organization "
    "band branch hacker brotherhood insurgent militant".split()
)


@dataclass(frozen=True, slots=True)
class Deed:
    """A happening in a claim's words, with the parties on both ends."""

    happening: Happening
    agents: tuple[str, ...]
    patients: tuple[str, ...]
    #: Whether an unnamed army, police or armed group acts: "soldiers", "government troops".
    armed: bool = False


class StanceTables:
    """reference/stances.toml and harms.toml, compiled, with the codes of armed groups."""

    def __init__(self, reference: Reference) -> None:
        table = {**reference.table("stances"), **reference.table("harms")}
        self.words = {
            name: {key: frozenset(values) for key, values in group.items() if key != "phrases"}
            for name, group in table.items()
        }
        self.phrases = {
            name: tuple(_without_articles(group["phrases"])) for name, group in table.items() if "phrases" in group
        }
        self.threat, self.wrong = self.words["threat"], self.words["wrong"]
        self.denial, self.refusal = self.words["denial"], self.words["refusal"]
        self.judgement, self.responsibility = self.words["judgement"], self.words["responsibility"]
        self.groups = frozenset(reference.table("groups")) | {"rebels"}


@dataclass(frozen=True)  # no slots: a dozen rules ask for the same words and their lemmas
class Said:
    """What one speaker says in one sentence: the words, who says them, the deeds and main clauses in them."""

    s: Syntax
    parts: Sequence[TokenRange]
    by: Actor
    deeds: list[Deed]
    clauses: list[Predication]
    warning: bool = False

    @cached_property
    def words(self) -> list[int]:
        """The tokens."""
        return [t for part in self.parts for t in range(*part)]

    @property
    def speaker(self) -> tuple[str, ...]:
        """The speaker's parties."""
        return self.by.parties

    @property
    def side(self) -> bool:
        """Whether the speaker is a party to a conflict, or speaks for one that is not named."""
        if self.speaker == ("unattributed",):
            known = any(role in self.by.rule for role in ("forces", "official", "rebels", "head"))
            return known or bool((_BODIES | _BANDS | _MESSAGES) & self._name())
        return bool(self.speaker) and not set(self.speaker) & BYSTANDERS

    def armed(self, groups: frozenset[str]) -> bool:
        """Whether an armed group speaks, known or not."""
        band = bool(_BANDS & self._name()) and not set(self.speaker) & (BYSTANDERS - {"unattributed", "media"})
        unknown = self.speaker == ("unattributed",) and self.by.rule.startswith("name:unknown")
        army = self.by.rule == "role:forces" and self.speaker == ("unattributed",)
        titled = [word for word in self.by.text.split() if word[:1].isupper() and word != "The"]
        if army and len(titled) + ("army" in self.by.text) > 1:
            return True  # "the Oromo army": no state's
        return band or unknown or bool(set(self.speaker) & groups)

    @property
    def known(self) -> bool:
        """Whether more than a name that nobody knows is told of the speaker."""
        return not self.by.rule.startswith("name:unknown") or bool((_BANDS | _MESSAGES) & self._name())

    def _name(self) -> set[str]:
        words = self.by.text.lower().replace("’", "'").replace("'s", "").split()
        return {word.strip(",.;:'\"()“”") for word in words}

    def lemmas(self) -> set[str]:
        """Lower-case lemmas of the words."""
        return {self.s.lemma[t].lower() for t in self.words}

    @cached_property
    def _rows(self) -> frozenset[str]:
        """Every row of lemmas that a phrase can be, articles left out: looked up, not looked for."""
        row = [_PLAIN.get(lemma, lemma) for t in self.words if (lemma := self.s.lemma[t].lower()) not in _ARTICLES]
        return frozenset(" ".join(row[a:b]) for a in range(len(row)) for b in range(a + 1, a + _LONGEST + 1))

    def has(self, phrases: Iterable[str]) -> bool:
        """Whether one of the phrases stands in the words, lemma by lemma, articles left out."""
        return not self._rows.isdisjoint(phrases)


#: Words of a phrase at most, articles apart (the package's have five); a longer one of a user's own is refused.
_LONGEST = 8
_ARTICLES = frozenset({"a", "an", "the", "any"})
_PLAIN = {"n't": "not", "n’t": "not", "wo": "will", "ca": "can"}


def _without_articles(phrases: Iterable[str]) -> Iterable[str]:
    for phrase in phrases:
        words = [word for word in phrase.split() if word not in _ARTICLES]
        if len(words) > _LONGEST:
            raise UsageError(f"a phrase of stances of {len(words)} words: {phrase!r}; expected at most {_LONGEST}")
        yield " ".join(words)
