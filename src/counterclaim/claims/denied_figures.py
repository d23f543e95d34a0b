"""Figures inside what their speaker calls untrue: "it was false that 500 had been captured" gives no count of 500."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.claims.assembly import Draft
from counterclaim.claims.said import StanceTables
from counterclaim.claims.syntax import Syntax, inside

#: The rules by which a whole statement is a denial of what stands under it.
_UNTRUE = ("content:false", ">statement-called", ">statement-rejected")
_CLAUSES = frozenset({"ccomp", "csubj", "csubjpass", "acl", "xcomp", "advcl"})
_QUALITIES = frozenset({"acomp", "attr", "oprd", "advmod"})
_TRUE = frozenset({"true", "correct", "accurate", "so", "case"})


def deny_figures(drafts: Sequence[Draft], s: Syntax, tables: StanceTables) -> None:
    """Turn figures that their speaker asserts into denied ones where they hang under the talk that is called untrue.

    Only what hangs there is denied: "the report of 500 dead was false, and five had died" still counts five.
    """
    denials = [d for d in drafts if d.toll is None and d.stance == "denies" and d.stance_rule.endswith(_UNTRUE)]
    for denial in denials:
        for draft in drafts:
            held = draft.toll is not None and draft.speech is denial.speech and inside(draft.anchor, denial.unit)
            if held and draft.stance in ("asserts", "estimates") and _under_talk(s, draft.anchor, tables):
                draft.stance, draft.stance_rule = "denies", denial.stance_rule
                draft.evidence = list(denial.evidence)


def _under_talk(s: Syntax, token: int, tables: StanceTables) -> bool:
    """Whether a word is part of a report that is named or of a clause that is called true or false."""
    talk = tables.denial["talk"] | tables.denial["rejected"]
    first = s.sentence_range(token)[0]
    while s.head[token] != token and token >= first:
        above = s.head[token]
        if s.tag[token][:2] == "NN" and s.lemma[token].lower() in talk:
            return True
        if s.dep[token] in _CLAUSES and _called_untrue(s, above, tables):
            return True
        token = above
    return False


def _called_untrue(s: Syntax, verb: int, tables: StanceTables) -> bool:
    """ "It was false that", "it was a lie that", "it was not true that": by the verb, or by the word itself."""
    negated = any(s.dep[c] == "neg" for c in s.children[verb])
    for t in (verb, *(c for c in s.children[verb] if s.dep[c] in _QUALITIES)):
        lemma = s.lemma[t].lower()
        if lemma in (_TRUE if negated else tables.denial["adjectives"] | tables.denial["nouns"]):
            return True
    return False
