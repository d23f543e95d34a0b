"""With which stance a claim is made: from its cue, and where the cue is neutral from what it says.

In: a claim's words and who speaks. Out: a stance and the name of the rule that gave it. The cue's own stance stands,
unless it is negated; a neutral cue ("said", "warned") takes the stance of its content: a threat, a demand, a denial,
an accusation. Rules are lists of words in reference/stances.toml with one general test each; what they say of neutral
words, a model learned from statements of our own may overrule (`stance_learned.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counterclaim.claims.causes import Causes
from counterclaim.claims.cues import Cues
from counterclaim.claims.predications import predications
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.said import BYSTANDERS, FIRST, THIRD_OWNERS, Deed, Said, StanceTables
from counterclaim.claims.stance_answers import affirms, calls_false, disowns, estimates, keeps_silent, says_yes
from counterclaim.claims.stance_blame import accuses, finds_no_excuse, gives_verdict, judges, owns_up
from counterclaim.claims.stance_deeds import lays_at_door, takes_credit
from counterclaim.claims.stance_learned import LearnedStance
from counterclaim.claims.stance_plans import promises, refuses, strikes, threatens, urges, vows_blow
from counterclaim.claims.stance_threats import menaces, or_else
from counterclaim.claims.syntax import Syntax
from counterclaim.records import Actor, Stance
from counterclaim.reference import Reference

_THIRD = frozenset({"it", "they", "he", "she"})
#: What an official who is not named speaks for: "The army will withdraw, the president said".
_STATE = frozenset(
    {"army", "government", "military", "state", "ministry", "navy", "force", "troop", "police", "cabinet"}
)

#: Words that stand for a number: "put the dead at dozens".
_VAGUE = frozenset(
    {"dozens", "scores", "hundreds", "thousands", "third", "half", "quarter", "dozen", "hundred", "thousand"}
)
#: "None of our jets", "one of its bombers".
_PARTS = frozenset(
    {"none", "nobody", "no", "one", "some", "member", "members", "many", "two", "several", "all", "part"}
)
_VEHICLES = frozenset({"aircraft", "plane", "jet", "ship", "vessel", "boat", "drone", "missile", "tank", "helicopter"})
_RULERS = frozenset({"government", "junta", "regime", "authority", "dictator", "ruler", "occupier"})

#: Numbers in words, and what is no number though it looks like one: 2024, 3 May.
_QUANTITIES = frozenset("third half quarter fifth dozens scores hundreds thousands millions".split())
_YEAR = 4
#: "Nor would it | confirm": so many words at most stand before the verb.
_NOR = 4
_FEW = frozenset("one two three four five six seven eight nine 1 2 3 4 5 6 7 8 9".split())
#: Of age, of the hour, of time: no number of people or things.
_UNITS = frozenset("aged am pm a.m. p.m. year years old day days week weeks month months hour hours".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())

#: What neutral words may be, in the order in which it is tried; the first that fits wins.
_CONTENT: tuple[tuple[Stance, str, Callable[[Said, StanceTables], bool]], ...] = (
    ("condemns", "content:no-excuse", finds_no_excuse),
    ("no_comment", "content:silence", keeps_silent),
    ("threatens", "content:threat", threatens),
    ("threatens", "content:harm-to-come", menaces),
    ("rejects", "content:will-not", refuses),
    ("confirms", "content:yes", says_yes),
    ("denies", "content:false", calls_false),
    ("denies", "content:own-deed-negated", disowns),
    ("urges", "content:must", urges),
    ("claims_responsibility", "content:own-attack", owns_up),
    ("claims_responsibility", "content:own-weapon", takes_credit),
    ("accuses", "content:wrong-by-another", accuses),
    ("accuses", "content:harm-by-another", lays_at_door),
    ("condemns", "content:judgement", judges),
    ("condemns", "content:verdict", gives_verdict),
    ("promises", "content:own-future", promises),
    ("confirms", "content:true", affirms),
    ("estimates", "content:estimate", estimates),
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A stance and the rule behind it; `stance` None means that nothing is claimed."""

    stance: Stance | None
    rule: str


