"""Which noun groups and pronouns of a report speak: what "it said" and "the statement" may refer to.

In: the columns of a report and the table of cues. Out: `SpeechAct`s in the order of their speakers.
Guarantee: one pass over the tokens; a speaker is the subject of a verb of speech or of giving an
account, or stands after "according to".
"""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.claims.actor_tokens import Tokens
from counterclaim.claims.cues import Cues
from counterclaim.reference import Reference

_LONGEST_SPEAKER = 10  # words: "the governor of the northern province of Norte de Santander"
_SILENT_KINDS = frozenset({"belief", "wish", "support"})


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """A speaker and its verb (or "according"), as tokens."""

    speaker: int
    verb: int


class SpeechReader:
    """Finds the speech acts of a report. Built once per process."""

    def __init__(self, reference: Reference) -> None:
        cues = Cues(reference)
        self._verbs = frozenset(
            lemma
            for lemma, readings in cues.verbs.items()
            if any(r.kind not in _SILENT_KINDS and r.frames & {"clause", "quote", "object"} for r in readings)
        )
        words = reference.table("roles")["words"]
        self._giving = cues.giving_verbs | frozenset(words["giving_account"])
        self._nouns = frozenset(cues.nouns) | cues.documents | cues.giving_nouns | frozenset(words["accounts"])

    def read(self, t: Tokens) -> list[SpeechAct]:
        """The speech acts of a report, in order of their speakers."""
        acts: list[SpeechAct] = []
        for i, tag in enumerate(t.tag):
            if tag[:2] == "VB":
                if t.lemma[i] in self._verbs or self._gives_account(t, i):
                    acts += [SpeechAct(c, i) for c in self._subjects(t, i)]
            elif t.lower[i] == "according":
                to = next((c for c in t.children[i] if t.lower[c] == "to"), i)
                acts += [SpeechAct(c, i) for c in t.children[to] if t.dep[c] == "pobj"]
        acts.sort(key=lambda act: act.speaker)
        return acts

    @staticmethod
    def _subjects(t: Tokens, verb: int) -> list[int]:
        """The subjects of a verb; where a long sentence's parse lost it, the noun between the last comma and the end.

        Rule: in "..., the governor of Tolima said." nothing but the speaker stands between the comma and the verb.
        """
        found = [c for c in t.children[verb] if t.dep[c] == "nsubj"]
        ends = verb + 1 == len(t.text) or t.text[verb + 1] == "." or t.line[verb + 1] != t.line[verb]
        if found or not ends or t.tag[verb] not in ("VBD", "VBZ"):
            return found
        first = max(0, verb - _LONGEST_SPEAKER)
        comma = next(
            (i for i in range(verb - 1, first - 1, -1) if t.text[i] == "," and t.line[i] == t.line[verb]), None
        )
        if comma is None:
            return found
        nouns = [i for i in range(comma + 1, verb) if t.tag[i][:2] == "NN" and t.tag[i + 1][:2] != "NN"]
        return [i for i in nouns if t.tag[i + 1] != "POS"][:1]

    def _gives_account(self, t: Tokens, verb: int) -> bool:
        """ "gave another account", "released a statement", "put the toll at 31"."""
        if t.lemma[verb] not in self._giving:
            return False
        return any(t.dep[c] == "dobj" and t.lemma[c] in self._nouns for c in t.children[verb])
