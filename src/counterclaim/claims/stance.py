"""With which stance a claim is made: from its cue, and where the cue is neutral from what it says.

In: a claim's words and who speaks. Out: a stance and the name of the rule that gave it. The cue's own stance stands,
unless it is negated; a neutral cue ("said", "warned") takes the stance of its content: a threat, a demand, a denial,
an accusation. Rules are lists of words in reference/stances.toml with one general test each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from counterclaim.claims.cues import Cues
from counterclaim.claims.predications import FUTURE, Predication, predications
from counterclaim.claims.readings import AttributionReading, Happening, TokenRange
from counterclaim.claims.syntax import Syntax
from counterclaim.records import Actor, Stance
from counterclaim.reference import Reference

#: Speakers that are no side: they can't threaten with force, and what they say of a side accuses it.
BYSTANDERS = frozenset({"narrator", "unattributed", "media", "expert", "residents", "witnesses", "medics", "UN", "NGO"})
#: Speakers whose plans bind nobody.
_ONLOOKERS = frozenset({"narrator", "media", "expert", "residents", "witnesses"})
#: Speakers who lay blame at the door of "soldiers" and "gunmen" whom they don't name.
_MONITORS = frozenset({"UN", "NGO"})
_FIRST = frozenset({"we", "our", "us", "i", "my", "ours"})
_THIRD = frozenset({"it", "they", "he", "she"})
_THIRD_OWNERS = frozenset({"its", "their", "his", "her"})
#: What an official who is not named speaks for: "The army will withdraw, the president said".
_STATE = frozenset(
    {"army", "government", "military", "state", "ministry", "navy", "force", "troop", "police", "cabinet"}
)
_STATIVE = frozenset({"be", "have", "need", "know", "take", "seem", "remain", "continue", "become", "cost", "mean"})


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
    #: Whether an unnamed army, police or armed group acts: "soldiers", "government troops".
    armed: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What one speaker says in one sentence: the words, who says them, the deeds and main clauses in them."""

    s: Syntax
    parts: Sequence[TokenRange]
    by: Actor
    deeds: list[Deed]
    clauses: list[Predication]
    warning: bool = False

    @property
    def words(self) -> list[int]:
        """The tokens."""
        return [t for part in self.parts for t in range(*part)]

    @property
    def speaker(self) -> tuple[str, ...]:
        """The speaker's parties."""
        return self.by.parties

    @property
    def side(self) -> bool:
        """Whether the speaker is a party to a conflict, or an official of one that is not named."""
        if self.speaker == ("unattributed",):
            return any(role in self.by.rule for role in ("forces", "official", "rebels"))
        return bool(self.speaker) and not set(self.speaker) & BYSTANDERS

    def lemmas(self) -> set[str]:
        """Lower-case lemmas of the words."""
        return {self.s.lemma[t].lower() for t in self.words}

    def has(self, phrases: Iterable[str]) -> bool:
        """Whether one of the phrases stands in the words, lemma by lemma."""
        row = f" {' '.join(self.s.lemma[t].lower() for t in self.words)} ".replace(" n't ", " not ")
        row = row.replace(" n’t ", " not ").replace(" a ", " ").replace(" the ", " ").replace(" any ", " ")
        return any(f" {phrase} " in row for phrase in phrases)