class StanceReader:
    """Decides stances over the compiled tables."""

    def __init__(self, reference: Reference) -> None:
        #: The compiled tables.
        self.tables = StanceTables(reference)
        self.causes = Causes(reference)
        self.learned = LearnedStance(reference.table("stance_weights"))
        self.estimate = self.tables.words["estimate"]["words"]
        #: Verbs of belief by which a number is an estimate.
        self.reckoning = self.tables.words["estimate"]["believing"]
        #: What is claimed where responsibility is: "claimed the landmine".
        self.attacks = self.tables.responsibility["nouns"]
        #: Verbs that do what they say in the first person: "we condemn", "we deny".
        self._performing = {
            lemma: cues[0].stance for lemma, cues in Cues(reference).verbs.items() if cues[0].stance != "asserts"
        }

    def is_estimate(self, s: Syntax, reading: AttributionReading) -> bool:
        """Whether an estimate speaks, or a count that is called rough: "a rough count by the police gave 90"."""
        head, table = reading.source_head, self.tables.words["estimate"]
        if head is None:
            return False
        document = s.lemma[head].lower()
        rough = any(s.lower[c] in table["rough"] for c in s.children[head])
        return document in table["documents"] or (rough and document in table["counts"])

    def counts(self, s: Syntax, reading: AttributionReading, parts: Sequence[TokenRange]) -> bool:
        """Whether somebody reckons with a number: "analysts think that it has lost 4,000 tanks"."""
        return _counts(s, reading, [t for part in parts for t in range(*part)], self.tables)

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
        if reading.negated or _nobody(s, reading) or _no_longer(s, reading.cue_head):
            return _negated(s, reading)
        quoted = bool(parts) and s.lower[parts[0][0]] in ("“", '"', "‘", "'")
        clauses = predications(
            s,
            parts,
            lambda head, future: _own(s, head, by, resolve, future=future, quoted=quoted),
            lambda head: _sided(s, head, resolve),
        )
        said = Said(s, parts, by, deeds, clauses, reading.kind == "warning")
        turned = self._turned(said, reading)
        if turned is not None:
            return turned
        if reading.stance != "asserts":
            return Stated(reading.stance, f"cue:{reading.frame}")
        return self._of_words(said, reading)

    def _turned(self, said: Said, reading: AttributionReading) -> Stated | None:
        """Where a cue and what stands under it make another stance together."""
        s, words, tables = said.s, said.words, self.tables
        answered = _answered(s, reading, words, tables)
        if answered is not None:
            return answered
        if reading.stance == "promises":
            sworn = reading.frame.split(":")[1:2] in (["vow"], ["swear"])
            if vows_blow(s, words, tables, sworn=sworn) or strikes(said, tables):
                return Stated("threatens", f"cue:{reading.frame}>hostile")
            if reading.frame.endswith(":clause") and said.clauses and not any(p.future for p in said.clauses):
                return self._of_words(said, reading)  # "swore that he had never given the order"
        if reading.stance == "urges" and said.side and (said.has(tables.phrases["ultimatum"]) or or_else(said, tables)):
            return Stated("threatens", f"cue:{reading.frame}>ultimatum")
        if reading.kind == "warning" and reading.frame.endswith(":against"):
            return Stated("urges", f"cue:{reading.frame}")
        if reading.stance == "confirms" and said.armed(tables.groups) and self._own_attack(s, words):
            return Stated("claims_responsibility", f"cue:{reading.frame}>own-attack")
        if reading.stance == "asserts" and any(s.lower[c] == "beyond" for c in s.children[reading.cue_head]):
            return Stated("confirms", f"cue:{reading.frame}>beyond-doubt")
        if self.is_estimate(s, reading):
            return Stated("estimates", "source:estimate")
        valued = s.lemma[reading.cue_head] in tables.words["estimate"]["valuing"]
        numbered = any(s.tag[t] == "CD" or s.lower[t] in _VAGUE for t in words)
        if reading.frame == "giving" and numbered and (valued or _roughly(s, words, tables)):
            return Stated("estimates", "cue:giving>about")
        if reading.stance == "asserts" and _counts(s, reading, words, tables):
            return Stated("estimates", f"cue:{reading.frame}>number")
        if reading.stance == "asserts" and reading.frame.endswith(":as") and self._labels(s, words):
            return Stated("condemns", f"cue:{reading.frame}>label")
        return None

    def _labels(self, s: Syntax, words: Sequence[int]) -> bool:
        marks = self.tables.judgement["labels"]
        return any(s.lemma[t].lower() in marks and s.dep[t] in ("pobj", "oprd", "attr", "appos") for t in words)

    def _own_attack(self, s: Syntax, words: Sequence[int]) -> bool:
        """ "Admitted having placed the explosives": a bare verb of attack, which is the speaker's."""
        verb = next((t for t in words if s.tag[t] in ("VBG", "VBN") and s.lower[t] != "having"), None)
        return verb is not None and s.lemma[verb] in self.tables.responsibility["verbs"]

    def _of_words(self, said: Said, reading: AttributionReading) -> Stated:
        """The stance that neutral words take from what they say: by the first rule that fits, and what was learned."""
        performed = self._performed(said)
        if performed is not None:
            return Stated(performed, "content:performed")
        ruled: tuple[Stance, str] = ("asserts", "content:plain")
        for stance, rule, fits in _CONTENT:
            if fits(said, self.tables):
                ruled = (stance, rule)
                break
        return Stated(*self.learned.decide(said, reading, *ruled, self.tables))

    def _performed(self, said: Said) -> Stance | None:
        for p in said.clauses:
            if p.subject is None or said.s.lower[p.subject] not in ("we", "i") or p.negated or p.future:
                continue
            stance = self._performing.get(said.s.lemma[p.verb])
            if stance is not None and said.s.tag[p.verb] in ("VB", "VBP"):
                return stance
        return None


