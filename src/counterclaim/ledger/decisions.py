"""What people decided about claims, and which claim of today each decision holds on to.

Decisions are kept as they were made; undoing one is another record. Where they hold is found anew at each reading: by
the claim's key, else by the exact words and their surroundings in the same report, else nowhere: such a decision is an
orphan, shown and never dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from sqlalchemy import Connection, select

from counterclaim.codec import to_json
from counterclaim.errors import NotFound, UsageError
from counterclaim.ledger import tables
from counterclaim.ledger.find import find_claim, find_text, is_current
from counterclaim.ledger.packing import Packs, claim_rows, restore
from counterclaim.records import Anchor, Claim, Decision, DecisionKind, content_hash

#: How many characters before and after the evidence a decision remembers.
SURROUNDINGS = 40
#: The grade of what was not judged: reliability can't be judged (F), truth can't be judged (6). Source: the Admiralty
#: system, NATO AJP-2.1 (2016), tables of reliability A to F and credibility 1 to 6.
UNJUDGED = "F6"
_GRADE = re.compile("[A-F][1-6]")
Hold = Literal["key", "words", "orphaned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A decision with the current claims that it is about; None is one that was not found.

    `how`: by `key`, by its `words` (re-anchored), or `orphaned`, for the weaker of its two claims. `undone`: a later
    record takes it back.
    """

    decision: Decision
    claim_id: str | None
    other_id: str | None
    how: Hold
    undone: bool


def decide(connection: Connection, decision: Decision, *, at: str) -> Decision:
    """Record a decision that `check` passed; one that stands already is given back as it is."""
    made = _decisions(connection)
    undone = {one.undoes for one in made}
    same = [one for one in made if replace(one, id="", at="") == replace(decision, id="", at="")]
    for one in same:
        if one.id not in undone:
            return one
    parts = to_json(replace(decision, id="", at=""))
    decision = replace(decision, id=content_hash(parts, str(len(same)))[:24], at=at)
    row = {
        "id": decision.id,
        "kind": decision.kind,
        "key": decision.anchor.key,
        "other_key": decision.other and decision.other.key,
        "undoes": decision.undoes,
        "at": at,
        "record": to_json(decision, brief=True),
    }
    connection.execute(tables.decision.insert(), row)
    return decision


def check(decision: Decision) -> None:
    """Raise UsageError for a decision whose parts do not fit its kind."""
    kind = decision.kind
    if kind not in get_args(DecisionKind):
        raise UsageError(f"no kind of decision {kind!r}; expected one of {', '.join(get_args(DecisionKind))}")
    for name, given, needed in (
        ("another claim", decision.other is not None, kind in ("merge", "split")),
        ("a field", decision.field is not None, kind == "correct"),
        ("a grade", decision.grade is not None, kind == "grade"),
        ("a decision to undo", decision.undoes is not None, kind == "undo"),
    ):
        if given != needed:
            raise UsageError(
                f"a decision to {kind} {'needs' if needed else 'takes no'} {name[2:] if not needed else name}"
            )
    if decision.grade is not None and not _GRADE.fullmatch(decision.grade):
        raise UsageError(
            f"no grade {decision.grade!r}; expected A to F for the source and 1 to 6 for the claim, as in B2"
        )
    if not decision.by.strip():
        raise UsageError("a decision needs the name of who made it")


def anchor_of(connection: Connection, claim_id: str) -> Anchor:
    """What holds on to a claim. Raises NotFound."""
    claim = find_claim(connection, claim_id)
    return _anchor(claim, find_text(connection, claim.text_id).content)


def find_decision(connection: Connection, decision_id: str) -> Decision:
    """The decision with that id (in full). Raises NotFound."""
    record = connection.execute(select(tables.decision.c.record).where(tables.decision.c.id == decision_id)).scalar()
    if record is None:
        raise NotFound(f"no decision {decision_id} in this ledger")
    return restore(Decision, record)


def find_decisions(connection: Connection) -> list[Held]:
    """All decisions in the order in which they were made, with what each holds on to now."""
    made = _decisions(connection)
    undone = {one.undoes for one in made}
    held = []
    for one in made:
        claim_id, how = _hold(connection, one.anchor)
        other_id, other_how = (None, how) if one.other is None else _hold(connection, one.other)
        weaker: Hold = max(how, other_how, key=("key", "words", "orphaned").index)
        held.append(Held(decision=one, claim_id=claim_id, other_id=other_id, how=weaker, undone=one.id in undone))
    return held


def _decisions(connection: Connection) -> list[Decision]:
    query = select(tables.decision.c.record).order_by(tables.decision.c.n)
    return [restore(Decision, record) for record in connection.execute(query).scalars()]


def _anchor(claim: Claim, content: str) -> Anchor:
    start = min(span.start for span in claim.evidence) if claim.evidence else 0
    end = max(span.end for span in claim.evidence) if claim.evidence else 0
    return Anchor(
        key=claim.key,
        report_id=claim.report_id,
        kind=claim.kind,
        words=claim.quote,
        before=content[max(0, start - SURROUNDINGS) : start],
        after=content[end : end + SURROUNDINGS],
    )


def _hold(connection: Connection, anchor: Anchor) -> tuple[str | None, Hold]:
    """The current claim that an anchor holds on to."""
    claim = tables.claim.c
    query = select(claim.id).where(claim.key == anchor.key, is_current()).order_by(claim.report_id != anchor.report_id)
    found = connection.execute(query.limit(1)).scalar()
    if found is not None:
        return found, "key"
    moved = _by_words(connection, anchor)
    return (None, "orphaned") if moved is None else (moved, "words")


def _by_words(connection: Connection, anchor: Anchor) -> str | None:
    """The one claim of the report with exactly these words and, on one side at least, exactly these surroundings.

    None when several fit equally: a decision must not slip to another claim.
    """
    columns = tables.claim.c
    query = claim_rows().where(
        columns.report_id == anchor.report_id, columns.quote == anchor.words, columns.kind == anchor.kind, is_current()
    )
    packs = Packs(connection)
    alike = [packs.claim(row) for row in connection.execute(query)]
    fits = Counter({one.id: _fit(anchor, _anchor(one, find_text(connection, one.text_id).content)) for one in alike})
    best: Sequence[tuple[str, int]] = fits.most_common(2)
    if not best or best[0][1] == 0 or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _fit(anchor: Anchor, other: Anchor) -> int:
    return (anchor.before == other.before) + (anchor.after == other.after)
