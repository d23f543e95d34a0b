"""Groups of copies: which reports print one text, where it likely comes from, what each changed.

In: reports with their texts, in parts of near copies with pairs of parts that share a passage. Out: `CopyGroup`s.
Guarantee: a pure function of the set of reports. A part that shares a passage with several others goes with the one
that it shares most with, and only with one that likely came before it: a round-up of two texts does not make the two
one text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from counterclaim.records import Claim, CopyGroup, CopyMember, Report, Text, content_hash
from counterclaim.reports.copies import Body, compare, read_body

Print = tuple[Report, Text]
_Rank = tuple[bool, bool, str, int, str]
#: Sorts after every date.
_UNDATED = "~"


def group_copies(parts: Sequence[Sequence[Print]], pairs: Collection[tuple[int, int]]) -> list[CopyGroup]:
    """The groups of one cluster, by id. `pairs` are indexes of parts; a report alone in the end is in no group."""
    bodies = {text.id: read_body(text) for part in parts for _, text in part}
    rank = _ranker((one for part in parts for one in part), bodies)
    firsts = [min(part, key=rank) for part in parts]
    host = _hosts(firsts, pairs, bodies, rank)
    together: defaultdict[int, list[Print]] = defaultdict(list)
    for index, part in enumerate(parts):
        root = index
        while host[root] is not None:
            root = host[root] or 0
        together[root].extend(part)
    groups = [_group(prints, bodies, rank) for prints in together.values() if len(prints) > 1]
    return sorted(groups, key=lambda group: group.id)


def find_origins(claims: Iterable[Claim], groups: Iterable[CopyGroup]) -> dict[str, str]:
    """Whose text is printed, by report or claim: the origin of every exact or near copy, and of the claims of a
    partial copy of which more than half stands in what it shares. Its other claims are its own.
    """
    origins: dict[str, str] = {}
    partial: dict[str, tuple[str, CopyMember]] = {}
    for group in groups:
        for member in group.members:
            if member.kind == "partial":
                partial[member.report_id] = group.origin, member
            else:
                origins[member.report_id] = group.origin
    for claim in claims:
        origin, copy = partial.get(claim.report_id, (None, None))
        if origin is not None and copy is not None and copy.text_id == claim.text_id and _copied(claim, copy):
            origins[claim.id] = origin
    return origins


def _copied(claim: Claim, copy: CopyMember) -> bool:
    inside = sum(
        max(0, min(span.end, shared.end) - max(span.start, shared.start))
        for span in claim.evidence
        for shared in copy.shared
    )
    return 2 * inside > sum(span.end - span.start for span in claim.evidence)


def _ranker(prints: Iterable[Print], bodies: Mapping[str, Body]) -> Callable[[Print], _Rank]:
    """How likely a print is the origin, lowest first: an agency that the prints credit publishes it itself, it credits
    an agency, it is dated first, it is longest.
    """
    credited = {name for report, _ in prints for name in _names(report.agency)}

    def rank(one: Print) -> _Rank:
        report, text = one
        itself = bool(_names(report.outlet) & credited)
        published = report.published.start if report.published is not None else _UNDATED
        return not itself, report.agency is None, published, -len(bodies[text.id].words), report.id

    return rank


def _names(names: str | None) -> set[str]:
    """The names in a credit or of an outlet, each as it stands and by its initials, as agencies sign."""
    found = set()
    for name in (names or "").split(","):
        words = re.findall(r"\w+", name)
        if words:
            found.add(" ".join(words).casefold())
        if len(words) > 2:
            found.add("".join(word[0] for word in words if word[0].isupper()).casefold())
    return found - {""}


def _rule(ranks: Sequence[_Rank]) -> str:
    """What told the first from the second."""
    best, second = sorted(ranks)[:2]
    names = ("agency-itself", "agency-credit", "earliest", "longest", "undecided")
    told = next(name for name, one, other in zip(names, best, second, strict=True) if one != other)
    return "only-dated" if told == "earliest" and second[2] == _UNDATED else told


def _hosts(
    firsts: Sequence[Print],
    pairs: Collection[tuple[int, int]],
    bodies: Mapping[str, Body],
    rank: Callable[[Print], _Rank],
) -> dict[int, int | None]:
    """For each part the part that its passage likely comes from."""
    best: dict[int, tuple[float, _Rank]] = {}
    host: dict[int, int | None] = dict.fromkeys(range(len(firsts)))
    for one, other in pairs:
        source, copy = sorted((one, other), key=lambda index: rank(firsts[index]))
        body = bodies[firsts[copy][1].id]
        shared = compare(body, bodies[firsts[source][1].id]).share * len(body.words)
        offer = -shared, rank(firsts[source])
        if copy not in best or offer < best[copy]:
            best[copy], host[copy] = offer, source
    return host


def _group(prints: Sequence[Print], bodies: Mapping[str, Body], rank: Callable[[Print], _Rank]) -> CopyGroup:
    ordered = sorted(prints, key=rank)
    origin, text = ordered[0]
    members = sorted((_member(one, bodies[text.id], bodies) for one in ordered[1:]), key=lambda one: one.report_id)
    return CopyGroup(
        id=content_hash(*sorted(report.id for report, _ in prints))[:24],
        origin=origin.id,
        rule=_rule([rank(one) for one in prints]),
        members=tuple(members),
    )


def _member(one: Print, origin: Body, bodies: Mapping[str, Body]) -> CopyMember:
    """One print against the origin. A copy of a copy that shares little with the origin is a partial one."""
    report, text = one
    found = compare(bodies[text.id], origin)
    return CopyMember(
        report_id=report.id,
        text_id=text.id,
        kind=found.kind or "partial",
        share=round(found.share, 3),
        shared=found.shared,
        changes=found.changes,
    )
