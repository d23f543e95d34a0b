"""Participants: who is on either end of an event, for which party, in which of PLOVER's sectors.

In: a report's assembly and the head words of an event's arguments. Out: `Participant`s. Rules, first that fits: the actor
that the phrase names; the parties that its words name ("Afghan guerrillas", "U.S. and Russian negotiators"); for a pronoun
that nothing is known of, whoever acts in the clause above ("Nigeria announced that it will"); for people and bodies without
a country the one country that the sentence names. Each says so in its `rule`. A bare state has no sector.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterclaim.claims.assembly import Assembly
from counterclaim.claims.clauses import doers
from counterclaim.records import Actor
from counterclaim.reference import Reference

ParticipantRule = Literal["argument", "named in the complement", "who acts above", "country of the sentence"]
#: Kinds of speakers and doers that are no party: a country may be inherited.
_NO_PARTY = frozenset({"unattributed", "narrator", "residents", "witnesses", "medics", "expert", "rebels", "police", "relatives"})
_UP = 8
_PHRASE = 12  # tokens of a phrase that are looked at for its sector


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody on one end of an event: who it is, the parties it stands for, its sector.

    `named` tells a country where the actor's own party is none ("Afghan guerrillas"). `actor` is None for a
    recipient that is only named inside what the predicate says. `parties` is what the rules of the module give.
    """

    actor: Actor | None
    named: tuple[str, ...]
    rule: ParticipantRule
    parties: tuple[str, ...] = ()
    sector: str | None = None


class SectorTable:
    """Words for what somebody is, by PLOVER's sectors."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("sectors")
        self.words = {word: sector for sector, words in table["words"].items() for word in words.split()}
        self.demonyms: set[str] = set()
        self.peoples: set[str] = set()
        self.capitals: set[str] = set()
        for row in reference.table("countries").values():
            if isinstance(row, dict):
                self.capitals.update(name.lower() for name in [*row.get("capitals", ()), *row.get("government", ())])
                self.peoples.update(name.lower() for name in row.get("people", ()))
                self.demonyms.update(name.lower() for name in row.get("adjectives", ()))


def participants(assembly: Assembly, table: SectorTable, heads: tuple[int, ...]) -> tuple[Participant, ...]:
    """Who stands at `heads`, each once."""
    return tuple(dict.fromkeys(_participant(assembly, table, head) for head in heads))


def _participant(assembly: Assembly, table: SectorTable, head: int) -> Participant:
    actor = assembly.resolve(head)
    named = named_parties(assembly, head)
    own = tuple(p for p in actor.parties if p not in _NO_PARTY)
    sector = sector_at(assembly, table, head)
    rule: ParticipantRule = "argument"
    joined = _coordinated(assembly, head)
    parties = joined if len(joined) > 1 and set(own) <= set(joined) else own or named[:1]
    if not parties and assembly.s.tag[head].startswith("PRP"):
        above = _who_acts_above(assembly, head)
        if above is not None and above != head:
            held = _participant(assembly, table, above)
            if held.parties:
                return Participant(
                    actor=actor, named=named, rule="who acts above", parties=held.parties, sector=held.sector
                )
    if not parties and sector is not None:
        states = _states(assembly, head)
        if len(states) == 1:
            parties, rule = states, "country of the sentence"
    return Participant(actor=actor, named=named, rule=rule, parties=parties, sector=sector)


def named_parties(assembly: Assembly, head: int) -> tuple[str, ...]:
    """The parties that a noun phrase names: before its head, else in the phrases after it, up to a clause."""
    s = assembly.s
    start, end = s.edges(head)
    stop = next((c for c in s.children[head] if c > head and s.dep[c] in ("relcl", "acl", "conj", "appos")), end)
    before = assembly.actors.parties_in(start, head + 1)
    return before or assembly.actors.parties_in(head + 1, max(head + 1, stop))


def _coordinated(assembly: Assembly, head: int) -> tuple[str, ...]:
    """ "U.S. and Russian negotiators": the parties of modifiers joined before the head."""
    s = assembly.s
    before = range(s.edges(head)[0], head)
    if head - before.start > _PHRASE or not any(s.lower[i] in ("and", "or") for i in before):
        return ()
    return assembly.actors.parties_in(before.start, head)


def _who_acts_above(assembly: Assembly, pronoun: int) -> int | None:
    s = assembly.s
    verbs = [i for i in s.above(pronoun)[:_UP] if s.tag[i][:1] == "V"]
    for verb in verbs[1:]:
        who = doers(s, verb)
        if who:
            return who[0]
    return None


def _states(assembly: Assembly, head: int) -> tuple[str, ...]:
    """The states that a sentence names, whoever stands for them."""
    start, end = assembly.s.sentence_range(head)
    return tuple(p for p in assembly.actors.parties_in(start, end) if len(p) == 3 and p.isupper())


def sector_at(assembly: Assembly, table: SectorTable, head: int) -> str | None:
    """The sector of a noun phrase: by its head, then by what stands before it ("opposition leader X": OPP)."""
    s = assembly.s
    start, end = s.edges(head)
    if s.lower[head] == "group" or s.lemma[head].lower() in ("hundred", "thousand", "member", "number", "dozen", "million"):
        inner = next((p for c in s.children[head] if s.lower[c] == "of" for p in s.children[c] if s.dep[p] == "pobj"), None)
        found = sector_at(assembly, table, inner) if inner is not None else None
        if found is not None:
            return found
    before = [i for i in range(max(start, head - _PHRASE), head) if not _is_apart(assembly, i, head)]
    if any(s.lower[i] == "opposition" for i in before):
        return "OPP"
    for i in (head, *reversed(before)):
        found = table.words.get(s.lower[i]) or table.words.get(s.lemma[i].lower())
        if found is not None:
            return found
    titled = next((c for c in s.children[head] if s.dep[c] == "appos" and c - head < _PHRASE), None)
    if titled is not None and s.tag[head].startswith("NNP"):
        found = table.words.get(s.lemma[titled].lower())
        if found is not None:
            return found
    if s.lower[head] in table.capitals and s.tag[head].startswith("NNP"):
        return "GOV"
    last = s.lower[head]
    if last in table.peoples or (s.tag[head] in ("NNPS", "NNS") and last.removesuffix("s") in table.demonyms):
        return "CVL"
    actor = assembly.resolve(head)
    if any(p.endswith("-CIV") for p in actor.parties):
        return "CVL"
    return "REB" if actor.actor not in actor.parties and "group" in actor.rule else None


def _is_apart(assembly: Assembly, i: int, head: int) -> bool:
    """Whether a word before a head belongs to a clause or phrase of its own."""
    s = assembly.s
    at = i
    for _ in range(_PHRASE):
        if at == head:
            return False
        if s.dep[at] in ("relcl", "prep", "acl", "advcl", "poss"):
            return True
        at = s.head[at]
    return True
