"""With which stance a claim is made: from its cue, and where the cue is neutral from what it says.

In: a claim's words and who speaks. Out: a stance and the name of the rule that gave it. The cue's own stance stands,
unless it is negated; a neutral cue ("said", "warned") takes the stance of its content: a threat, a demand, a denial,
an accusation. Rules are lists of words in reference/stances.toml with one general test each.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.claims.readings import AttributionReading, Happening, TokenRange
from counterclaim.claims.syntax import Syntax
from counterclaim.records import Stance
from counterclaim.reference import Reference

#: Speakers that are no side: they can't threaten with force, and what they say of a side accuses it.
BYSTANDERS = frozenset({"narrator", "unattributed", "media", "expert", "residents", "witnesses", "medics", "UN", "NGO"})
_OWN = frozenset({"we", "our", "us", "i", "my"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A stance and the rule behind it; `stance` None means that nothing is claimed."""

    stance: Stance | None
    rule: str


@dataclass(frozen=True, slots=True)
class Deed:
    """A happening in a claim's words, with the parties on both ends."""

    happening: Happening
    agents: tuple[str, ...]
    patients: tuple[str, ...]


class StanceReader:
    """Decides stances over the compiled tables."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("stances")
        self.threat = {name: frozenset(words) for name, words in table["threat"].items()}
        self.urge = frozenset(table["urge"]["modals"])
        self.rejected = frozenset(table["denial"]["rejected"])
        self.denial = frozenset(table["denial"]["adjectives"]) | frozenset(table["denial"]["nouns"])
        self.wrong = {name: frozenset(words) for name, words in table["wrong"].items()}
        self.estimate = frozenset(table["estimate"]["words"])

    def read(
        self,
        s: Syntax,
        reading: AttributionReading,
        unit: TokenRange,
        speaker: tuple[str, ...],
        deeds: list[Deed],
    ) -> Stated:
        """The stance of the words `unit` under the attribution `reading`."""
        if reading.negated:
            return self._negated(reading)
        words = range(*unit)
        if reading.stance == "rejects" and any(s.lemma[t].lower() in self.rejected for t in words):
            return Stated("denies", f"cue:{reading.frame}>statement-rejected")
        if reading.stance == "promises" and self._hostile(s, words):
            return Stated("threatens", f"cue:{reading.frame}>hostile")
        if reading.stance != "asserts":
            return Stated(reading.stance, f"cue:{reading.frame}")
        return self.of_words(s, unit, speaker, deeds, warning=reading.kind == "warning")

    def _negated(self, reading: AttributionReading) -> Stated:
        """ "Did not confirm" tells nothing either way; "did not accuse" claims nothing."""
        if reading.stance in ("confirms", "denies"):
            return Stated("no_comment", f"negated:{reading.frame}")
        if reading.stance == "asserts" and reading.frame.split(":")[1:2] in (["say"], ["comment"], ["respond"]):
            return Stated("no_comment", f"negated:{reading.frame}")
        return Stated(None, f"negated:{reading.frame}")

    def of_words(
        self,
        s: Syntax,
        unit: TokenRange,
        speaker: tuple[str, ...],
        deeds: list[Deed],
        *,
        warning: bool = False,
    ) -> Stated:
        """The stance that neutral words take from what they say."""
        words = range(*unit)
        lemmas = {s.lemma[t].lower() for t in words}
        side = bool(speaker) and not set(speaker) & BYSTANDERS
        if side and (self._threatens(s, words, lemmas, warning) or self._suffers(s, words)):
            return Stated("threatens", "content:threat")
        if lemmas & self.denial and not any(s.dep[t] == "neg" for t in words):
            return Stated("denies", "content:false")
        if side and self._disowns(s, deeds, speaker):
            return Stated("denies", "content:own-deed-negated")
        if self._urges(s, words, speaker):
            return Stated("urges", "content:must")
        if self._accuses(s, words, lemmas, speaker, deeds):
            return Stated("accuses", "content:wrong-by-another")
        if lemmas & self.estimate:
            return Stated("estimates", "content:estimate")
        return Stated("asserts", "content:plain")

    def _threatens(self, s: Syntax, words: range, lemmas: set[str], warning: bool) -> bool:
        lower = {s.lower[t] for t in words}
        future = bool(lower & self.threat["modals"])
        refused = bool(lemmas & self.threat["refused"]) and any(
            s.dep[t] == "neg" or s.lower[t] in ("no", "never", "nobody", "nothing") for t in words
        )
        if future and refused:
            return True
        deed = lemmas & self.threat["verbs"]
        hard = lemmas & self.threat["nouns"] and lemmas & self.threat["adjectives"]
        if future and (hard or (deed and (warning or (lower & _OWN and lemmas & self.threat["ready"])))):
            return True
        if lemmas & self.threat["options"] and lower & {"we"} and lower & {"other", "all", "every"}:
            return True
        return bool(warning and future and lemmas & self.threat["nouns"])

    def _hostile(self, s: Syntax, words: range) -> bool:
        """Whether what is vowed is to strike: its first verb, or a bare noun, is one of the threats'."""
        verb = next((t for t in words if s.tag[t][:1] == "V"), None)
        if verb is not None:
            return s.lemma[verb] in self.threat["verbs"]
        return any(s.lemma[t].lower() in self.threat["revenge"] for t in words)

    def _suffers(self, s: Syntax, words: range) -> bool:
        """ "Russia will pay for every life": a future in which somebody else suffers."""
        for t in words:
            if s.lemma[t] in self.threat["suffers"] and any(s.lower[c] in self.threat["modals"] for c in s.children[t]):
                subject = s.child(t, "nsubj")
                return subject is not None and s.lower[subject] not in _OWN and s.child(t, "dobj") is None
        return False

    def _disowns(self, s: Syntax, deeds: list[Deed], speaker: tuple[str, ...]) -> bool:
        """ "We do not fire at civilians": an attack of one's own, negated."""
        for d in deeds:
            own = set(d.agents) & set(speaker) or any(self._ours(s, a) for a in d.happening.agents)
            if own and d.happening.negated and d.happening.event_type == "ASSAULT":
                return True
        return False

    def _ours(self, s: Syntax, agent: int) -> bool:
        """ "We", or a noun that the speaker calls its own: "our forces"."""
        return s.lower[agent] in _OWN or any(s.dep[c] == "poss" and s.lower[c] in _OWN for c in s.children[agent])

    def _urges(self, s: Syntax, words: range, speaker: tuple[str, ...]) -> bool:
        for t in words:
            if s.lower[t] in self.urge and s.tag[t] in ("MD", "VBZ", "VBP") and s.dep[t] in ("aux", "ROOT", "ccomp"):
                verb = s.head[t] if s.dep[t] == "aux" else t
                subject = s.child(verb, "nsubj", "nsubjpass")
                if subject is not None and s.lower[subject] not in _OWN:
                    return s.tag[subject][:3] == "NNP" or (s.tag[subject] in ("NNS", "NN") and s.tag[t] == "MD")
        return False

    def _accuses(self, s: Syntax, words: range, lemmas: set[str], speaker: tuple[str, ...], deeds: list[Deed]) -> bool:
        own = set(speaker)
        for d in deeds:
            if d.happening.negated or not d.happening.done:
                continue
            unnamed = not d.agents and bool(d.happening.agents) and bool(own & BYSTANDERS)
            if set(d.agents) & (own | BYSTANDERS) or not (d.agents or unnamed):
                continue
            if s.lemma[d.happening.predicate].lower() in self.wrong["verbs"] | self.wrong["nouns"]:
                return True
        if lemmas & self.wrong["benefits"] and lemmas & self.wrong["aids"]:
            return not any(s.dep[t] == "neg" for t in words)
        return False