def _answered(s: Syntax, reading: AttributionReading, words: Sequence[int], tables: StanceTables) -> Stated | None:
    """What a verb of turning down does to its object: talk is denied, an offer rejected, a question left open.

    "Dismissed the report", "scoffed at the idea of talks", "brushed off questions", "called the account an invention".
    """
    heads = _objects(s, words)
    # "Talk of a coup" is denied, talks are turned down.
    things = {"talks" if s.lower[t] == "talks" else s.lemma[t].lower() for t in heads}
    denial, frame = tables.denial, reading.frame
    verb = frame.split(":")[1] if ":" in frame else frame
    disowned = frame.startswith("idiom:") or verb in denial["disowning"]
    turning = reading.stance == "rejects" or (disowned and reading.stance == "denies")
    scorned = reading.stance == "condemns" and verb in denial["scorning"]
    if (turning or scorned) and things & denial["questions"]:
        return Stated("no_comment", f"cue:{frame}>question")
    # "Ruled out any involvement" denies it; "ruled out a role for the rebels" turns one down.
    granted = verb in ("rule", "refuse", "decline") and things & {"role", "part", "hand", "place"}
    deed = things & denial["parts"] and not granted
    if (turning or scorned) and (things & denial["rejected"] or deed):
        return Stated("denies", f"cue:{frame}>statement-rejected")
    if turning and reading.stance == "denies" and things & (tables.refusal["nouns"] | {"notion", "prospect"}):
        return Stated("rejects", f"cue:{frame}>offer")
    if frame.endswith(":as") and verb not in ("see", "regard", "view", "treat") and things & denial["talk"]:
        spared = denial["spared"] | denial["grave"]
        if spared.isdisjoint(s.lemma[t].lower() for t in words):
            return Stated("denies", f"cue:{frame}>statement-called")
    return None


def _objects(s: Syntax, words: Sequence[int]) -> list[int]:
    """The nouns that a cue's words are about: those that hang on nothing else in them, with what is joined to them."""
    inner = set(words)
    tops = [t for t in words if s.tag[t][:2] == "NN" and (s.head[t] not in inner or s.dep[t] in ("nsubj", "nsubjpass"))]
    return [c for t in tops[:1] for c in s.conjuncts(t) if s.tag[c][:2] == "NN"]


def _nobody(s: Syntax, reading: AttributionReading) -> bool:
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


def _no_longer(s: Syntax, cue: int) -> bool:
    """ "No longer disputes", "nor would it confirm": negations that hang on something else than the verb."""
    if any(s.lower[c] == "longer" and s.lower[c - 1] == "no" for c in s.children[cue]):
        return True
    helped = any(s.dep[c] == "aux" for c in s.children[cue])
    return helped and "nor" in s.lower[max(0, cue - _NOR) : cue] and s.lower[cue - 1] != "nor"