class StanceReader:
    """Decides stances over the compiled tables."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("stances")
        self.words = {
            name: {key: frozenset(values) for key, values in group.items() if key != "phrases"}
            for name, group in table.items()
        }
        self.phrases = {
            name: tuple(_without_articles(group["phrases"])) for name, group in table.items() if "phrases" in group
        }
        self.threat, self.wrong = self.words["threat"], self.words["wrong"]
        self.denial = self.words["denial"]["adjectives"] | self.words["denial"]["nouns"]
        self.estimate = self.words["estimate"]["words"]
        #: What is claimed where responsibility is: "claimed the landmine".
        self.attacks = self.words["responsibility"]["nouns"]
        self.about = self.words["estimate"]["about"]
        self._armed = frozenset(reference.table("groups")) | {"rebels"}
        #: Verbs that do what they say in the first person: "we condemn", "we deny".
        self._performing = {
            lemma: cues[0].stance for lemma, cues in Cues(reference).verbs.items() if cues[0].stance != "asserts"
        }

    def read(
        self,
        s: Syntax,
        reading: AttributionReading,
        parts: Sequence[TokenRange],
        by: Actor,
        deeds: list[Deed],
        resolve: Callable[[int], Actor],
    ) -> Stated:
        """The stance of the words in `parts` under the attribution `reading` of the speaker `by`."""
        if reading.negated or self._nobody(s, reading):
            return self._negated(s, reading)
        words = [t for part in parts for t in range(*part)]
        clauses = predications(s, parts, lambda head: self._own(s, head, by, resolve))
        if reading.stance == "rejects" and any(s.lemma[t].lower() in self.words["denial"]["rejected"] for t in words):
            return Stated("denies", f"cue:{reading.frame}>statement-rejected")
        said = Said(s, parts, by, deeds, clauses, reading.kind == "warning")
        if reading.stance == "promises" and (
            (reading.frame.split(":")[1:2] in (["vow"], ["swear"]) and self._sworn(s, words))
            or self._hostile(s, words)
            or self._hostile_clause(s, clauses)
            or self._conditioned(said)
        ):
            return Stated("threatens", f"cue:{reading.frame}>hostile")
        head = reading.source_head
        if head is not None and s.lemma[head].lower() in self.words["estimate"]["documents"]:
            return Stated("estimates", "source:estimate")
        if reading.stance == "asserts" and self._counts(s, reading, words):
            return Stated("estimates", f"cue:{reading.frame}>number")
        if reading.stance == "asserts" and reading.frame.endswith(":as") and self._labels(s, words):
            return Stated("condemns", f"cue:{reading.frame}>label")
        if reading.stance == "confirms" and set(by.parties) & self._armed and self._own_attack(s, words):
            return Stated("claims_responsibility", f"cue:{reading.frame}>own-attack")
        if reading.stance != "asserts":
            return Stated(reading.stance, f"cue:{reading.frame}")
        return self.of_words(said)

    def _nobody(self, s: Syntax, reading: AttributionReading) -> bool:
        """ "Neither side has confirmed", "nobody at the ministry would say", "did not confirm or dispute"."""
        if reading.source_head is None:
            return False
        head, cue = reading.source_head, reading.cue_head
        above = s.head[cue]
        words = {s.lower[c] for c in s.children[cue]}
        if s.dep[cue] == "conj" and any(s.dep[c] == "neg" for c in s.children[above]):
            words |= {s.lower[c] for c in s.children[above] if s.dep[c] == "cc" and s.lower[c] == "or"}
        if words & {"nor", "neither", "or"} and reading.stance in ("confirms", "denies"):
            return True
        first = s.lower[reading.source[0][0]] if reading.source else ""
        return first in ("neither", "no", "nobody", "none") or s.lower[head] in ("nobody", "none", "neither")

    def _sworn(self, s: Syntax, words: Sequence[int]) -> bool:
        verb = next((t for t in words if s.tag[t][:1] == "V"), None)
        return verb is not None and s.lemma[verb] in self.threat["sworn"]

    def _counts(self, s: Syntax, reading: AttributionReading, words: Sequence[int]) -> bool:
        """ "Assessed that a third had been destroyed": a number that somebody only thinks."""
        thinks = reading.kind == "belief" or reading.frame.split(":")[1:2] == ["assess"]
        return thinks and any(
            s.tag[t] == "CD" or s.lower[t] in ("third", "half", "quarter", "dozens", "hundreds", "thousands")
            for t in words
        )

    def _labels(self, s: Syntax, words: Sequence[int]) -> bool:
        marks = self.words["judgement"]["labels"]
        return any(s.lemma[t].lower() in marks and s.dep[t] in ("pobj", "oprd", "attr", "appos") for t in words)

    def _own_attack(self, s: Syntax, words: Sequence[int]) -> bool:
        """ "Admitted having placed the explosives": a bare verb of attack, which is the speaker's."""
        verb = next((t for t in words if s.tag[t] in ("VBG", "VBN") and s.lower[t] != "having"), None)
        return verb is not None and s.lemma[verb] in self.words["responsibility"]["verbs"]

    def _negated(self, s: Syntax, reading: AttributionReading) -> Stated:
        """ "Did not confirm" tells nothing either way, "never denied" grants it; "did not accuse" claims nothing."""
        if reading.stance == "denies" and any(s.lower[c] == "never" for c in s.children[reading.cue_head]):
            return Stated("confirms", f"never:{reading.frame}")
        if reading.stance in ("confirms", "denies", "accuses", "claims_responsibility"):
            return Stated("no_comment", f"negated:{reading.frame}")
        if reading.stance == "asserts" and reading.frame.split(":")[1:2] in (["say"], ["comment"], ["respond"]):
            return Stated("no_comment", f"negated:{reading.frame}")
        return Stated(None, f"negated:{reading.frame}")

    def _own(self, s: Syntax, head: int, by: Actor, resolve: Callable[[int], Actor]) -> bool:
        """Whether a subject is the speaker, or the speaker's own people."""
        owners = {s.lower[c] for c in s.children[head] if s.dep[c] == "poss"}
        if s.lower[head] in _FIRST or owners & _FIRST:
            return True
        known = set(by.parties) - {"unattributed", "narrator"}
        meant = set(resolve(head).parties) - {"unattributed", "narrator"}
        unnamed = not meant and not known and any(role in by.rule for role in ("official", "forces"))
        if unnamed and s.lemma[head].lower() in _STATE:
            return True
        if s.lower[head] in _THIRD or owners & _THIRD_OWNERS:
            return not meant or not known or bool(meant & known)
        if s.lower[head] in ("none", "nobody", "no"):
            return any(s.lower[t] in _FIRST | _THIRD_OWNERS for t in range(*s.edges(head)))
        return bool(meant & known)

    def of_words(self, said: Said) -> Stated:
        """The stance that neutral words take from what they say: the first rule that fits."""
        performed = self._performed(said)
        if performed is not None:
            return Stated(performed, "content:performed")
        for stance, rule, fits in (
            ("no_comment", "content:silence", self._silent),
            ("threatens", "content:threat", self._threatens),
            ("denies", "content:false", self._false),
            ("denies", "content:own-deed-negated", self._disowns),
            ("rejects", "content:will-not", self._refuses),
            ("urges", "content:must", self._urges),
            ("claims_responsibility", "content:own-attack", self._owns_up),
            ("accuses", "content:wrong-by-another", self._accuses),
            ("condemns", "content:judgement", self._judges),
            ("promises", "content:own-future", self._promises),
            ("confirms", "content:true", self._affirms),
            ("estimates", "content:estimate", self._estimates),
        ):
            if fits(said):
                return Stated(stance, rule)  # type: ignore[arg-type]
        return Stated("asserts", "content:plain")

    def _performed(self, said: Said) -> Stance | None:
        for p in said.clauses:
            if p.subject is None or said.s.lower[p.subject] not in ("we", "i") or p.negated or p.future:
                continue
            stance = self._performing.get(said.s.lemma[p.verb])
            if stance is not None and said.s.tag[p.verb] in ("VB", "VBP"):
                return stance
        return None

    def _silent(self, said: Said) -> bool:
        if said.has(self.phrases["silence"]) and any(p.own and not p.future for p in said.clauses):
            return True
        knows = ("know", "confirm", "comment", "verify", "discuss", "say", "elaborate", "speculate")
        return any(p.own and p.negated and said.s.lemma[p.verb] in knows for p in said.clauses)

    # -- threats and promises ------------------------------------------------------------------

    def _threatens(self, said: Said) -> bool:
        own_future = any(p.own and p.future and not p.negated for p in said.clauses)
        strikes = self._hostile_clause(said.s, said.clauses) or self._conditioned(said)
        if not said.side and not (own_future and strikes):
            return False
        s, words, lemmas = said.s, said.words, said.lemmas()
        lower = {s.lower[t] for t in words}
        future = bool(lower & self.threat["modals"])
        refused = (
            bool(lower & FUTURE or "can" in lower)
            and bool(lemmas & self.threat["refused"])
            and any(s.dep[t] == "neg" or s.lower[t] in ("no", "never", "nobody", "nothing") for t in words)
        )
        if refused or self._suffers(said) or said.has(self.phrases["threat"]):
            return True
        hard = lemmas & self.threat["nouns"] and lemmas & self.threat["adjectives"]
        if strikes or (future and hard):
            return True
        if lemmas & self.threat["options"] and "we" in lower and lower & {"other", "all", "every"}:
            return True
        return said.warning and future and (own_future or bool(lemmas & self.threat["nouns"]))

    def _hostile_clause(self, s: Syntax, clauses: Sequence[Predication]) -> bool:
        """Own clauses to come whose verb strikes, or that are ready to; others that are to be struck."""
        for p in clauses:
            if p.negated:
                continue
            below = {s.lemma[c] for c in s.children[p.verb] if s.dep[c] in ("xcomp", "acomp", "conj")}
            deeper = {s.lemma[c] for b in s.children[p.verb] if s.dep[b] == "acomp" for c in s.children[b]}
            if p.own and p.future and self.threat["verbs"] & ({s.lemma[p.verb]} | below):
                return True
            if p.own and self.threat["ready"] & below and self.threat["verbs"] & (below | deeper):
                return True
            struck = s.child(p.verb, "nsubjpass") is not None or s.dep[p.verb] == "conj"
            if not p.own and p.future and struck and s.lemma[p.verb] in self.threat["verbs"]:
                return True
        return False

    def _conditioned(self, said: Said) -> bool:
        """ "The army will resume the offensive unless ...": a blow to come, on a condition, by nobody else."""
        s = said.s
        for p in said.clauses:
            if p.negated or not (p.future or s.lemma[p.verb] == "mean"):
                continue
            if s.lemma[p.verb] not in self.threat["verbs"] | self.threat["conditional"] | self.threat["suffers"]:
                continue
            start, end = s.sentence_range(p.verb)
            if any(s.lower[t] in self.threat["conditions"] and s.dep[t] == "mark" for t in range(start, end)):
                return True
        return False

    def _hostile(self, s: Syntax, words: Sequence[int]) -> bool:
        """Whether what is vowed is to strike: its first verb, or a bare noun, is one of the threats'."""
        verb = next((t for t in words if s.tag[t][:1] == "V"), None)
        if verb is not None:
            return s.lemma[verb] in self.threat["verbs"]
        return any(s.lemma[t].lower() in self.threat["revenge"] for t in words)

    def _suffers(self, said: Said) -> bool:
        """ "Russia will pay for every life": a future in which somebody else suffers."""
        s = said.s
        return any(
            p.future
            and not (p.own or p.negated)
            and s.lemma[p.verb] in self.threat["suffers"]
            and s.child(p.verb, "dobj") is None
            for p in said.clauses
        )

    def _refuses(self, said: Said) -> bool:
        s = said.s
        for p in said.clauses:
            if not p.own or not p.negated:
                continue
            if p.future and s.lemma[p.verb] not in self.threat["verbs"] | _STATIVE:
                return True
            if (p.able or p.future) and s.lemma[p.verb] in self.words["refusal"]["verbs"]:
                return True
        return False

    def _promises(self, said: Said) -> bool:
        if set(said.speaker) & _ONLOOKERS:
            return False
        s = said.s
        for p in said.clauses:
            passive = s.child(p.verb, "nsubjpass") is not None and p.future and not p.negated
            if passive and said.side and s.lemma[p.verb] in self.words["promise"]["verbs"]:
                return True
            hostile = s.lemma[p.verb] in self.threat["verbs"]
            if p.own and p.future and p.negated == hostile and s.lemma[p.verb] not in _STATIVE:
                return True
        return False

    # -- denials and answers -------------------------------------------------------------------

    def _false(self, said: Said) -> bool:
        s = said.s
        if said.has(self.phrases["denial"]) and not set(said.speaker) & _ONLOOKERS:
            return True
        if not set(said.speaker) & _ONLOOKERS and any(self._none_was(s, p) for p in said.clauses):
            return True
        if any(s.dep[t] == "neg" for t in said.words):
            return any(
                p.negated and s.lemma[c].lower() in ("true", "correct", "accurate", "so", "case")
                for p in said.clauses
                for c in s.children[p.verb]
                if s.dep[c] in ("acomp", "attr", "advmod")
            )
        return any(
            s.lemma[t].lower() in self.denial and (s.lower[t] != "wrong" or s.dep[t] == "acomp") for t in said.words
        )

    def _disowns(self, said: Said) -> bool:
        """ "We do not fire at civilians", "there are none of our men there", "it was not us"."""
        s = said.s
        for p in said.clauses:
            if not p.negated or p.future or p.able:
                continue
            if said.side and s.lemma[p.verb] not in self.words["denial"]["neutral"] and self._none_did(s, p):
                return True
            ours = any(s.lower[t] in ("our", "ours", "us") for t in range(*s.edges(p.verb)))
            exists = p.subject is not None and s.dep[p.subject] == "expl"
            said_of_us = any(s.lower[c] in ("us", "ours", "we") for c in s.children[p.verb] if s.dep[c] == "attr")
            if (exists and ours) or said_of_us:
                return True
            if p.own and s.lemma[p.verb] not in self.words["denial"]["neutral"] and s.lemma[p.verb] != "have":
                return True
        return any(
            d.happening.negated and d.happening.event_type == "ASSAULT" and set(d.agents) & set(said.speaker)
            for d in said.deeds
        )

    def _none_was(self, s: Syntax, p: Predication) -> bool:
        """ "There was no such strike", "no raid had taken place"."""
        if not p.negated or p.future or p.able:
            return False
        if s.lemma[p.verb] in self.words["denial"]["happening"] and p.subject is not None and not p.own:
            return s.lemma[p.verb] != "take" or any(s.lower[t] == "place" for t in s.children[p.verb])
        said = [c for c in s.children[p.verb] if s.dep[c] in ("attr", "dobj", "nsubj")]
        exists = s.lemma[p.verb] == "be" and p.subject is not None and s.lower[p.subject] == "there"
        return exists and any(
            s.lemma[c].lower() in self.attacks or any(s.lower[d] == "such" for d in s.children[c]) for c in said
        )

    def _none_did(self, s: Syntax, p: Predication) -> bool:
        """ "No border village had been lost": a subject that is none at all."""
        if p.subject is None or s.tag[p.verb] not in ("VBD", "VBN", "VBZ", "VBP"):
            return False
        heads = [p.subject, *(c for c in s.children[p.verb] if s.dep[c] == "dobj")]
        nouns = [h for h in heads if s.lower[h] in ("nobody", "none", "nothing")]
        return bool(nouns) or any(
            s.lower[c] == "no" for h in heads for c in s.children[h] if s.dep[c] in ("det", "neg")
        )

    def _affirms(self, said: Said) -> bool:
        if any(p.negated for p in said.clauses):
            return False
        return said.has(self.phrases["confirmation"]) or any(self._emphatic(said.s, p) for p in said.clauses)

    def _emphatic(self, s: Syntax, p: Predication) -> bool:
        """ "The incident did take place"."""
        return any(
            s.dep[c] == "aux" and s.lower[c] in ("did", "do", "does") and s.tag[p.verb] == "VB"
            for c in s.children[p.verb]
        )

    def _estimates(self, said: Said) -> bool:
        return bool(said.lemmas() & self.estimate)

    # -- demands, blame, responsibility --------------------------------------------------------

    def _urges(self, said: Said) -> bool:
        s = said.s
        if any(p.imperative for p in said.clauses) or said.has(self.phrases["urge"]):
            return True
        for t in said.words:
            if s.lower[t] not in self.words["urge"]["modals"] or s.tag[t] not in ("MD", "VBZ", "VBP"):
                continue
            if s.dep[t] not in ("aux", "ROOT", "ccomp") or s.lower[t] == "have":
                continue
            verb = s.head[t] if s.dep[t] == "aux" else t
            subject = s.child(verb, "nsubj", "nsubjpass")
            if subject is not None and s.lower[subject] not in _FIRST:
                return s.tag[subject][:3] == "NNP" or (s.tag[subject] in ("NNS", "NN") and s.tag[t] == "MD")
        return False

    def _owns_up(self, said: Said) -> bool:
        """An armed group's own attack, or anybody's "we were behind it"; an army's report of its work is none."""
        s = said.s
        if any(self._ours(s, p) for p in said.clauses):
            return True
        if any(p.own and not p.negated and not p.future for p in said.clauses) and said.has(
            self.phrases["responsibility"]
        ):
            return True
        if not set(said.speaker) & self._armed or any(p.negated or p.future for p in said.clauses):
            return False
        return any(p.own and s.lemma[p.verb] in self.words["responsibility"]["verbs"] for p in said.clauses) and any(
            d.happening.event_type == "ASSAULT" and d.happening.done for d in said.deeds
        )

    def _ours(self, s: Syntax, p: Predication) -> bool:
        """ "The bomb at the terminal was ours", "the strike was its own"."""
        if s.lemma[p.verb] != "be" or p.negated or p.subject is None:
            return False
        told = [c for c in s.children[p.verb] if s.dep[c] in ("acomp", "attr")]
        if any(s.lower[c] in ("ours", "theirs", "own", "mine") for c in told):
            return True
        return any(
            s.lower[c] in ("work", "doing", "handiwork")
            and any(s.lower[t] in _FIRST | _THIRD_OWNERS for t in range(*s.edges(c)))
            for c in told
        )

    def _accuses(self, said: Said) -> bool:
        s, own = said.s, set(said.speaker)
        for d in said.deeds:
            if d.happening.negated or not d.happening.done or set(d.agents) & (own | BYSTANDERS):
                continue
            unnamed = d.armed or (bool(own & _MONITORS) and bool(d.happening.agents))
            if not d.agents and not (unnamed and (said.side or own & _MONITORS)):
                continue
            if s.lemma[d.happening.predicate].lower() in self.wrong["verbs"] | self.wrong["nouns"]:
                return True
        if self._breaks(said) or self._blames(said):
            return True
        lemmas = said.lemmas()
        if lemmas & self.wrong["benefits"] and lemmas & self.wrong["aids"]:
            return not any(s.dep[t] == "neg" for t in said.words)
        return False

    def _blames(self, said: Said) -> bool:
        """ "Russia was behind the explosion", "the raid was the work of the RSF", "used cluster bombs"."""
        s = said.s
        for p in said.clauses:
            if p.own or p.negated or p.future or p.subject is None or s.tag[p.subject][:1] not in ("N", "W"):
                continue
            named = s.tag[p.subject][:3] == "NNP" or any(s.tag[c][:3] == "NNP" for c in s.children[p.subject])
            if named and said.has(self.phrases["wrong"]) and s.lemma[p.verb] in ("be", "bear", "stand", "have"):
                return True
            work = next(
                (c for c in s.children[p.verb] if s.dep[c] == "attr" and s.lemma[c] in self.wrong["works"]), None
            )
            if work is not None and any(s.tag[t][:3] == "NNP" for t in range(*s.edges(work))):
                return True
            used = s.lemma[p.verb] in ("use", "fire", "drop", "employ", "deploy")
            if used and any(s.lemma[t].lower() in self.wrong["forbidden"] for t in range(*s.edges(p.verb))):
                return True
        return False

    def _breaks(self, said: Said) -> bool:
        """ "Israel tore up the deal": a bond broken by somebody else who is named."""
        s = said.s
        for p in said.clauses:
            thing = s.child(p.verb, "dobj")
            if p.own or p.negated or p.future or p.subject is None or thing is None:
                continue
            bond = {s.lemma[t].lower() for t in range(*s.edges(thing))} & self.wrong["broken"]
            if bond and s.lemma[p.verb] in self.wrong["breaking"] and s.tag[p.subject][:1] == "N":
                return True
        return False

    def _judges(self, said: Said) -> bool:
        s, table = said.s, self.words["judgement"]
        if said.has(self.phrases["judgement"]):
            return True
        marks = table["adjectives"] | table["nouns"]
        verdicts = (t for t in said.words if s.lemma[t].lower() in marks or s.lemma[t] in table["verbs"])
        return any(not any(s.dep[c] == "neg" for c in s.children[s.head[t]]) for t in verdicts)


def _without_articles(phrases: Iterable[str]) -> Iterable[str]:
    return (" ".join(w for w in phrase.split() if w not in ("a", "the", "any")) for phrase in phrases)
