"""What a pronoun refers to: the earlier mention of a fitting kind that leads in salience.

In: the mentions and speech acts of one report. Out: the index of a mention. Guarantee: a pronoun never
refers forward, out of a quotation into it, or more than a few sentences back; the speakers of a report are told in
one pass.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from counterclaim.claims.actor_mentions import Mention
from counterclaim.claims.actor_roles import RoleIndex
from counterclaim.claims.actor_speech import SpeechAct
from counterclaim.claims.actor_tokens import Tokens

LOOK_BACK = 40  # mentions searched for what a pronoun or short form refers to
_SENTENCES_BACK = 4
_PARTY_SENTENCES_BACK = 2
_SPEECH_BACK = 2  # sentences back to the speech act that "it said" goes on with
_THING_KINDS = frozenset(
    {"official", "forces", "police", "rebels", "ngo", "media", "expert", "document", "activists", "head", "medics"}
)
_PERSON_KINDS = frozenset({"residents", "witnesses"})


class Pronouns:
    """The pronouns of one report."""

    def __init__(
        self, tokens: Tokens, mentions: Sequence[Mention], roles: RoleIndex, speech: Sequence[SpeechAct]
    ) -> None:
        self._t = tokens
        self._mentions = mentions
        self._roles = roles
        self._words = roles.words
        self._starts = [m.start for m in mentions]
        self._speech = speech
        #: For each pronoun that speaks, the mention that it stands for; filled in order, so chains need no recursion.
        self._speakers: dict[int, int | None] = {}
        for act in speech:
            if tokens.tag[act.speaker] == "PRP":
                self._speakers[act.speaker] = self._speaker(act)

    def speaker(self, token: int) -> int | None:
        """The mention that a pronoun which is the source of words stands for."""
        return self._speakers[token] if token in self._speakers else self.refers_to(token)

    def refers_to(self, token: int) -> int | None:
        """The mention that the pronoun at `token` stands for."""
        lower = self._t.lower[token]
        if lower in self._words["pronouns_relative"]:
            return self._relative(token)
        return self._salient(token, [(j, m) for j, m in self._candidates(token) if self._fits(token, lower, m)])

    def one_of_two(self, m: Mention, noun: str) -> int | None:
        """ "the latter", "the former": the last of those in the sentence before, or the one before that.

        Persons go first; where there are not two of them, whatever has a party.
        """
        here = self._t.sentence[m.start]
        at = bisect_left(self._starts, m.start) - 1
        back = [j for j in range(at, max(-1, at - LOOK_BACK), -1) if self._t.sentence[self._mentions[j].start] < here]
        near = [
            j
            for j in back
            if self._t.sentence[self._mentions[j].start] == self._t.sentence[self._mentions[back[0]].start]
        ]
        persons = [j for j in near if self._mentions[j].person and self._mentions[j].name is not None]
        parties = [j for j in near if self._mentions[j].kind == "entity"]
        of = persons if len(persons) > 1 else parties
        if len(of) < 2:
            return None
        return of[0] if noun == "latter" else of[1]

    # -- speakers ------------------------------------------------------------------------------

    def _speaker(self, act: SpeechAct) -> int | None:
        """Who spoke last, if the pronoun fits them and nobody else led a sentence since; else as any pronoun.

        Rule: in "The rebels took the town, it said" the speaker goes on from the sentences before; the words
        that it speaks of are no antecedent.
        """
        token, lower = act.speaker, self._t.lower[act.speaker]
        here = self._t.sentence[token]
        at = bisect_left(self._speech, token, key=lambda a: a.speaker)
        for earlier in reversed(self._speech[max(0, at - LOOK_BACK) : at]):
            spoke = earlier.speaker
            if here - self._t.sentence[spoke] > (0 if self._t.listing else _SPEECH_BACK):
                break
            j = self._speakers.get(spoke) if self._t.tag[spoke] == "PRP" else self.index_of(spoke)
            if j is not None and self._fits(token, lower, self._mentions[j], far=True):
                led = self._led_since(token, lower, spoke)
                return j if led is None else led
        return self.refers_to(token)

    def _led_since(self, token: int, lower: str, spoke: int) -> int | None:
        """The last subject that fits, in a sentence between the speech act and the pronoun's own, if one leads."""
        here, there = self._t.sentence[token], self._t.sentence[spoke]
        for j, m in self._candidates(token):
            if there < self._t.sentence[m.start] < here and m.subject and self._fits(token, lower, m):
                return j
        return None

    # -- candidates ----------------------------------------------------------------------------

    def index_of(self, token: int) -> int | None:
        """The mention that covers `token`."""
        i = bisect_right(self._starts, token) - 1
        return i if i >= 0 and token < self._mentions[i].end else None

    def _fits(self, token: int, lower: str, m: Mention, far: bool = False) -> bool:
        words = self._words
        if lower in words["pronouns_person"]:
            wrong = "m" if lower in ("she", "her", "herself", "hers") else "f"
            return m.gender != wrong and (m.antecedent is not None or _is_person(m) or is_person_role(m, self._roles))
        plural = lower in words["pronouns_plural"]
        if not plural and lower not in words["pronouns_thing"]:
            return False
        near = far or self._t.sentence[token] - self._t.sentence[m.start] <= _PARTY_SENTENCES_BACK
        return near and _is_party(m, plural) and (plural or not is_person_role(m, self._roles))

    def _candidates(self, token: int) -> Iterator[tuple[int, Mention]]:
        """Earlier mentions that a pronoun at `token` may refer to, nearest first."""
        t = self._t
        i = bisect_right(self._starts, token) - 1
        for j in range(i, max(-1, i - LOOK_BACK), -1):
            m = self._mentions[j]
            if t.sentence[token] - t.sentence[m.start] > (0 if t.listing else _SENTENCES_BACK):
                return
            if m.end <= token and (not m.quoted or t.quoted[token]):
                yield j, m

    def _salient(self, token: int, fits: list[tuple[int, Mention]]) -> int | None:
        """The nearest subject of this sentence, else the first subject of the last sentence that has one.

        Rule: subjects lead in salience, the main clause's before others (centering: Grosz, Joshi, Weinstein 1995).
        """
        subjects = [(j, self._t.sentence[m.start]) for j, m in fits if m.subject]
        if not subjects:
            return fits[0][0] if fits else None
        nearest, sentence = subjects[0]
        if sentence == self._t.sentence[token]:
            return nearest
        return [j for j, number in subjects if number == sentence][-1]

    def _relative(self, token: int) -> int | None:
        verb = self._t.head[token]
        for _ in range(4):
            above = self._t.head[verb]
            if self._t.dep[verb] in ("relcl", "acl") and above < token:
                i = self.index_of(above)
                if i is not None:
                    return i
            verb = above
        i = bisect_right(self._starts, token) - 1
        return i if i >= 0 and token - self._mentions[i].end <= 1 else None


def _is_person(m: Mention) -> bool:
    return m.name is not None and m.person and (m.kind != "name" or m.subject)


def is_person_role(m: Mention, roles: RoleIndex) -> bool:
    """Whether it is a singular role of a person: "the spokesman", "a doctor"; not "the army", "the ministry"."""
    if m.role_noun is None or m.plural or m.name is not None:
        return False
    return m.kind in _PERSON_KINDS or roles.is_person(m.role_noun)


def _is_party(m: Mention, plural: bool) -> bool:
    if m.kind == "entity" and m.owner is not None:
        return m.owner.form not in ("adjective", "region", "person")
    if m.kind in ("name", "other", "former", "people") or m.person:
        return False
    if plural:
        return m.plural
    return not m.plural and m.kind in _THING_KINDS