def _negated(s: Syntax, reading: AttributionReading) -> Stated:
    """ "Did not confirm" tells nothing either way, "never denied" grants it; "did not accuse" claims nothing."""
    paired = any(s.lower[c] in ("or", "nor", "neither") for c in s.children[reading.cue_head])
    if reading.stance == "denies" and s.dep[reading.cue_head] != "conj" and not paired:
        return Stated("confirms", f"undenied:{reading.frame}")  # "does not dispute that"
    if reading.stance in ("confirms", "denies", "accuses", "claims_responsibility"):
        return Stated("no_comment", f"negated:{reading.frame}")
    if reading.stance == "asserts" and reading.frame.split(":")[1:2] in (["say"], ["comment"], ["respond"]):
        return Stated("no_comment", f"negated:{reading.frame}")
    return Stated(None, f"negated:{reading.frame}")


def _counts(s: Syntax, reading: AttributionReading, words: Sequence[int], tables: StanceTables) -> bool:
    """ "Assessed that a third had been destroyed": a number that somebody only thinks or foresees."""
    verb = reading.frame.split(":")[1:2]
    if not verb or verb[0] not in tables.words["estimate"]["believing"] or reading.source_head is None:
        return False
    return any(_is_number(s, t) for t in words)


def _is_number(s: Syntax, t: int) -> bool:
    """A number that can be an estimate: 4,000, "a third", "dozens"; no year, no date, not "one of them"."""
    if s.lower[t] in _QUANTITIES:
        return s.dep[t] != "pobj"
    if s.tag[t] != "CD" or s.lower[t] in _FEW or s.dep[t] == "npadvmod" or s.lower[s.head[t]] in _UNITS:
        return False
    dated = s.dep[t] in ("pobj", "npadvmod") and len(s.lower[t]) == _YEAR and s.lower[t].isdigit()
    calendar = s.lower[s.head[t]] in _MONTHS or any(s.lower[c] in _MONTHS for c in s.children[t])
    return not dated and not calendar


def _roughly(s: Syntax, words: Sequence[int], tables: StanceTables) -> bool:
    """ "At about 2 billion", "at 4,000 to 7,000", "at up to 600"."""
    lower = [s.lower[t] for t in words]
    numbers = [k for k, t in enumerate(words) if s.tag[t] == "CD"]
    spread = any(b - a == 2 and lower[a + 1] in ("to", "-", "–", "and", "or") for a, b in pairwise(numbers))
    return spread or not tables.words["estimate"]["about"].isdisjoint(lower)


def _sided(s: Syntax, head: int, resolve: Callable[[int], Actor]) -> bool:
    """Whether a subject is a side: a party that is known, or an army, a government, rebels who are not named."""
    if s.lower[head] == "they":
        return True
    if s.tag[head][:1] != "N" or s.lemma[head].lower() in _VEHICLES:
        return False
    actor = resolve(head)
    if set(actor.parties) - BYSTANDERS:
        return True
    armed = any(role in actor.rule for role in ("forces", "rebels", "gunmen", "police"))
    return armed or s.lemma[head].lower() in _RULERS


def _own(s: Syntax, head: int, by: Actor, resolve: Callable[[int], Actor], *, future: bool, quoted: bool) -> bool:
    """Whether a subject is the speaker, or the speaker's own people."""
    owners = {s.lower[c] for c in s.children[head] if s.dep[c] == "poss"}
    if s.lower[head] in FIRST or owners & FIRST:
        return True
    known = set(by.parties) - {"unattributed", "narrator"}
    meant = set(resolve(head).parties) - {"unattributed", "narrator"}
    unnamed = not known and any(role in by.rule for role in ("official", "forces"))
    if unnamed and by.text.lower().split()[:1] in (["their"], ["its"]):
        return True  # "The rebels will not attend, their spokesman said"
    if unnamed and future and not meant and s.lemma[head].lower() in _STATE:
        return True
    if quoted and (s.lower[head] in _THIRD or owners & THIRD_OWNERS):
        return False  # in the speaker's own mouth they are others
    if s.lower[head] in ("it", "they") or owners & {"its", "their"}:
        return True  # right under the verb of saying it is the speaker, most often
    if s.lower[head] in _THIRD or owners & THIRD_OWNERS:
        return not meant or not known or bool(meant & known)
    if s.lower[head] in _PARTS or s.tag[head] == "CD":
        return any(s.lower[t] in FIRST | THIRD_OWNERS for t in range(*s.edges(head)))
    return bool(meant & known)
