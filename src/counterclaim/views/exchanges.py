"""Said and answered: each statement with the denials, confirmations and silences that meet it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from counterclaim.records import Claim, Event
from counterclaim.views import wording
from counterclaim.views.accounts import SaidAnswered, Saying
from counterclaim.views.excerpts import said_words
from counterclaim.views.safety import one_line
from counterclaim.views.shelf import Shelf
from counterclaim.views.sides import base, is_side, mark_of

#: How a claim is put in words, given the marks and reports of its page.
Wording = Callable[[Claim], Saying]


def saying(claim: Claim, marks: Mapping[str, str], shelf: Shelf) -> Saying:
    """One claim as a statement: speaker, verb, words."""
    speaker = one_line(wording.speaker(claim.by, shelf.report(claim.report_id).outlet))
    party = "+".join(claim.by.parties) or claim.by.actor
    return Saying(
        claim_id=claim.id,
        party=party,
        mark=mark_of(party, marks),
        speaker=speaker,
        relay=tuple(one_line(wording.speaker(actor)) for actor in claim.relay),
        stance=claim.stance,
        verb=wording.verb(claim.stance, speaker),
        words=one_line(said_words(claim, shelf.text(claim.text_id))),
        quote=one_line(claim.quote),
        named=one_line(wording.short_speaker(claim.by, shelf.report(claim.report_id).outlet)),
    )


def said_once(sayings: Iterable[Saying]) -> tuple[Saying, ...]:
    """Each statement once, in the order of the first print, with the claims of the others."""
    groups: dict[object, list[Saying]] = {}
    for item in sayings:
        groups.setdefault(_same(item), []).append(item)
    return tuple(replace(group[0], again=tuple(item.claim_id for item in group[1:])) for group in groups.values())


def _same(item: Saying) -> tuple[object, ...]:
    return item.party, item.speaker, item.relay, item.stance, item.words


def said_answered(
    event: Event, ordered: Sequence[Claim], claims: Mapping[str, Claim], word: Wording
) -> tuple[tuple[SaidAnswered, ...], frozenset[str]]:
    """Join each statement with what answers it; statements that one denial answers share a row."""
    links = _links(event, ordered, claims)
    answers = {answer for answer, _ in links}
    row_of: dict[str, int] = {}
    rows: list[set[str]] = []
    for pair in links:
        known = sorted({row_of[c] for c in pair if c in row_of})
        joined = set(pair).union(*(rows[index] for index in known))
        for index in known:
            rows[index] = set()
        rows.append(joined)
        row_of.update(dict.fromkeys(joined, len(rows) - 1))
    rows = _said_alike(rows, answers, claims, word)
    accused: dict[object, set[str]] = {}
    for claim in ordered:
        if claim.stance == "accuses" and claim.id not in row_of:
            accused.setdefault(_same(word(claim)), set()).add(claim.id)
    rows.extend(accused.values())
    at = {claim.id: index for index, claim in enumerate(ordered)}
    made: list[tuple[int, SaidAnswered]] = []
    for row in filter(None, rows):
        said = sorted(row - answers or row, key=at.__getitem__)
        answered = sorted(row - set(said), key=at.__getitem__)
        made.append((at[said[0]], _exchange([claims[c] for c in said], [claims[c] for c in answered], word)))
    made.sort(key=lambda pair: pair[0])
    return tuple(row for _, row in made), frozenset().union(*rows)


def _said_alike(
    rows: Sequence[set[str]], answers: set[str], claims: Mapping[str, Claim], word: Wording
) -> list[set[str]]:
    """The rows with those joined whose statements are the same words of the same speaker, printed again."""
    alike: dict[object, set[str]] = {}
    for index, row in enumerate(rows):
        said = frozenset(_same(word(claims[claim])) for claim in row - answers)
        alike.setdefault(said or index, set()).update(row)
    return list(alike.values())


def _links(event: Event, ordered: Sequence[Claim], claims: Mapping[str, Claim]) -> list[tuple[str, str]]:
    """(answer, what it answers) for the event's replies and for answers within one report."""
    by_key: dict[str, list[str]] = {}
    for claim in ordered:
        by_key.setdefault(claim.key, []).append(claim.id)
    pairs = [(reply.claim_id, reply.to_claim_id) for reply in event.replies]
    links = [pair for pair in pairs if pair[0] in claims and pair[1] in claims]
    for claim in ordered:
        if claim.about is not None:
            targets = by_key.get(claim.about.key, ())
            links.extend((claim.id, target) for target in targets if target != claim.id)
    return list(dict.fromkeys(links))


def _exchange(said: Sequence[Claim], answered: Sequence[Claim], word: Wording) -> SaidAnswered:
    spoke = {base(party) for claim in (*said, *answered) for party in claim.by.parties}
    doers = [actor for claim in said if claim.stance == "accuses" for actor in claim.actors]
    accused = [party for actor in doers for party in actor.parties]
    first = said[0]
    typed = next((claim for claim in said if claim.event_type), first)
    return SaidAnswered(
        subject=wording.subject(typed),
        said=said_once(word(claim) for claim in said),
        answered=said_once(word(claim) for claim in answered),
        unheard=tuple(dict.fromkeys(base(code) for code in accused if is_side(code) and base(code) not in spoke)),
    )
