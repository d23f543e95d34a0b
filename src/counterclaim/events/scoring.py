"""Scores: the sum of what the findings are worth, with every term kept.

In: two accounts and the policy. Out: a `Score`. Guarantee: the points are the sum of the listed terms.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.events.accounts import Account
from counterclaim.events.comparison import Finding, compare
from counterclaim.events.policy import NEVER, LinkPolicy, Weight

__all__ = ["Score", "Scorer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Points for two accounts being one happening, and the findings with the weight of each."""

    points: float
    terms: tuple[tuple[Finding, Weight], ...]


class Scorer:
    """Scores pairs of accounts under one policy."""

    def __init__(self, policy: LinkPolicy) -> None:
        self.policy = policy
        self._weights = {(weight.comparison, weight.level): weight for weight in policy.weights}
        self._points = {level: weight.points for level, weight in self._weights.items()}

    def score(self, a: Account, b: Account) -> Score:
        """The score of two accounts. Raises `KeyError` when the policy lacks a weight for a level."""
        findings = compare(a, b, self.policy)
        terms = tuple((finding, self._weights[finding.comparison, finding.level]) for finding in findings)
        return Score(points=sum(weight.points for _, weight in terms), terms=terms)

    def points(self, a: Account, b: Account) -> float:
        """The points of `score`, without the terms. Most pairs that meet name other parties: those are told at once."""
        if a.parties and b.parties and a.parties.isdisjoint(b.parties) and not (a.total or b.total):
            return self._points["parties", "other"]
        points = 0.0
        for finding in compare(a, b, self.policy):
            points += self._points[finding[0], finding[1]]
        return points

    def links(self, score: Score) -> bool:
        """Whether a score is enough to link."""
        return score.points >= self.policy.threshold

    def lines(self, score: Score) -> list[str]:
        """The score in words: one line a term, then the sum."""
        lines = [_line(finding, weight) for finding, weight in score.terms if finding.level != "unknown"]
        verdict = "linked" if self.links(score) else "not linked"
        total = "never" if score.points == NEVER else _shown(score.points)
        return [*lines, f"sum {total}, needs {_shown(self.policy.threshold)}: {verdict}"]


def _line(finding: Finding, weight: Weight) -> str:
    points = "never" if weight.points == NEVER else _shown(weight.points)
    seen = f" ({finding.seen})" if finding.seen else ""
    return f"{finding.comparison} {finding.level}{seen}: {points}, {weight.reason}"


def _shown(points: float) -> str:
    """Points are quarters: "+0.5", "-1.25"."""
    return f"{points:+.1f}" if points * 2 == round(points * 2) else f"{points:+.2f}"
