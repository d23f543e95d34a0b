"""Participants: who is on either end of an event, for which party, in which of PLOVER's sectors.

In: a report's assembly and the head words of an event's arguments. Out: `Participant`s. Rules, first that fits: the
actor that the phrase names; the parties that its words name ("Afghan guerrillas", "U.S. and Russian negotiators");
for a pronoun that nothing is known of, whoever acts in the clause above ("Nigeria announced that it will"); for
people and bodies without a country the one country that the sentence names. Each says so in its `rule`. A bare state
has no sector.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterclaim.claims.assembly import Assembly
from counterclaim.claims.clauses import doers
from counterclaim.records import Actor
from counterclaim.reference import Reference

ParticipantRule = Literal["argument", "named in the complement", "who acts above", "country of the sentence"]
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
        rows: dict[str, str] = table["words"]
        self.words = {word: sector for sector, words in rows.items() for word in words.split()}
        self.counts = frozenset(table["counts"]["words"].split())
        self.demonyms: set[str] = set()
        self.peoples: set[str] = set(table["peoples"]["words"].split())
        self.capitals: set[str] = set()
        self.others = frozenset(reference.table("roles")["words"]["apart"])
        self.groups = frozenset(reference.table("groups"))
        for row in reference.table("countries").values():
            if isinstance(row, dict):
                self.capitals.update(name.lower() for name in [*row.get("capitals", ()), *row.get("government", ())])
                self.peoples.update(name.lower() for name in row.get("people", ()))
                self.demonyms.update(name.lower() for name in row.get("adjectives", ()))


def participants(assembly: Assembly, table: SectorTable, heads: tuple[int, ...]) -> tuple[Participant, ...]:
    """Who stands at `heads`, each once."""
    return tuple(dict.fromkeys(_participant(assembly, table, head) for head in heads))


def _participant(assembly: Assembly, table: SectorTable, head: int) -> Participant:
    s = assembly.s
    start, end = s.edges(head)
    # What is coordinated with it stands on the same end by itself.
    end = next((s.edges(c)[0] for c in s.children[head] if c > head and s.dep[c] == "conj"), end)
    actor = assembly.actors.resolve(start, end, head)
    named = named_parties(assembly, table, head)
    own = tuple(p for p in actor.parties if not p.islower())
    sector = sector_at(assembly, table, head, actor)
    rule: ParticipantRule = "argument"
    joined = _coordinated(assembly, head)
    parties = joined if len(joined) > 1 and set(own) <= set(joined) else own or named[:1]
    if parties and sector is None and s.tag[head][:2] == "NN" and not s.tag[head].startswith("NNP"):
        sector = sector_beside(assembly, table, head, parties[0])
    if s.tag[head].startswith("PRP") and not (parties and sector):
        above = _who_acts_above(assembly, head)
        if above is not None and above != head:
            held = _participant(assembly, table, above)
            if held.parties and (not parties or parties == held.parties):
                return Participant(
                    actor=actor, named=named, rule="who acts above", parties=held.parties, sector=held.sector
                )
    if not parties and sector is not None and s.lower[head] not in table.others:
        state = _state(assembly, head)
        if state is not None:
            parties, rule = (state,), "country of the sentence"
    return Participant(actor=actor, named=named, rule=rule, parties=parties, sector=sector)


def named_parties(assembly: Assembly, table: SectorTable, head: int) -> tuple[str, ...]:
    """The parties that a noun phrase names: before its head, else in the phrases after it, up to a clause.

    "Israel's militia ally" names none: it is somebody else.
    """
    s = assembly.s
    if s.lower[head] in table.others:
        return ()
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
    for verb in verbs if s.tag[pronoun] == "PRP$" else verbs[1:]:
        who = doers(s, verb)
        if who:
            return who[0]
    return None


def _state(assembly: Assembly, head: int) -> str | None:
    """The one state that a sentence names, whoever stands for it; of several the one where its verb has it happen."""
    s = assembly.s
    start, end = s.sentence_range(head)
    states = _only_states(assembly, start, end)
    if len(states) == 1:
        return states[0]
    verb = next((i for i in s.above(head) if s.tag[i][:1] == "V"), None)
    if verb is None:
        return None
    near = (verb, *(c for c in s.children[verb] if s.dep[c] == "dobj"))
    places = [p for i in near for c in s.children[i] if s.lower[c] in ("in", "at") for p in s.children[c]]
    where = [found for p in places if len(found := _only_states(assembly, *s.edges(p))) == 1]
    return where[0][0] if where else None


def _only_states(assembly: Assembly, start: int, end: int) -> tuple[str, ...]:
    return tuple(p for p in assembly.actors.parties_in(start, end) if len(p) == 3 and p.isupper())


def sector_at(assembly: Assembly, table: SectorTable, head: int, actor: Actor | None = None) -> str | None:
    """The sector of a noun phrase: by its head, then by what stands before it ("opposition leader X": OPP)."""
    s = assembly.s
    start, _ = s.edges(head)
    if s.lemma[head].lower() in table.counts:
        inner = next(
            (p for c in s.children[head] if s.lower[c] == "of" for p in s.children[c] if s.dep[p] == "pobj"), None
        )
        found = sector_at(assembly, table, inner) if inner is not None else None
        if found is not None:
            return found
    before = [i for i in range(max(start, head - _PHRASE), head) if not _is_apart(assembly, i, head)]
    of = next((c for c in s.children[head] if s.lower[c] == "of"), None)
    whose = range(of, min(s.edges(of)[1], of + _PHRASE)) if of is not None else ()
    if any(s.lower[i] == "opposition" for i in (*before, *whose)):
        return "OPP"
    for i in (head, *reversed(before)):
        tail = i > start and s.lower[i - 1] == "-"  # "Secretary-General": a general of nobody
        found = None if tail else table.words.get(s.lower[i]) or table.words.get(s.lemma[i].lower())
        if found is not None:
            return found
    titled = next((c for c in s.children[head] if s.dep[c] == "appos" and c - head < _PHRASE), None)
    if titled is not None and s.tag[head].startswith("NNP"):
        found = table.words.get(s.lemma[titled].lower())
        if found is not None:
            return found
    return _by_name(assembly, table, head, actor)


def _by_name(assembly: Assembly, table: SectorTable, head: int, actor: Actor | None) -> str | None:
    """The sector of a capital, a people, a group, or of the role that an earlier mention gives."""
    s = assembly.s
    last = s.lower[head]
    if last in table.capitals and s.tag[head].startswith("NNP"):
        return "CVL" if s.dep[head] == "pobj" and s.lower[s.head[head]] in ("in", "into", "to", "near") else "GOV"
    if last in table.peoples or (s.tag[head] in ("NNPS", "NNS") and last.removesuffix("s") in table.demonyms):
        return "CVL"
    if actor is None:
        actor = assembly.resolve(head)
    for word in reversed((actor.role or "").lower().split()):
        if word in table.words:
            return table.words[word]
    if any(p.endswith("-CIV") for p in actor.parties):
        return "CVL"
    return "REB" if actor.actor in table.groups and actor.parties == (actor.actor,) else None


def sector_beside(assembly: Assembly, table: SectorTable, part: int, party: str) -> str | None:
    """The sector of the noun phrase below `part` whose words name `party`."""
    s = assembly.s
    for i in range(*s.edges(part)):
        noun = s.tag[i][:2] in ("NN", "PR") and s.dep[i] not in ("compound", "amod", "nmod")
        if noun and party in assembly.actors.parties_in(s.edges(i)[0], i + 1):
            return sector_at(assembly, table, i)
    return None


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
