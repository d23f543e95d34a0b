"""Groups of copies: which reports print one text, where it likely comes from, what each changed.

In: reports with their texts, in parts of near copies with pairs of parts that share a passage. Out: `CopyGroup`s.
Guarantee: a pure function of the set of reports. A part that shares a passage with several others goes with the one
that it shares most with, and only with one that likely came before it: a round-up of two texts does not make the two
one text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from counterclaim.records import Claim, CopyGroup, CopyMember, Report, Text, content_hash
from counterclaim.reports.copies import Body, compare, read_body

Print = tuple[Report, Text]
_Rank = tuple[bool, str, int, str]
#: Sorts after every date.
_UNDATED = "~"


def group_copies(parts: Sequence[Sequence[Print]], pairs: Collection[tuple[int, int]]) -> list[CopyGroup]:
    """The groups of one cluster, by id. `pairs` are indexes of parts; a report alone in the end is in no group."""
    bodies = {text.id: read_body(text) for part in parts for _, text in part}
    firsts = [min(part, key=lambda one: _rank(one, bodies)) for part in parts]
    host = _hosts(firsts, pairs, bodies)
    together: defaultdict[int, list[Print]] = defaultdict(list)
    for index, part in enumerate(parts):
        root = index
        while host[root] is not None:
            root = host[root] or 0
        together[root].extend(part)
    groups = [_group(prints, bodies) for prints in together.values() if len(prints) > 1]
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


def _rank(one: Print, bodies: Mapping[str, Body]) -> _Rank:
    """The likely origin has the lowest: it credits an agency, is dated first, is longest."""
    report, text = one
    published = report.published.start if report.published is not None else _UNDATED
    return report.agency is None, published, -len(bodies[text.id].words), report.id


def _rule(ranks: Sequence[_Rank]) -> str:
    """What told the first from the second."""
    best, second = sorted(ranks)[:2]
    if best[0] != second[0]:
        return "agency-credit"
    if best[1] != second[1]:
        return "earliest" if second[1] != _UNDATED else "only-dated"
    return "longest" if best[2] != second[2] else "undecided"


def _hosts(
    firsts: Sequence[Print], pairs: Collection[tuple[int, int]], bodies: Mapping[str, Body]
) -> dict[int, int | None]:
    """For each part the part that its passage likely comes from."""
    best: dict[int, tuple[float, _Rank]] = {}
    host: dict[int, int | None] = dict.fromkeys(range(len(firsts)))
    for one, other in pairs:
        source, copy = sorted((one, other), key=lambda index: _rank(firsts[index], bodies))
        body = bodies[firsts[copy][1].id]
        shared = compare(body, bodies[firsts[source][1].id]).share * len(body.words)
        offer = -shared, _rank(firsts[source], bodies)
        if copy not in best or offer < best[copy]:
            best[copy], host[copy] = offer, source
    return host


def _group(prints: Sequence[Print], bodies: Mapping[str, Body]) -> CopyGroup:
    ordered = sorted(prints, key=lambda one: _rank(one, bodies))
    origin, text = ordered[0]
    members = sorted((_member(one, bodies[text.id], bodies) for one in ordered[1:]), key=lambda one: one.report_id)
    return CopyGroup(
        id=content_hash(*sorted(report.id for report, _ in prints))[:24],
        origin=origin.id,
        rule=_rule([_rank(one, bodies) for one in prints]),
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
